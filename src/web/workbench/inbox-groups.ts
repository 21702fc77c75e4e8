import type { Text } from '../../base/text.ts';

/** A message as the inbox reads it. */
export interface Note {
  readonly id: string;
  readonly caseId: string;
  readonly at: string;
  readonly title: Text;
  readonly body: Readonly<Record<string, unknown>>;
  readonly read: boolean;
}

export interface CaseNotes {
  readonly caseId: string;
  readonly title: string;
  /** Newest first. */
  readonly notes: readonly Note[];
}

/** Messages by the case they are about, in order of the newest of each; `notes` come newest first. */
export function byCase(notes: readonly Note[]): readonly CaseNotes[] {
  return [...Map.groupBy(notes, ({ caseId }) => caseId)].map(([caseId, own]) => {
    const titled = own.find(({ body }) => typeof body['title'] === 'string');
    return { caseId, title: String(titled?.body['title'] ?? ''), notes: own };
  });
}
