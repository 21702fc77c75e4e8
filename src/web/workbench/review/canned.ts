import type { Json } from '../../../base/json.ts';
import { text, type Text } from '../../../base/text.ts';
import type { MaterialField } from '../dossier/open.ts';
import type { Finding } from '../model/state.ts';

/** Items whose words become public. */
const PUBLISHED =
  /^(?:dataResource\.(?:name|summary)|product\.(?:name|intro)|scenario\.(?:usable|forbidden))$/;

/** Sentences an officer may begin a reason with, the likeliest first: what the pre-check found there,
 *  then what is usually wrong with an item of its kind. They are to be edited. */
export function cannedReasons(
  item: string,
  field: MaterialField | undefined,
  label: Text,
  value: Json | undefined,
  findings: readonly Finding[],
): readonly Text[] {
  const here = findings.filter((one) => one.item === item);
  // That finding speaks to the office; to whoever filed there is a sentence of its own.
  const found = here.map(({ code, says }) => (code === 'PUBLIC_PERSONAL' ? personal(label) : says));
  const usual = field ? usualFor(item, field, label, isEmpty(value)) : OF_GROUP(label);
  return [...new Map([...found, ...usual].map((one) => [one.zh, one])).values()].slice(0, 5);
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '';

function usualFor(item: string, field: MaterialField, label: Text, empty: boolean): Text[] {
  if (empty) return [supply(label)];
  if (field.type === 'file') {
    const sealed = (field.seals?.length ?? 0) > 0 || field.sealsWhen !== undefined;
    return [...(sealed ? [seal(label)] : []), unclear(label), differs(label)];
  }
  if (field.type === 'text' || field.type === 'string') {
    const open = PUBLISHED.test(item) ? [personal(label)] : [];
    return [...(field.type === 'text' ? [vague(label)] : []), differs(label), ...open];
  }
  return [differs(label)];
}

/** The same for what is asked about an entry, where the fields are few and of no material list. */
export const petitionReasons = (label: Text, empty: boolean, paper: boolean): readonly Text[] =>
  empty
    ? [supply(label)]
    : paper
      ? [unclear(label), seal(label), differs(label)]
      : [differs(label), vague(label)];

const OF_GROUP = (label: Text): Text[] => [
  text(
    `“${label.zh}”填写不完整，请逐项补充并与所附文件保持一致。`,
    `"${label.en}" is not complete: fill in every item, in line with the files.`,
  ),
  differs(label),
];
const supply = (label: Text): Text => text(`请补充“${label.zh}”。`, `Please supply "${label.en}".`);
const seal = (label: Text): Text =>
  text(
    `“${label.zh}”未见公章，或者公章与主体名称不一致，请盖章后重新上传。`,
    `"${label.en}" bears no seal, or not that of the body named: have it sealed and upload it again.`,
  );
const unclear = (label: Text): Text =>
  text(
    `“${label.zh}”不清晰或者缺页，请重新上传完整、可辨认的文件。`,
    `"${label.en}" is unclear or lacks pages: upload it again, complete and legible.`,
  );
const differs = (label: Text): Text =>
  text(
    `“${label.zh}”与所附文件或者其他各项不一致，请核对后更正。`,
    `"${label.en}" does not agree with the files or the other items: check and correct it.`,
  );
const vague = (label: Text): Text =>
  text(
    `“${label.zh}”过于简略，请写明具体内容。`,
    `"${label.en}" is too brief: say exactly what it is.`,
  );
const personal = (label: Text): Text =>
  text(
    `“${label.zh}”将要公开，请删去其中涉及个人的信息。`,
    `"${label.en}" will be public: take out what is about persons.`,
  );
