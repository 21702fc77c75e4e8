import { addDays, daysBetween, isPlainDate, orThrowDate } from '../../base/plain-date.ts';
import { text, type Text } from '../../base/text.ts';
import type { Left } from '../../law/days-left.ts';
import { gapsOf, turnOf, type Missing, type Turn } from '../../kernel/turn.ts';
import type { Actor } from '../../kernel/types.ts';
import { loadCase } from '../../store/cases.ts';
import { runnerOf } from '../../store/transaction.ts';
import { describeProcedure } from '../describe.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { listCases } from './queue.ts';
import { MET_BY_FILING } from './queue-awaited.ts';
import { viewCase, type CaseView } from '../view.ts';

const MOST = 60;
const SOON_DAYS = 90;

export interface DeskItem {
  readonly id: string;
  readonly title: string;
  readonly procedure: string;
  readonly procedureTitle: Text;
  readonly jurisdiction: string;
  readonly status: string;
  readonly statusTitle: Text | null;
  readonly turn: Turn;
  /** What that side may do. */
  readonly acts: readonly Text[];
  /** What the pre-check still misses. */
  readonly gaps: number;
  readonly due: string | null;
  readonly provisional: boolean;
  readonly left: Left | null;
  readonly clock: Text | null;
}

/** Something that ends within three months. Days are YYYY-MM-DD. */
export interface Reminder {
  readonly caseId: string;
  readonly title: string;
  readonly on: string;
  readonly what: Text;
  /** What happens then. */
  readonly after: Text | null;
  readonly provisional: boolean;
  readonly left: Left;
}

/** A person's own cases by whose move it is, and what of theirs ends soon: at most sixty open cases and
 *  sixty entries are looked at, the most urgent first; `more` says when there are others. */
export async function deskOf(house: House, actor: Actor) {
  const open = await listCases(house, actor, { mine: true, limit: MOST });
  const entries = await listCases(house, actor, {
    mine: true,
    procedure: 'reg.first',
    status: 'REGISTERED',
    limit: MOST,
  });
  const today = house.time.today();
  const runner = runnerOf(house.pool);
  const seen = async (id: string): Promise<CaseView | undefined> => {
    const stored = await loadCase(runner, house.keys, id, false);
    return stored && viewCase(house, actor, stored);
  };
  const items: DeskItem[] = [];
  const reminders: Reminder[] = [];
  for (const { id } of open.items) {
    const view = await seen(id);
    if (!view) continue;
    const item = itemOf(view);
    items.push(item);
    if (item.turn !== 'office') reminders.push(...endings(view, today));
    reminders.push(...agreement(view, today));
  }
  for (const { id } of entries.items) {
    const view = await seen(id);
    if (view) reminders.push(...endings(view, today), ...agreement(view, today));
  }
  return {
    items,
    reminders: reminders.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    more: open.next !== null || entries.next !== null,
  };
}

function itemOf(view: CaseView): DeskItem {
  const procedure = procedureOf(view.procedure);
  const findings = view.state['findings'];
  const running = view.clocks.filter((clock) => clock.state === 'running');
  const found = Array.isArray(findings) ? (findings as unknown as readonly Missing[]) : [];
  const missing = gapsOf(found, view.audience);
  const asked = turnOf(describeProcedure(procedure), view.status, {
    places: view.audience,
    open: view.actions.map(({ act }) => act),
    ...missing,
    running: running.map(({ name }) => name),
  });
  const filing = MET_BY_FILING[view.procedure];
  const duty = filing !== undefined && view.audience.includes(filing.party);
  const acts = asked.acts.flatMap((name) => procedure.acts[name]?.title ?? []).slice(0, 3);
  const [next] = running.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  return {
    id: view.id,
    title: view.title,
    procedure: view.procedure,
    procedureTitle: view.procedureTitle,
    jurisdiction: view.jurisdiction,
    status: view.status,
    statusTitle: view.statusTitle,
    turn: duty ? 'me' : asked.turn,
    acts: duty ? [text('申请首次登记', 'File the first registration')] : acts,
    // Who is only asked to consent completes nothing.
    gaps: view.audience.some((one) => one === 'registrant' || one === 'agent') ? missing.gaps : 0,
    due: next?.due ?? null,
    provisional: next?.provisional === true,
    left: next?.left ?? null,
    clock: next?.title ?? null,
  };
}

/** Running clocks of the case that end soon, with what happens then. */
const endings = (view: CaseView, today: string): Reminder[] =>
  view.clocks
    .filter((clock) => clock.state === 'running' && soon(clock.due, today))
    .map((clock) => ({
      caseId: view.id,
      title: view.title,
      on: clock.due,
      what: clock.title,
      after: clock.onExpiry,
      provisional: clock.provisional,
      left: clock.left,
    }));

/** The operation agreement a product rests on caps its validity (BJ-REG-18). */
function agreement(view: CaseView, today: string): Reminder[] {
  const dossier = view.state['dossier'] as Record<string, Record<string, unknown>> | undefined;
  const on = dossier?.['product']?.['agreementTo'];
  if (typeof on !== 'string' || !isPlainDate(on) || !soon(on, today) || on < today) return [];
  return [
    {
      caseId: view.id,
      title: view.title,
      on,
      what: text('授权运营协议到期', 'The operation agreement ends'),
      after: text(
        '登记的有效期不超过协议期限；续签后申请变更或续展。',
        'The validity does not outlast it: after renewing it, file a change or a renewal.',
      ),
      provisional: false,
      left: { days: daysBetween(orThrowDate(today), orThrowDate(on)), unit: 'day' },
    },
  ];
}

const soon = (on: string, today: string): boolean =>
  isPlainDate(on) && on <= addDays(orThrowDate(today), SOON_DAYS);
