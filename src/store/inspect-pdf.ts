import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { acts, encrypted, malformed } from './file-refusals.ts';
import type { Content } from './file-store.ts';
import { ACTING, nameToken, PACKED, refusePackedActions } from './inspect-pdf-actions.ts';

const TAIL_BYTES = 2_048;
/** Longer than any token looked for with its white space, so that none is cut in two. */
const OVERLAP = 256;

export interface PdfFacts {
  /** Carries a signature dictionary; whether it verifies is for `pdf-verify` to say. */
  readonly signed: boolean;
  /** Made of page pictures without a font: nothing in it that a machine could check. */
  readonly scan: boolean;
}

/** Looks at a PDF (ISO 32000-2, 7.5) without rendering it: one pass and its packed dictionaries, bounded
 *  memory. What runs by itself is refused, as a macro is. */
export async function inspectPdf(content: Content): Promise<PdfFacts> {
  await checkEnd(content);
  const { seen, packed } = await tokens(content);
  if (seen.has('encrypt')) throw new Refused(encrypted());
  if (seen.has('acting')) throw new Refused(acts());
  await refusePackedActions(content, packed);
  return { signed: seen.has('byteRange'), scan: seen.has('picture') && !seen.has('font') };
}

/** The end of file must be there and its pointer must lead to a cross-reference. */
async function checkEnd(content: Content): Promise<void> {
  const tail = (await content.read(Math.max(0, content.size - TAIL_BYTES), TAIL_BYTES)).toString(
    'latin1',
  );
  const pointer = /startxref\s+(\d{1,12})\s+%%EOF/.exec(
    tail.slice(tail.lastIndexOf('startxref')),
  )?.[1];
  if (pointer === undefined) throw broken('没有正常的结尾，可能没有传完', 'its end is missing');
  const target = (await content.read(Number(pointer), 64)).toString('latin1');
  if (!/^\s*(?:xref\b|\d+\s+\d+\s+obj\b)/.test(target)) {
    throw broken('找不到交叉引用表', 'its cross-reference is not where it says');
  }
}

const TOKENS = {
  acting: ACTING,
  encrypt: new RegExp(`${nameToken('Encrypt')}\\s*(?:\\d+\\s+\\d+\\s+R|<<)`, 'i'),
  byteRange: new RegExp(`${nameToken('ByteRange')}\\s*\\[`),
  picture: /\/Subtype\s*\/Image\b/,
  font: /\/Font\b|\/FontFile|\/Length1\b|\/CIDFontType0C\b|\/Type1C\b|\/OpenType\b/,
} as const;

/** `packed`: where dictionaries are packed away. */
async function tokens(content: Content) {
  const seen = new Set<keyof typeof TOKENS>();
  const packed = new Set<number>();
  let kept = '';
  let at = 0;
  for await (const chunk of content.stream() as AsyncIterable<Buffer>) {
    const part = kept + chunk.toString('latin1');
    for (const name of Object.keys(TOKENS) as (keyof typeof TOKENS)[]) {
      if (!seen.has(name) && TOKENS[name].test(part)) seen.add(name);
    }
    for (const { index } of part.matchAll(PACKED)) packed.add(at + index);
    kept = part.slice(-OVERLAP);
    at += part.length - kept.length;
  }
  return { seen, packed };
}

const broken = (zh: string, en: string) => new Refused(malformed(text(zh, en)));
