import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  gapOn,
  inNotice,
  registered,
  submitted,
} from '../../contexts/registration/dossier.fixtures.ts';
import { beijingPack } from '../../law/beijing.ts';
import { does, office } from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import { forged, versionOf, type Loose, type Open } from './rerun.fixtures.ts';
import { rerunCase, type Disclosed } from './rerun.ts';

/** One who holds every key of the office: each forgery below answers all commitments. */

const desk = () => office(beijingPack, '2026-03-02');
const finished = registered(desk()).entries;

const gapped = (() => {
  const at = desk();
  const gaps = [gapOn(beijingPack, 'scenario')];
  return does(at, submitted(at), people.intake, 'notifyIntakeGaps', { gaps }).entries;
})();

const record = ({ body }: Open): Loose => body['$act']?.['value'] as Loose;

/** What, with names, is found at the forged event and nowhere else. */
function found(entries: readonly Disclosed[], type: string, write: (open: Open) => void) {
  const version = versionOf(entries, type);
  const { outcome, acts } = rerunCase(forged(entries, version, write));
  const first = acts.flatMap((act) => act.found)[0];
  assert.equal(first?.version, version, `${type} 应在该处被指出`);
  return [outcome, first.what, ...(first.names ?? [])];
}

test('改结果：公开部分、期限、依据、私密部分，逐一指出', () => {
  const results: readonly (readonly [string, (open: Open) => void, readonly string[]])[] = [
    ['reg.CodeAssigned', (o) => set(o.entry['data'], 'validTo', '2099-01-01'), ['public', 'data']],
    ['reg.ApplicationAccepted', (o) => set(o.entry, 'law', []), ['public', 'law']],
    [
      'reg.ApplicationAccepted',
      (o) => set(o.entry['deadlines']?.['0'], 'due', '2026-12-31'),
      ['public', 'deadlines'],
    ],
    ['reg.ApplicationAccepted', (o) => set(o.entry['actor'], 'org', null), ['public', 'actor']],
    [
      'reg.NoticePublished',
      (o) => set(value(o, 'fields'), 'dataName', '别的名称'),
      ['private', 'fields'],
    ],
    [
      'reg.MaterialAttached',
      (o) => set(value(o, 'material'), 'subject', { name: '别的' }),
      ['private', 'material'],
    ],
    [
      'reg.ApplicationAccepted',
      (o) => set(value(o, '$who'), 'account', '别人'),
      ['private', '$who'],
    ],
  ];
  for (const [type, write, expected] of results) {
    assert.deepEqual(found(finished, type, write), ['different', ...expected]);
  }
  const softened = found(gapped, 'reg.IntakeDeficiencyNotified', (o) =>
    set(value(o, 'gaps')['items']?.['0'], 'reason', '改过的补正意见'),
  );
  assert.deepEqual(softened, ['different', 'private', 'gaps']);
});

test('改输入、改事实、改办理人：重办不出链上的结果', () => {
  const cases: readonly (readonly [string, (open: Open) => void, string])[] = [
    ['reg.MaterialAttached', (o) => set(record(o)['input'], 'values', {}), 'private'],
    ['reg.MaterialAttached', (o) => set(record(o)['input'], 'group', ' subject '), 'input'],
    ['reg.MaterialAttached', (o) => set(record(o)['input'], 'more', 1), 'input'],
    ['reg.CodeAssigned', (o) => set(record(o)['facts']?.['newCode'], 'code', 'DJ-9'), 'public'],
    ['reg.CodeAssigned', (o) => set(record(o), 'facts', {}), 'failed'],
    ['reg.ApplicationAccepted', (o) => set(record(o)['actor'], 'roles', []), 'refused'],
    ['reg.ApplicationAccepted', (o) => set(record(o)['actor'], 'kind', 'system'), 'refused'],
    ['reg.ApplicationAccepted', (o) => set(record(o)['actor'], 'accountId', '别人'), 'private'],
    ['reg.ApplicationAccepted', (o) => set(record(o), 'act', 'refuseAcceptance'), 'record'],
    ['reg.ApplicationAccepted', (o) => set(record(o), 'random', ['00']), 'record'],
    ['reg.ApplicationAccepted', (o) => set(record(o), 'years', [{}]), 'record'],
    ['reg.ApplicationAccepted', (o) => set(o.entry, 'act', 'unheard'), 'record'],
  ];
  for (const [type, write, expected] of cases) {
    const [outcome, what] = found(finished, type, write);
    assert.deepEqual([outcome, what], ['different', expected], `${type} ${expected}`);
  }
});

test('换了事项名称、状态不许、规则拒绝的，都不相同', () => {
  const renamed = found(finished, 'reg.ApplicationAccepted', (o) => {
    set(o.entry, 'act', 'publishNotice');
    set(record(o), 'act', 'publishNotice');
  });
  assert.deepEqual(renamed, ['different', 'refused', 'ACT_NOT_YOURS']);
  const unheard = found(finished, 'reg.ApplicationAccepted', (o) => {
    set(o.entry, 'act', 'constructor');
    set(record(o), 'act', 'constructor');
  });
  assert.deepEqual(unheard, ['different', 'refused', 'ACT_UNKNOWN']);
});

test('改规则包的摘要：不知道是什么规则，不能说相同', () => {
  const other = found(finished, 'reg.ApplicationAccepted', (o) =>
    set(o.entry, 'rules', '0'.repeat(64)),
  );
  assert.deepEqual(other, ['unknownRules', 'rules', beijingPack.id, '0'.repeat(64)]);
});

test('抽走一项办理的后半、抹去记录、另插事件，都不相同', () => {
  const last = finished.slice(0, -1);
  const cut = rerunCase(last);
  assert.deepEqual(cut.acts.at(-1)?.found[0]?.what, 'events', '发证的五个事件少了一个');

  const version = versionOf(finished, 'reg.ApplicationAccepted');
  const unrecorded = rerunCase(forged(finished, version, ({ body }) => delete body['$act']));
  const act = unrecorded.acts.find(({ versions }) => versions.includes(version));
  assert.deepEqual(act?.found, [{ version, what: 'boundary' }]);

  const doubled = rerunCase(
    forged(finished, versionOf(finished, 'reg.ValidityFixed'), ({ body }) => {
      body['$act'] = { salt: '1'.repeat(64), value: {} } as unknown as Loose;
    }),
  );
  assert.equal(doubled.outcome, 'different');
});

test('期限未满即由系统自动办理的，指出尚早；暂定的期限从不到期', () => {
  const at = desk();
  const c = does(at, inNotice(at), system, 'closeNotice');
  const { outcome, acts } = rerunCase(c.entries);
  assert.equal(outcome, 'different');
  assert.deepEqual(acts.at(-1)?.found, [{ version: c.events.length, what: 'early' }]);

  const late = office(beijingPack, '2026-12-20');
  const year = inNotice(late);
  assert.equal(year.still.clocks.find((k) => k.name === 'publicNotice')?.provisional, true);
  late.today = '2027-06-01';
  does(late, year, system, 'closeNotice');
  assert.equal(rerunCase(year.entries).acts.at(-1)?.found[0]?.what, 'early');
});

function set(target: Loose | undefined, name: string, to: unknown): void {
  assert.ok(typeof target === 'object', `没有可改的 ${name}`);
  Object.assign(target, { [name]: to });
}

const value = ({ body }: Open, group: string): Loose => body[group]?.['value'] as Loose;
