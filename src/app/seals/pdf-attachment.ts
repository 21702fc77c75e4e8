import { inflateSync } from 'node:zlib';
import { CREDENTIAL_MAX } from '../../contexts/credential/verify-credential.ts';

const ATTACHMENTS_MAX = 8;
const MENTIONS_MAX = 200;
const DICTIONARY_MAX = 1024;

/** The attachment that begins here, '' if it cannot be read; undefined if none begins here. */
function content(file: Buffer, at: number): string | undefined {
  const window = file.toString('latin1', at, at + DICTIONARY_MAX);
  const [head] = /^\/EmbeddedFile\b(?!s)[\s\S]*?>>\s*stream\r?\n/.exec(window) ?? [];
  if (!head) return undefined;
  const from = at + head.length;
  const room = file.subarray(from, from + CREDENTIAL_MAX);
  const dictionary = file.toString('latin1', Math.max(0, at - 200), at) + head;
  if (/\/Filter\s*\/FlateDecode/.test(dictionary.slice(dictionary.lastIndexOf(' obj') + 1))) {
    try {
      return inflateSync(room, { maxOutputLength: CREDENTIAL_MAX }).toString('utf8');
    } catch {
      return '';
    }
  }
  const end = room.indexOf('endstream');
  return end < 0 ? '' : room.toString('utf8', 0, end).trimEnd();
}

/**
 * The first few small files attached to a PDF, as text. Reads a document only for what it says of
 * itself: whether that is true is decided by the signatures.
 */
export function pdfAttachments(file: Buffer): string[] {
  const found: string[] = [];
  let at = file.indexOf('/EmbeddedFile');
  for (let seen = 0; at >= 0 && seen < MENTIONS_MAX && found.length < ATTACHMENTS_MAX; seen += 1) {
    const text = content(file, at);
    // One that cannot be read counts as well: trying costs as much as reading.
    if (text !== undefined) found.push(text);
    at = file.indexOf('/EmbeddedFile', at + 13);
  }
  return found.filter((text) => text !== '');
}
