import type { CaseView } from '../queries.ts';

/** Whether a case is an objection that the office examines: told by its two sides. */
export const isObjection = (view: Pick<CaseView, 'audience' | 'state'>): boolean =>
  view.audience.includes('office') && 'claim' in view.state && 'replyMissed' in view.state;
