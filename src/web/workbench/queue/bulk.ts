import { text, type Text } from '../../../base/text.ts';
import type { CaseItem } from './pages.ts';

/** As many are chosen at once, and as many go in one request. */
export const BULK_MAX = 200;
export const AT_A_TIME = 20;

export type BulkAct = 'accept' | 'assignCode' | 'remindExpiry';

export interface Offer {
  readonly act: BulkAct;
  readonly roles: readonly string[];
  readonly status: string;
  readonly words: (n: number) => Text;
  /** What will come of it, before it is done. */
  readonly effect: Text;
}

const OFFERS: readonly Offer[] = [
  {
    act: 'accept',
    roles: ['registrar.intake'],
    status: 'submitted',
    words: (n) => text(`受理所选（${n}件）`, `Accept ${n}`),
    effect: text(
      '逐件受理：登记主体收到受理通知，审核期限从今天起各自计算。',
      'Each is accepted: the registrant is told, and the time to review begins today for each.',
    ),
  },
  {
    act: 'assignCode',
    roles: ['registrar.issue'],
    status: 'clear',
    words: (n) => text(`批量赋码（${n}件）`, `Assign ${n} codes`),
    effect: text(
      '逐件赋予登记编码，出具登记结果，并在登记簿公开。',
      'Each gets its registration code; the result is issued, and the entry is public in the register.',
    ),
  },
];

/** Offered where entries about to end are listed, not in the queue. */
export const REMIND: Offer = {
  act: 'remindExpiry',
  roles: ['registrar.intake', 'registrar.issue'],
  status: 'REGISTERED',
  words: (n) => text(`提示即将届满（${n}件）`, `Remind ${n} of the expiry`),
  effect: text(
    '逐件提示登记主体有效期即将届满，可以申请续展。',
    'Each registrant is told that the validity is about to end and that a renewal may be filed.',
  ),
};

type Chosen = Pick<CaseItem, 'procedure' | 'status' | 'registrant'>;

/** The act that this person could take on a case together with others of its kind. */
export const offerFor = (
  item: Pick<CaseItem, 'procedure' | 'status'>,
  roles: readonly string[],
): Offer | undefined =>
  item.procedure === 'reg.first'
    ? OFFERS.find((o) => o.status === item.status && o.roles.some((r) => roles.includes(r)))
    : undefined;

/** The one act that could be taken on all that is chosen, or why there is none though each has one. The
 *  server looks again. */
export function offerForAll(
  chosen: readonly Chosen[],
  roles: readonly string[],
): { readonly offer?: Offer; readonly why?: Text } {
  const [first] = chosen;
  const offers = chosen.map((item) => offerFor(item, roles));
  const offer = first && offers[0];
  if (!offer || offers.includes(undefined)) {
    return offers.some(Boolean) ? { why: MIXED } : {};
  }
  if (offers.some((one) => one !== offer)) return { why: MIXED };
  const one = chosen.every(({ registrant }) => registrant === first.registrant);
  return offer.act === 'accept' && !one ? { why: SEVERAL } : { offer };
}

const MIXED = text(
  '所选事项的步骤不同，不能一起办理；可以一起认领或移交。',
  'The cases stand at different steps and are not dealt with together; they can be taken or handed over.',
);
const SEVERAL = text(
  '批量受理只能选同一登记主体的事项。',
  'Only cases of one and the same registrant are accepted in one go.',
);

/** Parts of a list, in order. */
export const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
