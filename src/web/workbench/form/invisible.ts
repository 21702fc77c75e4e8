import { withoutUnseen } from '../../../base/sound-text.ts';

/** Spaces of other widths, which look like a space and are none to a search. */
const ODD_SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/gu;

/** What is typed or pasted as the office takes it: without what pasting brings along and nobody sees, and
 *  how many characters were taken out or made a plain space. */
export function withoutInvisible(typed: string): { readonly text: string; readonly taken: number } {
  const seen = withoutUnseen(typed);
  let { taken } = seen;
  const text = seen.text.replace(ODD_SPACE, () => {
    taken += 1;
    return ' ';
  });
  return { text: text.toWellFormed(), taken };
}
