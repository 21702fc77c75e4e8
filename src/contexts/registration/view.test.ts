import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { office, viewOf, type Case } from '../../../test/office.ts';
import { organisations } from '../../../test/office-people.ts';
import { registered, stateOf } from './dossier.fixtures.ts';
import { agency } from './agency.ts';
import { first } from './first.ts';
import { objection } from './objection.ts';

const PERSONAL = { 名: '机密联系人', 电话: '13900000001', 邮箱: 'secret@example.cn' };
const plan = {
  coOwners: true,
  items: {
    'subject.contactName': PERSONAL.名,
    'subject.contactPhone': PERSONAL.电话,
    'subject.contactEmail': PERSONAL.邮箱,
  },
};

const SUPERVISORS = [
  'municipal_data_authority',
  'district_data_authority',
  'supervisor_cac',
  'supervisor_police',
  'supervisor_finance',
  'auditor',
];

function seed() {
  const at = office(beijingPack, '2026-03-02');
  return { at, c: registered(at, plan) };
}

/** 这些读者能读到的全部事件内容。 */
function read(events: readonly RecordedEvent[], ...who: string[]): string {
  return JSON.stringify(
    events.map(({ private: secret, data, type }) => {
      const groups = first.events[type]?.groups ?? {};
      const shown = Object.entries(secret ?? {}).filter(([g]) =>
        groups[g]?.some((r) => who.includes(r)),
      );
      return { data, shown };
    }),
  );
}

const leaks = (seen: string, c: Case) =>
  [...Object.values(PERSONAL), stateOf(c).result?.queryCode ?? '?'].filter((s) => seen.includes(s));

test('登记主体、代理机构、登记机构看得到联系人和查询码', () => {
  const { at, c } = seed();
  for (const who of ['registrant', 'agent', 'office']) {
    assert.equal(leaks(JSON.stringify(viewOf(at, c, who)), c).length, 4, who);
  }
});

test('共有主体和监督机关看得到案情，看不到联系人、查询码和内部人员', () => {
  const { at, c } = seed();
  for (const who of ['coOwner', ...SUPERVISORS]) {
    const seen = viewOf(at, c, who);
    assert.deepEqual(leaks(JSON.stringify(seen), c), [], who);
    const dossier = seen['dossier'] as Record<string, Record<string, unknown>>;
    assert.equal(dossier['scenario']?.['usable'], '停车引导、城市交通规划');
    assert.deepEqual(Object.keys(dossier['subject'] ?? {}).toSorted(), [
      'creditCode',
      'district',
      'name',
      'subjectKind',
    ]);
    assert.ok(!JSON.stringify(dossier['evidence']?.['proofFile']).includes('signature'));
    assert.ok(!('editors' in seen) && !('acceptedBy' in seen) && !('intakeGrounds' in seen));
  }
});

test('其他人只看得到状态', () => {
  const { at, c } = seed();
  for (const who of ['objector', 'third_party_service', 'admin.system', 'principal']) {
    assert.deepEqual(viewOf(at, c, who), { status: 'REGISTERED' }, who);
  }
  assert.deepEqual(viewOf(at, c), { status: 'REGISTERED' });
});

test('事件里：共有主体读得到共同的材料，读不到联系人和查询码；监督机关只读公开部分', () => {
  const { c } = seed();
  const coOwner = read(c.events, 'coOwner');
  assert.deepEqual(leaks(coOwner, c), []);
  assert.ok(coOwner.includes('停车引导、城市交通规划'));
  assert.equal(leaks(read(c.events, 'registrant'), c).length, 4);
  const supervisor = read(c.events, ...SUPERVISORS);
  assert.ok(!supervisor.includes('停车引导'));
});

test('公开部分（将上目录链）不含个人信息、材料内容和理由', () => {
  const { c } = seed();
  const open = JSON.stringify(
    c.events.map(({ data, deadlines, law }) => ({ data, deadlines, law })),
  );
  assert.deepEqual(leaks(open, c), []);
  for (const word of ['同意申请', '停车资源管理系统', '材料.pdf']) assert.ok(!open.includes(word));
});

test('公开页面不含个人信息和材料文件', () => {
  const { at, c } = seed();
  const shown = c.procedure.publish?.(c.still.state, at.rules, c.still.clocks);
  const { queryCode: _holder, ...entry } = shown?.entry ?? {};
  const open = JSON.stringify({ ...shown, entry });
  assert.deepEqual(leaks(open, c), []);
  for (const word of ['材料.pdf', '停车资源管理系统']) assert.ok(!open.includes(word));
  assert.ok(open.includes(organisations.planning.name));
});

test('擦除个人信息后仍能重放，其余内容不变', () => {
  const { c } = seed();
  const erased = c.events.map((e) => {
    const { personal: _gone, ...kept } = e.private ?? {};
    return { ...e, private: kept };
  });
  const state = erased.reduce<unknown>(
    (s, e) => first.evolve(s as Parameters<typeof first.evolve>[0], e),
    undefined,
  ) as ReturnType<typeof stateOf>;
  assert.deepEqual(state.dossier['scenario'], stateOf(c).dossier['scenario']);
  assert.equal(state.dossier['subject']?.['contactName'], undefined);
  assert.equal(state.status, 'REGISTERED');
});

test('每个私密内容组都写明谁可以读，读者都是当事方', () => {
  for (const p of [first, objection, agency]) {
    for (const [type, spec] of Object.entries(p.events)) {
      for (const [group, readers] of Object.entries(spec.groups ?? {})) {
        for (const r of readers) assert.ok(p.parties[r], `${type} ${group} ${r}`);
      }
    }
  }
});
