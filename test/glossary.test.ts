import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedures } from '../src/app/procedures.ts';
import { roles } from '../src/contexts/identity/roles.ts';
import { packs } from '../src/law/packs.ts';
import type { Text } from '../src/base/text.ts';
import { glossary } from './generated-glossary.ts';
import { handbookPages, settingsPage } from './generated-handbook.ts';
import { filesUnder, read } from './tree.ts';

type Titled = Readonly<Record<string, { readonly title: Text }>>;

const STALE = 'is not what the declarations say: run `npm run generate` and commit the result';

test('词汇表与程序声明一致', () => {
  assert.equal(read('GLOSSARY.md'), glossary(), `GLOSSARY.md ${STALE}`);
});

test('手册的设置页与程序的环境变量、命令一致', () => {
  assert.equal(read('docs/handbook/settings.md'), settingsPage(), `settings.md ${STALE}`);
});

test('手册的程序页与程序声明一致，不多不少', () => {
  const pages = handbookPages();
  assert.deepEqual(filesUnder('docs/handbook/procedures'), [...pages.keys()].toSorted());
  for (const [path, content] of pages) assert.equal(read(path), content, `${path} ${STALE}`);
});

test('每个对外的名称都有中文词，中文里没有漏写的英文', () => {
  const titles: [string, Text][] = procedures.flatMap((p) => [
    [p.name, p.title],
    ...Object.entries(p.parties),
    ...[p.acts, p.events, p.states, p.clocks].flatMap((named: Titled) =>
      Object.entries(named).map(([id, { title }]): [string, Text] => [`${p.name} ${id}`, title]),
    ),
  ]);
  titles.push(...roles.map((r): [string, Text] => [r.id, r.title]));
  titles.push(
    ...packs.flatMap((k) => k.profile.materials.first.map((g): [string, Text] => [g.id, g.label])),
  );
  for (const [id, { zh, en }] of titles) {
    assert.match(zh, /\p{Script=Han}/u, `${id} has no Chinese word`);
    assert.match(en, /^[\x20-\x7e]+$/, `${id} has no English word`);
  }
});

test('同一程序内一个中文词只指一个事项、一个状态', () => {
  for (const p of procedures) {
    const kinds: readonly Titled[] = [p.acts, p.states];
    for (const named of kinds) {
      const words = Object.values(named).map(({ title }) => title.zh);
      assert.deepEqual(words, [...new Set(words)], p.name);
    }
  }
});
