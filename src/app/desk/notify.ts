import { uuidV7 } from '../../base/id.ts';
import { text } from '../../base/text.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import type { CaseImage } from '../../store/cases.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { readerOf } from '../../contexts/supervision/registrar-office.ts';
import type { House } from '../house.ts';
import { queueHandOvers } from '../national/queue.ts';
import type { AnyProcedure } from '../procedures.ts';

const INSERT = statement(
  'notification_insert',
  `INSERT INTO notification (recipient, notification_id, case_id, version, at, title, body)
   SELECT r, i, $1, v, a, t, b FROM unnest($2::text[], $3::uuid[], $4::int[], $5::timestamptz[],
     $6::jsonb[], $7::jsonb[]) AS x(r, i, v, a, t, b)`,
);
const OUTBOX = statement(
  'outbox_insert',
  `INSERT INTO outbox (case_id, version, kind, payload, next_at)
   SELECT $1, v, k, p, n FROM unnest($2::int[], $3::text[], $4::jsonb[], $5::timestamptz[]) AS x(v, k, p, n)`,
);

export interface Told {
  readonly image: CaseImage;
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
  readonly events: readonly RecordedEvent[];
}

/** Puts into the inboxes what each side must hear of, and queues what leaves the house. */
export async function notify(house: House, tx: Runner, told: Told): Promise<void> {
  const { image, procedure, events } = told;
  const letters = events.flatMap((event) =>
    recipientsOf(house, told, event).map((recipient) => ({ recipient, event })),
  );
  const ms = house.time.nowMs();
  if (letters.length > 0) {
    await tx.run(INSERT, [
      image.caseId,
      letters.map((l) => l.recipient),
      letters.map(() => uuidV7(ms, house.random(10))),
      letters.map((l) => l.event.version),
      letters.map((l) => l.event.at),
      letters.map((l) => JSON.stringify(procedure.events[l.event.type]?.title ?? text('', ''))),
      letters.map((l) => JSON.stringify(bodyOf(told, l.event))),
    ]);
  }
  await queueHandOvers(house, tx, told);
  const mail = letters.filter((l) => l.recipient.startsWith('org:'));
  const out = mail.map((l) => ({
    version: l.event.version,
    kind: `notice:${l.recipient}`,
    payload: {
      recipient: l.recipient,
      type: l.event.type,
      title: procedure.events[l.event.type]?.title ?? null,
      about: image.headline.title,
    },
  }));
  if (out.length === 0) return;
  await tx.run(OUTBOX, [
    image.caseId,
    out.map((o) => o.version),
    out.map((o) => o.kind),
    out.map((o) => JSON.stringify(o.payload)),
    out.map(() => image.updatedAt),
  ]);
}

/** Who stands for themselves has the inbox of their account; an organisation has its own. */
export function inboxOf(party: string): string {
  if (party.startsWith('person:')) return party.replace('person:', 'account:');
  return party.startsWith('account:') ? party : `org:${party}`;
}

function recipientsOf(
  { offices }: House,
  { image, procedure, rules }: Told,
  event: RecordedEvent,
): string[] {
  const tells = procedure.events[event.type]?.tells ?? [];
  const parties = image.parties.filter((p) => tells.includes(p.key)).map((p) => inboxOf(p.id));
  const office = tells.includes('office') ? [`org:${readerOf(offices.of(rules))}`] : [];
  return [...new Set([...parties, ...office])].filter((r) => r !== `org:${event.actor.org ?? ''}`);
}

function bodyOf({ image }: Told, event: RecordedEvent) {
  const due = event.deadlines[0];
  return {
    title: image.headline.title,
    ...(due ? { clock: due.clock, due: due.due, provisional: due.provisional } : {}),
  };
}
