import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedures } from '../src/app/procedures.ts';
import { audienceOf, scopeOf, unfiledStates } from '../src/app/see.ts';
import { roles } from '../src/contexts/identity/roles.ts';
import { packFor } from '../src/law/packs.ts';
import type { Actor } from '../src/kernel/types.ts';
import {
  actorAt,
  cells,
  permissionPage,
  placesFor,
  registrar,
  type Cell,
  type Place,
} from './permission-matrix.ts';
import { read } from './tree.ts';

const all = cells();
const open = all.filter((c) => !c.refusal);
const say = ({ procedure, act, role, place }: Cell): string =>
  `${procedure} ${act}: ${role} @ ${place.name}`;
const never = (found: readonly Cell[]): void => assert.deepEqual(found.map(say), []);
const HELD = { holder: registrar, withdrawn: [] };
const groupOf = (id: string): string | undefined => roles.find((r) => r.id === id)?.group;
const aboutOffice = (name: string): boolean =>
  procedures.find((p) => p.name === name)?.aboutOffice === true;
const specOf = (c: Cell) => procedures.find((p) => p.name === c.procedure)?.acts[c.act];

test('每个事项、每个角色、每种立场都问过，矩阵与手册一致', (t) => {
  t.diagnostic(`${all.length} 组合，${open.length} 可办理`);
  assert.ok(all.length > 5000);
  const page = 'docs/handbook/permissions.md';
  assert.equal(
    read(page),
    permissionPage(),
    `${page}: a door opened or closed; \`npm run generate\``,
  );
});

test('没有写明可以办理的，一律不得办理', () => {
  const declared = (c: Cell): boolean =>
    (specOf(c)?.by ?? []).some((who) => {
      if (who.role !== c.role || who.role === 'system') return false;
      const mine = c.place.org ?? 'account:me';
      const keys = c.place.parties.filter((p) => p.id === mine).map((p) => p.key);
      if ('party' in who) return keys.includes(who.party);
      return !('office' in who) || (c.place.org === registrar && keys.length === 0);
    });
  for (const c of all) assert.equal(!c.refusal, declared(c), say(c));
});

test('系统、安全、审计管理员任何情况下都不得办理', () => {
  never(open.filter((c) => groupOf(c.role) === 'admin'));
});

/** 主管部门自己的职责，不是代登记机构办理个案。 */
const AUTHORITYS_OWN = ['reg.duty', 'eval', 'eval.misconduct', 'stats'];

test('监督、审计人员只看不办；主管部门只办自己的职责', () => {
  const own = ({ procedure, role }: Cell): boolean =>
    groupOf(role) === 'authority' && AUTHORITYS_OWN.includes(procedure);
  const watching = open.filter((c) =>
    ['authority', 'supervisor', 'audit'].includes(groupOf(c.role) ?? ''),
  );
  never(watching.filter((c) => !own(c)));
});

test('没有人能冒充系统，没有人能用没有声明的角色', () => {
  never(open.filter((c) => c.role === 'system' || c.role === 'nobody'));
});

test('系统只办声明由系统办理的事项', () => {
  for (const p of procedures) {
    for (const [act, { by }] of Object.entries(p.acts)) {
      const mixed = by.some((w) => w.role === 'system') && by.length > 1;
      assert.ok(!mixed, `${p.name} ${act}: an act of the system is nobody else's`);
    }
  }
});

test('登记机构人员只能以本地登记机构身份办理，本单位是当事方时应当回避', () => {
  const officers = all.filter((c) => groupOf(c.role) === 'registrar');
  // Where the registrar itself is the subject, its officers speak as a party or report as persons.
  const elsewhere = officers.filter((c) => !c.refusal && c.place.name !== '登记机构');
  never(elsewhere.filter((c) => !aboutOffice(c.procedure)));
  const conflicted = officers.filter(
    (c) =>
      c.place.name.startsWith('登记机构兼') &&
      specOf(c)?.by.some((w) => 'office' in w && w.role === c.role),
  );
  assert.ok(conflicted.length > 0);
  for (const c of conflicted) assert.equal(c.refusal?.code, 'CONFLICT_OF_INTEREST', say(c));
});

