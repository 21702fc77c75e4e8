import type { JsonObject } from '../../base/json.ts';
import { fromBase64, utf8 } from '../../log/bytes.ts';
import type { SuiteId } from '../../log/suite.ts';
import { isCanonical, isObject, itemsOf, parsed, textAt } from './json.ts';

/** One event of an exported case. */
export interface CaseEvent {
  readonly version: number;
  /** Its place on the log; null while it waited for one. */
  readonly index: number | null;
  readonly bytes: Uint8Array;
  /** The same, read; null unless it is canonical JSON of an entry. */
  readonly entry: JsonObject | null;
  /** Private groups that were disclosed, each with its salt. */
  readonly body: JsonObject;
  /** Hashes from the leaf up; null where there is no such proof. */
  readonly proofs: Readonly<Record<SuiteId, readonly Uint8Array[] | null>>;
}

/** A case export (`shuji-case-v1`); only its shape was read. */
export interface CaseFile {
  readonly caseId: string;
  readonly procedure: string;
  readonly jurisdiction: string;
  readonly heads: Readonly<Record<SuiteId, string | null>>;
  readonly events: readonly CaseEvent[];
  /** Whether more events follow in another file. */
  readonly goesOn: boolean;
}

function hashes(value: unknown): readonly Uint8Array[] | null {
  if (!Array.isArray(value)) return null;
  return itemsOf(value).map((one) => fromBase64(String(one)) ?? new Uint8Array());
}

function entryIn(written: string): JsonObject | null {
  const value = parsed(written);
  return isObject(value) && isCanonical(value, written) ? value : null;
}

function eventIn(value: unknown): CaseEvent | undefined {
  const written = textAt(value, 'entry');
  if (!isObject(value) || written === undefined) return undefined;
  const { version, index, body, proofs } = value;
  const proof = isObject(proofs) ? proofs : {};
  return {
    version: Number(version),
    index: typeof index === 'number' && Number.isSafeInteger(index) ? index : null,
    bytes: utf8(written),
    entry: entryIn(written),
    body: isObject(body) ? body : {},
    proofs: { sha256: hashes(proof['sha256']), sm3: hashes(proof['sm3']) },
  };
}

/** Reads an export; undefined where it is none. */
export function caseFile(written: string): CaseFile | undefined {
  const value = parsed(written);
  if (!isObject(value) || value['format'] !== 'shuji-case-v1') return undefined;
  const events = itemsOf(value['events']).map(eventIn);
  if (!events.every((one) => one !== undefined) || events.length === 0) return undefined;
  const head = (suite: SuiteId): string | null => textAt(value['checkpoint'], suite) ?? null;
  return {
    caseId: textAt(value, 'caseId') ?? '',
    procedure: textAt(value, 'procedure') ?? '',
    jurisdiction: textAt(value, 'jurisdiction') ?? '',
    heads: { sha256: head('sha256'), sm3: head('sm3') },
    events,
    goesOn: typeof value['next'] === 'number',
  };
}
