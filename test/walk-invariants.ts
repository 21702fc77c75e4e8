import assert from 'node:assert/strict';
import { replay } from '../src/kernel/take.ts';
import type { CaseState, RecordedEvent } from '../src/kernel/types.ts';
import { standingIn, statusOf, type Case, type Office } from './office.ts';

/** What must hold of every case after every step, whatever was tried. */
export function holdsInvariants(at: Office, c: Case): void {
  const { procedure, still, events } = c;
  assert.ok(procedure.states[statusOf(c)], `未声明的状态 ${statusOf(c)}`);
  events.forEach((e, i) => assert.equal(e.version, i + 1));
  assert.equal(still.version, events.length);
  const stored = JSON.parse(JSON.stringify(events)) as RecordedEvent[];
  assert.deepEqual(replay(procedure, stored), still, '事件重放与现状一致');
  const folded = stored
    .map((e) => ({ ...e, deadlines: [] }))
    .reduce<CaseState | undefined>((state, e) => procedure.evolve(state, e), undefined);
  assert.deepEqual(folded, still.state, '状态不取决于事件上的期限');
  for (const e of events) declared(c, e);
  clocksKept(c);
  separated(at, c);
  coded(at, c);
}

function declared(c: Case, event: RecordedEvent): void {
  const spec = c.procedure.acts[event.act];
  assert.ok(spec, event.act);
  assert.ok(spec.emits.includes(event.type), `${event.act} 未声明 ${event.type}`);
  assert.ok(c.procedure.events[event.type]);
  assert.ok(event.law.length > 0, `${event.type} 没有依据`);
  const bySystem = spec.by.every((w) => w.role === 'system');
  assert.equal(event.actor.role === 'system', bySystem, event.act);
}

/** Each clock is there once, and runs exactly when its last start was after its last stop. */
function clocksKept(c: Case): void {
  const { clocks } = c.procedure;
  const names = c.still.clocks.map((k) => k.name);
  assert.equal(new Set(names).size, names.length, '期限重复');
  for (const [name, spec] of Object.entries(clocks)) {
    let expected: 'absent' | 'running' | 'over' = 'absent';
    for (const e of c.events) {
      const started = e.deadlines.some((d) => d.clock === name);
      assert.ok(!started || spec.startsOn.includes(e.type), `${e.type} 起算了 ${name}`);
      if (started) expected = 'running';
      else if (
        expected === 'running' &&
        (spec.stopsOn.includes(e.type) || e.act === spec.onExpiry)
      ) {
        expected = 'over';
      }
    }
    const row = c.still.clocks.find((k) => k.name === name);
    const actual = !row ? 'absent' : row.state === 'running' ? 'running' : 'over';
    assert.equal(actual, expected, `${name} 期限`);
  }
  // A registration that is over goes on as an entry of the register.
  const over = c.procedure.states[statusOf(c)]?.terminal === true && statusOf(c) !== 'REGISTERED';
  const alive = c.still.clocks.filter((k) => k.state === 'running' && clocks[k.name]?.onExpiry);
  // A terminal case has no automatic outcome ahead of it.
  if (over)
    assert.deepEqual(
      alive.map((k) => k.name),
      [],
    );
}

const EDITS = [
  'reg.DraftOpened',
  'reg.MaterialAttached',
  'reg.ContentImported',
  'reg.CatalogueLinked',
  'evid.Linked',
];
const OFFICE = /^registrar\./;

/** Nobody reviews what they typed, judges what they accepted, or sits on their own unit's case. */
function separated(at: Office, c: Case): void {
  const editors = new Set<string>();
  const { registrar } = standingIn(at, c);
  const acceptedBy = (c.still.state as { acceptedBy?: string | null }).acceptedBy;
  for (const e of c.events) {
    if (EDITS.includes(e.type)) editors.add(e.actor.account);
    if (e.type === 'reg.InternalReviewPassed') {
      assert.ok(!editors.has(e.actor.account), '填报人审核了自己填报的内容');
      editors.clear();
    }
    if (['obj.Upheld', 'obj.UpheldAfterIssue', 'obj.Dismissed'].includes(e.type)) {
      assert.notEqual(e.actor.account, acceptedBy, '受理人复核了异议');
    }
    if (OFFICE.test(e.actor.role)) assert.equal(e.actor.org, registrar);
  }
}

const objectionOf = (o: Case) =>
  o.still.state as unknown as { readonly about: { caseId: string }; readonly issued: boolean };

/** A code stands only where no objection is open or upheld, and never changes. */
function coded(at: Office, c: Case): void {
  if (c.procedure.name !== 'reg.first') return;
  const codes = c.events.filter((e) => e.type === 'reg.CodeAssigned');
  assert.ok(codes.length <= 1);
  const entry = ['REGISTERED', 'CANCELLED', 'REVOKED'].includes(statusOf(c));
  assert.equal(codes.length === 1, entry);
  const against = at.cases.filter(
    (o) =>
      o.procedure.name === 'reg.objection' &&
      objectionOf(o).about.caseId === c.id &&
      // After the code an objection ends nothing by itself, and the case does not know of it (G20).
      !objectionOf(o).issued,
  );
  if (codes.length === 1) {
    for (const o of against)
      assert.ok(['DISMISSED', 'WITHDRAWN'].includes(statusOf(o)), '异议未了');
  }
  const { objections } = c.still.state as unknown as { objections: Record<string, string> };
  assert.deepEqual(Object.keys(objections).toSorted(), against.map((o) => o.id).toSorted());
  for (const o of against) {
    const open = !['DISMISSED', 'WITHDRAWN', 'UPHELD'].includes(statusOf(o));
    assert.equal(objections[o.id] === 'open', open, '异议在两处的记载不一致');
  }
}
