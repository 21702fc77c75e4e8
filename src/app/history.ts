import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import { DEADLINE_RECALCULATED } from '../kernel/clocks.ts';
import { PARTS_ERASED } from '../kernel/erasure.ts';
import { historyOf } from '../store/bodies.ts';
import type { StoredCase } from '../store/cases.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import { likenessOf } from './facts/facts.ts';
import type { House } from './house.ts';
import { procedureOf } from './procedures.ts';
import { groupsSeen } from './see.ts';

const NAMES = statement(
  'account_names',
  'SELECT account_id::text AS id, name FROM account WHERE account_id::text = ANY($1::text[])',
);

/** The events of a case as this audience may see them: private groups by the procedure's own list,
 *  the officer's name for the office and by role for everybody else. */
export async function historyFor(house: House, stored: StoredCase, audience: readonly string[]) {
  const procedure = procedureOf(stored.procedure);
  const runner = runnerOf(house.pool);
  const events = await historyOf(runner, house.keys, stored.caseId);
  const names = audience.includes('office')
    ? await namesOf(events.map((e) => e.actor.account))
    : new Map<string, string>();
  async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await runner.run<{ id: string; name: string }>(NAMES, [[...new Set(ids)]]);
    return new Map(rows.map((r) => [r.id, r.name]));
  }
  return events.map((event) => {
    const shown = groupsSeen(procedure, event.type, audience);
    return {
      version: event.version,
      type: event.type,
      title: titleOf(stored.procedure, event.type),
      at: event.at,
      act: event.act,
      actor: { ...event.actor, name: names.get(event.actor.account) ?? null },
      law: [...event.law],
      data: { ...event.data } as Record<string, unknown>,
      private: Object.fromEntries(
        Object.entries(event.private ?? {}).filter(([group]) => shown.includes(group)),
      ) as Record<string, unknown>,
      deadlines: event.deadlines.map((d) => ({ ...d }) as Record<string, unknown>),
    };
  });
}

export function titleOf(procedure: string, type: string): Text {
  if (type === DEADLINE_RECALCULATED)
    return text('日历更新后重新计算期限', 'Deadlines counted again after a calendar change');
  if (type === PARTS_ERASED) return text('部分非公开内容依法清空', 'Private parts lawfully erased');
  return procedureOf(procedure).events[type]?.title ?? text(type, type);
}

const KIN = statement(
  'cases_kin',
  `SELECT case_id::text AS id, procedure, registrant, parent_id::text AS parent FROM case_row
   WHERE case_id = ANY($1::uuid[])`,
);

interface Similar {
  caseId: string;
  title: string;
  holder: string;
  holderName: string | null;
  status: string;
  statusTitle: Text | null;
  why: string;
  same: boolean;
  score: number;
}

/** Look-alikes of a case for its office; an applicant is shown only its own. */
export async function similarFor(
  house: House,
  stored: StoredCase,
  audience: readonly string[],
): Promise<Similar[]> {
  const procedure = procedureOf(stored.procedure);
  if (!procedure.likenessOf)
    return audience.includes('office') ? petitionsBeside(house, stored) : [];
  const key = procedure.likenessOf(stored.state);
  if (!key || key.name === '') return [];
  const found = (await likenessOf(
    runnerOf(house.pool),
    stored.jurisdiction,
    stored.caseId,
    key,
  )) as Json as unknown as Similar[];
  const seen = audience.includes('office') ? found : found.filter((l) => l.holder === key.holder);
  const kin = await runnerOf(house.pool).run<{
    id: string;
    procedure: string;
    registrant: string | null;
    parent: string | null;
  }>(KIN, [seen.map((l) => l.caseId)]);
  const kinOf = ({ caseId }: Similar) => kin.find((row) => row.id === caseId);
  // An entry and a change of it are no look-alikes of each other.
  const parent = procedure.parentOf?.(stored.state);
  const own = seen.filter((l) => l.caseId !== parent && kinOf(l)?.parent !== stored.caseId);
  const titleIn = (l: Similar): Text | null =>
    procedureOf(kinOf(l)?.procedure ?? stored.procedure).states[l.status]?.title ?? null;
  return own.map((l) => ({
    ...l,
    holderName: kinOf(l)?.registrant ?? null,
    statusTitle: titleIn(l),
  }));
}

const BESIDE = statement(
  'cases_beside',
  `SELECT case_id::text AS "caseId", title, COALESCE(registrant, '') AS holder, status FROM case_row
   WHERE parent_id = $1 AND procedure = $2 AND case_id <> $3
   ORDER BY terminal, case_id DESC LIMIT 50`,
);

/** What was filed about the same entry under the same procedure: what a petition can repeat. */
async function petitionsBeside(house: House, stored: StoredCase): Promise<Similar[]> {
  const procedure = procedureOf(stored.procedure);
  const entry = procedure.parentOf?.(stored.state);
  const repeats = Object.values(procedure.acts).some(({ needs }) => needs?.includes('petitions'));
  if (entry === undefined || !repeats) return [];
  const found = await runnerOf(house.pool).run<
    Pick<Similar, 'caseId' | 'title' | 'holder' | 'status'>
  >(BESIDE, [entry, stored.procedure, stored.caseId]);
  return found.map((one) => ({
    ...one,
    holderName: one.holder || null,
    statusTitle: procedure.states[one.status]?.title ?? null,
    why: 'sameEntry',
    same: false,
    score: 1,
  }));
}
