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
