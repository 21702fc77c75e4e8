import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { RulePack } from '../../law/types.ts';
import {
  does,
  dueOf,
  mayNext,
  office,
  opens,
  passTo,
  refuses,
  statusOf,
  tryOpen,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, organisations, people, person } from '../../../test/office-people.ts';
import { arisen, dutyState, listed, ownDistrict, supplied } from './duty.fixtures.ts';

const desk = (today = '2026-03-02') => office(beijingPack, today);

/** 不准时返回代码，准予时返回是应当还是鼓励。 */
function raising(at: Office, by: Actor, more: JsonObject = {}): string {
  const c = tryOpen(at, 'reg.duty', by, listed(more));
  if (!isRefusal(c)) return dutyState(c).duty;
  assert.ok(c.cites.length > 0, c.code);
  return c.code;
}

test('市、本区主管部门和登记机构可以列明登记义务；别区、外地的不能', () => {
  for (const by of [people.municipal, ownDistrict, people.intake])
    assert.equal(raising(desk(), by), 'must');
  assert.equal(raising(desk(), people.district), 'HOLDER_NOT_YOURS');
  const elsewhere = { ...organisations.chongqingBureau };
  for (const role of ['municipal_data_authority', 'district_data_authority'])
    assert.equal(raising(desk(), person('外地主管', elsewhere, role)), 'HOLDER_NOT_YOURS');
  for (const by of [people.review, people.police, people.auditor, people.administrator])
    assert.equal(raising(desk(), by), 'ACT_NOT_YOURS');
});

test('单位可以自行列明，不必填代码；不能为别的单位列明', () => {
  const at = desk();
  const { holder: _own, ...own } = listed();
  const c = opens(at, 'reg.duty', people.filer, own);
  assert.equal(dutyState(c).holder.name, organisations.transport.name);
  assert.equal(raising(desk(), people.rival), 'HOLDER_NOT_YOURS');
  const officer = person('主管兼持有', organisations.transport, 'municipal_data_authority');
  assert.equal(raising(desk(), officer), 'OWN_DUTY');
});

test('代码错误、单位未登记、外地单位、不属于登记主体的，不能列明；开始运营不能在将来', () => {
  const ask = (more: JsonObject) => raising(desk(), people.municipal, more);
  assert.equal(ask({ holder: '91110105MA0000A05X' }), 'USCC_CHECK');
  const at = desk();
  delete at.register[organisations.transport.code];
  assert.equal(raising(at, people.municipal), 'HOLDER_UNKNOWN');
  assert.equal(ask({ holder: organisations.chongqingBureau.code }), 'REGISTRANT_ELSEWHERE');
  assert.equal(ask({ holder: organisations.club.code }), 'REGISTRANT_KIND');
  assert.equal(ask({ operationBegan: '2026-03-03' }), 'DAY_LATER');
  assert.equal(raising(desk('2025-11-30'), people.municipal), 'PACK_NOT_IN_FORCE');
});

test('应当还是鼓励：与新建申请同一规则，两地各自决定', () => {
  const kinds = ['resource', 'product', 'service'];
  const cases: readonly (readonly [RulePack, Actor])[] = [
    [beijingPack, people.filer],
    [beijingPack, people.operator],
    [chongqingPack, people.cqFiler],
    [chongqingPack, people.cqOperator],
  ];
  for (const [rules, by] of cases) {
    for (const objectKind of kinds) {
      for (const inScope of [true, false]) {
        const at = office(rules, '2026-03-02');
        const { holder: _own, ...own } = listed({ objectKind, inScope });
        const raised = dutyState(opens(at, 'reg.duty', by, own)).duty;
        const draft = opens(at, 'reg.first', by, { objectKind, inScope });
        assert.equal(raised, (draft.still.state as unknown as { duty: string }).duty);
      }
    }
  }
  const own = (rules: RulePack, by: Actor, objectKind = 'resource') =>
    dutyState(
      opens(office(rules, '2026-03-02'), 'reg.duty', by, { objectKind, objectName: '甲数据' }),
    ).duty;
  assert.equal(own(beijingPack, people.filer), 'must');
  assert.equal(own(beijingPack, people.operator), 'encouraged');
  assert.equal(own(chongqingPack, people.cqOperator), 'must');
  assert.equal(own(chongqingPack, people.cqOperator, 'product'), 'encouraged');
});

