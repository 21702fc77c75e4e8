import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rerunCase } from '../../app/audit/rerun.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { articleById } from '../../law/articles.ts';
import { packFor } from '../../law/packs.ts';
import {
  attempt,
  mayNext,
  office,
  passTo,
  tryOpen,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people, person, system } from '../../../test/office-people.ts';
import { sealedFiles } from './seals.ts';
import { fill, registered, stateOf, type Plan } from './dossier.fixtures.ts';

/** Everybody of the two offices, and in each an officer who had no part in the registration. */
const cast = {
  ...people,
  inspector: person('核查员', organisations.beijingRegistrar, 'registrar.review'),
  cqInspector: person('渝核查员', organisations.chongqingRegistrar, 'registrar.review'),
  system,
};
type Name = keyof typeof cast;

interface Step {
  readonly day: string;
  readonly actor: Name;
  /** Which case of the story; the first one when absent. */
  readonly case?: string;
  /** `open:<procedure>` opens a case; `fill` fills in all material; `seals` looks at every seal;
   *  `register` files an application that day and leads it to its code, the day after its notice. */
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
    /** Exactly what each of these may do next in this case. */
    readonly next?: Readonly<Partial<Record<Name, readonly string[]>>>;
    /** The entry as a stranger reads it. */
    readonly entry?: JsonObject;
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

/** What strangers may know of the entry: its word, its version, its term, and its announced lapse. */
function entryOf(at: Office, c: Case | undefined): JsonObject {
  const entry = c?.procedure.publish?.(c.still.state, at.rules, c.still.clocks).entry;
  if (!entry) assert.fail('登记簿中没有这一登记');
  const { status, validFrom, validTo, announced, life } = entry;
  const { length: version } = life['versions'] as JsonObject[];
  return { status, version, validFrom, validTo, ...(announced ? { announced } : {}) };
}

/** `@file` is an upload of the actor's own, `@case:name` the id of a case of the story. */
function filled(
  at: Office,
  cases: ReadonlyMap<string, Case>,
  who: Step['actor'],
  value: Json,
): Json {
  if (value === '@file') return upload(at, cast[who]);
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
  const by = cast[step.actor];
  if (step.act === 'register') {
    cases.set(name, registered(at, input as Plan));
    return 'ok';
  }
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
      const { status, clocks, others = {}, next = {}, entry } = step.expect;
      if (status !== undefined) assert.equal(c?.still.state.status, status, where);
      if (clocks) assert.deepEqual(c && running(c), clocks, where);
      for (const [name, expected] of Object.entries(others)) {
        assert.equal(cases.get(name)?.still.state.status, expected, `${where}：${name}`);
      }
      for (const [name, expected] of Object.entries(next)) {
        const may = c && mayNext(at, c, cast[name as Name]);
        assert.deepEqual(may, expected, `${where}：${name}接下来可以办的`);
      }
      if (entry) assert.deepEqual(entryOf(at, cases.get('application')), entry, where);
    }
    for (const c of at.cases) {
      const unlike = rerunCase(c.entries).acts.filter(({ outcome }) => outcome !== 'same');
      assert.deepEqual(unlike, [], '凭记录重办，结果相同');
    }
  });
}

test('每一种登记都有案例', () => {
  const opened = stories.flatMap((s) => s.steps.map(({ act }) => act.split('open:')[1]));
  for (const kind of ['first', 'change', 'correct', 'cancel', 'renew', 'revoke', 'objection'])
    assert.ok(opened.includes(`reg.${kind}`), kind);
  assert.equal(new Set(stories.map((s) => s.title)).size, stories.length);
});
