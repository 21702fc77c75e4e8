import type { Comparison, FileVerdict } from '../../base/deposit-compare.ts';
import { manifestBytes, PARTS, PART_WORDS, type Manifest } from '../../base/deposit-manifest.ts';
import type { Language, Text } from '../../base/text.ts';
import { element, factList } from '../verifier/element.ts';
import { digestsOf } from './manifest-digests.ts';
import * as words from './words.ts';

const always = (said: string): Text => ({ zh: said, en: said });

/** A manifest that was made: its download, and what is to be typed into the deposit. */
export function madeElement(manifest: Manifest, lang: Language): HTMLElement {
  const link = element('a', 'button', words.DOWNLOAD[lang]);
  const type = 'application/json';
  link.href = URL.createObjectURL(new Blob([new Uint8Array(manifestBytes(manifest))], { type }));
  link.download = `shuji-deposit-${manifest.snapshotAt.slice(0, 10)}.json`;
  const facts = digestsOf(manifest).map(([field, value]) => ({
    label: words.FIELDS[field] ?? always(field),
    value: always(value),
  }));
  return element(
    'section',
    'result good',
    element('h3', 'answer', words.MADE[lang]),
    element('p', '', words.KEEP[lang]),
    element('p', '', link),
    factList(facts, lang),
  );
}

const RANGES_SHOWN = 20;

function whereOf(file: FileVerdict): Text[] {
  if (file.is === 'renamed') return [words.WAS(`${PART_WORDS[file.fromPart].zh}/${file.from}`)];
  if (file.is !== 'altered') return [];
  const { ranges, deposited, size } = file;
  const more = ranges.length - RANGES_SHOWN;
  return [
    ...(deposited === size ? [] : [words.SIZES(deposited, size)]),
    ...ranges.slice(0, RANGES_SHOWN).map(({ from, to }) => words.RANGE(from, to)),
    ...(more > 0 ? [words.MORE(more)] : []),
  ];
}

function fileItem(file: FileVerdict, lang: Language): HTMLElement {
  const { sign, tone, word } = words.IS[file.is] ?? { sign: '', tone: '', word: always(file.is) };
  const part = file.part ? `${PART_WORDS[file.part][lang]} / ` : '';
  const mark = element('span', 'sign', sign);
  mark.setAttribute('aria-hidden', 'true');
  const where = whereOf(file).map((line) => element('li', '', line[lang]));
  return element(
    'li',
    tone,
    mark,
    element(
      'div',
      '',
      element('p', '', `${part}${file.name} `, element('span', `chip ${tone}`, word[lang])),
      ...(where.length > 0 ? [element('ul', 'plain-list mono', ...where)] : []),
    ),
  );
}

/** What a check found: the answer first, then file by file. */
export function checkedElement(
  manifest: Manifest,
  { files, equal }: Comparison,
  lang: Language,
): HTMLElement {
  const all = PARTS.reduce((sum, part) => sum + manifest.parts[part].length, 0);
  const left = all - files.filter(({ part, is }) => part !== null && is !== 'unknown').length;
  const [[, digest] = ['', '']] = digestsOf(manifest);
  return element(
    'section',
    `result ${equal ? 'good' : 'bad'}`,
    element('h3', 'answer', (equal ? words.EQUAL : words.DIFFERS)[lang]),
    element('ul', 'checklist', ...files.map((file) => fileItem(file, lang))),
    ...(left > 0 ? [element('p', 'quiet', words.UNCHECKED(left)[lang])] : []),
    factList([{ label: words.AS_DEPOSITED, value: always(digest) }], lang),
  );
}
