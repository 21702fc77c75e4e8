import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import { articleById } from '../law/articles.ts';
import { packs } from '../law/packs.ts';
import { holes, organisational as forTheOperator } from './coverage-holes.ts';
import { procedures } from './procedures.ts';

/** What carries an article out. */
export interface Implementation {
  readonly acts: { procedure: string; act: string; title: Text }[];
  readonly clocks: { procedure: string; clock: string; title: Text }[];
  /** Where a rule pack draws a number, list or condition from it. */
  readonly rules: { pack: string; path: string }[];
  readonly pages: string[];
  /** Why nothing does yet, and which issue will; null when something does. */
  readonly waits: Text | null;
}

/** Pages and doors that carry out an article without an act. */
const PAGES: readonly { readonly path: string; readonly law: readonly string[] }[] = [
  { path: '/', law: ['BJ-REG-19', 'NAT-REG-16'] },
  { path: '/registrations', law: ['BJ-REG-19', 'BJ-REG-16', 'CQ-REG-7', 'CQ-REG-19', 'CQ-REG-20'] },
  { path: '/notices', law: ['BJ-REG-13', 'BJ-REG-4', 'CQ-REG-16', 'NAT-REG-12'] },
  { path: '/verify', law: ['BJ-REG-19', 'CQ-REG-10', 'CQ-REG-17', 'CQ-REG-20', 'NAT-REG-13'] },
  { path: '/deadline', law: ['BJ-REG-11', 'BJ-REG-12', 'BJ-REG-13', 'BJ-REG-14', 'CQ-REG-16'] },
  {
    path: '/law',
    law: [
      'BJ-REG-1',
      'BJ-REG-26',
      'BJ-REG-27',
      'CQ-REG-1',
      'CQ-REG-7',
      'CQ-REG-26',
      'CQ-REG-27',
      'CQ-REG-28',
      'NAT-REG-24',
    ],
  },
  { path: '/lapses', law: ['CQ-REG-18'] },
  { path: '/services', law: ['CQ-REG-12', 'CQ-REG-14'] },
  { path: '/supervision', law: ['BJ-REG-22', 'CQ-REG-7(1)', 'CQ-REG-21', 'CQ-REG-26'] },
  { path: '/national', law: ['BJ-REG-17', 'CQ-REG-10', 'NAT-REG-14'] },
  { path: '/deposit', law: ['BJ-REG-8a', 'CQ-REG-13', 'NAT-REG-7'] },
  { path: '/api/session', law: ['BJ-REG-20(3)', 'CQ-REG-7'] },
  { path: '/api/files', law: ['BJ-REG-5', 'BJ-REG-6', 'BJ-REG-20(3)', 'CQ-REG-4'] },
  { path: '/metrics', law: ['BJ-REG-20(2)'] },
  { path: '/api/public/evaluations', law: ['BJ-REG-22', 'CQ-REG-19', 'CQ-REG-21'] },
  { path: '/api/public/rules', law: ['CQ-REG-7', 'CQ-REG-26'] },
  { path: 'shuji evaluate', law: ['BJ-REG-22', 'CQ-REG-21'] },
  { path: 'shuji backup', law: ['BJ-REG-20(3)', 'BJ-REG-5'] },
  { path: '/api/cases (read-only roles)', law: ['BJ-REG-21', 'BJ-REG-16', 'CQ-REG-5', 'CQ-REG-6'] },
];

/** `BJ-REG-10(1)7` is a part of `BJ-REG-10(1)` and of `BJ-REG-10`, but not of `BJ-REG-1`. */
const partOf = (part: string, whole: string): boolean =>
  part.startsWith(whole) && !/^\d/.test(part.slice(whole.length)) && part !== whole;

/** An article is carried out by what cites it, one of its parts, or the whole it belongs to. */
const under = (cited: string, article: string): boolean =>
  cited === article || partOf(cited, article) || partOf(article, cited);

const cites = (law: readonly string[], article: string): boolean =>
  law.some((id) => under(id, article));

export function implementationOf(article: string): Implementation {
  const acts = procedures.flatMap((p) =>
    Object.entries(p.acts)
      .filter(([, a]) => cites(a.law, article))
      .map(([act, a]) => ({ procedure: p.name, act, title: a.title })),
  );
  const clocks = procedures.flatMap((p) =>
    Object.entries(p.clocks)
      .filter(([, c]) => cites(c.law, article))
      .map(([clock, c]) => ({ procedure: p.name, clock, title: c.title })),
  );
  const rules = packs.flatMap((pack) =>
    rulePaths(pack.profile as unknown as Json, '')
      .filter((r) => cites(r.law, article))
      .map((r) => ({ pack: pack.id, path: r.path })),
  );
  const pages = PAGES.filter((p) => cites(p.law, article)).map((p) => p.path);
  const done = acts.length + clocks.length + rules.length + pages.length > 0;
  const organisational = articleById(article)?.article.kinds.join() === 'OR';
  const waits =
    holes[article] ?? forTheOperator[article] ?? (done || !organisational ? null : ORGANISATIONAL);
  return { acts, clocks, rules, pages, waits };
}

const ORGANISATIONAL = text(
  '组织性规定，软件只作引述。',
  'Organisational only: quoted, nothing to carry out.',
);

/** Every place of a profile that names its articles. */
function rulePaths(value: Json | undefined, path: string): { path: string; law: string[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const ids = (value as readonly Json[]).filter(
      (v): v is string => typeof v === 'string' && articleById(v) !== undefined,
    );
    if (ids.length > 0) return [{ path, law: ids }];
    return (value as readonly Json[]).flatMap((v, i) => rulePaths(v, `${path}[${i}]`));
  }
  return Object.entries(value).flatMap(([key, v]) =>
    rulePaths(v, path === '' ? key : `${path}.${key}`),
  );
}
