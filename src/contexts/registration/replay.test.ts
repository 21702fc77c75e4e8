import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rerunCase } from '../../app/rerun.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { articleById } from '../../law/articles.ts';
import { packFor } from '../../law/packs.ts';
import {
  attempt,
  office,
  passTo,
  tryOpen,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people, system, type Name } from '../../../test/office-people.ts';
import { sealedFiles } from './seals.ts';
import { fill, stateOf } from './dossier.fixtures.ts';

interface Step {
  readonly day: string;
  readonly actor: Name | 'system';
  /** Which case of the story; the first one when absent. */
  readonly case?: string;
  /** `open:<procedure>` opens a case; `fill` fills in all material; `seals` looks at every seal. */
  readonly act: string;
  readonly input?: JsonObject;
  readonly expect: {
    readonly status?: string;
    readonly refusal?: string;
    readonly cites?: readonly string[];
    /** Every running clock with its last day. */
    readonly clocks?: Readonly<Record<string, string>>;
    /** Other cases of the story. */
    readonly others?: Readonly<Record<string, string>>;
  };
}

interface Story {
  readonly title: string;
  readonly jurisdiction: string;
  readonly steps: readonly Step[];
}

const folder = new URL('cases/', import.meta.url);
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Story);

const running = (c: Case) =>
  Object.fromEntries(
    c.still.clocks.filter((k) => k.state === 'running').map((k) => [k.name, k.due]),
  );

/** `@file` is an upload of the actor's own, `@case:name` the id of a case of the story. */
function filled(
  at: Office,
  cases: ReadonlyMap<string, Case>,
  who: Step['actor'],
  value: Json,
): Json {
  if (value === '@file') return upload(at, who === 'system' ? system : people[who]);
  if (typeof value === 'string' && value.startsWith('@case:')) {
    return cases.get(value.slice('@case:'.length))?.id ?? '';
  }
  if (Array.isArray(value)) return value.map((v: Json) => filled(at, cases, who, v));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([k, v]) => [k, filled(at, cases, who, v ?? null)]),
  );
}

function play(at: Office, cases: Map<string, Case>, step: Step): string {
  const name = step.case ?? 'application';
  const input = filled(at, cases, step.actor, step.input ?? {}) as JsonObject;
  const by = step.actor === 'system' ? system : people[step.actor];
  const [, procedure] = step.act.split('open:');
  if (procedure !== undefined) {
    const opened = tryOpen(at, procedure, by, input);
    if (isRefusal(opened)) return opened.code;
    cases.set(name, opened);
    return 'ok';
  }
  const c = cases.get(name);
  assert.ok(c, `没有名为${name}的事项`);
  if (step.act === 'wait') return 'ok';
  if (step.act === 'fill') {
    fill(at, c, by, { items: input as Record<string, Json> });
    return 'ok';
  }
  if (step.act === 'seals') {
    for (const { id } of sealedFiles(stateOf(c), at.rules)) {
      assert.ok(!isRefusal(attempt(at, c, by, 'confirmSeal', { file: id, found: true })));
    }
    return 'ok';
  }
  const done = attempt(at, c, by, step.act, input);
  if (!isRefusal(done)) return 'ok';
  for (const cite of step.expect.cites ?? []) {
    assert.ok(articleById(cite), cite);
    assert.ok(done.cites.includes(cite), `${step.act} 应引用 ${cite}`);
  }
  return done.code;
}

for (const story of stories) {
  test(`案例重放：${story.title}`, () => {
    const rules = packFor(story.jurisdiction);
    assert.ok(rules);
    const at = office(rules, story.steps[0]?.day ?? '');
    const cases = new Map<string, Case>();
    for (const [i, step] of story.steps.entries()) {
      const where = `第${i + 1}步 ${step.day} ${step.actor} ${step.act}`;
      passTo(at, step.day);
      assert.equal(play(at, cases, step), step.expect.refusal ?? 'ok', where);
      const c = cases.get(step.case ?? 'application');
      const { status, clocks, others = {} } = step.expect;
      if (status !== undefined) assert.equal(c?.still.state.status, status, where);
      if (clocks) assert.deepEqual(c && running(c), clocks, where);
      for (const [name, expected] of Object.entries(others)) {
        assert.equal(cases.get(name)?.still.state.status, expected, `${where}：${name}`);
      }
    }
    for (const c of at.cases) {
      const unlike = rerunCase(c.entries).acts.filter(({ outcome }) => outcome !== 'same');
      assert.deepEqual(unlike, [], '凭记录重办，结果相同');
    }
  });
}

test('三件案例都在', () => {
  assert.ok(stories.length >= 3);
  assert.equal(new Set(stories.map((s) => s.title)).size, stories.length);
});
