import type { Json, JsonObject } from '../../base/json.ts';
import {
  compare,
  KINDS,
  pairs,
  type Difference,
  type Finding,
  type Kind,
  type Ours,
  type Theirs,
} from '../../contexts/network/reconcile.ts';
import { FOREIGN_CODE } from '../../contexts/network/hand-over.ts';
import { adopt, mendRefused } from '../../store/hand-overs.ts';
import { ourPage, type OurRow } from '../../store/reconciliations.ts';
import type { Runner } from '../../store/transaction.ts';
import { act } from '../act.ts';
import type { House } from '../house.ts';
import { inParallel } from './parallel.ts';
import { NATIONAL, type Counterpart } from './port.ts';
import { withoutNationalCode } from './queue.ts';
import { systemActor } from '../system.ts';

/** What one comparison of both registers found and set right. Instants in RFC 3339. */
export interface Comparison {
  readonly beganAt: string;
  readonly endedAt: string;
  readonly ours: number;
  readonly theirs: number;
  /** Entries with a change on its way: nothing can be said of them yet. */
  readonly pending: number;
  readonly differences: number;
  readonly kinds: Readonly<Record<Kind, number>>;
  /** The first hundred. */
  readonly examples: readonly Difference[];
  /** Handed over again, believed, and struck from theirs. */
  readonly healed: number;
  readonly adopted: number;
  readonly disowned: number;
}

export interface Comparing {
  readonly house: House;
  /** The connection that holds the lease: nothing is sent meanwhile, so that theirs stands still. */
  readonly runner: Runner;
  readonly counterpart: Counterpart;
  readonly nowMs: () => number;
  readonly stopping: AbortSignal;
  /** Set right what handing over again sets right. */
  readonly heal: boolean;
  /** Have entries struck from theirs that we do not have. */
  readonly disown: boolean;
}

const PAGE = 1000;
const WORKERS = 8;
const EXAMPLES = 100;
const SHOWN = 200;

/** Compares our register with what the counterpart lists, entry by entry and field by field, without
 *  ever holding more than a page of each. */
export async function reconcile(c: Comparing): Promise<Comparison> {
  const beganAt = new Date(c.nowMs()).toISOString();
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  const count = { ours: 0, theirs: 0, pending: 0, healed: 0, adopted: 0, disowned: 0 };
  const examples: Difference[] = [];
  let mending: Mending[] = [];
  const mend = async (): Promise<void> => {
    const batch = mending;
    mending = [];
    for (const [what, n] of Object.entries(await setRight(c, batch))) {
      count[what as keyof Mended] += n;
    }
  };
  for await (const [ours, theirs] of pairs(ourEntries(c), theirEntries(c))) {
    if (ours) count.ours += 1;
    if (theirs) count.theirs += 1;
    const finding = compare(ours, theirs);
    const { difference, pending, heals, adopt: believe } = finding;
    if (pending) count.pending += 1;
    if (difference) {
      kinds[difference.kind] += 1;
      if (examples.length < EXAMPLES) examples.push(shortened(difference));
    }
    if (heals || believe || difference?.kind === 'extra') {
      mending.push({ finding, theirs });
    }
    if (mending.length >= PAGE) await mend();
  }
  await mend();
  const differences = Object.values(kinds).reduce((sum, n) => sum + n, 0);
  const endedAt = new Date(c.nowMs()).toISOString();
  return { beganAt, endedAt, ...count, differences, kinds, examples };
}

async function* ourEntries({ runner, counterpart }: Comparing): AsyncGenerator<Ours> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await ourPage(runner, counterpart.name, after, PAGE);
    for (const row of page) yield oursOf(row);
    const last = page.at(-1);
    if (!last) return;
    after = last.caseId;
  }
}

function oursOf(row: OurRow): Ours {
  const code = row.fields['nationalCode'];
  return {
    ...row,
    fields: withoutNationalCode(row.fields),
    nationalCode: typeof code === 'string' ? code : row.toldCode,
  };
}

async function* theirEntries({ counterpart, stopping }: Comparing): AsyncGenerator<Theirs> {
  let after = '';
  for (;;) {
    const page = await counterpart.list(after, PAGE, stopping);
    for (const item of page) {
      // A list out of order would make every entry of it look missing.
      if (item.caseId <= after) throw new Error('the counterpart lists entries out of order');
      after = item.caseId;
      yield item;
    }
    if (page.length === 0) return;
  }
}

interface Mending {
  readonly finding: Finding;
  readonly theirs: Theirs | undefined;
}
type Mended = Record<'healed' | 'adopted' | 'disowned', number>;

async function setRight(c: Comparing, batch: readonly Mending[]): Promise<Mended> {
  const { house, runner, counterpart, nowMs, stopping } = c;
  const { name } = counterpart;
  const done: Mended = { healed: 0, adopted: 0, disowned: 0 };
  const now = new Date(nowMs()).toISOString();
  await inParallel(batch, WORKERS, async ({ finding, theirs }) => {
    const { difference, heals } = finding;
    if (finding.adopt && theirs) {
      await adopt(runner, name, believed(theirs), now, name !== NATIONAL);
      done.adopted += 1;
    } else if (c.heal && heals && difference?.kind === 'refused') {
      const { caseId, have } = difference;
      if (await mendRefused(runner, name, caseId, have, now)) done.healed += 1;
    } else if (c.heal && difference && heals) {
      const input = { counterpart: name, after: difference.have };
      const { caseId } = difference;
      await act(house, { actor: systemActor, caseId, act: 'handOverAgain', input });
      done.healed += 1;
    }
  });
  const extra = batch.flatMap(({ finding: { difference } }) =>
    difference?.kind === 'extra' ? [{ caseId: difference.caseId, code: difference.code }] : [],
  );
  if (c.disown && counterpart.disown && extra.length > 0) {
    await counterpart.disown(extra, stopping);
    done.disowned += extra.length;
  }
  return done;
}

const believed = ({ caseId, version, nationalCode }: Theirs) => ({
  caseId,
  version,
  nationalCode: nationalCode !== null && FOREIGN_CODE.test(nationalCode) ? nationalCode : null,
  receipt: 'listed',
});

/** A report is read by people: no field of it is longer than a line or two. */
function shortened(difference: Difference): Difference {
  const cut = (value: Json): Json =>
    typeof value === 'string' && value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  const fields = difference.fields.map(({ field, ours, theirs }) => ({
    field,
    ours: cut(ours),
    theirs: cut(theirs),
  }));
  return { ...difference, fields };
}

/** A comparison as it is kept. */
export const asJson = (comparison: object): JsonObject =>
  JSON.parse(JSON.stringify(comparison)) as JsonObject;
