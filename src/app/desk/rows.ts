import { uuidV7 } from '../../base/id.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import type { StoredCase } from '../../store/cases.ts';
import { seal, unseal, type SealKeys } from '../../store/seal.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import type { Away } from './officers.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';

export interface Held {
  readonly account: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly since: Date;
  readonly givenBy: string | null;
  readonly giver: string | null;
  readonly note: Buffer | null;
  readonly away: Away | null;
}

const held = (name: string, lock: string) =>
  statement(
    name,
    `SELECT d.account_id AS account, a.name, a.disabled, d.since, d.given_by AS "givenBy",
       g.name AS giver, d.note,
       (SELECT json_build_object('to', b.ends, 'substitute', s.name, 'substituteId', s.account_id)
        FROM absence b LEFT JOIN account s ON s.account_id = b.substitute AND NOT s.disabled
        WHERE b.account_id = d.account_id AND b.starts <= $2 AND b.ends >= $2 LIMIT 1) AS away
     FROM desk d JOIN account a ON a.account_id = d.account_id
     LEFT JOIN account g ON g.account_id = d.given_by WHERE d.case_id = $1${lock}`,
  );
const READ = held('desk_read', '');
const LOCK = held('desk_lock', ' FOR UPDATE OF d');
const ADD = statement(
  'desk_add',
  `INSERT INTO desk (case_id, account_id, since, given_by, note) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (case_id) DO NOTHING RETURNING 1`,
);
const MOVE = statement(
  'desk_move',
  'UPDATE desk SET account_id = $2, since = $3, given_by = $4, note = $5 WHERE case_id = $1',
);
const DROP = statement('desk_drop', 'DELETE FROM desk WHERE case_id = $1');

/** Who has a case in hand; `lock` keeps it so until the transaction ends. */
export async function heldBy(
  runner: Runner,
  caseId: string,
  today: string,
  lock = false,
): Promise<Held | undefined> {
  const [row] = await runner.run<Held & Record<string, unknown>>(lock ? LOCK : READ, [
    caseId,
    today,
  ]);
  return row;
}

export interface Holding {
  readonly caseId: string;
  readonly account: string;
  readonly at: string;
  readonly givenBy: string | null;
  readonly note: Buffer | null;
}

/** Puts a case on a desk; false: somebody else was faster. */
export async function put(tx: Runner, held: Held | undefined, to: Holding): Promise<boolean> {
  const values = [to.caseId, to.account, to.at, to.givenBy, to.note];
  if (held) await tx.run(MOVE, values);
  return held !== undefined || (await tx.run(ADD, values)).length > 0;
}

export const drop = (tx: Runner, caseId: string): Promise<unknown> => tx.run(DROP, [caseId]);

const placeOf = (caseId: string, account: string): string => `desk/${caseId}/${account}`;

export const sealedNote = (keys: SealKeys, caseId: string, account: string, note: string) =>
  note === '' ? null : seal(keys, placeOf(caseId, account), Buffer.from(note, 'utf8'));

export const openedNote = (keys: SealKeys, caseId: string, held: Held): string | null =>
  held.note && unseal(keys, placeOf(caseId, held.account), held.note).toString('utf8');

const LETTER = statement(
  'desk_letter',
  `INSERT INTO notification (recipient, notification_id, case_id, version, at, title, body)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

/** Tells a colleague that a case has come onto their desk, or has left it. What was said with it stays
 *  with the case. */
export async function tell(
  house: House,
  tx: Runner,
  account: string,
  { stored, by, what }: { stored: StoredCase; by: Actor; what: 'given' | 'takenOver' },
): Promise<void> {
  const title =
    what === 'given'
      ? text(`${by.name}移交给您办理`, `Handed over to you by ${by.name}`)
      : text(`您不在期间由${by.name}接手`, `Taken over by ${by.name} while you are away`);
  const headline = procedureOf(stored.procedure).headline(stored.state).title;
  await tx.run(LETTER, [
    `account:${account}`,
    uuidV7(house.time.nowMs(), house.random(10)),
    stored.caseId,
    stored.version,
    house.time.now(),
    JSON.stringify(title),
    JSON.stringify({ title: headline, desk: what }),
  ]);
}
