import assert from 'node:assert/strict';
import { test } from 'node:test';
import { implementationOf } from '../src/app/coverage.ts';
import { holes } from '../src/app/coverage-holes.ts';
import { procedures } from '../src/app/procedures.ts';
import { allTexts, articleById } from '../src/law/articles.ts';
import { packs } from '../src/law/packs.ts';
import { filesUnder, isCode, isTest, read } from './tree.ts';

/** What this instance carries out; the national measures stand under both. */
const articles = allTexts.filter((t) => t.id !== 'NAT-REG').flatMap((t) => t.articles);

const tests = filesUnder('src')
  .concat(filesUnder('test'))
  .filter((path) => isTest(path) && isCode(path) && !path.startsWith('test/generated'))
  .map((path) => ({ path, source: read(path) }));

const declared = procedures.flatMap((p) => [
  ...Object.entries(p.acts).map(([name, { law }]) => ({ name: `${p.name} ${name}`, law })),
  ...Object.entries(p.clocks).map(([name, { law }]) => ({ name: `${p.name} ${name}`, law })),
]);
const events = procedures.flatMap((p) =>
  Object.entries(p.events).map(([name, { law }]) => ({ name, law })),
);

const none = (found: readonly string[]): void => {
  assert.equal(found.length, 0, `\n${found.join('\n')}`);
};

test('每一条都由事项、期限、规则或者页面落实，或者说明为什么还没有', () => {
  const open = articles.filter(({ id }) => {
    const { acts, clocks, rules, pages, waits } = implementationOf(id);
    return acts.length + clocks.length + rules.length + pages.length === 0 && waits === null;
  });
  none(open.map((a) => `${a.id} ${a.summary.zh}: nothing carries it out, and no hole is listed`));
});

test('列出的缺口有理由和议题，确有此条，且尚无事项直接落实', () => {
  for (const [id, why] of Object.entries(holes)) {
    assert.ok(articleById(id), `${id} is listed as a hole and is no article`);
    assert.match(why.zh, /议题 #\d+/, `${id}: name the issue that will close it`);
    assert.match(why.en, /issue #\d+/, `${id}: name the issue that will close it`);
  }
  const closed = declared.filter(({ law }) => law.some((id) => holes[id]));
  none(
    closed.map(
      ({ name, law }) => `${name} cites ${law.find((id) => holes[id])}: take it off the list`,
    ),
  );
});

test('每个事项和期限都引用北京或者重庆的条文，所引条文都存在', () => {
  none(
    declared
      .filter(({ law }) => !law.some((id) => /^(?:BJ|CQ)-/.test(id)))
      .map(({ name }) => `${name} cites no article of Beijing or Chongqing`),
  );
  none(
    [...declared, ...events, ...procedures].flatMap(({ name, law }) =>
      law.filter((id) => !articleById(id)).map((id) => `${name} cites ${id}, which is no article`),
    ),
  );
});

test('每个事项在两地办理时都有可引用的本地或者国家条文', () => {
  // Chongqing refers to the national measures for its steps; Beijing's are its own.
  const places = { beijing: /^(?:BJ|NAT)-/, chongqing: /^(?:CQ|NAT)-/ };
  for (const [place, cites] of Object.entries(places)) {
    none(
      declared
        .filter(({ law }) => !law.some((id) => cites.test(id)))
        .map(({ name, law }) => `${name} has nothing to cite in ${place} (${law.join(', ')})`),
    );
  }
});

test('由事项落实的条文都有测试提到：条文号或者事项名', (t) => {
  const untested: string[] = [];
  for (const { id, summary } of articles) {
    const { acts } = implementationOf(id);
    if (acts.length === 0) continue;
    const words = [id, ...acts.flatMap((a) => wordsFor(a.procedure, a.act))];
    const by = tests.filter(({ source }) => words.some((word) => mentions(source, word)));
    t.diagnostic(`${id.padEnd(14)} ${by.length} test files, ${acts.length} acts`);
    if (by.length === 0) untested.push(`${id} ${summary.zh}: no test names it or its acts`);
  }
  none(untested);
});

test('每个事项都有测试办理', () => {
  const taken = procedures.flatMap((p) => Object.keys(p.acts).map((act) => [p.name, act] as const));
  const named = (word: string): boolean => tests.some(({ source }) => mentions(source, word));
  none(
    taken
      .filter(([procedure, act]) => !wordsFor(procedure, act).some(named))
      .map(([procedure, act]) => `${procedure} ${act}: no test takes it`),
  );
});

/** How a test can tell of an act: by its name; an opening act by its procedure; one that the system
 *  takes when a day is over by what it leaves on the record. */
function wordsFor(procedure: string, act: string): string[] {
  const spec = procedures.find((p) => p.name === procedure)?.acts[act];
  const opens = spec?.from === 'new' ? [procedure] : [];
  const bySystem = spec?.by.every((w) => w.role === 'system') ? spec.emits : [];
  return [act, ...opens, ...bySystem];
}

test('期限的长度只出自规则包：程序里没有数字', () => {
  const program = filesUnder('src/contexts').filter((p) => isCode(p) && !isTest(p));
  const written = /\bunit:\s*'|\bn:\s*\d|\baddDays\([^)]*,\s*-?[2-9]\d*\)|\baddYears\([^)]*,\s*\d/;
  none(
    program.flatMap((path) => {
      const found = written.exec(read(path));
      return found
        ? [`${path}: "${found[0]}" is a number of the law: it belongs in a rule pack`]
        : [];
    }),
  );
});

test('规则包里的每个期限都有程序使用，缺口除外', () => {
  const used = new Set(procedures.flatMap((p) => Object.keys(p.clocks)));
  const sources = filesUnder('src/contexts').filter(isCode).map(read).join('\n');
  /** Periods of procedures that do not stand yet (see the list of holes). */
  const later = new Set(['objectionDecision', 'coding']);
  const names = new Set(packs.flatMap((pack) => Object.keys(pack.profile.clocks)));
  for (const name of names) {
    const known = used.has(name) || sources.includes(`clocks.${name}`);
    assert.equal(
      known,
      !later.has(name),
      `${name}: ${known ? 'used now, take it off the list' : 'no procedure uses it'}`,
    );
  }
});

/** An act by its quoted name; an article by its id, not as the beginning of another one. */
function mentions(source: string, word: string): boolean {
  if (!/^[A-Z]{2,3}-/.test(word)) return source.includes(`'${word}'`);
  const literal = RegExp.escape(word);
  return new RegExp(`(?<![\\w-])${literal}(?![\\w(]|\\.\\d)`).test(source);
}
