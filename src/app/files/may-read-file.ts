import type { Actor } from '../../kernel/types.ts';
import { casesOfFile } from '../../store/case-files.ts';
import type { Runner } from '../../store/transaction.ts';
import { loadCase } from '../../store/cases.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { pinnedPack } from '../rules.ts';
import { audienceOf } from '../see.ts';
import { seenOf } from '../view.ts';

/** Whether an actor may download a file: who uploaded it (their organisation), and whoever is shown
 *  it in the view of a case. The view is the one place that decides; this only asks it. */
export async function mayReadFile(
  house: House,
  runner: Runner,
  actor: Actor,
  file: { readonly id: string; readonly uploadedBy: string; readonly org: string | null },
): Promise<boolean> {
  const own =
    file.org === null ? file.uploadedBy === actor.accountId : file.org === actor.org?.code;
  if (own) return true;
  for (const caseId of await casesOfFile(runner, file.id)) {
    const stored = await loadCase(runner, house.keys, caseId, false);
    if (!stored) continue;
    const rules = pinnedPack(stored.pack);
    const audience = audienceOf(actor, seenOf(house, stored, rules));
    if (audience.length === 0) continue;
    const view = procedureOf(stored.procedure).view(
      stored.state,
      rules,
      house.time.today(),
      audience,
    );
    if (JSON.stringify(view).includes(file.id)) return true;
  }
  return false;
}