test('列明而未提供的，不起算；首次提供后才起算', () => {
  const at = desk();
  const c = arisen(at);
  assert.deepEqual([statusOf(c), c.still.clocks], ['arisen', []]);
  passTo(at, '2026-06-01');
  assert.equal(statusOf(c), 'arisen');
  does(at, c, people.filer, 'noteSupply', { suppliedOn: '2026-05-06' });
  assert.deepEqual([statusOf(c), dutyState(c).countedFrom], ['running', '2026-05-06']);
});

test('提供日不能在将来，不能早于开始运营之日；当天可以', () => {
  const at = desk();
  const c = arisen(at, { operationBegan: '2026-02-10' });
  const note = (suppliedOn: string) =>
    refuses(at, c, people.filer, 'noteSupply', { suppliedOn }).code;
  assert.equal(note('2026-03-03'), 'DAY_LATER');
  assert.equal(note('2026-02-09'), 'SUPPLY_BEFORE_OPERATION');
  assert.equal(note('2026-02-30'), 'INPUT_INVALID');
  does(at, c, people.filer, 'noteSupply', { suppliedOn: '2026-02-10' });
  assert.equal(statusOf(c), 'running');
});

test('应当登记而逾期的：列入逾期清单，告知持有单位、列明机关和登记机构', () => {
  const at = desk();
  const c = supplied(at);
  passTo(at, '2026-03-30');
  assert.deepEqual([statusOf(c), dutyState(c).remindedOn], ['running', '2026-03-24']);
  passTo(at, '2026-03-31');
  assert.deepEqual([statusOf(c), dutyState(c).overdueOn], ['overdue', '2026-03-31']);
  assert.equal(c.events.at(-1)?.type, 'reg.FilingOverdue');
  assert.deepEqual(c.procedure.events['reg.FilingOverdue']?.tells, [
    'registrant',
    'authority',
    'office',
  ]);
  assert.match(JSON.stringify(viewOf(at, c, 'registrant')['says']), /已逾期，应当/);
});

test('鼓励登记的：到期只再提醒一次，不算逾期，话里不说应当', () => {
  const at = desk();
  const c = supplied(at, at.today, { holder: organisations.operator.code, objectKind: 'product' });
  passTo(at, '2026-04-30');
  assert.deepEqual([statusOf(c), dutyState(c).overdueOn], ['reminded', null]);
  assert.deepEqual(
    c.events.slice(-2).map((e) => [e.type, e.data['stage']]),
    [
      ['reg.FilingReminded', 'before'],
      ['reg.FilingReminded', 'over'],
    ],
  );
  const said = JSON.stringify(viewOf(at, c, 'registrant')['says']);
  assert.match(said, /鼓励.*不是法定义务/);
  assert.ok(!/逾期|应当/.test(said));
});

test('日期记错的，由主管部门或登记机构写明理由更正，重新计算；持有单位不能自己改', () => {
  const at = desk();
  const c = supplied(at, '2026-01-05');
  passTo(at, '2026-03-02');
  assert.equal(statusOf(c), 'overdue');
  const right = { suppliedOn: '2026-02-13', reasons: '交付单上的日期为2月13日' };
  assert.equal(refuses(at, c, people.filer, 'correctSupply', right).code, 'ACT_NOT_YOURS');
  assert.equal(refuses(at, c, people.district, 'correctSupply', right).code, 'HOLDER_NOT_YOURS');
  assert.equal(
    refuses(at, c, people.intake, 'correctSupply', { ...right, operationBegan: '2026-02-14' }).code,
    'SUPPLY_BEFORE_OPERATION',
  );
  does(at, c, people.intake, 'correctSupply', right);
  assert.deepEqual([statusOf(c), dueOf(c, 'filingDuty')], ['running', '2026-03-19']);
  assert.equal(dutyState(c).overdueOn, null);
  passTo(at, '2026-03-20');
  assert.equal(statusOf(c), 'overdue');
});

