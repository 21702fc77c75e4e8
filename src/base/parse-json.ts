import type { Json } from './json.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import { text as sentence } from './text.ts';

export interface JsonBounds {
  /** Levels of nesting; 32 unless told. */
  readonly maxDepth?: number;
  /** UTF-8 bytes of the whole text. */
  readonly maxBytes: number;
  /** Keys in all objects together; 5,000 unless told. */
  readonly maxKeys?: number;
}

const POISONED = new Set(['__proto__', 'constructor', 'prototype']);
/* oxlint-disable no-control-regex -- control characters are what these look for */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
const CONTROL_IN_KEY = /[\u0000-\u001F\u007F-\u009F]/;
/* oxlint-enable no-control-regex */

const no = (code: string, zh: string, en: string): Refusal =>
  refuse(code, sentence(zh, en), [], 'malformed');

const tooLarge = (): Refusal =>
  refuse('JSON_TOO_LARGE', sentence('内容过大。', 'The content is too large.'), [], 'tooLarge');
const malformed = (): Refusal =>
  no('JSON_MALFORMED', '内容不是合法的JSON。', 'The content is not valid JSON.');
const tooDeep = (): Refusal =>
  no('JSON_TOO_DEEP', '内容嵌套层次过多。', 'The content is nested too deeply.');
const tooManyKeys = (): Refusal =>
  no('JSON_TOO_MANY_KEYS', '内容字段过多。', 'The content has too many fields.');
const badKey = (): Refusal =>
  no('JSON_FORBIDDEN_KEY', '内容含有不允许的字段名。', 'A field name is not allowed.');
const twice = (): Refusal =>
  no('JSON_DUPLICATE_KEY', '同一字段出现了两次。', 'A field appears twice.');
const badCharacter = (): Refusal =>
  no('JSON_CHARACTER', '内容含有控制字符或残缺字符。', 'Control or broken characters inside.');
const badNumber = (): Refusal =>
  no('JSON_NUMBER', '数值超出可精确表示的范围。', 'A number cannot be represented exactly.');

function utf8Longer(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && new TextEncoder().encode(text).length > limit;
}

/**
 * Nesting and colons outside strings, in one pass. In valid JSON the colons are the keys as
 * written.
 */
function measure(text: string): { readonly depth: number; readonly keys: number } {
  let level = 0;
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // a string: to its closing quotation mark, past what is escaped
        for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1) {
          if (text.charCodeAt(at) === 0x5c) at += 1;
        }
        break;
      case 0x7b:
      case 0x5b:
        level += 1;
        if (level > depth) depth = level;
        break;
      case 0x7d:
      case 0x5d:
        level -= 1;
        break;
      case 0x3a:
        keys += 1;
        break;
    }
  }
  return { depth, keys };
}

/** Counts the keys that survived parsing, or says what is wrong. Depth is bounded by `measure`. */
function inspect(value: unknown, escaped: boolean): number | Refusal {
  if (typeof value === 'number') {
    const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    return exact ? 0 : badNumber();
  }
  if (typeof value === 'string') {
    // Only an escape can bring in what the check of the whole text has not seen.
    return escaped && (CONTROL.test(value) || !value.isWellFormed()) ? badCharacter() : 0;
  }
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  if (!Array.isArray(value)) {
    for (const key of Object.keys(value)) {
      if (POISONED.has(key)) return badKey();
      if (CONTROL_IN_KEY.test(key) || !key.isWellFormed()) return badCharacter();
      keys += 1;
    }
  }
  for (const item of Object.values(value)) {
    const inside = inspect(item, escaped);
    if (typeof inside !== 'number') return inside;
    keys += inside;
  }
  return keys;
}

/**
 * Reads JSON from outside within bounds. Refuses what parsers disagree on (a key given twice, lone
 * surrogates, numbers beyond exactness), what harms later (`__proto__`, control characters) and
 * what is too much. A top-level `refused` is not a field of any request, and would pass for a
 * refusal of ours.
 */
export function parseBounded(text: string, bounds: JsonBounds): Json | Refusal {
  if (utf8Longer(text, bounds.maxBytes)) return tooLarge();
  const written = measure(text);
  if (written.depth > (bounds.maxDepth ?? 32)) return tooDeep();
  if (written.keys > (bounds.maxKeys ?? 5000)) return tooManyKeys();
  if (CONTROL.test(text) || !text.isWellFormed()) return badCharacter();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed();
  }
  const kept = inspect(value, text.includes('\\'));
  if (typeof kept !== 'number') return kept;
  if (kept !== written.keys) return twice();
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, 'refused')) {
    return badKey();
  }
  return value as Json;
}
