import { text, type Text } from '../../../base/text.ts';
import { dateWords } from '../format.ts';

/** What a renewal that is over has done to the entry, as far as the renewal itself can tell: it has a new
 *  term, its old one, or none. What happened to the entry besides, the register says (E5, G10).
 *  @param state of the renewal: `validTo` and `term.to` are plain dates
 *  @param today plain date of the register's clock */
export function afterRenewal(
  status: string,
  state: Readonly<Record<string, unknown>>,
  today: string,
): Text | undefined {
  const validTo = state['validTo'];
  if (typeof validTo !== 'string') return undefined;
  const to = (state['term'] as { readonly to?: unknown } | null)?.to;
  if (typeof to === 'string')
    return text(
      `续展后，有效期至${dateWords(to, 'zh')}。`,
      `With the renewal it is valid until ${dateWords(to, 'en')}.`,
    );
  if (status === 'CLOSED')
    return text(
      '该登记已经终结，续展不再办理；要重新登记，须另行申请首次登记。',
      'The entry itself has ended, and this renewal with it; to register again, file a first registration.',
    );
  const last = [dateWords(validTo, 'zh'), dateWords(validTo, 'en')];
  return today <= validTo
    ? text(
        `这次没有续展，登记原来的有效期不变，至${last[0]}；届满前可以再次申请续展，不续展的届满后注销。`,
        `Not renewed this time: the term stays as it was, until ${last[1]}. Until then a renewal can be filed again; without one the entry is cancelled when it is over.`,
      )
    : text(
        `该登记的原有效期已于${last[0]}届满；没有另行续展的，已经注销，要继续登记须另行申请首次登记。`,
        `That term ended on ${last[1]}. Without another renewal the entry is cancelled; to register it again, file a first registration.`,
      );
}
