import { sameBytes, toBase64, toHex } from '../../log/bytes.ts';
import { checkConsistency } from '../../log/check-proof.ts';
import { parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { formatNote, parseNote, type NoteSignature, type SignedNote } from '../../log/note.ts';
import { emptyRoot } from '../../log/suite.ts';
import { verifyNote } from '../../log/verify-note.ts';
import type { Evidence } from './evidence.ts';
import type { Head } from './heads.ts';
import type { WatchedLog } from './log-list.ts';
import { parseAddCheckpoint, type AddCheckpoint } from './request.ts';

/** What is answered over HTTP; plain text without a type. */
export interface Answer {
  readonly status: 200 | 202 | 400 | 403 | 404 | 409 | 422 | 503;
  readonly body: string;
  readonly type?: string;
}

/** A head that its log signed. */
export interface Shown {
  readonly log: WatchedLog;
  readonly request: AddCheckpoint;
  readonly checkpoint: Checkpoint;
  /** With the signatures of the log's own keys and no others. */
  readonly signed: SignedNote;
}

export const says = (status: Answer['status'], what: string): Answer => ({
  status,
  body: `${what}\n`,
});

const isAnswer = (value: Shown | Answer): value is Answer => 'status' in value;

/** Reads a request and sees who signed it, without looking at what is known of the log. */
async function read(logs: ReadonlyMap<string, WatchedLog>, body: string): Promise<Shown | Answer> {
  const request = parseAddCheckpoint(body);
  if (!request) return says(400, 'malformed request');
  const log = logs.get(request.origin);
  if (!log) return says(404, 'unknown log');
  const note = parseNote(request.note);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint) return says(400, 'malformed checkpoint');
  const verified = await verifyNote({ ...note, signatures: once(note) }, log.keys, nodeCheck);
  if (!verified?.length) return says(403, 'no valid signature of the log');
  if (request.old > checkpoint.size) return says(400, 'old size is larger than the checkpoint');
  // One of each key, so that nobody fills up the note that is kept.
  const signatures = verified.flatMap(
    ({ key }) =>
      note.signatures.find((s) => s.name === key.name && sameBytes(s.keyId, key.keyId)) ?? [],
  );
  return { log, request, checkpoint, signed: { text: note.text, signatures } };
}

/** Each line once: checking one takes milliseconds, repeating it nothing. */
const once = ({ signatures }: SignedNote): readonly NoteSignature[] => [
  ...new Map(
    signatures.map((s) => [`${s.name} ${toHex(s.keyId)} ${toBase64(s.bytes)}`, s]),
  ).values(),
];

export interface Judging {
  readonly logs: ReadonlyMap<string, WatchedLog>;
  now(): number;
  current(log: WatchedLog): Promise<Head | undefined>;
  /** The root of the log at a size no larger than the current one, where that is known. */
  rootAt(log: WatchedLog, size: number): Promise<Uint8Array | undefined>;
  keepEvidence(evidence: Evidence, size: number): Promise<void>;
  /** Keeps the head and answers; only called with a head that continues the known one. */
  accept(shown: Shown, known: Head | undefined): Promise<Answer>;
  /** Work on one log is done in turn. */
  inTurn<T>(origin: string, work: () => Promise<T>): Promise<T>;
}

/**
 * The judgement of add-checkpoint (C2SP tlog-witness): 400 malformed, 404 unknown log, 403 not signed
 * by it, 409 another size known (which is told), 422 not a continuation, else whatever `accept` says.
 * Judging and keeping are one piece of work that nothing else on the same log comes between.
 */
export function judge(by: Judging): (body: string) => Promise<Answer> {
  return async (body) => {
    const shown = await read(by.logs, body);
    if (isAnswer(shown)) return shown;
    return by.inTurn(shown.log.origin, async () => {
      const known = await by.current(shown.log);
      const refusal = await refusalOf(by, shown, known);
      return refusal ?? by.accept(shown, known);
    });
  };
}

async function refusalOf(
  by: Judging,
  shown: Shown,
  known: Head | undefined,
): Promise<Answer | undefined> {
  const { log, request, checkpoint } = shown;
  const told = (kind: Evidence['kind']): Promise<void> | undefined =>
    known && by.keepEvidence(evidenceOf(shown, known, kind, by.now()), checkpoint.size);
  const contradicted = known !== undefined && (await contradicts(by, shown, known));
  if (contradicted) await told('another-root');
  if (request.old !== (known?.size ?? 0)) {
    return { ...says(409, `${known?.size ?? 0}`), type: 'text/x.tlog.size' };
  }
  const from = known?.root ?? emptyRoot(log.suite);
  const { size, root } = checkpoint;
  if (checkConsistency(log.suite, request.old, size, from, root, request.proof)) return undefined;
  // Every log continues the empty one: of that nothing can be told.
  if (!contradicted && request.old > 0) await told('no-proof');
  return says(422, 'not consistent with the checkpoint that is known');
}

/** Whether the log signed another history than the one known, whatever was to be proven. */
async function contradicts(by: Judging, { log, checkpoint }: Shown, known: Head): Promise<boolean> {
  if (checkpoint.size > known.size) return false;
  const ours = checkpoint.size === known.size ? known.root : await by.rootAt(log, checkpoint.size);
  return ours !== undefined && !sameBytes(ours, checkpoint.root);
}

const evidenceOf = (
  { log, request, signed }: Shown,
  known: Head,
  kind: Evidence['kind'],
  at: number,
): Evidence => ({
  origin: log.origin,
  kind,
  at,
  known: known.note,
  shown: formatNote(signed),
  old: request.old,
  proof: request.proof.map(toBase64),
});
