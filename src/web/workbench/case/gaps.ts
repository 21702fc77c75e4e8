import type { Text } from '../../../base/text.ts';
import type { CaseView, Pack } from '../queries.ts';
import { readState } from '../model/state.ts';

export interface Named {
  readonly item: string;
  readonly ground: string;
  readonly reason: string;
}

interface Ground {
  readonly id: string;
  readonly label: Text;
}

export type Stage = 'intake' | 'review';

/** Which of the two notices an act gives. */
export const stageOf = (act: string): Stage => (/review/i.test(act) ? 'review' : 'intake');

type Group = Pack['profile']['materials']['first'][number];

/** The grounds a group may be named under: at intake those of the article, in review its own. */
export function groundsFor(
  view: CaseView,
  stage: Stage,
  group: Group,
  pack: Pack | undefined,
): readonly Ground[] {
  const intake = view.state['intakeGrounds'];
  if (stage === 'intake' && typeof intake === 'object' && intake !== null) {
    return Object.entries(intake as Record<string, Text>).map(([id, label]) => ({ id, label }));
  }
  return pack?.profile.reviewGrounds.filter((g) => g.id === group.reviewGround) ?? [];
}

/** Items that an earlier notice left out although they already stood there, and that have not been
 *  changed since (the server decides; this warns in time). */
export function toldBefore(
  view: Pick<CaseView, 'state'>,
  stage: Stage,
  items: readonly string[],
): string[] {
  const { notices } = readState(view.state);
  const last = notices.at(-1);
  if (!last || (stage === 'review' && !notices.some((n) => n.stage === 'review'))) return [];
  const filings = view.state['submissions'];
  const latest = Array.isArray(filings)
    ? (filings.at(-1) as { readonly changed?: readonly string[] })
    : undefined;
  const open = [...last.gaps.map((g) => g.item), ...(latest?.changed ?? [])];
  return items.filter((item) => !open.some((o) => o === item || item.startsWith(`${o}.`)));
}
