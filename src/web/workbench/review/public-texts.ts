import { scanPersonal, type PersonalKind } from '../../../base/personal-scan.ts';
import { PUBLISHED_WORDS } from '../../../law/published-words.ts';
import type { Dossier } from '../dossier/open.ts';
import type { CaseView } from '../queries.ts';

export interface PublicText {
  readonly item: string;
  readonly words: string;
}

export const publicTexts = (view: Pick<CaseView, 'state'>): readonly PublicText[] => {
  const dossier = (view.state['dossier'] ?? {}) as Dossier;
  return PUBLISHED_WORDS.flatMap((item) => {
    const [group = '', field = ''] = item.split('.');
    const words = dossier[group]?.[field];
    return typeof words === 'string' && words !== '' ? [{ item, words }] : [];
  });
};

export interface Hit {
  readonly item: string;
  readonly kind: PersonalKind;
  readonly from: number;
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** Characters shown on either side. */
const AROUND = 12;

/** What looks personal, each with the words around it. */
export const hitsIn = (texts: readonly PublicText[]): readonly Hit[] =>
  texts.flatMap(({ item, words }) =>
    scanPersonal(words).map(({ kind, from, to }) => ({
      item,
      kind,
      from,
      before: words.slice(Math.max(0, from - AROUND), from),
      words: words.slice(from, to),
      after: words.slice(to, to + AROUND),
    })),
  );
