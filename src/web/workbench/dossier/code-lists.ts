import { useQuery } from '@tanstack/react-query';
import { useScope } from '../form/scope.tsx';
import { useLanguage } from '../language.tsx';
import { listsQuery } from '../queries.ts';
import { placeTitle } from '../roles.ts';

/** Industries and regions of the case's place; empty until they are read. */
export function useCodeLists() {
  const { jurisdiction } = useScope();
  return useQuery(listsQuery(jurisdiction)).data ?? { industries: [], regions: [] };
}

/** The name of an industry or region code, with the code. */
export function useCodeName(): (kind: 'industry' | 'region', code: string) => string {
  const { industries, regions } = useCodeLists();
  const { jurisdiction } = useScope();
  const { read } = useLanguage();
  return (kind, code) => {
    if (kind === 'region') {
      // The list holds districts; the code of the whole city ends in four zeros.
      const city = code.endsWith('0000') ? read(placeTitle(jurisdiction)) : '';
      return `${regions.find((r) => r.code === code)?.name ?? city} ${code}`.trim();
    }
    const sections = industries.flatMap((s) => [
      { code: s.code, name: s.name },
      ...s.divisions.map((d) => ({ code: `${s.code}${d.code}`, name: d.name })),
    ]);
    const found = sections.find((s) => s.code === code || s.code.slice(1) === code);
    return `${code} ${read(found?.name)}`.trim();
  };
}
