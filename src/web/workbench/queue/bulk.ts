import { text, type Text } from '../../../base/text.ts';
import type { CaseItem } from './case-line.tsx';

/** As many go in one request. */
export const BULK_MAX = 200;

export type BulkAct = 'accept' | 'assignCode' | 'remindExpiry';

export interface Offer {
  readonly act: BulkAct;
  readonly roles: readonly string[];
  readonly status: string;
  readonly words: (n: number) => Text;
}

const OFFERS: readonly Offer[] = [
  {
    act: 'accept',
    roles: ['registrar.intake'],
    status: 'submitted',
    words: (n) => text(`受理所选（${n}件）`, `Accept ${n}`),
  },
  {
    act: 'assignCode',
    roles: ['registrar.issue'],
    status: 'clear',
    words: (n) => text(`批量赋码（${n}件）`, `Assign ${n} codes`),
  },
];

/** Offered where entries about to end are listed, not in the queue. */
export const REMIND: Offer = {
  act: 'remindExpiry',
  roles: ['registrar.intake', 'registrar.issue'],
  status: 'REGISTERED',
  words: (n) => text(`提示即将届满（${n}件）`, `Remind ${n} of the expiry`),
};

/** The act that this person could take on a case together with others of its kind. */
export const offerFor = (
  item: Pick<CaseItem, 'procedure' | 'status'>,
  roles: readonly string[],
): Offer | undefined =>
  item.procedure === 'reg.first'
    ? OFFERS.find((o) => o.status === item.status && o.roles.some((r) => roles.includes(r)))
    : undefined;

/** Whether a case can be dealt with together with those chosen: the same act, and for acceptance the
 *  same registrant. The server looks again. */
export function goesWith(
  chosen: readonly Pick<CaseItem, 'procedure' | 'status' | 'registrant'>[],
  item: Pick<CaseItem, 'procedure' | 'status' | 'registrant'>,
  roles: readonly string[],
): boolean {
  const [first] = chosen;
  const offer = offerFor(item, roles);
  if (!offer || chosen.length >= BULK_MAX) return false;
  if (!first) return true;
  if (offerFor(first, roles) !== offer) return false;
  return offer.act !== 'accept' || first.registrant === item.registrant;
}