test('义务不复存在的，写明理由后解除；不能解除本单位的', () => {
  const reasons = '协议变更，不再纳入授权运营范围';
  for (const by of [people.municipal, ownDistrict, people.intake]) {
    const at = desk();
    const c = does(at, supplied(at), by, 'release', { reasons });
    assert.equal(statusOf(c), 'RELEASED');
    passTo(at, '2026-06-01');
    assert.equal(c.events.at(-1)?.type, 'reg.DutyReleased');
  }
  const at = desk();
  const c = arisen(at);
  const own = person('主管兼持有', organisations.transport, 'municipal_data_authority');
  assert.equal(refuses(at, c, own, 'release', { reasons }).code, 'OWN_DUTY');
  assert.equal(refuses(at, c, people.municipal, 'release', { reasons: '' }).code, 'INPUT_INVALID');
});

test('持有单位、主管部门看得到全部；其他监督机关看不到名称和协议；旁人只见状态', () => {
  const at = desk();
  const c = arisen(at, { agreementNumber: '协议〔2026〕3号', agreementOrganisation: '某运营公司' });
  for (const who of ['registrant', 'authority', 'office', 'district_data_authority'])
    assert.equal(viewOf(at, c, who)['objectName'], '公共停车场备案信息', who);
  for (const who of ['supervisor_cac', 'auditor']) {
    const seen = JSON.stringify(viewOf(at, c, who));
    for (const word of ['停车场', '3号', '某运营公司']) assert.ok(!seen.includes(word), who);
    assert.ok(seen.includes('must'));
  }
  assert.deepEqual(viewOf(at, c, 'objector'), { status: 'arisen' });
  const open = JSON.stringify(c.events.map(({ data }) => data));
  assert.ok(!/\p{Script=Han}/u.test(open), '公开部分没有文字');
});

test('擦除私密内容后仍能重放', () => {
  const at = desk();
  const c = does(at, supplied(at), people.municipal, 'release', { reasons: '列明有误，予以解除' });
  const bare = c.events.map(({ private: _gone, ...e }) => e);
  const state = bare.reduce<unknown>(
    (s, e) => c.procedure.evolve(s as Parameters<typeof c.procedure.evolve>[0], e),
    undefined,
  );
  assert.equal(dutyState({ ...c, still: { ...c.still, state } } as Case).status, 'RELEASED');
});

test('每个状态每人恰好能办这些', () => {
  const KEEP = ['correctSupply', 'release'];
  const keepers = { 市数据局: KEEP, 受理员: KEEP, 一肩挑: KEEP };
  const at = desk();
  const able = (c: Case) =>
    Object.fromEntries(
      everybody
        .map((who) => [who.name, mayNext(at, c, who)] as const)
        .filter(([, acts]) => acts.length > 0),
    );
  const c = arisen(at);
  const note = ['noteSupply', 'release'];
  assert.deepEqual(able(c), {
    填报员: ['noteSupply'],
    填报兼审核员: ['noteSupply'],
    受理员: note,
    一肩挑: note,
    市数据局: note,
  });
  assert.deepEqual(mayNext(at, c, ownDistrict), note);
  does(at, c, people.filer, 'noteSupply', { suppliedOn: at.today });
  assert.deepEqual(able(c), keepers);
  passTo(at, '2026-04-30');
  assert.deepEqual([statusOf(c), able(c)], ['overdue', keepers]);
  does(at, c, people.municipal, 'release', { reasons: '列明有误，予以解除' });
  assert.deepEqual([statusOf(c), able(c)], ['RELEASED', {}]);
  const soft = supplied(at, at.today, { objectKind: 'product' });
  passTo(at, '2026-06-30');
  assert.deepEqual([statusOf(soft), able(soft)], ['reminded', keepers]);
});
