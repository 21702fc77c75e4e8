import { jurisdictions, packFor } from '../../law/packs.ts';
import { waitNames, type WaitPlace } from '../../web/portal/waits.ts';
import { address } from '../../web/portal/view.ts';
import type { Asked } from './data.ts';

/** What a person can be waiting for, by place: lengths and articles are those of the rule packs. */
export const waitsOf = (): readonly WaitPlace[] =>
  jurisdictions.flatMap((jurisdiction) => {
    const clocks = packFor(jurisdiction)?.profile.clocks;
    const waits = waitNames.flatMap((name) => {
      const clock = clocks?.[name];
      return clock ? [{ name, ...clock.length, law: clock.law, basis: clock.basis }] : [];
    });
    return waits.length === 0 ? [] : [{ jurisdiction, waits }];
  });

/** Where the calculator answers `?wait=beijing.acceptance&from=…`; it says itself what is wrong with a
 *  day. What nobody can wait for leads to the empty calculator. */
export function calculatorFor(asked: Asked): string {
  const [place = '', name = ''] = (asked('wait') ?? '').slice(0, 80).split('.', 2);
  const found = waitsOf()
    .find(({ jurisdiction }) => jurisdiction === place)
    ?.waits.find((wait) => wait.name === name);
  if (!found) return '/deadline';
  return address('/deadline', {
    from: (asked('from') ?? '').slice(0, 20),
    length: String(found.n),
    unit: found.unit,
    jurisdiction: place,
  });
}
