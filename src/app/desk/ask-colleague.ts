import { uuidV7 } from '../../base/id.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import type { StoredCase } from '../../store/cases.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { procedureOf, specOf } from '../procedures.ts';
import {
  actorFrom,
  ACTOR_COLUMNS,
  ACTOR_TABLES,
  type ActorRow,
} from '../accounts/session-store.ts';
import { viewCase } from '../view.ts';

const MOST = 50;

const COLLEAGUES = statement(
  'colleagues',
  `SELECT ${ACTOR_COLUMNS} FROM ${ACTOR_TABLES}
   WHERE a.org = $1 AND a.account_id <> $2 AND a.roles && $3::text[] AND NOT a.disabled
   ORDER BY a.name, a.account_id LIMIT ${MOST}`,
);
const ASKED = statement(
  'colleagues_asked',
  `SELECT recipient, max(at) AS at FROM notification
   WHERE recipient = ANY($1::text[]) AND case_id = $2 AND body ->> 'asks' = $3
   GROUP BY recipient`,
);
/** Once for each state of the case: asking again is not nagging twice. */
const TELL = statement(
  'colleagues_tell',
  `INSERT INTO notification (recipient, notification_id, case_id, version, at, title, body)
   SELECT r, i, $3, $4, $5, $6, $7 FROM unnest($1::text[], $2::uuid[]) AS x(r, i)
   WHERE NOT EXISTS (SELECT 1 FROM notification n WHERE n.recipient = r AND n.case_id = $3
     AND n.version = $4 AND n.body ->> 'asks' = $8)`,
);

export interface Colleague {
  readonly name: string;
  /** When they were last asked for it; null: not yet. */
  readonly asked: string | null;
}

interface Found {
  readonly account: string;
  readonly name: string;
}

/** Those of one's own organisation who may take an act of the case now, as the act's own rules say: who
 *  typed the dossier is not among its reviewers. */
async function able(house: House, actor: Actor, stored: StoredCase, act: string): Promise<Found[]> {
  const spec = specOf(procedureOf(stored.procedure), act);
  if (!spec || spec.from === 'new' || !actor.org) return [];
  const roles = spec.by.filter((who) => !('office' in who)).map(({ role }) => role);
  const asked = [actor.org.code, actor.accountId, roles];
  const rows = await runnerOf(house.pool).run<ActorRow>(COLLEAGUES, asked);
  return rows
    .filter((row) => viewCase(house, actorFrom(row), stored)?.actions.some((a) => a.act === act))
    .map((row) => ({ account: row.account_id, name: row.name }));
}

/** Who may take the act, and when each of them was asked. */
export async function colleaguesFor(
  house: House,
  actor: Actor,
  stored: StoredCase,
  act: string,
): Promise<Colleague[]> {
  const found = await able(house, actor, stored, act);
  const rows = await runnerOf(house.pool).run<{ recipient: string; at: Date }>(ASKED, [
    found.map(({ account }) => `account:${account}`),
    stored.caseId,
    act,
  ]);
  const asked = new Map(rows.map(({ recipient, at }) => [recipient, at.toISOString()]));
  return found.map(({ account, name }) => ({
    name,
    asked: asked.get(`account:${account}`) ?? null,
  }));
}

/** Puts a request into the inbox of each of them. Code: COLLEAGUE_NONE. */
export async function askColleagues(
  house: House,
  actor: Actor,
  stored: StoredCase,
  act: string,
): Promise<Colleague[] | Refusal> {
  const found = await able(house, actor, stored, act);
  if (found.length === 0) return nobody();
  const procedure = procedureOf(stored.procedure);
  const title = procedure.acts[act]?.title ?? text(act, act);
  const ms = house.time.nowMs();
  await runnerOf(house.pool).run(TELL, [
    found.map(({ account }) => `account:${account}`),
    found.map(() => uuidV7(ms, house.random(10))),
    stored.caseId,
    stored.version,
    house.time.now(),
    JSON.stringify(text(`请您办理：${title.zh}`, `You are asked to: ${title.en}`)),
    JSON.stringify({ title: procedure.headline(stored.state).title, asks: act }),
    act,
  ]);
  return colleaguesFor(house, actor, stored, act);
}

const nobody = (): Refusal =>
  refuse(
    'COLLEAGUE_NONE',
    text(
      '本单位还没有可以办理这一步的其他人员；请系统管理员开立账户，由安全管理员授予角色。',
      'Nobody else of your organisation may take this step yet: ask the administrators for an account with the role.',
    ),
    [],
    'conflict',
  );
