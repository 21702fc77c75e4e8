import { formatNote, SCHEMES, type NoteSignature } from '../../log/note.ts';
import { signCheckpoint, type NoteSigner } from '../../log/sign-note.ts';
import type { WatchedLog } from './log-list.ts';

/** Those of a cosigner's keys that sign this log: SM2 for a log in SM3, the others for one in
 *  SHA-256, so that nobody has to trust a hash he did not ask for. */
export function signersFor(log: WatchedLog, signers: readonly NoteSigner[]): readonly NoteSigner[] {
  return signers.filter(({ key }) => {
    const { primitive, timed } = SCHEMES[key.scheme];
    return timed && (primitive === 'sm2-sm3') === (log.suite.id === 'sm3');
  });
}

/** Throws unless every key bears the name and every log finds a key. */
export function guardSigners(
  name: string,
  signers: readonly NoteSigner[],
  logs: readonly WatchedLog[],
): void {
  const stranger = signers.find(({ key }) => key.name !== name);
  if (stranger) throw new Error(`the key of ${stranger.key.name} is not ${name}'s`);
  const orphan = logs.find((log) => signersFor(log, signers).length === 0);
  if (orphan) throw new Error(`${name} has no key to cosign ${orphan.origin} with`);
}

/**
 * The time of the next cosignature of a log, in POSIX seconds: now, but never before the last one
 * given. A cosignature says that at its time nothing larger was known; with a clock set back, the
 * next one would contradict it. A clock that once ran ahead is therefore caught up with, not followed
 * back: until then the time stands still. Never zero, which would say nothing (tlog-cosignature).
 */
export const cosignTime = (now: number, last: number): number =>
  Math.max(1, last, Number.isFinite(now) ? Math.floor(now) : 1);

/** One cosignature of each of these signers over the text of a checkpoint. */
export const cosign = (
  signers: readonly NoteSigner[],
  text: string,
  time: number,
): Promise<readonly NoteSignature[]> =>
  Promise.all(signers.map((signer) => signCheckpoint(text, signer, time)));

/** The signature lines of a note alone. */
export const signatureLines = (text: string, signatures: readonly NoteSignature[]): string =>
  formatNote({ text, signatures }).slice(text.length + 1);
