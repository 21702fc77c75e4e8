import { Refused } from '../base/refusal.ts';
import { badEncoding } from './file-refusals.ts';
import { hasControl } from './file-sniff.ts';
import type { Content } from './file-store.ts';

/** JSON above this size is taken by its first and last character only. */
const JSON_PARSED_MAX = 16 * 1_048_576;

/** Refuses text that is neither UTF-8 nor GB18030 (GB 18030-2022) from beginning to end. */
export async function inspectText(content: Content): Promise<void> {
  const candidates = new Map(
    ['utf-8', 'gb18030'].map((e) => [e, new TextDecoder(e, { fatal: true })]),
  );
  const keep = (encoding: string, decode: () => string) => {
    try {
      decode();
    } catch {
      candidates.delete(encoding);
    }
  };
  for await (const chunk of content.stream() as AsyncIterable<Buffer>) {
    if (hasControl(chunk)) throw new Refused(badEncoding());
    for (const [e, decoder] of candidates) keep(e, () => decoder.decode(chunk, { stream: true }));
  }
  for (const [e, decoder] of candidates) keep(e, () => decoder.decode());
  if (candidates.size === 0) throw new Refused(badEncoding());
}

/** Whether the text is JSON (RFC 8259). */
export async function isJson(content: Content): Promise<boolean> {
  if (content.size > JSON_PARSED_MAX) {
    const head = (await content.read(0, 64))
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart();
    const tail = (await content.read(content.size - 64, 64)).toString('utf8').trimEnd();
    return /^[[{]/.test(head) && /[\]}]$/.test(tail);
  }
  try {
    JSON.parse((await content.read(0, content.size)).toString('utf8').replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
