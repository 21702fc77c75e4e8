import type { Pool } from 'pg';
import type { Actor } from '../kernel/types.ts';
import { act, open } from '../app/act.ts';
import { demoAccountId } from '../app/demo/people.ts';
import type { House } from '../app/house.ts';

/** Fills the queue with plain rows: what a list reads, without a dossier behind it. */
export async function plantCases(pool: Pool, cases: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query(
      `INSERT INTO case_row (case_id, procedure, jurisdiction, pack, status, terminal, version, title,
         registrant, district, opened_at, updated_at, next_due, next_clock, search, state)
       SELECT gen_random_uuid(), 'reg.first', CASE WHEN n % 3 = 0 THEN 'chongqing' ELSE 'beijing' END,
         'beijing-registration-2025', s, s = 'REGISTERED', 5, '压测数据资源' || n, '压测单位' || n % 500,
         '1101' || lpad((n % 16)::text, 2, '0'), now(), now(), date '2026-03-01' + (n % 300)::int,
         'acceptance', '', ''::bytea
       FROM (SELECT n, (ARRAY['submitted','in_review','in_notice','REGISTERED'])[1 + n % 4] AS s
             FROM generate_series(1, $1::int) AS n) AS x`,
      [cases],
    );
    await client.query('ANALYZE case_row');
  } finally {
    client.release(true);
  }
}

const APPLICANT: Actor = {
  kind: 'person',
  accountId: demoAccountId('bj-min-zheng'),
  name: '张悦',
  realName: true,
  org: { code: '11110000000021039C', name: '北京市民政局', region: '110000' },
  roles: ['registrant'],
};

/** Appends real events through the one way in: drafts with twenty edits each. */
export async function plantEvents(house: House, events: number): Promise<void> {
  const perCase = 20;
  const cases = Math.ceil(events / perCase);
  let next = 0;
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      while (next < cases) {
        next += 1;
        const input = { objectKind: 'resource' };
        const { caseId } = await open(house, {
          actor: APPLICANT,
          procedure: 'reg.first',
          jurisdiction: 'beijing',
          input,
        });
        for (let i = 1; i < perCase; i += 1) {
          const values = { usable: `公共服务优化，第${i}稿`, forbidden: '不得识别个人' };
          await act(house, {
            actor: APPLICANT,
            caseId,
            act: 'attachMaterial',
            input: { group: 'scenario', values },
          });
        }
      }
    }),
  );
}
