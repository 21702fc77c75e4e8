import { setImmediate as breath, setTimeout as wait } from 'node:timers/promises';
import { canonical } from '../../base/canonical-json.ts';
import type { JsonObject } from '../../base/json.ts';
import type { TileProver } from '../../log/prove.ts';
import { SLICE_FORMAT } from '../../log/slice.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { PlacedEntry } from '../../store/slices.ts';
import { runnerOf } from '../../store/transaction.ts';
import { policiesOf } from '../archive/case-evidence.ts';
import type { CredentialSigningKeys } from '../papers/credential-sign.ts';
import type { House } from '../house.ts';
import type { LogDoor } from '../log/door.ts';
import { WITNESSED } from '../log/files.ts';
import { headAt, headOver, proverOf, type PublishedHead } from '../log/proofs.ts';
import { answering, sliceDigest } from './slice-cut.ts';
import type { SliceHeader, SliceLine, SliceRecord } from './slice-file.ts';
import { signSlice } from './slice-sign.ts';

/** A slice that was exported: where that stands in the diary, and when it was. */
export interface ExportedSlice extends SliceRecord {
  readonly id: number;
  readonly at: string;
}

export interface Slicing {
  readonly house: Pick<House, 'pool'>;
  readonly log: LogDoor;
  readonly keys: CredentialSigningKeys;
}

/** The file of a slice, in chunks of whole lines. The entries are cut again from the register and held
 *  against the digests that stand on the log; the proofs lead to the newest witnessed heads. Fails
 *  before the signature, so that half a file is never a whole one. */
export async function* sliceLines(
  { house, log, keys }: Slicing,
  exported: ExportedSlice,
): AsyncGenerator<string> {
  const { id, at, ...record } = exported;
  const heads = await headsFrom(log, record.end);
  const header: SliceHeader = {
    ...record,
    format: SLICE_FORMAT,
    id,
    exportedAt: at,
    role: 'auditor',
    origin: log.origin,
    twin: log.twin,
    checkpoint: { sha256: heads.sha256.note, sm3: heads.sm3.note },
    policy: await policiesOf(log),
  };
  const first = canonical(header as unknown as JsonObject);
  yield `${first}\n`;
  const digest = sliceDigest();
  const provers = {
    sha256: proverOf(log.store, 'sha256', heads.sha256.size),
    sm3: proverOf(log.store, 'sm3', heads.sm3.size),
  };
  for await (const some of answering(runnerOf(house.pool), record.query, record.end)) {
    const lines: string[] = [];
    for (const [i, placed] of some.entries()) {
      digest.add(placed);
      lines.push(canonical((await lineOf(provers, placed)) as unknown as JsonObject));
      // Proofs from memory never wait for anything: let the rest of the house have its turn.
      if (i % AT_ONCE === 0) await breath();
    }
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
  const now = digest.done();
  if (now.sha256 !== record.sha256 || now.sm3 !== record.sm3) {
    throw new Error(`slice ${id} no longer comes out as it was exported`);
  }
  yield `${canonical({ signature: await signSlice(log.origin, first, keys) })}\n`;
}

/** Some milliseconds' worth. */
const AT_ONCE = 32;

type Heads = Readonly<Record<SuiteId, PublishedHead>>;

const PATIENCE_MS = 3000;
const LOOK_MS = 100;

/** Heads that cover everything below `end`: witnessed ones, unless the witnesses take too long. */
async function headsFrom(log: LogDoor, end: number): Promise<Heads> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && (await lacksWitnesses(log, end))) await wait(LOOK_MS);
  const [sha256, sm3] = await Promise.all([
    headOver(log, 'sha256', end - 1),
    headOver(log, 'sm3', end - 1),
  ]);
  if (!sha256 || !sm3) throw new Error(`the log has no head over ${end} entries`);
  return { sha256, sm3 };
}

/** Whether a witnessed head is to be expected and is not there yet. */
async function lacksWitnesses({ store }: LogDoor, end: number): Promise<boolean> {
  const heads = await Promise.all(Object.values(WITNESSED).map((path) => headAt(store, path)));
  return heads.some((head) => head && head.size < end);
}

async function lineOf(
  provers: Readonly<Record<SuiteId, TileProver>>,
  { index, entry }: PlacedEntry,
): Promise<SliceLine> {
  const path = async (suite: SuiteId): Promise<string[]> =>
    (await provers[suite].inclusion(index)).map(base64);
  return { index, entry, proofs: { sha256: await path('sha256'), sm3: await path('sm3') } };
}

/** As `toBase64` of the log writes it, and several times faster where there is a Buffer. */
const base64 = (hash: Uint8Array): string =>
  Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('base64');
