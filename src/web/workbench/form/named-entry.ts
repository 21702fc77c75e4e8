import { useQuery } from '@tanstack/react-query';
import { isUuid } from '../../../base/id.ts';
import { body, client } from '../api.ts';
import type { Dossier } from '../dossier/open.ts';
import { caseQuery } from '../queries.ts';
import { useSession } from '../session.ts';

/** An entry of the register as a form about it needs to know it. Days are YYYY-MM-DD. */
export interface NamedEntry {
  readonly id: string;
  readonly jurisdiction: string;
  readonly code: string;
  readonly status: string;
  readonly objectKind: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly title: string;
  readonly holder: string;
  /** Whether it is the entry of the reader's own organisation. */
  readonly own: boolean;
  /** What the register says now, for the holder and the office. */
  readonly dossier: Dossier | undefined;
}

interface Answer {
  readonly id: string;
  readonly jurisdiction: string;
  readonly code: string;
  readonly status: string;
  readonly objectKind: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** The entry that a field names by its code or by its case; the register is public, its dossier not. */
export function useNamedEntry(name: string): {
  readonly entry: NamedEntry | undefined;
  readonly error: unknown;
} {
  const { account } = useSession();
  const byCase = useQuery({ ...caseQuery(name), enabled: isUuid(name) });
  const result = byCase.data?.state['result'] as { readonly code?: string } | undefined;
  const code = isUuid(name) ? (result?.code ?? '') : name;
  const published = useQuery({
    queryKey: ['cases', 'entry', code],
    enabled: code !== '',
    queryFn: async () => {
      const asked = client.api.public.registrations[':code'].$get({ param: { code }, query: {} });
      return (await body(asked)) as unknown as Answer;
    },
  });
  const found = published.data;
  const own = found !== undefined && found.fields['registrantCode'] === account.org?.code;
  const office = account.roles.some((role) => role.startsWith('registrar.'));
  const inside = useQuery({
    ...caseQuery(found?.id ?? ''),
    enabled: found !== undefined && (own || office),
  });
  const error = byCase.error ?? published.error;
  if (!found) return { entry: undefined, error };
  const { fields, ...rest } = found;
  const entry = {
    ...rest,
    title: fields['dataName'] ?? found.code,
    holder: fields['registrantName'] ?? '',
    own,
    dossier: inside.data?.state['dossier'] as Dossier | undefined,
  };
  return { entry, error };
}
