import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  mayNext,
  office,
  opens,
  refuses,
  statusOf,
  tryOpen,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { chongqing, registered, serviceInput, thirdProven } from './evidence.fixtures.ts';
import type { ServiceState } from './service-state.ts';

const { cqProvider: provider, cqIntake: intake, cqReview: review } = people;
const desk = () => office(chongqingPack, '2026-03-02');
const applied = (at: Office, more: JsonObject = {}): Case =>
  opens(at, 'third', provider, { ...serviceInput(at, provider), ...more });
const stateOf = (c: Case) => c.still.state as ServiceState;
const why = { reasons: '出具的证明与系统日志不符' };
const violation = (more: JsonObject = {}) => ({
  ground: 'false_record',
  scope: 'none',
  ...why,
  ...more,
});

test('第三方机构申报能力和关系，登记机构确认后可以受托', () => {
  const at = desk();
  const c = applied(at);
  assert.equal(statusOf(c), 'applied');
  assert.deepEqual(mayNext(at, c, intake), ['confirmService', 'declineService']);
  assert.deepEqual(mayNext(at, c, provider), ['updateService']);
  assert.deepEqual(mayNext(at, c, people.cqFiler), []);
  does(at, c, intake, 'confirmService', { examined: true });
  assert.equal(statusOf(c), 'registered');
  assert.deepEqual(mayNext(at, c, review), ['recordViolation']);
  assert.deepEqual(mayNext(at, c, provider), ['updateService']);
});

test('登记主体、登记机构人员不能申请；没有承诺、没有材料、代码有误的不成', () => {
  const at = desk();
  for (const by of [people.cqFiler, intake, people.citizen]) {
    const refused = tryOpen(at, 'third', by, serviceInput(at, by));
    assert.ok(isRefusal(refused));
    assert.equal(refused.code, 'ACT_NOT_YOURS');
  }
  const asked = (more: JsonObject): string => {
    const refused = tryOpen(at, 'third', provider, { ...serviceInput(at, provider), ...more });
    assert.ok(isRefusal(refused));
    return refused.code;
  };
  assert.equal(asked({ declared: false }), 'INPUT_INVALID');
  assert.equal(asked({ proof: upload(at, people.cqFiler) }), 'FILE_UNKNOWN');
  const kind = 'affiliated';
  assert.equal(asked({ relations: [{ code: '91110105MA0000A05X', kind }] }), 'USCC_CHECK');
  const many = Array.from({ length: 51 }, () => ({ code: organisations.rival.code, kind }));
  assert.equal(asked({ relations: many }), 'INPUT_INVALID');
  assert.equal(
    asked({ relations: [{ code: organisations.rival.code, kind: 'friend' }] }),
    'INPUT_INVALID',
  );
});

test('登记机构本身不能作为第三方', () => {
  const at = desk();
  const by = { ...provider, org: organisations.chongqingRegistrar };
  const refused = tryOpen(at, 'third', by, serviceInput(at, by));
  assert.ok(isRefusal(refused));
  assert.equal(refused.code, 'SERVICE_IS_REGISTRAR');
  assert.ok(refused.cites.includes('CQ-REG-14'));
});

test('同一关系只记一次；一个单位只登记一次，不予登记的可以再申请', () => {
  const at = desk();
  const relation = { code: organisations.chongqingOperator.code, kind: 'affiliated' } as const;
  const c = applied(at, { relations: [relation, relation] });
  assert.deepEqual(stateOf(c).relations, [relation]);
  const again = tryOpen(at, 'third', provider, serviceInput(at, provider));
  assert.ok(isRefusal(again));
  assert.equal(again.code, 'SERVICE_EXISTS');
  does(at, c, intake, 'declineService', why);
  assert.deepEqual([statusOf(c), mayNext(at, c, provider)], ['DECLINED', []]);
  applied(at);
});

test('更新申报后须重新确认', () => {
  const at = desk();
  const c = registered(at, chongqing);
  does(at, c, provider, 'updateService', serviceInput(at, provider));
  assert.equal(statusOf(c), 'applied');
  const { provider: other } = people;
  const input = serviceInput(at, other);
  assert.equal(refuses(at, c, other, 'updateService', input).code, 'ACT_NOT_YOURS');
  does(at, c, intake, 'confirmService', { examined: true });
  assert.equal(statusOf(c), 'registered');
});

test('记录违规：停止受托，不能再次登记；范围和所列存证须一致', () => {
  const at = desk();
  const c = registered(at, chongqing);
  const scope = (more: JsonObject) =>
    refuses(at, c, review, 'recordViolation', violation(more)).code;
  assert.equal(scope({ scope: 'named' }), 'VIOLATION_SCOPE');
  assert.equal(scope({ deposits: [{ caseId: c.id }] }), 'VIOLATION_SCOPE');
  assert.equal(scope({ reasons: '假' }), 'INPUT_INVALID');
  does(at, c, review, 'recordViolation', violation());
  assert.deepEqual([statusOf(c), stateOf(c).violations.length], ['BARRED', 1]);
  assert.deepEqual(mayNext(at, c, provider), []);
  assert.deepEqual(mayNext(at, c, review), ['recordViolation']);
  const again = tryOpen(at, 'third', provider, serviceInput(at, provider));
  assert.ok(isRefusal(again));
  assert.equal(again.code, 'SERVICE_BARRED');
});

test('指明的存证随之失效，未指明的不受影响；全部的则全部失效', () => {
  const at = desk();
  const c = registered(at, chongqing);
  const [one, two, three] = [1, 2, 3].map(() => thirdProven(at, chongqing));
  const by = { scope: 'named', deposits: [{ caseId: one?.id ?? '' }] };
  does(at, c, review, 'recordViolation', violation(by));
  assert.deepEqual(
    [one, two, three].map((d) => d && statusOf(d)),
    ['INVALID', 'proven', 'proven'],
  );
  const last = one?.events.at(-1);
  assert.deepEqual(
    [last?.type, last?.act, last?.data],
    ['evid.Invalidated', 'invalidateFor', { ground: 'false_record', violation: c.id }],
  );
  does(at, c, review, 'recordViolation', violation({ ground: 'misleading', scope: 'all' }));
  assert.deepEqual(
    [two, three].map((d) => d && statusOf(d)),
    ['INVALID', 'INVALID'],
  );
});

test('关系和理由只给机构本身和登记机构看', () => {
  const at = desk();
  const c = registered(at, chongqing, [{ code: organisations.rival.code, kind: 'affiliated' }]);
  for (const who of ['provider', 'office'])
    assert.ok(JSON.stringify(viewOf(at, c, who)).includes(organisations.rival.code));
  assert.deepEqual(Object.keys(viewOf(at, c, 'auditor')), ['status', 'provider']);
});
