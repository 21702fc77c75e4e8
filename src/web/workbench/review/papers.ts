import type { Text } from '../../../base/text.ts';
import type { Dossier, MaterialGroup } from '../dossier/open.ts';
import type { FileFacts } from '../form/upload.ts';
import type { Paper } from './viewer.tsx';

type FileLike = Partial<FileFacts> & { readonly id: string };

/** A file as a dossier or a case carries it. */
export const isFile = (value: unknown): value is FileLike =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as FileLike).id === 'string' &&
  typeof (value as FileLike).sha256 === 'string';

/** The files of a dossier in the order of the material list, each called as the list calls it. */
export const papersIn = (
  dossier: Dossier,
  groups: readonly MaterialGroup[],
  read: (words: Text) => string,
): readonly Paper[] =>
  groups.flatMap((group) =>
    group.fields.flatMap((field) => {
      const value: unknown = dossier[group.id]?.[field.id];
      return isFile(value) ? [{ label: read(field.label), file: value }] : [];
    }),
  );

/** Deeper nothing of a case carries a file. */
const DEEPEST = 6;

/** Every file anywhere in the state of a case, once each, called by the field it stands under. */
export function papersAnywhere(
  state: unknown,
  nameOf: (field: string) => string,
): readonly Paper[] {
  const found = new Map<string, Paper>();
  const walk = (value: unknown, under: string, depth: number): void => {
    if (depth > DEEPEST || typeof value !== 'object' || value === null) return;
    if (isFile(value)) {
      if (!found.has(value.id)) found.set(value.id, { label: labelled(value), file: value });
      return;
    }
    for (const [name, one] of Object.entries(value))
      walk(one, Array.isArray(value) ? under : name, depth + 1);
    function labelled(file: FileLike): string {
      return [nameOf(under), file.name].filter(Boolean).join(' · ');
    }
  };
  walk(state, '', 0);
  return [...found.values()];
}
