import { fromBase64, toBase64 } from './bytes.ts';
import { isNoteText, parseNote } from './note.ts';
import { HASH_BYTES } from './suite.ts';

/** The head of a log, the text of a note (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** The log's identity, an address without its scheme by custom. */
  readonly origin: string;
  /** Number of entries, at most 2^53 - 1. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Lines after the third. Logs had better write none: nobody audits them. */
  readonly extensions: readonly string[];
}

/** A whole number up to 2^53 - 1 as the formats write it: no sign, no leading zero. */
export function decimal(digits: string): number | undefined {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(digits) ? Number(digits) : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/** undefined for any departure from the format and for a root that is not 32 bytes. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!isNoteText(text)) return undefined;
  const [origin = '', digits = '', base64 = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = decimal(digits);
  const root = fromBase64(base64);
  if (origin === '' || size === undefined || extensions.includes('')) return undefined;
  return root?.length === HASH_BYTES ? { origin, size, root, extensions } : undefined;
}

/** Throws where the parts make no checkpoint. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, `${size}`, toBase64(root), ...extensions];
  const text = `${lines.join('\n')}\n`;
  if (lines.some((line) => line.includes('\n')) || parseCheckpoint(text) === undefined) {
    throw new Error('these parts make no checkpoint');
  }
  return text;
}

/** The checkpoint in a note, whoever signed it: nobody's word until `verifyNote` has looked. */
export function checkpointIn(note: string): Checkpoint | undefined {
  const parsed = parseNote(note);
  return parsed && parseCheckpoint(parsed.text);
}
