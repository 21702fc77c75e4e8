import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from '../src/app/act.ts';
import { reactions } from '../src/app/reactions/reactions.ts';
import type { House } from '../src/app/house.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { inTransaction } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { mandate, say } from './story.ts';

const drafted = (house: House, under: StoredCase): Promise<StoredCase> =>
  open(house, {
    actor: people.agent,
    procedure: 'reg.first',
    jurisdiction: 'beijing',
    input: { objectKind: 'resource', inScope: true, mandate: under.caseId },
  });

const agentOf = ({ state }: StoredCase): unknown => (state as { agent?: unknown }).agent;

forEachDatabase((_name, database) => {
  test('委托解除，只及于依这一委托办理的事项，一件不漏；另一委托的不动', async () => {
    const { pool } = await database();
    const house = await houseOn(pool);
    await settle(house);
    const [ends, stays] = [await mandate(house), await mandate(house)];
    const mine = [await drafted(house, ends), await drafted(house, ends)];
    const other = await drafted(house, stays);
    const revoked = await say(house, ends.caseId)(people.editor, 'revoke', { reason: '不再委托' });
    const found = reactions.find((r) => r.on === 'agency.MandateRevoked' && r.act === 'endAgency');
    const event = { caseId: ends.caseId } as Parameters<NonNullable<typeof found>['cases']>[0];
    const named = await inTransaction(pool, async (tx) => found?.cases(event, revoked, tx));
    assert.deepEqual(named, [], '已经终止的不再列');
    const still = await inTransaction(pool, async (tx) => found?.cases(event, stays, tx));
    assert.deepEqual(still, [other.caseId]);
    for (const { caseId } of mine) {
      const after = await say(house, caseId)(people.editor, 'attachMaterial', {
        group: 'dataResource',
        values: { name: '停车场' },
      });
      assert.equal(agentOf(after), null);
    }
  });
});
