import type { JsonObject } from '../../base/json.ts';
import { Refused } from '../../base/refusal.ts';
import { REFUSAL_WORDS } from '../../contexts/registration/entry-national.ts';
import { markNoted, unnoted, type Unnoted } from '../../store/hand-overs.ts';
import { runnerOf } from '../../store/transaction.ts';
import { act } from '../act.ts';
import type { House } from '../house.ts';
import { inParallel } from './parallel.ts';
import { NATIONAL } from './port.ts';
import { systemActor } from '../system.ts';

const AT_ONCE = 400;
const WORKERS = 4;

export interface Noting {
  readonly house: House;
  readonly stopping: AbortSignal;
  /** Told of an answer that cannot be put on the record of its case. */
  readonly tell: (error: unknown) => void;
  /** About so many and no more; all of them unless told. */
  readonly most?: number;
}

/** Puts on the record of each case what the national platform answered: an act by the system through
 *  the one way in. An act that was taken and not marked is taken again and changes nothing. Returns how
 *  many answers were noted. */
export async function noteAnswers({
  house,
  stopping,
  tell,
  most = Infinity,
}: Noting): Promise<number> {
  const runner = runnerOf(house.pool);
  let noted = 0;
  while (!stopping.aborted && noted < most) {
    const rows = await unnoted(runner, NATIONAL, AT_ONCE);
    if (rows.length === 0) break;
    const done: Unnoted[] = [];
    const cases = [...Map.groupBy(rows, ({ caseId }) => caseId).values()];
    try {
      await inParallel(cases, WORKERS, async (answers) => {
        if (stopping.aborted) return;
        await noteCase(house, answers, tell);
        done.push(...answers);
      });
    } finally {
      await markNoted(runner, NATIONAL, done);
    }
    noted += done.length;
  }
  return noted;
}

/** One note covers every acknowledged change of a case up to the latest. */
async function noteCase(house: House, answers: readonly Unnoted[], tell: Noting['tell']) {
  const latest = (state: Unnoted['state']): Unnoted | undefined =>
    answers.filter((a) => a.state === state).toSorted((a, b) => b.version - a.version)[0];
  const [taken, refused] = [latest('acknowledged'), latest('refused')];
  const say = async (name: string, { caseId }: Unnoted, input: JsonObject): Promise<void> => {
    try {
      await act(house, { actor: systemActor, caseId, act: name, input });
    } catch (error) {
      // What the law or the state of the case refuses now it refuses tomorrow: said, and not repeated.
      if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error;
      tell(new Error(`${name} ${caseId}: ${error.message}`));
    }
  };
  if (taken) {
    const { version, nationalCode, receipt } = taken;
    await say('noteNational', taken, { version, nationalCode, receipt: receipt ?? 'none' });
  }
  if (refused) {
    const { version } = refused;
    const why = REFUSAL_WORDS.find((word) => word === refused.why) ?? 'OTHER';
    await say('noteNationalRefusal', refused, { version, why });
  }
}
