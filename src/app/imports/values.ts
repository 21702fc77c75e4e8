import { INDUSTRY_SECTIONS } from '../../base/industry.ts';
import type { Json } from '../../base/json.ts';
import { isPlainDate } from '../../base/plain-date.ts';
import { regionsUnder } from '../../base/region.ts';
import { withoutUnseen } from '../../base/sound-text.ts';
import type { MaterialField, Option } from '../../law/types.ts';

/** What the words of a cell mean as the value of a field. Words that mean nothing come back as they
 *  are, for the reading of the field to refuse with its own sentence. */
export function valueOf(field: Pick<MaterialField, 'type' | 'options'>, words: string): Json {
  // A sheet is full of what was pasted into it.
  const said = withoutUnseen(words).text.trim();
  switch (field.type) {
    case 'string':
    case 'text':
    case 'file':
      return said;
    case 'bool':
      return YES.has(plain(said)) ? true : NO.has(plain(said)) ? false : said;
    case 'int':
    case 'decimal':
      return numberIn(said) ?? said;
    case 'date':
      return dayIn(said) ?? said;
    case 'enum':
      return choiceIn(field.options, said) ?? said;
    case 'enums':
      return said
        .split(/[、，,;；\n]/)
        .map((s) => s.trim())
        .filter((s) => s !== '')
        .map((s) => choiceIn(field.options, s) ?? s);
    case 'creditCode':
      return said.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
    case 'industry':
      return industryIn(said) ?? said;
    case 'region':
      return regionIn(said) ?? said;
    case 'organisations':
      return organisationsIn(said);
    default:
      return field.type satisfies never;
  }
}

const YES = new Set(['是', '有', 'true', 'yes', 'y', '1', '√', '✓', '含', '涉及']);
const NO = new Set(['否', '无', 'false', 'no', 'n', '0', '×', '不含', '不涉及']);

/** As it is compared: one width, one case, no white space, nothing that cannot be seen. */
export const plain = (s: string): string =>
  withoutUnseen(s).text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

function numberIn(said: string): number | undefined {
  const bare = said.normalize('NFKC').replaceAll(/[,\s]/g, '');
  return /^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(bare) ? Number(bare) : undefined;
}

/** No day is written longer, no organisation is named longer: what is, is not taken apart, because that
 *  takes the longer the more white space it holds. */
const DAY_CHARS = 100;
const ORGANISATION_CHARS = 400;

/** `2026-03-02`, `2026/3/2`, `2026.3.2`, `2026年3月2日`, `20260302`, with or without a midnight. */
export function dayIn(said: string): string | undefined {
  if (said.length > DAY_CHARS) return undefined;
  const bare = said.normalize('NFKC').replace(/[T\s]+0{1,2}:00(?::00(?:\.0+)?)?Z?$/, '');
  const [, year, month = '', day = ''] =
    /^(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?$/.exec(bare) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(bare) ??
    [];
  if (year === undefined) return undefined;
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(found) ? found : undefined;
}

const choices = new WeakMap<readonly Option[], ReadonlyMap<string, string>>();

function choiceIn(options: readonly Option[] | undefined, said: string): string | undefined {
  if (!options) return undefined;
  const known = choices.get(options) ?? namesOf(options);
  choices.set(options, known);
  return known.get(plain(said));
}

const namesOf = (options: readonly Option[]): ReadonlyMap<string, string> =>
  new Map(
    options.flatMap(({ value, label }) =>
      [value, label.zh, label.en].map((name) => [plain(name), value] as const),
    ),
  );

let industries: ReadonlyMap<string, string> | undefined;

/** A code, alone or before its name (`G54 道路运输业`), or the name of a section or division. */
function industryIn(said: string): string | undefined {
  industries ??= new Map(
    INDUSTRY_SECTIONS.flatMap((section) => [
      [plain(section.name.zh), section.code] as const,
      ...section.divisions.map(
        (division) => [plain(division.name.zh), section.code + division.code] as const,
      ),
    ]),
  );
  const code = /^([A-Ta-t](?:\d{2})?|\d{2})(?![\dA-Za-z])/.exec(said.normalize('NFKC'))?.[1];
  return code?.toUpperCase() ?? industries.get(plain(said));
}

let regions: ReadonlyMap<string, string | null> | undefined;

/** Six digits, alone or before the name, or a name that only one region has. */
function regionIn(said: string): string | undefined {
  const code = /^\d{6}(?!\d)/.exec(said.normalize('NFKC'))?.[0];
  if (code !== undefined) return code;
  regions ??= namesOfRegions();
  return regions.get(plain(said)) ?? undefined;
}

function namesOfRegions(): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const province of regionsUnder('')) {
    for (const region of [province, ...regionsUnder(province.code.slice(0, 2))]) {
      const name = plain(region.name);
      const known = found.get(name);
      found.set(name, known === undefined || known === region.code ? region.code : null);
    }
  }
  return found;
}

/** `名称（代码）；名称（代码）`, one organisation after the other. */
function organisationsIn(said: string): Json {
  return said
    .split(/[;；\n]/)
    .map((s) => s.trim())
    .filter((s) => s !== '')
    .map((one) => {
      const found =
        one.length > ORGANISATION_CHARS
          ? null
          : /^(.*?)[\s（(|,，:：]*([0-9A-Za-z]{18})[）)]?$/s.exec(one);
      return found
        ? { name: (found[1] ?? '').trim(), creditCode: (found[2] ?? '').toUpperCase() }
        : { name: one, creditCode: '' };
    });
}
