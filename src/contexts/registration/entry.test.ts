import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  dueOf,
  mayNext,
  office,
  opens,
  passTo,
  refuses,
  statusOf,
  upload,
  uuid,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import { chongqingOperator, registered } from './dossier.fixtures.ts';
import { atVersion, editionOf } from './entry-life.ts';
import { publishFirst } from './first-publish.ts';
import { dossierText, type FirstState } from './first-state.ts';

const desk = () => office(beijingPack, '2026-03-02');
const stateOf = (c: Case) => c.still.state as FirstState;
const shown = (at: Office, c: Case) => publishFirst(stateOf(c), at.rules, c.still.clocks).entry;
const typesAfter = (c: Case, act: () => unknown): string[] => {
  const before = c.events.length;
  act();
  return c.events.slice(before).map((e) => e.type);
};

test('进入届满前六十日，自动提示可以申请续展；此前不能提示即将届满', () => {
  const at = desk();
  const c = registered(at);
  assert.equal(refuses(at, c, people.intake, 'remindExpiry').code, 'NOT_EXPIRING');
  const { validTo } = stateOf(c).result ?? assert.fail();
  assert.equal(dueOf(c, 'validity'), validTo);
  const opens60 = dueOf(c, 'renewalWindow') ?? '';
  const days = (Date.parse(validTo) - Date.parse(opens60)) / 86_400_000;
  assert.equal(days, 60, '窗口是届满日在内的最后六十日，前一日的结束即打开');
  assert.deepEqual(
    typesAfter(c, () => passTo(at, '2029-02-01')),
    ['reg.RenewalWindowOpened'],
  );
  assert.deepEqual(mayNext(at, c, people.intake), ['remindExpiry']);
  does(at, c, people.intake, 'remindExpiry');
  assert.equal(stateOf(c).life?.remindedOn, '2029-02-01');
});

test('期满未续展：次日由系统注销，北京不公告，编码仍可查询，状态为已注销', () => {
  const at = desk();
  const c = registered(at);
  const { validTo } = stateOf(c).result ?? assert.fail();
  passTo(at, validTo);
  assert.equal(statusOf(c), 'REGISTERED', '届满当日仍然有效');
  const types = typesAfter(c, () => passTo(at, '2029-12-31'));
  assert.deepEqual(types, ['reg.CancelledOnExpiry', 'sync.Queued', 'cat.CityCatalogueUpdated']);
  assert.equal(statusOf(c), 'CANCELLED');
  assert.equal(shown(at, c)?.status, 'cancelled');
  assert.equal(shown(at, c)?.announced, undefined);
  const last = c.events.find((e) => e.type === 'reg.CancelledOnExpiry') ?? assert.fail();
  assert.ok(last.law.includes('BJ-REG-18b'));
  assert.equal(last.actor.role, 'system');
});

test('重庆期满未续展：注销并且公告', () => {
  const at = office(chongqingPack, '2026-03-02');
  const c = registered(at, { cast: chongqingOperator });
  const types = typesAfter(c, () => passTo(at, '2029-12-31'));
  assert.ok(types.includes('reg.CancellationAnnounced'));
  assert.notEqual(shown(at, c)?.announced, undefined);
});

test('期满时续展申请未办结：暂续有效；其后不予续展的，以决定之日注销', () => {
  const at = desk();
  const c = registered(at);
  passTo(at, '2029-02-01');
  const renewal = uuid();
  does(at, c, system, 'noteRenewal', { renewal });
  assert.equal(refuses(at, c, system, 'noteRenewal', { renewal: uuid() }).code, 'RENEWAL_OPEN');
  passTo(at, '2029-03-20');
  assert.equal(statusOf(c), 'REGISTERED');
  assert.equal(shown(at, c)?.status, 'renewalPending');
  const types = typesAfter(c, () =>
    does(at, c, system, 'settleRenewal', { renewal, outcome: 'refused' }),
  );
  assert.deepEqual(types.slice(0, 2), ['entry.RenewalSettled', 'reg.CancelledOnExpiry']);
  assert.equal(stateOf(c).life?.ends[0]?.on, '2029-03-20');
});

test('续展：新的期限接着原期限，期限时钟重新起算，登记结果换新', () => {
  const at = desk();
  const c = registered(at);
  passTo(at, '2029-02-01');
  const renewal = uuid();
  does(at, c, system, 'noteRenewal', { renewal });
  const validFrom = '2029-03-18';
  does(at, c, system, 'extend', { renewal, validFrom, validTo: '2032-03-17' });
  assert.equal(dueOf(c, 'validity'), '2032-03-17');
  assert.equal(stateOf(c).life?.terms.length, 2);
  assert.equal(editionOf(stateOf(c).life ?? assert.fail()), 2);
  assert.equal(
    refuses(at, c, system, 'extend', { renewal, validFrom, validTo: '2035-03-17' }).code,
    'RENEWAL_UNKNOWN',
  );
});

test('撤销与注销是两件事：已注销的仍可撤销，已撤销的不能再注销', () => {
  const at = desk();
  const c = registered(at);
  const ending = () => ({ by: uuid(), ground: 'other_by_law' });
  does(at, c, system, 'cancelEntry', ending());
  assert.equal(shown(at, c)?.status, 'cancelled');
  does(at, c, system, 'revokeEntry', ending());
  assert.equal(shown(at, c)?.status, 'revoked');
  assert.equal(refuses(at, c, system, 'cancelEntry', ending()).code, 'ACT_WRONG_STATE');
  assert.deepEqual(
    stateOf(c).life?.ends.map((end) => end.as),
    ['CANCELLED', 'REVOKED'],
  );
});

test('登记簿的每一版都能照原样读出', () => {
  const at = desk();
  const c = registered(at);
  const before = dossierText(stateOf(c), 'dataResource', 'summary');
  const petition = opens(at, 'reg.change', people.filer, {
    entry: stateOf(c).result?.code ?? '',
    triggers: ['data_resource'],
  });
  Object.assign(petition.still.state, {
    revision: { material: { dataResource: { summary: '新的简介' } }, personal: {} },
  });
  does(at, c, system, 'revise', { by: petition.id, kind: 'change' });
  assert.equal(dossierText(stateOf(c), 'dataResource', 'summary'), '新的简介');
  assert.equal(dossierText(atVersion(stateOf(c), 1), 'dataResource', 'summary'), before);
  const versions = shown(at, c)?.life['versions'] as { fields: { dataSummary: string } }[];
  assert.deepEqual(
    versions.map((v) => v.fields.dataSummary),
    [before, '新的简介'],
  );
  assert.ok(upload(at, people.filer));
});
