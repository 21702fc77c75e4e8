import { implementationOf } from '../app/coverage.ts';
import { testsNaming } from './tests-naming.ts';
import { allTexts, citeLabel } from '../law/articles.ts';
import { differences } from '../law/differences.ts';
import { packHash, packText } from '../law/pack-hash.ts';
import { packById, packFor, packs } from '../law/packs.ts';

const USAGE = `shuji law coverage [TEXT]      每条由什么落实 what carries each article out
shuji law diff beijing chongqing  两地规则对照 two places side by side
shuji law text [TEXT]          条文目录（本项目自撰摘要）articles, in our own summaries
shuji law packs [PACK]         规则包及其摘要；给出名称则输出全文，供核对摘要
                               rule packs with their hashes; of one, the text that is hashed`;

/** The law on the command line. */
export function law(args: readonly string[]): Promise<number> {
  const [what, ...rest] = args;
  const done =
    what === 'coverage'
      ? coverage(rest[0])
      : what === 'diff'
        ? diff(rest[0], rest[1])
        : what === 'text'
          ? texts(rest[0])
          : what === 'packs'
            ? packHashes(rest[0])
            : false;
  if (!done) console.error(USAGE);
  return Promise.resolve(done ? 0 : 2);
}

const chosen = (id: string | undefined) =>
  allTexts.filter((t) => (id === undefined ? t.id !== 'NAT-REG' : t.id === id));

function coverage(id: string | undefined): boolean {
  let holes = 0;
  for (const rule of chosen(id)) {
    console.log(`\n${rule.title.zh} ${rule.id}  [${rule.status}]`);
    for (const article of rule.articles) {
      const i = implementationOf(article.id);
      const acts = i.acts.map((a) => `${a.procedure}.${a.act}`);
      const clocks = i.clocks.map((c) => `⏱${c.procedure}.${c.clock}`);
      const rules =
        i.rules.length > 0
          ? [`rules:${[...new Set(i.rules.map((r) => r.path.split(/[.[]/)[0]))].join(',')}`]
          : [];
      const tests = testsNaming(
        article.id,
        i.acts.map((a) => a.act),
      );
      console.log(`${article.id.padEnd(16)} ${article.summary.zh}`);
      const by = [...acts, ...clocks, ...rules, ...i.pages];
      if (by.length > 0) console.log(`${' '.repeat(17)}→ ${by.join('  ')}`);
      if (tests.length > 0) console.log(`${' '.repeat(17)}✓ ${tests.join('  ')}`);
      if (i.waits) console.log(`${' '.repeat(17)}… ${i.waits.zh}`);
      if (by.length === 0 && !i.waits) holes += 1;
    }
  }
  console.log(
    holes === 0
      ? '\n没有未说明的缺口。No unexplained hole.'
      : `\n${holes} 处缺口未说明！unexplained holes!`,
  );
  return true;
}

function diff(a = 'beijing', b = 'chongqing'): boolean {
  const [left, right] = [packFor(a), packFor(b)];
  if (!left || !right) return false;
  console.log(`${left.name.zh}  ↔  ${right.name.zh}\n`);
  for (const d of differences(left, right)) {
    console.log(`${d.label.zh} / ${d.label.en}`);
    console.log(`  ${a.padEnd(10)} ${d.words.a.zh}`);
    console.log(`  ${b.padEnd(10)} ${d.words.b.zh}`);
    if (d.law.length > 0) console.log(`  ${d.law.map((id) => citeLabel(id).zh).join('、')}`);
  }
  return true;
}

function texts(id: string | undefined): boolean {
  const found = chosen(id);
  for (const rule of found) {
    console.log(`\n${rule.title.zh} ${rule.id} [${rule.status}] ${rule.instrument ?? ''}`);
    for (const article of rule.articles)
      console.log(`${article.id.padEnd(16)} ${article.summary.zh}`);
  }
  return found.length > 0;
}

/** What entries of the log name as `rules`. The text of one pack comes bare, so that any tool can
 *  hash it: `shuji law packs PACK | sha256sum`. */
function packHashes(id: string | undefined): boolean {
  if (id === undefined) {
    for (const pack of packs) console.log(`${packHash(pack)}  ${pack.id}  ${pack.name.zh}`);
    return true;
  }
  const pack = packById(id);
  if (pack) process.stdout.write(packText(pack));
  return pack !== undefined;
}
