import { isPersonalId } from './personal-id.ts';
import type { Text } from './text.ts';
import { text } from './text.ts';

export type PersonalKind = 'identity' | 'phone' | 'email' | 'bankCard' | 'address' | 'name';

/** What looks like information about a person: from character `from` up to, not including, `to`. */
export interface PersonalHit {
  readonly kind: PersonalKind;
  readonly from: number;
  readonly to: number;
}

export const PERSONAL_KINDS: Readonly<Record<PersonalKind, Text>> = {
  identity: text('身份证件号码', 'identity number'),
  phone: text('电话号码', 'phone number'),
  email: text('电子邮箱', 'e-mail address'),
  bankCard: text('银行卡号', 'bank card number'),
  address: text('门牌地址', 'street address'),
  name: text('自然人姓名', 'name of a person'),
};

/** Longer texts are scanned as far as this: no field of a dossier is. Characters. */
const MOST = 20_000;

/** Looks for information about persons in a text that is to become public. Facts only: a person
 *  decides what it is. Every part is linear in the length of the text. */
export function scanPersonal(given: string): readonly PersonalHit[] {
  const { plain, place } = flattened(given.slice(0, MOST));
  const found = [...numbers(plain), ...mails(plain), ...addresses(plain), ...names(plain)]
    .toSorted((a, b) => a.from - b.from)
    .map(({ kind, from, to }) => ({
      kind,
      from: place[from] ?? 0,
      to: (place[to - 1] ?? 0) + 1,
    }));
  return found.filter((hit, at) => !found.some((o, i) => i !== at && covers(o, hit, i < at)));
}

/** Of two that overlap the longer one stands, of two alike the first. */
const covers = (a: PersonalHit, b: PersonalHit, earlier: boolean): boolean => {
  if (a.from > b.from || a.to < b.to) return false;
  return a.to - a.from > b.to - b.from || earlier;
};

/** Half width and without invisible characters, and where each character stood: who hides a number
 *  between zero-width characters must not hide it from this. */
function flattened(given: string): { plain: string; place: number[] } {
  let plain = '';
  const place: number[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const code = given.charCodeAt(at);
    if (INVISIBLE.test(given.charAt(at))) continue;
    const wide = code >= 0xff01 && code <= 0xff5e;
    plain += wide ? String.fromCharCode(code - 0xfee0) : given.charAt(at);
    place.push(at);
  }
  return { plain, place };
}

const INVISIBLE = /[\p{Cf}\u115f\u3164]/u;

