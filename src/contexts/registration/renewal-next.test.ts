import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay } from '../../kernel/take.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import { mayNext, office, statusOf, type Case, type Office } from '../../../test/office.ts';
import { everybody, organisations, people, type Name } from '../../../test/office-people.ts';
import { everyRenewal, everyRevocation } from './renewal.fixtures.ts';
import { renewal } from './renewal.ts';
import { revocation } from './revocation.ts';

type Row = Readonly<Partial<Record<Name, readonly string[]>>>;

/** 北京市示例交通委员会的填报人员；兼审核的一人也在其中。 */
const filers = (...acts: string[]): Row => ({ filer: acts, both: acts });

const RENEWAL: Readonly<Record<string, Row>> = {
  renewal_pending: {
    ...filers('withdraw'),
    intake: ['notifyGaps'],
    jack: ['notifyGaps'],
    issue: ['notifyGaps', 'approve', 'refuse'],
  },
  // Only once the validity is over can what was not supplied be refused.
  gap: filers('resubmit', 'withdraw'),
  RENEWED: {},
  REFUSED: {},
  WITHDRAWN: {},
  CLOSED: {},
};

/** 审核经办审核过该登记，可以告知、终结，不能认定事实。 */
const REVOCATION: Readonly<Record<string, Row>> = {
  verifying: {
    ...filers('fileStatement'),
    review: ['notifyRegistrant', 'dismiss'],
    issue: ['dismiss'],
  },
  verified: { review: ['dismiss'], issue: ['revoke', 'dismiss'] },
  REVOKED: {},
  CLOSED: {},
};

function holds(title: string, table: typeof RENEWAL, states: Record<string, unknown>): void {
  test(`${title}：状态表不缺一个状态`, () => {
    assert.deepEqual(Object.keys(table).toSorted(), Object.keys(states).toSorted());
  });
}

function each(title: string, table: typeof RENEWAL, make: Record<string, (at: Office) => Case>) {
  for (const [state, row] of Object.entries(table)) {
    test(`${title}“${state}”：每人恰好能办这些`, () => {
      const at = office(beijingPack, '2026-03-02');
      const c = make[state]?.(at);
      assert.ok(c);
      assert.equal(statusOf(c), state);
      for (const who of everybody) {
        const name = (Object.keys(people) as Name[]).find((n) => people[n] === who);
        assert.deepEqual(mayNext(at, c, who), (name && row[name]) ?? [], `${state}：${who.name}`);
      }
    });
  }
}

holds('续展', RENEWAL, renewal.states);
each('续展', RENEWAL, everyRenewal);
holds('撤销登记', REVOCATION, revocation.states);
each('撤销登记', REVOCATION, everyRevocation);

for (const [title, make] of [
  ['续展', everyRenewal],
  ['撤销登记', everyRevocation],
] as const) {
  test(`${title}：依法清空私密内容后，仍能重放到同一状态，页面照常打开`, () => {
    for (const [state, start] of Object.entries(make)) {
      const at = office(beijingPack, '2026-03-02');
      const c = start(at);
      const { procedure } = c;
      const emptied = c.events.map((e) => ({
        ...e,
        // 案由不是个人信息，也不是名称，不在可以清空之列。
        private: { matter: e.private?.['matter'] ?? {} },
        actor: { ...e.actor, account: '' },
      }));
      const still = replay(procedure, emptied);
      assert.equal(still?.state.status, state);
      assert.equal(procedure.partiesOf(still.state)[0]?.id, organisations.transport.code);
      assert.ok(procedure.headline(still.state).title.length > 0);
      for (const who of ['office', 'registrant', 'auditor'])
        assert.equal(procedure.view(still.state, at.rules, at.today, [who])['status'], state);
      const odd = { ...emptied[0], type: 'reg.不存在' } as unknown as RecordedEvent;
      assert.throws(() => procedure.evolve(still.state, odd));
      assert.throws(() => procedure.evolve(undefined, odd));
    }
  });
}
