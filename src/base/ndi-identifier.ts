import { mod37x2 } from './check-digits.ts';
import { isPersonalId } from './personal-id.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, refuse } from './refusal.ts';
import { text } from './text.ts';

/**
 * NDI-TR-2025-04: 1 global, 2 region, 3 sector, 4 service node, 5 connector, 6 product, 7 resource.
 */
export type NdiKind = '1' | '2' | '3' | '4' | '5' | '6' | '7';

export interface NdiParts {
  readonly kind: NdiKind;
  /**
   * 18 characters: a credit code, or an assigned or encrypted one. Never a plain identity number.
   */
  readonly subject: string;
  /** The first four digits of GB/T 2260, or `00` and the two digits of a GB/T 4754 division. */
  readonly area: string;
  /** 8 characters, drawn by the caller. */
  readonly random: string;
  /** Up to 32 characters after `•`, for a code from before; products and resources only. */
  readonly extension?: string;
}

const CITES = ['NDI-TR-2025-04'];
const BODY = /^([1-7])([0-9A-Z]{18})(\d{4})([0-9A-Z]{8})$/;
const EXTENSION = /^[\p{L}\p{N}_\-./:]{1,32}$/u;
const EXTENSION_MARK = '•';
const CORE_LENGTH = 32;
const LENGTH_LIMIT = 100;

function malformed(): Refusal {
  return refuse(
    'NDI_FORMAT',
    text(
      '标识应为32位：类型1、主体18、区域或行业4、随机8、校验1；产品和资源可加“•”及32位以内扩展码。',
      'Kind 1, subject 18, area 4, random 8, check 1; products and resources may add •extension.',
    ),
    CITES,
  );
}

function personal(): Refusal {
  return refuse(
    'NDI_PERSONAL_ID',
    text(
      '主体代码不得直接使用公民身份号码。',
      'A plain personal identity number may not stand in an identifier.',
    ),
    CITES,
  );
}

function takeApart(body: string, extension: string | undefined): NdiParts | Refusal {
  const [, kind, subject, area, random] = BODY.exec(body) ?? [];
  if (!kind || !subject || !area || !random) return malformed();
  if (extension !== undefined) {
    if (kind < '6' || !EXTENSION.test(extension)) return malformed();
  }
  if (isPersonalId(subject)) return personal();
  const parts = { kind: kind as NdiKind, subject, area, random };
  return extension === undefined ? parts : { ...parts, extension };
}

/** Builds an identifier with its check character (ISO 7064 MOD 37-2). Refuses malformed parts. */
export function ndiIdentifier(parts: NdiParts): string | Refusal {
  const body = parts.kind + parts.subject + parts.area + parts.random;
  const checked = takeApart(body, parts.extension);
  if (isRefusal(checked)) return checked;
  // Compared part by part: a long subject and a short area would add up to a good body.
  if (checked.subject !== parts.subject || checked.area !== parts.area) return malformed();
  const tail = parts.extension === undefined ? '' : EXTENSION_MARK + parts.extension;
  return body + (mod37x2(body) ?? '') + tail;
}

/** Takes an identifier apart; refuses a wrong shape (`NDI_FORMAT`) or check (`NDI_CHECK`). */
export function parseNdiIdentifier(identifier: string): NdiParts | Refusal {
  if (identifier.length > LENGTH_LIMIT) return malformed();
  const core = identifier.slice(0, CORE_LENGTH);
  const tail = identifier.slice(CORE_LENGTH);
  if (core.length < CORE_LENGTH) return malformed();
  if (tail !== '' && !tail.startsWith(EXTENSION_MARK)) return malformed();
  const body = core.slice(0, -1);
  const parts = takeApart(body, tail === '' ? undefined : tail.slice(EXTENSION_MARK.length));
  if (isRefusal(parts) || mod37x2(body) === core.at(-1)) return parts;
  return refuse(
    'NDI_CHECK',
    text('标识校验码不符，请核对。', 'The check character of the identifier does not match.'),
    CITES,
  );
}
