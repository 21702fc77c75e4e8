import { uuidV7 } from '../../base/id.ts';
import { orThrowDate } from '../../base/plain-date.ts';
import { text } from '../../base/text.ts';
import { workingDayAfter } from '../../law/days-left.ts';
import { inTransaction, runnerOf, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { inboxOf } from './notify.ts';
import { officersFor, partiesFor } from './queue-awaited.ts';

const PAGE = 200;
/** The hour in Asia/Shanghai from which the letters of a day go out. */
const HOUR = 8;

const ENDS_SOON = text('期限将届满', 'A period ends soon');

const SOON = statement(
  'clock_soon',
  `SELECT k.case_id AS "caseId", k.name AS clock, k.due, k.provisional, c.procedure, c.status, c.title,
     ARRAY(SELECT p.party || ' ' || p.party_id FROM case_party p WHERE p.case_id = k.case_id) AS parties,
     array_remove(ARRAY[d.account_id, b.substitute], NULL)::text[] AS officers
   FROM clock k JOIN case_row c USING (case_id)
   LEFT JOIN desk d ON d.case_id = k.case_id
   LEFT JOIN absence b ON b.account_id = d.account_id AND $1 BETWEEN b.starts AND b.ends
   WHERE k.state = 'running' AND k.due BETWEEN $1 AND $2 AND NOT c.terminal
     AND (k.due, k.case_id, k.name) > ($3::date, $4::uuid, $5)
   ORDER BY k.due, k.case_id, k.name LIMIT ${PAGE}`,
);
/** What stands here already was told before: of one end a reader hears once. */
const LETTER = statement(
  'clock_soon_letter',
  `INSERT INTO outbox (case_id, version, kind, payload, next_at)
   SELECT c, 0, k, p, $1 FROM unnest($2::uuid[], $3::text[], $4::jsonb[]) AS x(c, k, p)
   ON CONFLICT DO NOTHING RETURNING case_id AS "caseId", kind`,
);
const NOTE = statement(
  'clock_soon_note',
  `INSERT INTO notification (recipient, notification_id, case_id, version, at, title, body)
   SELECT r, i, c, 0, $1, t, b FROM unnest($2::text[], $3::uuid[], $4::uuid[], $5::jsonb[],
     $6::jsonb[]) AS x(r, i, c, t, b)`,
);

interface Ending {
  readonly caseId: string;
  readonly clock: string;
  readonly due: string;
  readonly provisional: boolean;
  readonly procedure: string;
  readonly status: string;
  readonly title: string;
  readonly parties: readonly string[];
  readonly officers: readonly string[];
}

/** Tells whoever is waited for that a period ends today or on the next working day: parties, and the
 *  officer who has the case in hand with whoever stands in for them. Once for each end of a period, and
 *  again when it was moved. Gives how many were told. */
export async function remindOfDays(house: House): Promise<number> {
  const today = house.time.today();
  const until = workingDayAfter(house.calendar(), orThrowDate(today), 1);
  let told = 0;
  let after: readonly [string, string, string] = [
    today,
    '00000000-0000-0000-0000-000000000000',
    '',
  ];
  for (;;) {
    const page = await runnerOf(house.pool).run<Ending>(SOON, [today, until, ...after]);
    told += await inTransaction(house.pool, (tx) => tell(house, tx, page));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return told;
    after = [last.due, last.caseId, last.clock];
    await house.way.yield();
  }
}

async function tell(house: House, tx: Runner, endings: readonly Ending[]): Promise<number> {
  const letters = endings.flatMap((ending) =>
    recipientsOf(ending).map((recipient) => ({ ...letterOf(ending, recipient), ending })),
  );
  if (letters.length === 0) return 0;
  const now = house.time.now();
  const fresh = await tx.run<{ caseId: string; kind: string }>(LETTER, [
    now,
    letters.map(({ ending }) => ending.caseId),
    letters.map(({ kind }) => kind),
    letters.map(({ payload }) => JSON.stringify(payload)),
  ]);
  const isFresh = new Set(fresh.map(({ caseId, kind }) => `${caseId} ${kind}`));
  const notes = letters.filter(({ ending, kind }) => isFresh.has(`${ending.caseId} ${kind}`));
  const ms = house.time.nowMs();
  await tx.run(NOTE, [
    now,
    notes.map(({ payload }) => payload.recipient),
    notes.map(() => uuidV7(ms, house.random(10))),
    notes.map(({ ending }) => ending.caseId),
    notes.map(() => JSON.stringify(ENDS_SOON)),
    notes.map(({ ending: { title, clock, due, provisional } }) =>
      JSON.stringify({ title, clock, due, provisional }),
    ),
  ]);
  return notes.length;
}

const letterOf = ({ clock, due, title }: Ending, recipient: string) => ({
  kind: `notice:soon:${clock}:${due}:${recipient}`,
  payload: { recipient, type: 'clock.EndsSoon', title: ENDS_SOON, about: title, clock, due },
});

function recipientsOf({ procedure: name, status, parties, officers }: Ending): readonly string[] {
  const procedure = procedureOf(name);
  const waited = partiesFor(procedure, status);
  const theirs = parties.flatMap((one) => {
    const [party = '', id = ''] = one.split(' ', 2);
    return waited.includes(party) ? [inboxOf(id)] : [];
  });
  const ours = officersFor(procedure, status).length === 0 ? [] : officers;
  return [...new Set([...theirs, ...ours.map((account) => `account:${account}`)])];
}

/** The letters of a day, once it is eight o'clock; then not again before the next day. */
export function dailyReminders(house: House): () => Promise<void> {
  let doneOn = '';
  return async () => {
    const today = house.time.today();
    if (doneOn === today || Number(house.time.now().slice(11, 13)) < HOUR) return;
    await remindOfDays(house);
    doneOn = today;
  };
}
