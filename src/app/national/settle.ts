import { reconciliationDone } from '../../store/counterparts.ts';
import { keepReport } from '../../store/reconciliations.ts';
import { noteAnswers } from './note.ts';
import { asJson, reconcile, type Comparing, type Comparison } from './reconcile.ts';
import type { Sender } from './send.ts';

/** A comparison that was repeated until nothing differed, or nothing more could be set right. */
export interface Report extends Comparison {
  readonly turns: number;
  /** What the first comparison found. */
  readonly found: Comparison['kinds'];
}

const TURNS = 4;

/** Compares, sets right, sends, and compares again. The report says what was found first and what is
 *  left; it is kept. */
export async function settle(
  comparing: Comparing,
  send: Pick<Sender, 'drain'>,
  tell: (error: unknown) => void,
): Promise<Report> {
  const { house, runner, counterpart, nowMs, stopping } = comparing;
  const askedBy = new Date(nowMs()).toISOString();
  const sum = { healed: 0, adopted: 0, disowned: 0 };
  let found: Comparison['kinds'] | undefined;
  for (let turn = 1; ; turn += 1) {
    const one = await reconcile({ ...comparing, heal: comparing.heal && turn < TURNS });
    found ??= one.kinds;
    for (const what of ['healed', 'adopted', 'disowned'] as const) sum[what] += one[what];
    const moved = one.healed + one.disowned > 0;
    if (one.differences === 0 || !moved || turn === TURNS || stopping.aborted) {
      const report: Report = { ...one, ...sum, turns: turn, found };
      await keepReport(runner, counterpart.name, report.endedAt, asJson(report));
      await reconciliationDone(runner, counterpart.name, askedBy);
      return report;
    }
    await send.drain();
    await noteAnswers({ house, stopping, tell });
  }
}