test('拒绝都说明理由，理由不泄露案情', () => {
  for (const { refusal } of all.filter((c) => c.refusal)) {
    assert.equal(refusal?.kind, 'forbidden');
    assert.match(refusal?.sentence.zh ?? '', /无权|回避/);
  }
});

interface Asked {
  readonly procedure: (typeof procedures)[number];
  readonly status: string;
  readonly place: Place;
}

const seen = ({ procedure, status, place }: Asked, actor: Actor): string[] =>
  audienceOf(actor, {
    procedure: procedure.name,
    state: { status },
    parties: place.parties,
    registrar,
    regions: ['11'],
    district: '110102',
  });

const asked: Asked[] = procedures.flatMap((procedure) =>
  Object.keys(procedure.states).flatMap((status) =>
    placesFor(procedure).map((place) => ({ procedure, status, place })),
  ),
);

test('管理员和没有角色的账户看不到任何案卷，包括本单位的', () => {
  for (const a of asked) {
    for (const { id } of roles.filter((r) => r.group === 'admin')) {
      assert.deepEqual(seen(a, actorAt(a.place, id)), [], `${a.procedure.name} ${a.status} ${id}`);
      assert.deepEqual(seen(a, actorAt(a.place, id, 'registrant')), []);
    }
    assert.deepEqual(seen(a, actorAt(a.place)), []);
  }
  const beijing = packFor('beijing');
  const place = asked[0]?.place;
  assert.ok(beijing && place);
  for (const mine of [true, false]) {
    assert.deepEqual(scopeOf(actorAt(place, 'admin.system'), beijing, HELD, mine), {
      kind: 'nothing',
    });
  }
});

test('未提交的案卷只有当事方看得到，登记机构和监督部门看不到', () => {
  const drafts = asked.filter(({ procedure, status }) => unfiledStates(procedure).includes(status));
  assert.ok(drafts.length > 0);
  for (const a of drafts) {
    const mine = a.place.org ?? 'account:me';
    const keys = a.place.parties.filter((p) => p.id === mine).map((p) => p.key);
    for (const { id, group } of roles) {
      if (group !== 'admin')
        assert.deepEqual(seen(a, actorAt(a.place, id)), keys, `${a.status} ${id}`);
    }
  }
});

test('已提交的案卷：登记机构、所列监督部门可以看，外单位看不到', () => {
  const readers = new Set(['authority', 'supervisor', 'audit']);
  const filed = asked.filter((a) => !unfiledStates(a.procedure).includes(a.status));
  for (const a of filed) {
    for (const { id, group } of roles.filter((r) => r.group !== 'admin')) {
      const audience = seen(a, actorAt(a.place, id));
      if (a.place.name === '登记机构' && group === 'registrar') {
        assert.deepEqual(audience, aboutOffice(a.procedure.name) ? [] : ['office']);
      } else if (
        !a.place.name.startsWith('登记机构兼') &&
        a.place.name.match(/外单位|无单位|登记机构/)
      ) {
        // 110000 is not the district of the case, so its district authority is a stranger here.
        const reads =
          readers.has(group) && a.place.org !== null && id !== 'district_data_authority';
        assert.deepEqual(audience, reads ? [id] : [], `${a.procedure.name} ${a.status} ${id}`);
      }
      assert.ok(!a.place.name.startsWith('登记机构兼') || !audience.includes('office'));
    }
  }
});

test('区（县）主管部门只看本区，其他城市的监督部门看不到', () => {
  for (const a of asked.filter(
    (x) => x.place.name === '外单位' && !unfiledStates(x.procedure).includes(x.status),
  )) {
    const from = (region: string, role: string): Actor => ({
      ...actorAt(a.place, role),
      org: { code: '11110102000037807M', name: '某部门', region },
    });
    assert.deepEqual(seen(a, from('110102', 'district_data_authority')), [
      'district_data_authority',
    ]);
    assert.deepEqual(seen(a, from('110105', 'district_data_authority')), []);
    for (const role of ['supervisor_cac', 'auditor', 'municipal_data_authority']) {
      assert.deepEqual(seen(a, from('500000', role)), [], `${role} of another city`);
    }
  }
});