interface Token {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

/** Numbers, also when they are written in groups: 138 0013 8000. */
function numbers(plain: string): PersonalHit[] {
  const tokens: Token[] = Array.from(plain.matchAll(/\d+[Xx]?/g), ({ 0: digits, index }) => ({
    digits: digits.toUpperCase(),
    from: index,
    to: index + digits.length,
  }));
  const found: PersonalHit[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    let joined = '';
    for (let end = at; end < Math.min(at + MOST_PARTS, tokens.length); end += 1) {
      const [token, before] = [tokens[end], tokens[end - 1]];
      if (!token || (end > at && before && !near(plain, before, token))) break;
      joined += token.digits;
      if (joined.length > LONGEST) break;
      const [from, to] = [tokens[at]?.from ?? 0, token.to];
      const kind = standsAlone(plain, from, to) ? kindOf(joined, end === at) : undefined;
      if (!kind) continue;
      found.push({ kind, from, to });
      at = end;
      break;
    }
  }
  return found;
}

/** Groups of a number that a person writes, and digits of the longest one. */
const MOST_PARTS = 5;
const LONGEST = 19;

const near = (plain: string, a: Token, b: Token): boolean =>
  b.from === a.to + 1 && /[ -]/.test(plain.charAt(a.to));

/** Digits within a longer word are part of a code or a digest. */
const standsAlone = (plain: string, from: number, to: number): boolean =>
  !/[0-9A-Za-z_]/.test(plain.charAt(from - 1)) && !/[0-9A-Za-z_]/.test(plain.charAt(to));

function kindOf(digits: string, whole: boolean): PersonalKind | undefined {
  if (isPersonalId(digits)) return 'identity';
  if (/^(?:86)?1[3-9]\d{9}$/.test(digits)) return 'phone';
  // A line of an area: 010-12345678; without the hyphen it could be any number.
  if (!whole && /^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(digits)) return 'phone';
  return /^[3-69]\d{15,18}$/.test(digits) && luhn(digits) ? 'bankCard' : undefined;
}

/** ISO/IEC 7812-1, annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function mails(plain: string): PersonalHit[] {
  const found: PersonalHit[] = [];
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    let from = at;
    while (at - from < 64 && /[\w.%+-]/.test(plain.charAt(from - 1))) from -= 1;
    let to = at + 1;
    while (to - at < 64 && /[0-9A-Za-z.-]/.test(plain.charAt(to))) to += 1;
    const host = plain.slice(at + 1, to).replace(/[.-]+$/, '');
    if (from < at && /[0-9A-Za-z]\.[A-Za-z]/.test(host))
      found.push({ kind: 'email', from, to: at + 1 + host.length });
  }
  return found;
}

/** A road, a lane or an estate with its number; the number of a document (〔2026〕3号) has no road. */
const DOOR =
  /[\u4e00-\u9fff]{1,10}(?:路|街|巷|胡同|大道|弄|里|村|小区|花园|苑|大厦|公寓)[东西南北中甲乙内外]{0,2}\d{1,5}(?:号院|号楼|号|弄|幢|栋|单元|室)(?:[0-9A-Z]{1,5}(?:号楼|楼|栋|幢|单元|层|室|号)){0,4}/g;

const addresses = (plain: string): PersonalHit[] =>
  Array.from(plain.matchAll(DOOR), ({ 0: found, index }) => ({
    kind: 'address' as const,
    from: index,
    to: index + found.length,
  }));

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪鲁岳翟殷詹申耿关焦柳甘祝单裴纪舒屈项祁童欧';
const DOUBLE = '欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木';
/** Words that begin like a name. */
const NO_NAME =
  /^(?:方式|方法|方面|单位|安全|管理|高级|时间|任何|向社会|文件|文本|文号|文字|常用|常见|于|何种|程序|万|石|金额|段|项目|项|关系|关于|关联|申请|申报|申办|温馨|田间|康复|易于|乔木|施工|齐全|江|石油|马上|高新|高校|任务|任意)/;

const ROLE =
  /(?:联系人|联络人|负责人|经办人|承办人|办理人|责任人|姓名)(?:员|及电话|姓名)?[ :为是,，]{0,3}/g;
const GIVEN = new RegExp(
  `^(?:(?:${DOUBLE})[\\u4e00-\\u9fff]{1,2}|[${SURNAMES}][\\u4e00-\\u9fff]{1,2})`,
);
const STYLED = new RegExp(
  `(?:${DOUBLE}|[${SURNAMES}])[\\u4e00-\\u9fff]{0,2}(?:先生|女士|同志)`,
  'g',
);
/** A third character that belongs to the next word. */
const NEXT_WORD = /[，。、；的为是及和与或在等将已应可电手邮办负联担任]$/;

function names(plain: string): PersonalHit[] {
  const found: PersonalHit[] = [];
  for (const { 0: role, index } of plain.matchAll(ROLE)) {
    const from = index + role.length;
    const next = plain.slice(from, from + 4);
    const given = NO_NAME.test(next) ? undefined : GIVEN.exec(next)?.[0];
    if (given === undefined) continue;
    const name = given.length > 2 && NEXT_WORD.test(given) ? given.slice(0, -1) : given;
    found.push({ kind: 'name', from, to: from + name.length });
  }
  for (const { 0: styled, index } of plain.matchAll(STYLED)) {
    found.push({ kind: 'name', from: index, to: index + styled.length });
  }
  return found;
}
