import { procedures, type AnyProcedure } from '../src/app/procedures.ts';
import { diaryEvents } from '../src/contexts/network/diary.ts';
import { roles } from '../src/contexts/identity/roles.ts';
import { packs } from '../src/law/packs.ts';
import type { Text } from '../src/base/text.ts';
import { table } from './generated-handbook.ts';
import { read } from './tree.ts';

const MARK = '<!-- From here on: written by `npm run generate` from the declarations. -->';

/** GLOSSARY.md: the part written by hand as it stands, and the tables of what is declared. */
export function glossary(): string {
  const [byHand = ''] = read('GLOSSARY.md').split(MARK);
  return [`${byHand.trimEnd()}\n`, `${MARK}\n`, ...declared()].join('\n');
}

/** Every declared name with its two words. */
export function declared(): string[] {
  return [
    section(
      '程序 Procedures',
      procedures.map((p) => [p.name, p.title]),
    ),
    ...procedures.flatMap(ofProcedure),
    section(
      '目录链自己的记录 What the log says about itself',
      Object.entries(diaryEvents).map(([id, { title }]) => [id, title]),
    ),
    section(
      '角色 Roles',
      roles.map((r) => [r.id, r.title]),
    ),
    section('首次登记的材料 Materials of a first registration', materials()),
  ];
}

const row = (id: string, title: Text): string[] => [title.zh, `\`${id}\``, title.en];

const section = (title: string, entries: readonly (readonly [string, Text])[]): string =>
  `## ${title}\n\n${table(
    ['中文', '标识', 'English'],
    entries.map(([id, t]) => row(id, t)),
  )}\n`;

function ofProcedure(p: AnyProcedure): string[] {
  const named = (kind: string, entries: readonly (readonly [string, Text])[]): string =>
    entries.length === 0 ? '' : section(`${p.title.zh} \`${p.name}\`：${kind}`, entries);
  const titles = (from: Readonly<Record<string, { readonly title: Text }>>) =>
    Object.entries(from).map(([id, { title }]) => [id, title] as const);
  return [
    named('事项 acts', titles(p.acts)),
    named('记录 events', titles(p.events)),
    named('状态 states', titles(p.states)),
    named('期限 clocks', titles(p.clocks)),
    named('当事方 parties', Object.entries(p.parties)),
  ].filter((s) => s !== '');
}

function materials(): (readonly [string, Text])[] {
  const groups = packs.flatMap((pack) => pack.profile.materials.first);
  return [...new Map(groups.map((g) => [g.id, g.label])).entries()];
}
