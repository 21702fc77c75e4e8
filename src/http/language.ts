import type { Language } from '../base/text.ts';

const LONGEST = 500;
const ONE = /^\s*(zh|en)(?:-[\w-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?)\s*)?$/i;

/** Of our two languages the one that `Accept-Language` likes better (RFC 9110, 12.5.4); Chinese where it likes
 *  both as much, or neither, or makes no sense. */
export function preferredLanguage(header: string | undefined): Language {
  const liked = { zh: 0, en: 0 };
  for (const part of (header ?? '').slice(0, LONGEST).split(',')) {
    const [, name = '', q = '1'] = ONE.exec(part) ?? [];
    const lang = name.toLowerCase();
    if (lang === 'zh' || lang === 'en') liked[lang] = Math.max(liked[lang], Number(q));
  }
  return liked.en > liked.zh ? 'en' : 'zh';
}
