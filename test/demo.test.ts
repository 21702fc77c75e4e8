import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { play } from '../src/cli/demo.ts';
import { DESKS, type Place } from '../src/cli/demo-cast.ts';
import type { DemoCase, DemoClient } from '../src/cli/demo-client.ts';
import { clientOf, openDoor, type Door } from './contract.ts';

interface Listed {
  readonly items: readonly { id: string; status: string }[];
}
interface Registered {
  readonly status: string;
  readonly validTo: string;
  readonly life: {
    readonly versions: readonly { kind: string; fields: { dataSummary: string } }[];
    readonly ends: readonly { as: string; ground: string; on: string }[];
  };
}

/** Which part of the story a code stands for, as the last page of the telling lists it. */
const PARTS = ['变更', '更正', '注销', '续展', '期满', '撤销'] as const;
const CODE = /DJ-[\w-]+/;

let door: Door;
let client: DemoClient;
const told: string[] = [];
const tell = (line: string): void => void told.push(line);

before(async () => {
  door = await openDoor();
  client = clientOf(door);
  await play(client, tell);
});
after(() => door.close());

const codeOf = (place: Place, part: string): string => {
  const line = told.findLast((l) => l.includes(`${DESKS[place].name}　${part} `));
  return CODE.exec(line ?? '')?.[0] ?? '';
};
const entryOf = (place: Place, part: string): Promise<Registered> =>
  client.get<Registered>(`/api/public/registrations/${codeOf(place, part)}`);
const desk = (place: Place, at: 'intake' | 'review' | 'authority') => client.as(DESKS[place][at]);
const count = async (place: Place, procedure: string, status: string): Promise<number> => {
  const at = procedure === 'reg.duty' ? 'authority' : 'intake';
  const officer = await desk(place, at);
  const { items } = await officer.get<Listed>(
    `/api/cases?jurisdiction=${place}&procedure=${procedure}&status=${status}&which=all`,
  );
  return items.length;
};

for (const place of ['beijing', 'chongqing'] as const) {
  const { name } = DESKS[place];

  test(`${name}：演示之后，登记簿里每一种登记各有一件`, async () => {
    for (const part of PARTS) assert.match(codeOf(place, part), CODE, part);
    for (const [part, status] of [
      ['变更', 'active'],
      ['更正', 'active'],
      ['注销', 'cancelled'],
      ['续展', 'active'],
      ['期满', 'cancelled'],
      ['撤销', 'revoked'],
    ] as const) {
      assert.equal((await entryOf(place, part)).status, status, part);
    }
  });

  test(`${name}：变更和更正各成第二版，内容已经不同`, async () => {
    for (const [part, kind] of [
      ['变更', 'change'],
      ['更正', 'correction'],
    ] as const) {
      const { versions } = (await entryOf(place, part)).life;
      assert.deepEqual(
        versions.map((v) => v.kind),
        ['first', kind],
      );
      assert.notEqual(versions[0]?.fields.dataSummary, versions[1]?.fields.dataSummary);
    }
  });

  test(`${name}：注销、期满、撤销各有情形；期满的当日仍有效，次日注销`, async () => {
    const ground = place === 'beijing' ? 'rights_waived_or_term_over' : 'unrecoverable_or_lost';
    const [cancelled] = (await entryOf(place, '注销')).life.ends;
    assert.deepEqual([cancelled?.as, cancelled?.ground], ['CANCELLED', ground]);
    const lapsed = await entryOf(place, '期满');
    const { ends } = lapsed.life;
    assert.deepEqual(
      ends.map(({ as, ground: why }) => [as, why]),
      [['CANCELLED', 'not_renewed']],
    );
    assert.deepEqual([lapsed.validTo, ends[0]?.on], ['2026-04-10', '2026-04-11']);
    const [revoked] = (await entryOf(place, '撤销')).life.ends;
    assert.deepEqual([revoked?.as, revoked?.ground], ['REVOKED', 'concealment_or_falsehood']);
  });

  test(`${name}：续展在续展期内，待核定；登记义务待申请；存证已关联登记`, async () => {
    assert.equal(await count(place, 'reg.renew', 'renewal_pending'), 1);
    assert.equal(await count(place, 'reg.duty', 'running'), 1);
    assert.equal(await count(place, 'evid', 'LINKED'), 1);
    const officer = await desk(place, 'review');
    const { items } = await officer.get<Listed>(
      `/api/cases?jurisdiction=${place}&procedure=evid&status=LINKED&which=all`,
    );
    const { state } = await officer.get<DemoCase>(`/api/cases/${items[0]?.id}`);
    assert.equal(state['mode'], place === 'beijing' ? 'self' : 'third_party');
  });
}

test('期满注销只在重庆公告；凭证发放之后的异议只在重庆', async () => {
  const lapses = async (place: Place) =>
    (await client.get<{ items: { code: string }[] }>(`/api/public/lapses?jurisdiction=${place}`))
      .items;
  assert.deepEqual(await lapses('beijing'), []);
  assert.deepEqual(
    (await lapses('chongqing')).map(({ code }) => code),
    [codeOf('chongqing', '期满')],
  );
  assert.equal(await count('beijing', 'reg.objection', 'UPHELD'), 0);
  assert.equal(await count('chongqing', 'reg.objection', 'UPHELD'), 1);
});

test('讲述有条文、有中英文、有接下来可以办的；每个回答都合乎接口文档', () => {
  const life = told.slice(told.findIndex((l) => l.includes('After registration')));
  const steps = life.filter((l) => /　〔.+〕　/.test(l));
  assert.ok(steps.length > 40);
  for (const step of steps) assert.match(step, /〕　(?:国家办法)?第.+条/);
  assert.equal(
    life.filter((l) => /^ {6}\S.*\[.+\], (?:national measures )?art\. /.test(l)).length,
    steps.length,
  );
  assert.ok(life.filter((l) => l.includes('→ ')).length >= 12);
  assert.deepEqual([...door.breaches], []);
});

test('可以接着再演；临近没有放假安排的年份就说明，不再办理', async () => {
  await play(client, tell);
  for (const place of ['beijing', 'chongqing'] as const) {
    assert.equal(await count(place, 'third', 'registered'), place === 'beijing' ? 0 : 1);
    assert.equal((await entryOf(place, '变更')).life.versions.length, 2);
  }
  await client.move('2026-12-21T09:00:00+08:00');
  const officer = await desk('beijing', 'intake');
  const all = () => officer.get<Listed>('/api/cases?which=all&limit=100');
  const [before, lines] = [(await all()).items.length, told.length];
  await play(client, tell);
  assert.equal((await all()).items.length, before);
  assert.match(told.slice(lines).join('\n'), /期限只能暂定.*provisional/s);
});
