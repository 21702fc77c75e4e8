import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { filesUnder, isCode, isTest, read, ROOT } from './tree.ts';

/** Data as long as it needs to be, each with its reason. */
const data: Readonly<Record<string, string>> = {
  'src/app/demo/people.ts': 'the people of the demonstration, one account an entry',
  'src/law/materials-first.ts': 'the material lists of a first registration, one field a row',
  'src/law/text-beijing.ts': 'one row for each article',
  'src/law/text-chongqing.ts': 'one row for each article',
  'src/law/text-national.ts': 'one row for each article',
  'src/law/national.ts': 'the base pack, one value a row',
  'src/law/matters.ts': 'one row for each matter in which two places may differ',
  'src/base/industry.ts': 'the classes of GB/T 4754-2017',
};

/** What is not written here, and what is written instead. */
const banned: readonly (readonly [RegExp, string, RegExp?])[] = [
  [/\bas any\b|: any\b|<any>/, 'unknown, and a check'],
  [/@ts-(?:ignore|nocheck|expect-error)/, 'the right type'],
  [/(?:oxlint|eslint)-disable(?!.* -- )/, 'code the linter accepts, or `-- ` and the reason'],
  [/\bconsole\.log\b/, 'tell() of the services; print in cli only', /^(?:src\/cli|bin|test)\//],
  [/\b(?:TODO|FIXME|XXX|HACK)\b/, 'the work done, or an issue'],
  [
    /\b(?:test|it|describe|suite)\.(?:skip|only|todo)\b|\{ (?:skip|only|todo): /,
    'a test that runs',
  ],
  [/\bderegist/i, 'cancel (注销)'],
  [/\benum [A-Z]|\bnamespace [A-Z]/, 'a union of strings; a file'],
  [/[?&]utm_/, 'the plain address'],
];

/** Paths and names of one machine have no business in the repository. */
const workplace = new RegExp(
  ['/wor' + 'k/', '/tmp/br' + 'ief', '/home/[a-z]+/', '/Users/[A-Z]'].join('|'),
);

const tracked = ['src', 'test', 'bin', 'docs'].flatMap(filesUnder);
const top = readdirSync(ROOT).filter((name) => /\.(?:md|json|ts)$/.test(name));
const written = [...tracked, ...top].filter((p) =>
  /\.(?:ts|tsx|mjs|md|sql|css|json|html|typ)$/.test(p),
);
const code = tracked.filter(isCode);
const markdown = written.filter((p) => p.endsWith('.md'));

const none = (found: readonly string[]): void => {
  assert.equal(found.length, 0, `\n${found.join('\n')}`);
};

/** `path:line: what` for every line that a rule objects to. */
function objections(
  paths: readonly string[],
  rule: (line: string, path: string) => string | undefined,
) {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, i) => {
        const said = rule(line, path);
        return said === undefined ? [] : [`${path}:${i + 1}: ${said}`];
      }),
  );
}

/** Lines that say something: space between them is free. */
const lengthOf = (path: string): number => read(path).match(/\S.*/g)?.length ?? 0;

test('文件短小：中位数不过80行，九成不过250行，除数据外不过400行', () => {
  const program = code.filter((p) => p.startsWith('src/') && !isTest(p) && data[p] === undefined);
  const lengths = program.map(lengthOf).toSorted((a, b) => a - b);
  const at = (share: number): number => lengths[Math.floor(lengths.length * share)] ?? 0;
  assert.ok(at(0.5) <= 80, `the median file has ${at(0.5)} lines, not at most 80`);
  assert.ok(at(0.9) <= 250, `one file in ten has more than ${at(0.9)} lines, not at most 250`);
  none(
    code
      .filter((p) => data[p] === undefined && lengthOf(p) > 400)
      .map((p) => `${p}: ${lengthOf(p)} lines`),
  );
  none(
    Object.keys(data)
      .filter((p) => !code.includes(p))
      .map((p) => `${p} is listed as data and is gone`),
  );
});

test('不用的写法都有替代', () => {
  none(
    objections(
      code.filter((p) => p !== 'test/tidy.test.ts'),
      (line, path) => {
        const found = banned.find(([word, , except]) => word.test(line) && !except?.test(path));
        return found && `"${found[0].exec(line)?.[0]}": write ${found[1]}`;
      },
    ),
  );
});

test('没有行尾空格，文件以换行结束，不用制表符', () => {
  const paths = written.filter((p) => !p.startsWith('test/data/') && p !== 'package-lock.json');
  none(
    objections(paths, (line) => (/[ \t]$/.test(line) ? 'space at the end of the line' : undefined)),
  );
  none(objections(paths, (line) => (line.includes('\t') ? 'a tab' : undefined)));
  none(
    paths
      .filter((p) => !read(p).endsWith('\n') || read(p).endsWith('\n\n'))
      .map((p) => `${p}: end with one line break`),
  );
});

test('每份文档恰好一个标题，站内链接都能打开', () => {
  const known = new Set([...written, ...tracked, 'LICENSE', ...filesUnder('.ci').map((p) => p)]);
  const folders = new Set(
    [...known].flatMap((p) => p.split('/').map((_, i, all) => all.slice(0, i).join('/'))),
  );
  for (const path of markdown) {
    const prose = read(path).replaceAll(/^```[\s\S]*?^```$/gm, '');
    const titles = prose.match(/^# .+$/gm) ?? [];
    assert.equal(titles.length, 1, `${path}: ${titles.length} titles`);
    for (const [, target = ''] of prose.matchAll(
      /\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)/g,
    )) {
      const url = new URL(target, `file:///${path}`);
      const there = decodeURIComponent(url.pathname).replace(/^\/|\/$/g, '');
      const picture = there.startsWith('docs/pictures/');
      assert.ok(
        picture || known.has(there) || folders.has(there),
        `${path}: ${target} leads nowhere`,
      );
    }
  }
});

test('数据库迁移和决定编号连续、不重复', () => {
  const numbers = (folder: string, shape: RegExp): number[] =>
    readdirSync(`${ROOT}${folder}`).map((name) => {
      assert.match(name, shape, `${folder}/${name}: NNNN-name-in-lower-case`);
      return Number(name.slice(0, 4));
    });
  for (const found of [
    numbers('src/store/migrations', /^\d{4}-[a-z0-9-]+\.sql$/),
    numbers('docs/decisions', /^\d{4}-[a-z0-9-]+\.md$/),
  ]) {
    assert.deepEqual(
      found.toSorted((a, b) => a - b),
      found.map((_, i) => i + 1),
    );
  }
});

test('源码文件名全部小写，用连字符', () => {
  const shape = /^(?:[a-z0-9]+(?:[-.][a-z0-9]+)*|README\.md)$/;
  const named = code.filter((p) => !shape.test(p.slice(p.lastIndexOf('/') + 1)));
  none(named.map((p) => `${p}: lower case with hyphens`));
});

test('仓库里没有某台机器的路径', () => {
  none(objections([...written, '.ci/run'], (line) => workplace.exec(line)?.[0]));
});
