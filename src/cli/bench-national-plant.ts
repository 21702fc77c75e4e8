import type { Pool } from 'pg';
import { uuidV7 } from '../base/id.ts';
import type { JsonObject } from '../base/json.ts';
import { ownCodeScheme } from '../contexts/credential/code-scheme.ts';
import { queryCode } from '../contexts/credential/query-code.ts';
import type { CaseState, RecordedEvent } from '../kernel/types.ts';
import type { RulePack } from '../law/types.ts';
import { packFor } from '../law/packs.ts';
import { sealedState } from '../store/cases.ts';
import type { House } from '../app/house.ts';
import { messageBody } from '../app/national/queue.ts';
import { procedureOf } from '../app/procedures.ts';
import { imageOf } from '../app/write.ts';

const AT_ONCE = 2000;
const VERSION = 20;
const DAY = '2026-03-02';
const AT = `${DAY}T09:00:00.000+08:00`;

/** Entries with a code and their first change in the queue, as if registered one by one; without the
 *  events before, which handing over does not read. */
export async function plantHandOvers(house: House, count: number): Promise<void> {
  const rules = packFor('beijing');
  if (!rules) throw new Error('no pack of Beijing');
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) =>
      rowOf(house, rules, from + i + 1),
    );
    await write(house.pool, rows);
  }
  await house.pool.query('ANALYZE case_row');
  await house.pool.query('ANALYZE hand_over');
}

const coded = (n: number): string =>
  ownCodeScheme.assign({
    regionCode: '110000',
    registrarCode: '',
    objectKind: 'resource',
    industryCode: 'S92',
    day: DAY,
    serial: n,
  });

function rowOf(house: House, rules: RulePack, n: number) {
  const caseId = uuidV7(Date.parse(AT) + n, house.random(10));
  const procedure = procedureOf('reg.first');
  const event = (
    version: number,
    type: string,
    data: JsonObject,
    secret?: Record<string, JsonObject>,
  ): RecordedEvent => ({
    type,
    data,
    ...(secret && { private: secret }),
    caseId,
    version,
    at: AT,
    act: 'bench',
    actor: { account: 'bench', role: 'registrant', org: null },
    law: [],
    deadlines: [],
  });
  const registrant = { code: '11110000000021039C', kind: 'government', region: '110000' };
  const opened = event(
    1,
    'reg.DraftOpened',
    { objectKind: 'resource', inScope: true, duty: 'must', suppliedOn: DAY, registrant },
    {
      material: {
        subject: { name: '北京市民政局' },
        dataResource: { name: `压测数据资源${n}`, summary: '压测'.repeat(60), industryCode: 'S92' },
        scenario: { usable: '公共服务', forbidden: '不得用于识别个人' },
      },
    },
  );
  const code = coded(n);
  const given = { scheme: 'provisional', code, assignedOn: DAY, issuedOn: DAY, validFrom: DAY };
  const result = event(
    VERSION - 1,
    'reg.CodeAssigned',
    { ...given, validTo: '2029-03-01', kind: 'confirmation' },
    { query: { code: queryCode(house.random(20).toString('hex')) } },
  );
  const queued = event(VERSION, 'sync.Queued', { code, change: 'assigned' });
  const state = [opened, result, queued].reduce<CaseState | undefined>(
    (before, one) => procedure.evolve(before, one),
    undefined,
  );
  if (!state) throw new Error('nothing was folded');
  const { jurisdiction, id: pack } = rules;
  const of = { caseId, procedure, jurisdiction, pack, state, clocks: [], version: VERSION };
  const image = imageOf({ ...of, openedAt: AT, updatedAt: AT });
  const entry = procedure.publish?.(state, rules, []).entry;
  if (!entry) throw new Error('an entry is not published');
  const body = messageBody({ image, procedure, rules, event: queued });
  return { image, entry, body, sealed: sealedState(house.keys, image) };
}

async function write(pool: Pool, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  const each = <T>(of: (row: ReturnType<typeof rowOf>) => T): T[] => rows.map(of);
  await pool.query(
    `INSERT INTO case_row (case_id, procedure, jurisdiction, pack, status, terminal, version, title,
       registrant, district, opened_at, updated_at, next_due, search, state)
     SELECT i, 'reg.first', 'beijing', $3, s, true, ${VERSION}, t, '北京市民政局', '110000', '${AT}',
       '${AT}', '9999-12-31', '', b FROM unnest($1::uuid[], $2::bytea[], $4::text[], $5::text[]) AS x(i, b, s, t)`,
    [
      each((r) => r.image.caseId),
      each((r) => r.sealed),
      rows[0]?.image.pack,
      each((r) => r.image.state.status),
      each((r) => r.image.headline.title),
    ],
  );
  await pool.query(
    `INSERT INTO public_entry (case_id, jurisdiction, code, query_code, status, valid_from, valid_to,
       industry, object_kind, district, fields, search)
     SELECT i, 'beijing', c, q, s, f, t, 'S', 'resource', '110000', d, ''
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::jsonb[])
       AS x(i, c, q, s, f, t, d)`,
    [
      each((r) => r.image.caseId),
      each((r) => r.entry.code),
      each((r) => r.entry.queryCode),
      each((r) => r.entry.status),
      each((r) => r.entry.validFrom),
      each((r) => r.entry.validTo),
      each((r) => JSON.stringify(r.entry.fields)),
    ],
  );
  await pool.query(
    `INSERT INTO hand_over (case_id, counterpart, version, previous, change, body, queued_at, next_at)
     SELECT i, 'national', ${VERSION}, 0, 'assigned', b, now(), now()
     FROM unnest($1::uuid[], $2::jsonb[]) AS x(i, b)`,
    [each((r) => r.image.caseId), each((r) => JSON.stringify(r.body))],
  );
}
