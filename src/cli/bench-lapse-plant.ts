import { uuidV7 } from '../base/id.ts';
import type { JsonObject } from '../base/json.ts';
import { addDays, orThrowDate } from '../base/plain-date.ts';
import { ownCodeScheme } from '../contexts/credential/code-scheme.ts';
import { queryCode } from '../contexts/credential/query-code.ts';
import { startedBy } from '../kernel/clocks.ts';
import { follow } from '../kernel/take.ts';
import type { CaseState, RecordedEvent } from '../kernel/types.ts';
import { deadline } from '../law/deadline.ts';
import { packHash } from '../law/pack-hash.ts';
import { packFor } from '../law/packs.ts';
import type { RulePack } from '../law/types.ts';
import { eventRow } from '../store/bodies.ts';
import type { EventRow } from '../store/cases.ts';
import type { House } from '../app/house.ts';
import { procedureOf } from '../app/procedures.ts';
import { rebuild } from '../app/backup/rebuild.ts';

const AT_ONCE = 2000;
const FROM = '2023-03-10';

/** Registered entries that all meet their clocks when `day` is over: every other one ends, and the
 *  rest enter their renewal window. Only their events are written by hand; everything that is read
 *  from them is then made by the program itself. */
export async function plantExpiring(house: House, count: number, day: string): Promise<void> {
  const rules = packFor('beijing');
  const window = rules?.profile.clocks.renewalWindow?.length;
  if (!rules || window?.unit !== 'day') throw new Error('no window of days');
  const later = addDays(orThrowDate(day), window.n);
  for (let from = 0; from < count; from += AT_ONCE) {
    const entries = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) =>
      (from + i) % 2 === 0
        ? eventsOf(house, rules, from + i + 1, day, true)
        : eventsOf(house, rules, from + i + 1, later, false),
    );
    await write(house, entries.flat());
  }
  await house.pool.query('ANALYZE event');
  await rebuild(house, { check: false });
  for (const table of ['case_row', 'clock', 'public_entry', 'likeness', 'case_party'])
    await house.pool.query(`ANALYZE ${table}`);
}

const codeOf = (n: number): string =>
  ownCodeScheme.assign({
    regionCode: '110000',
    registrarCode: '',
    objectKind: 'resource',
    industryCode: 'S92',
    day: FROM,
    serial: n,
  });

interface Step {
  readonly type: string;
  readonly act: string;
  readonly on: string;
  readonly data: JsonObject;
  readonly secret?: Record<string, JsonObject>;
}

function stepsOf(house: House, n: number, validTo: string): Step[] {
  const code = codeOf(n);
  const registrant = { code: '11110000000021039C', kind: 'government', region: '110000' };
  const term = { validFrom: FROM, validTo };
  const given = { scheme: 'provisional', code, assignedOn: FROM, issuedOn: FROM };
  const at = { act: 'assignCode', on: FROM };
  return [
    {
      type: 'reg.DraftOpened',
      act: 'openDraft',
      on: FROM,
      data: { objectKind: 'resource', inScope: true, duty: 'must', suppliedOn: FROM, registrant },
      secret: {
        material: {
          subject: { name: '北京市民政局' },
          dataResource: { name: `压测到期数据资源${n}`, summary: '压测', industryCode: 'S92' },
          scenario: { usable: '公共服务', forbidden: '不得用于识别个人' },
        },
      },
    },
    {
      type: 'reg.CodeAssigned',
      ...at,
      data: { ...given, ...term, kind: 'confirmation' },
      secret: { query: { code: queryCode(house.random(20).toString('hex')) } },
    },
    { type: 'reg.ValidityFixed', ...at, data: { ...term, anchor: 'codeAssigned' } },
  ];
}

function eventsOf(house: House, rules: RulePack, n: number, validTo: string, ends: boolean) {
  const procedure = procedureOf('reg.first');
  const caseId = uuidV7(Date.parse(`${FROM}T09:00:00+08:00`) + n, house.random(10));
  const { jurisdiction, id: pack } = rules;
  const stamp = { procedure: procedure.name, jurisdiction, pack, rules: packHash(rules) };
  const salt = (): string => house.random(32).toString('hex');
  let before: ReturnType<typeof follow<CaseState, unknown>> | undefined;
  const rows: (EventRow & { caseId: string })[] = [];
  const add = ({ type, act, on, data, secret }: Step): void => {
    const bare: RecordedEvent = {
      type,
      data,
      ...(secret && { private: secret }),
      caseId,
      version: rows.length + 1,
      at: `${on}T09:00:00.000+08:00`,
      act,
      actor: { account: 'bench', role: 'system', org: null },
      law: ['NAT-REG-15'],
      deadlines: [],
    };
    const { state } = follow(procedure, before, bare);
    const deadlines = startedBy(procedure, type, state, rules).map((started) => ({
      clock: started.clock,
      ...deadline(orThrowDate(started.from ?? on), started.length, house.calendar()),
    }));
    const event = { ...bare, deadlines };
    before = follow(procedure, before, event);
    rows.push({ caseId, ...eventRow(house.keys, stamp, event, salt, undefined) });
  };
  for (const step of stepsOf(house, n, validTo)) add(step);
  // Whoever ends on the day has been in the window for a while.
  const window = before?.clocks.find((clock) => clock.name === 'renewalWindow');
  if (ends && window) {
    const on = addDays(orThrowDate(window.due), 1);
    add({ type: 'reg.RenewalWindowOpened', act: 'openRenewalWindow', on, data: { validTo } });
  }
  return rows;
}

async function write(house: House, rows: readonly (EventRow & { caseId: string })[]) {
  await house.pool.query(
    `WITH e AS (
       INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
       SELECT i, v, 'reg.first', t, a, n, s, m
       FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::bytea[], $6::bytea[],
         $7::bytea[]) AS x(i, v, t, a, n, s, m))
     INSERT INTO event_body (case_id, version, body)
     SELECT i, v, b FROM unnest($1::uuid[], $2::int[], $8::bytea[]) AS x(i, v, b) WHERE b IS NOT NULL`,
    [
      rows.map((r) => r.caseId),
      rows.map((r) => r.version),
      rows.map((r) => r.type),
      rows.map((r) => r.at),
      rows.map((r) => r.entry.bytes),
      rows.map((r) => r.entry.sha256),
      rows.map((r) => r.entry.sm3),
      rows.map((r) => r.body),
    ],
  );
}
