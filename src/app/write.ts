import { tsvectorOf } from '../base/chinese-text.ts';
import { addDays, orThrowDate, startOfDay } from '../base/plain-date.ts';
import { Refused } from '../base/refusal.ts';
import type { ClockRow } from '../kernel/types.ts';
import type { Taken } from '../kernel/take.ts';
import type { CaseState } from '../kernel/types.ts';
import { packHash } from '../law/pack-hash.ts';
import type { RulePack } from '../law/types.ts';
import { eventRow } from '../store/bodies.ts';
import {
  appendCase,
  dropParties,
  type CaseImage,
  type Idempotency,
  type StoredCase,
} from '../store/cases.ts';
import type { Runner } from '../store/transaction.ts';
import type { ActRecord } from './act-record.ts';
import { owedIn } from './owed.ts';
import type { House } from './house.ts';
import { writeMarks } from './figures/marks.ts';
import { notify } from './desk/notify.ts';
import type { AnyProcedure } from './procedures.ts';
import { officersFor } from './desk/queue-awaited.ts';
import { projectRealName } from './identity/real-name.ts';
import { writeProjections } from './projections.ts';

export interface Writing {
  readonly caseId: string;
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
  readonly jurisdiction: string;
  readonly before: StoredCase | undefined;
  readonly at: string;
  readonly taken: Taken<CaseState>;
  readonly idempotency: Idempotency | undefined;
  /** What the act was decided from. */
  readonly record: ActRecord;
}

const VECTORS_MAX = 2000;
const vectors = new Map<string, string>();

/** What a case is found by seldom changes from one act to the next. */
function vectorOf(words: string): string {
  const known = vectors.get(words);
  if (known !== undefined) return known;
  const drawn = tsvectorOf(words);
  vectors.set(words, drawn);
  const [oldest] = vectors.keys();
  if (vectors.size > VECTORS_MAX && oldest !== undefined) vectors.delete(oldest);
  return drawn;
}

/** The image of a case that lists, queues and clocks are drawn from: a function of its state. */
export function imageOf(of: {
  readonly caseId: string;
  readonly procedure: AnyProcedure;
  readonly jurisdiction: string;
  readonly pack: string;
  readonly state: CaseState;
  readonly clocks: readonly ClockRow[];
  readonly version: number;
  readonly openedAt: string;
  readonly updatedAt: string;
}): CaseImage {
  const { procedure, state, clocks } = of;
  const headline = procedure.headline(state);
  const terminal = procedure.states[state.status]?.terminal === true;
  const officers = officersFor(procedure, state.status);
  return {
    caseId: of.caseId,
    procedure: procedure.name,
    jurisdiction: of.jurisdiction,
    pack: of.pack,
    version: of.version,
    terminal,
    officers: terminal || officers.length > 0 ? officers : null,
    owed: owedIn(procedure, state.status),
    state,
    clocks: clocks.map((row) => ({
      ...row,
      act: procedure.clocks[row.name]?.onExpiry ?? null,
      firesAt: startOfDay(addDays(orThrowDate(row.due), 1)),
    })),
    parties: procedure.partiesOf(state).filter((p) => p.id !== ''),
    headline,
    searchVector: vectorOf(headline.search),
    parentId: procedure.parentOf?.(state) ?? null,
    openedAt: of.openedAt,
    updatedAt: of.updatedAt,
  };
}

/** What the real-name procedure decides stands in the organisation register too (CQ-REG-11). */
async function projectAccounts(
  tx: Runner,
  image: CaseImage,
  taken: Taken<CaseState>,
): Promise<void> {
  if (image.procedure !== 'account') return;
  const org = image.parties.find((p) => p.key === 'registrant')?.id ?? '';
  for (const event of taken.events) await projectRealName(tx, event.type, org);
}

/** Appends what an act decided, with everything that is read from it. */
export async function write(house: House, tx: Runner, w: Writing): Promise<StoredCase> {
  const shut = house.gate.refusal(w.caseId);
  if (shut) throw new Refused(shut);
  const { caseId, procedure, jurisdiction, rules, before, taken, at } = w;
  if (before && taken.events.length === 0) return before;
  const pack = rules.id;
  const image = imageOf({
    caseId,
    procedure,
    jurisdiction,
    pack,
    state: taken.state,
    clocks: taken.clocks,
    version: taken.version,
    openedAt: before?.openedAt ?? at,
    updatedAt: at,
  });
  const stamp = { procedure: procedure.name, jurisdiction, pack, rules: packHash(rules) };
  const salt = (): string => house.random(32).toString('hex');
  const rows = taken.events.map((event, i) =>
    eventRow(house.keys, stamp, event, salt, i === 0 ? w.record : undefined),
  );
  if (before) await dropParties(tx, caseId, procedure.partiesOf(before.state), image.parties);
  await appendCase(tx, house.keys, image, rows, w.idempotency);
  await writeProjections(tx, { caseId, jurisdiction, procedure, rules }, before, taken);
  await writeMarks(tx, {
    caseId,
    jurisdiction,
    procedure: procedure.name,
    clocks: before?.clocks ?? [],
    events: taken.events,
  });
  await projectAccounts(tx, image, taken);
  await notify(house, tx, { image, procedure, rules, events: taken.events });
  const { state, clocks, version } = taken;
  return {
    caseId,
    procedure: procedure.name,
    jurisdiction,
    pack,
    version,
    openedAt: image.openedAt,
    updatedAt: at,
    state,
    clocks,
  };
}
