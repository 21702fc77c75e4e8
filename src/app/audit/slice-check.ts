import type { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import type { CredentialKey } from '../../contexts/credential/verify-credential.ts';
import type { Policy } from '../../log/policy.ts';
import { isInSlice } from '../../log/slice.ts';
import type { SuiteId } from '../../log/suite.ts';
import { headsOf, isUnder, type HeadsFault, type HeadVerdict } from '../log/evidence-heads.ts';
import type { LogSource } from '../log/source.ts';
import { reportMissed } from './slice-complete.ts';
import { sliceDigest } from './slice-cut.ts';
import { endSchema, headerSchema, lineSchema } from './slice-file.ts';
import type { SliceHeader, SliceLine } from './slice-file.ts';
import { sliceSigners } from './slice-sign.ts';

export interface SliceFault {
  /** Where: the line of the file from 1, or the index of an entry on the log. */
  readonly line?: number;
  readonly index?: number;
  readonly tree?: SuiteId;
  readonly what:
    | HeadsFault['what']
    | 'malformed'
    /** A head does not reach as far as the slice says it looked. */
    | 'short-head'
    /** Indexes must grow and lie below the end. */
    | 'order'
    /** The entry does not answer the question. */
    | 'beside-question'
    | 'not-included'
    | 'count'
    | 'digest'
    /** The signature is missing, false, or not by both trusted keys. */
    | 'unsigned'
    /** An entry of the log answers the question and is not in the slice. */
    | 'left-out'
    /** The entries of the log at hand do not give the signed root. */
    | 'other-root'
    | 'unreadable-log';
}

export interface SliceVerdict {
  readonly header: SliceHeader | undefined;
  readonly heads: readonly HeadVerdict[];
  /** The first hundred of them. */
  readonly faults: readonly SliceFault[];
  readonly faulty: number;
  /** How many entries answer that came after the slice was cut, where the question was put to the
   *  whole log again; null where it was not, so that nobody knows whether anything was left out. */
  readonly later: number | null;
}

export interface Trusting {
  readonly policies: readonly Policy[];
  /** Of the credentials of the instance. */
  readonly keys: readonly CredentialKey[];
  /** The public log, where somebody has it at hand. */
  readonly log?: LogSource;
}

const TOLD = 100;

/** Checks a slice line by line, holding no more than a line and the indexes: the question each entry
 *  must answer, inclusion under both heads, digests and signature; and with the log that nothing that
 *  answers was left out. */
export async function checkSlice(
  lines: AsyncIterable<string>,
  trust: Trusting,
): Promise<SliceVerdict> {
  const faults: SliceFault[] = [];
  let faulty = 0;
  const report = (fault: SliceFault): void => {
    faulty += 1;
    if (faults.length < TOLD) faults.push(fault);
  };
  const verdict = (
    header: SliceHeader | undefined,
    heads: readonly HeadVerdict[],
    later: number | null,
  ): SliceVerdict => ({ header, heads, faults, faulty, later });
  const rest = lines[Symbol.asyncIterator]();
  const first = await rest.next();
  const header = first.done ? undefined : parsed(headerSchema, first.value);
  if (first.done || !header) {
    report({ line: 1, what: 'malformed' });
    return verdict(undefined, [], null);
  }
  const { heads, faults: wrong } = await headsOf(header, trust.policies);
  wrong.forEach(report);
  for (const { tree, head } of heads) {
    if (head.checkpoint.size < header.end) report({ tree, what: 'short-head' });
  }
  const body = { header, first: first.value, heads, keys: trust.keys };
  const indexes = await checkBody(rest, body, report);
  if (!trust.log || faulty > 0) return verdict(header, heads, null);
  const later = await reportMissed(trust.log, header, heads, indexes, report);
  return verdict(header, heads, later);
}

interface SliceBody {
  readonly header: SliceHeader;
  /** Its bytes, as they were signed. */
  readonly first: string;
  readonly heads: readonly HeadVerdict[];
  readonly keys: readonly CredentialKey[];
}

type Report = (fault: SliceFault) => void;

/** The entries and the signature; returns the indexes. Nothing behind a malformed line is looked at. */
async function checkBody(
  rest: AsyncIterator<string>,
  body: SliceBody,
  report: Report,
): Promise<readonly number[]> {
  const { header } = body;
  const indexes: number[] = [];
  const digest = sliceDigest();
  let signature: string | undefined;
  for (let line = 2; ; line += 1) {
    const next = await rest.next();
    if (next.done) break;
    const ended = signature !== undefined || indexes.length > header.count;
    signature = ended ? undefined : parsed(endSchema, next.value)?.signature;
    if (signature !== undefined) continue;
    const one = ended ? undefined : parsed(lineSchema, next.value);
    const open = one && objectIn(one.entry);
    if (!one || !open) {
      report({ line, what: 'malformed' });
      return indexes;
    }
    if (one.index <= (indexes.at(-1) ?? -1) || one.index >= header.end) {
      report({ line, what: 'order' });
    }
    if (!isInSlice(open, header.query)) report({ line, index: one.index, what: 'beside-question' });
    checkPlace(one, body.heads, (tree) =>
      report({ line, index: one.index, tree, what: 'not-included' }),
    );
    indexes.push(one.index);
    digest.add(one);
  }
  const { count, sha256, sm3 } = digest.done();
  if (count !== header.count) report({ what: 'count' });
  if (sha256 !== header.sha256 || sm3 !== header.sm3) report({ what: 'digest' });
  const by = await sliceSigners(header.origin, body.first, signature ?? '', body.keys);
  if (!by?.includes('Ed25519') || !by.includes('SM2')) report({ what: 'unsigned' });
  return indexes;
}

function checkPlace(
  { index, entry, proofs }: SliceLine,
  heads: readonly HeadVerdict[],
  beside: (tree: SuiteId) => void,
): void {
  const bytes = Buffer.from(entry, 'utf8');
  for (const head of heads) {
    const { tree } = head;
    if (!isUnder(head, { entry: bytes, index, proof: proofs[tree] })) beside(tree);
  }
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function objectIn(entry: string): JsonObject | undefined {
  try {
    const open: unknown = JSON.parse(entry);
    return typeof open === 'object' && open !== null ? (open as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
