import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

/** Kinds of private parts, by what they hold; an erasure names kinds rather than places. */
export const PART_CLASSES = [
  'contact',
  'identity',
  'accounts',
  'words',
  'names',
  'materials',
] as const;

export type PartClass = (typeof PART_CLASSES)[number];

export const partClassTitles: Readonly<Record<PartClass, Text>> = {
  contact: text('联系人、电话等个人信息', 'Contacts and other personal fields'),
  identity: text('异议人、申请人、经办人身份', 'Identity of objectors, applicants, acting persons'),
  accounts: text('当事方经办账户', 'Accounts that acted for a party'),
  words: text('当事人和经办人写的文字', 'Words written by parties and officers'),
  names: text('名称', 'Names'),
  materials: text('材料、文件和其他内容', 'Materials, files and everything else'),
};

/** What parties and officers write. */
const WORDS =
  'reason reasons gaps opinion note claim reply decision finding findings statement comment conclusion request facts measure outcome incident report violation ask basis consent conflict'.split(
    ' ',
  );

const OF_GROUP: Readonly<Record<string, PartClass>> = {
  personal: 'contact',
  identity: 'identity',
  officer: 'identity',
  relations: 'identity',
  $who: 'accounts',
  names: 'names',
  about: 'names',
  object: 'names',
  subject: 'names',
  registrar: 'names',
  authority: 'names',
  successor: 'names',
  fields: 'names',
  ...Object.fromEntries(WORDS.map((group) => [group, 'words' as const])),
};

/** What a private group counts as. A group nobody has placed counts as material. */
export const classOfGroup = (group: string): PartClass =>
  Object.hasOwn(OF_GROUP, group) ? (OF_GROUP[group] ?? 'materials') : 'materials';
