import { filled, template } from '../../../law/templates.ts';
import type { Text } from '../../../base/text.ts';
import type { Dossier } from '../dossier/open.ts';

/** What the dossier already says, by the marks of the templates. Days as they are written on paper. */
export function paperValues(dossier: Dossier): Readonly<Record<string, string | undefined>> {
  const of = (group: string, field: string): string | undefined => {
    const value = dossier[group]?.[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const day = (group: string, field: string): string | undefined =>
    of(group, field)?.replace(/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, '$1年$2月$3日');
  return {
    registrantName: of('subject', 'name'),
    creditCode: of('subject', 'creditCode'),
    dataName: of('dataResource', 'name'),
    legalBasis: of('sourceLegality', 'legalBasis'),
    depositedOn: day('evidence', 'depositedOn'),
    digest: of('evidence', 'digest'),
    assessedOn: day('riskAssessment', 'assessedOn'),
    productName: of('product', 'name'),
    agentName: of('agency', 'agentName'),
    agentCreditCode: of('agency', 'agentCreditCode'),
    termFrom: day('agency', 'termFrom'),
    termTo: day('agency', 'termTo'),
  };
}

export interface Paper {
  readonly id: string;
  readonly title: Text;
  readonly paragraphs: readonly string[];
}

/** A template with what is known filled in; the Chinese is the paper. */
export function paperOf(id: string, dossier: Dossier): Paper | undefined {
  const found = template(id);
  if (!found) return undefined;
  const values = paperValues(dossier);
  const paragraphs = found.paragraphs.map((one) => filled(one, values).zh);
  return { id, title: found.title, paragraphs };
}
