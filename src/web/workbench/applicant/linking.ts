import type { Json } from '../../../base/json.ts';
import { takeAct } from '../form/use-act.ts';
import { freshKey } from '../fresh-key.ts';
import type { CaseView } from '../queries.ts';
import { shown } from './use-typed.ts';

/** The act that says on which deposit an application rests, and what it wants to know (E1, BJ-REG-8). */
const LINK = 'linkEvidence';

interface Evidence {
  readonly digest: string;
  readonly depositedOn: string;
  readonly deposit?: object;
}

/** Whether the proof and the day of a deposit made elsewhere stand in the dossier and are not linked, or no
 *  longer those that are. */
export function linkDue(view: CaseView): boolean {
  if (!view.actions.some(({ act }) => act === LINK)) return false;
  const dossier = (view.state['dossier'] ?? {}) as Record<string, Record<string, Json>>;
  const proof = dossier['evidence']?.['proofFile'] as { sha256?: string } | undefined;
  const day = dossier['evidence']?.['depositedOn'];
  const linked = view.state['evidence'] as Evidence | null;
  if (!proof?.sha256 || typeof day !== 'string' || linked?.deposit) return false;
  return !linked || linked.depositedOn !== day || linked.digest !== proof.sha256;
}

/** Links it. A refusal does not undo what was saved: it is told, and said where the deposit stands. */
export async function linkEvidence(
  view: CaseView,
  tell: (error: unknown) => void,
): Promise<CaseView> {
  const dossier = view.state['dossier'] as Record<string, Record<string, Json>>;
  const input = { depositedOn: dossier['evidence']?.['depositedOn'] ?? null };
  try {
    tell(undefined);
    const after = await takeAct(view.id, view.version, LINK, input, freshKey());
    shown(after);
    return after;
  } catch (error) {
    tell(error);
    return view;
  }
}
