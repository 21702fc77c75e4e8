import type { Context } from 'hono';
import { isUuid } from '../base/id.ts';
import { Refused } from '../base/refusal.ts';
import { unknownCase } from '../app/act.ts';
import { viewCase } from '../app/view.ts';
import { loadCase } from '../store/cases.ts';
import { runnerOf } from '../store/transaction.ts';
import { actorOf } from './auth.ts';
import type { Env, Services } from './services.ts';

/** Reads of one case, each on the record (BJ-REG-20(3)): also of who asked for what they may not know,
 *  who are told that there is no such case. */
export function caseSight({ house, operations }: Pick<Services, 'house' | 'operations'>) {
  const runner = runnerOf(house.pool);
  const recordRead = (account: string, id: string, ok: boolean): Promise<void> =>
    operations.record({ kind: 'case.read', account, subject: `case/${id}`, ok, detail: {} });
  return {
    recordRead,
    seen: async (c: Context<Env>, id: string) => {
      const actor = actorOf(c);
      const found = isUuid(id) ? await loadCase(runner, house.keys, id, false) : undefined;
      if (!found) throw new Refused(unknownCase());
      const view = viewCase(house, actor, found);
      await recordRead(actor.accountId, id, view !== undefined);
      if (!view) throw new Refused(unknownCase());
      return { found, view };
    },
  };
}
