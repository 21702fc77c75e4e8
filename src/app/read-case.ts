import { isUuid } from '../base/id.ts';
import type { Actor } from '../kernel/types.ts';
import { loadCase } from '../store/cases.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { House } from './house.ts';
import { viewCase } from './view.ts';

const VERSION = statement('case_version', 'SELECT version FROM case_row WHERE case_id = $1');

/** What a reader is shown depends on these and on nothing else; roles are read anew with each session
 *  check, so a right that was taken away shows in the very next request. */
const keyOf = (house: House, actor: Actor, caseId: string, version: number): string =>
  JSON.stringify([
    caseId,
    version,
    actor.accountId,
    actor.org?.code,
    actor.org?.region,
    actor.roles,
    actor.realName,
    house.time.today(),
    house.calendar().version,
    house.offices.version(),
  ]);

const MOST = 1000;
const LONGEST = 65_536;

/** Reads cases for people: the same person looking again at a case that has not changed is given the
 *  same bytes, drawn once. Undefined: they may not know the case. */
export function caseReader(house: House) {
  const runner = runnerOf(house.pool);
  const drawn = new Map<string, string>();
  return async (actor: Actor, caseId: string): Promise<string | undefined> => {
    if (!isUuid(caseId)) return undefined;
    const [row] = await runner.run<{ version: number }>(VERSION, [caseId]);
    if (!row) return undefined;
    const known = drawn.get(keyOf(house, actor, caseId, row.version));
    if (known !== undefined) return known;
    const remembered = house.cases.get(caseId);
    const stored =
      remembered?.version === row.version
        ? remembered
        : await loadCase(runner, house.keys, caseId, false);
    const view = stored && viewCase(house, actor, stored);
    if (!stored || !view) return undefined;
    const json = JSON.stringify(view);
    if (json.length <= LONGEST) {
      drawn.set(keyOf(house, actor, caseId, stored.version), json);
      const [oldest] = drawn.keys();
      if (drawn.size > MOST && oldest !== undefined) drawn.delete(oldest);
    }
    return json;
  };
}
