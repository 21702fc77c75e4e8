import type { JsonObject } from '../../../base/json.ts';
import type { EntryData } from './entry.ts';
import { industryWord, objectKindWord, placeWord, publicStatus, statusWord } from '../labels.ts';
import { valueText } from '../parts.ts';
import { tongue, type View } from '../view.ts';

export const entryPath = (code: string): string => `/registrations/${encodeURIComponent(code)}`;

/** Nothing is said of what is empty. */
const given = (data: Readonly<Record<string, JsonObject | string | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(data).filter(
      (pair): pair is [string, JsonObject | string] => pair[1] !== undefined && pair[1] !== '',
    ),
  );

/** The entry in the words of schema.org. The language of record is Chinese. */
export function datasetOf(view: View, entry: EntryData): JsonObject {
  const { fields, life, code, pack } = entry;
  const said = (id: string): string => valueText(fields[id]);
  const url = `${view.site}${entryPath(code)}`;
  const status = publicStatus(entry.status, entry.validTo, view.today);
  const changed = [...life.versions, ...life.terms, ...life.ends].map(({ on }) => on).toSorted();
  return given({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': url,
    url,
    identifier: given({ '@type': 'PropertyValue', propertyID: '登记码', value: code }),
    name: said('dataName'),
    description: said('dataSummary'),
    inLanguage: 'zh-CN',
    keywords: said('industry'),
    additionalType: objectKindWord(said('objectKind')).zh,
    creator: given({
      '@type': 'Organization',
      name: said('registrantName'),
      identifier: said('registrantCode'),
    }),
    publisher: given({
      '@type': 'GovernmentOrganization',
      name: said('issuedBy') || said('registrar') || pack.profile.registrar.name.zh,
    }),
    spatialCoverage: placeWord(entry.jurisdiction).zh,
    datePublished: life.versions[0]?.on,
    dateModified: changed.at(-1),
    expires: entry.validTo,
    version: String(life.versions.at(-1)?.n ?? ''),
    creativeWorkStatus: statusWord(status).zh,
    conditionsOfAccess: said('usable'),
    includedInDataCatalog: given({
      '@type': 'DataCatalog',
      name: '数籍公共数据资源登记簿',
      url: `${view.site}/registrations`,
    }),
  });
}

/** One sentence for previews and search results. */
export function entryDescription(view: View, entry: EntryData): string {
  const t = tongue(view.lang);
  const said = (id: string): string => valueText(entry.fields[id]);
  const kind = t(objectKindWord(said('objectKind')));
  const what = said('dataSummary') || t(industryWord(said('industry')));
  const head = `${said('registrantName')} · ${kind} · ${entry.code}`;
  return `${head} · ${what}`.slice(0, 200);
}

/** How the entry is cited: GB/T 7714 for a data set, or the same in English order. */
export function citationOf(view: View, entry: EntryData): string {
  const t = tongue(view.lang);
  const said = (id: string): string => valueText(entry.fields[id]);
  const registrar = said('issuedBy') || said('registrar') || entry.pack.profile.registrar.name.zh;
  const version = entry.asOf?.version ?? entry.life.versions.at(-1)?.n;
  const on = entry.life.versions.find(({ n }) => n === version)?.on ?? entry.validFrom;
  const of = version === undefined ? '' : t(`，第${version}版`, `, version ${version}`);
  const url = `${view.site}${entryPath(entry.code)}`;
  return `${said('registrantName')}. ${said('dataName')}[DS/OL]. ${registrar}, ${t('登记码', 'code')} ${entry.code}${of}, ${on}[${view.today}]. ${url}`;
}
