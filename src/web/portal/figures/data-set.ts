import type { PlaceFigures } from '../../../app/figures/public.ts';
import type { About } from '../frame.ts';
import { placeWord } from '../labels.ts';
import { address, tongue, type View } from '../view.ts';
import { JSON_AT } from './part.ts';

/** The open figures as a data set with its files (schema.org), where there are any. */
export function dataSet(
  view: View,
  places: readonly string[],
  { jurisdiction, weeks, months, industries, kinds: objects, steps, accepted }: PlaceFigures,
): About {
  const t = tongue(view.lang);
  const place = t(placeWord(jurisdiction));
  const description = t(
    `${place}公共数据资源登记的公开统计：每周登记、每月公示、行业和登记对象、各环节用时。`,
    `Open figures of the registration of public data in ${place}: registrations by week, notices by month, industries and kinds, time per step.`,
  );
  const path = jurisdiction === places[0] ? '/figures' : address('/figures', { jurisdiction });
  const open = Object.entries({ weeks, months, industries, kinds: objects, steps, accepted })
    .filter(([, has]) => has !== null)
    .map(([table]) => table);
  if (open.length === 0) return { path, description };
  const file = (type: string, query: Readonly<Record<string, string>>) => ({
    '@type': 'DataDownload',
    encodingFormat: type,
    contentUrl: `${view.site}${address(JSON_AT, { jurisdiction, ...query })}`,
  });
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: `${t('登记数据', 'Figures')} · ${place}`,
    description,
    url: `${view.site}${path}`,
    isAccessibleForFree: true,
    spatialCoverage: place,
    dateModified: view.today,
    distribution: [
      file('application/json', {}),
      ...open.map((table) => file('text/csv', { table })),
    ],
  };
  return { path, description, data };
}
