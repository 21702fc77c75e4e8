import { createHash } from 'node:crypto';
import { isUuid } from '../../base/id.ts';
import { refuse, Refused, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { loadCase } from '../../store/cases.ts';
import { runnerOf } from '../../store/transaction.ts';
import { act, unknownCase } from '../act.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { viewCase } from '../view.ts';

export const BULK_MAX = 200;

interface BulkAct {
  readonly procedure: string;
  /** Only cases of one and the same holder in one go. */
  readonly oneHolder: boolean;
}

/** Acts that need no judgement of their own for each case. Whatever weighs a dossier is taken one by
 *  one: an officer looks at what an officer decides. */
export const BULK_ACTS = {
  accept: { procedure: 'reg.first', oneHolder: true },
  assignCode: { procedure: 'reg.first', oneHolder: false },
  remindExpiry: { procedure: 'reg.first', oneHolder: false },
} as const satisfies Readonly<Record<string, BulkAct>>;

export interface BulkRequest {
  readonly act: keyof typeof BULK_ACTS;
  /** Each at the version that was on the screen. */
  readonly cases: readonly { readonly id: string; readonly version: number }[];
  readonly key?: string | undefined;
}

export interface BulkOutcome {
  readonly id: string;
  readonly title: string | null;
  readonly taken: boolean;
  readonly version: number | null;
  readonly refusal: Refusal | null;
}

/** Takes one act on many cases, one after the other and each through the one way in: what is refused
 *  on one case leaves the others alone. The same key never takes an act twice. */
export async function actInBulk(
  house: House,
  actor: Actor,
  { act: name, cases, key }: BulkRequest,
): Promise<BulkOutcome[]> {
  const spec: BulkAct = BULK_ACTS[name];
  if (new Set(cases.map((c) => c.id)).size !== cases.length) throw new Refused(twice());
  const shown = await Promise.all(cases.map(({ id }) => shownTo(house, actor, id)));
  const holders = new Set(shown.flatMap((s) => s?.holder ?? []));
  if (spec.oneHolder && holders.size > 1) throw new Refused(severalHolders());
  const outcomes: BulkOutcome[] = [];
  for (const [i, { id, version }] of cases.entries()) {
    const seen = shown[i];
    const title = seen?.title ?? null;
    const refused = (refusal: Refusal): BulkOutcome => ({
      id,
      title,
      taken: false,
      version: null,
      refusal,
    });
    if (!seen) {
      outcomes.push(refused(unknownCase()));
      continue;
    }
    if (seen.procedure !== spec.procedure) {
      outcomes.push(refused(otherProcedure()));
      continue;
    }
    try {
      const after = await act(house, {
        actor,
        caseId: id,
        act: name,
        input: {},
        key: key === undefined ? undefined : keyFor(key, id),
        expectedVersion: version,
      });
      outcomes.push({ id, title, taken: true, version: after.version, refusal: null });
    } catch (error) {
      // A house that is away would answer the same to all the others.
      if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error;
      outcomes.push(refused(error.refusal));
    }
  }
  return outcomes;
}

async function shownTo(house: House, actor: Actor, id: string) {
  const stored = isUuid(id)
    ? await loadCase(runnerOf(house.pool), house.keys, id, false)
    : undefined;
  const view = stored && viewCase(house, actor, stored);
  if (!stored || !view) return undefined;
  const parties = procedureOf(stored.procedure).partiesOf(stored.state);
  const holder = parties.find((p) => p.key === 'registrant')?.id;
  return { title: view.title, procedure: stored.procedure, holder };
}

/** A key of its own for each case, of bounded length. */
const keyFor = (key: string, id: string): string =>
  `bulk/${createHash('sha256').update(`${key}\n${id}`).digest('hex')}`;

const twice = (): Refusal =>
  refuse(
    'BULK_TWICE',
    text('同一事项列了两次。', 'The same case is listed twice.'),
    [],
    'malformed',
  );

const severalHolders = (): Refusal =>
  refuse(
    'BULK_SEVERAL_HOLDERS',
    text(
      '批量受理只能选同一登记主体的事项，请分开办理。',
      'Only cases of one and the same registrant are accepted in one go; take the others apart.',
    ),
    ['BJ-REG-11a', 'NAT-REG-10'],
  );

const otherProcedure = (): Refusal =>
  refuse(
    'BULK_OTHER_PROCEDURE',
    text('这一事项不能批量办理。', 'This case is not taken in bulk.'),
    [],
    'conflict',
  );
