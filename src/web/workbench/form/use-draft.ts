import type { Json, JsonObject } from '../../../base/json.ts';
import { useScratch, type Kept } from '../model/scratch.ts';
import { useSession } from '../session.ts';
import { mergeDraft } from './merge-draft.ts';
import type { Values } from './schema.ts';
import { knownFile, rememberFiles, type FileFacts } from './upload.ts';

export interface Draft {
  readonly values: Values;
  readonly change: (values: Values) => void;
  readonly kept: Kept<Json>;
  /** It was sent. */
  readonly done: () => void;
}

/** A form that is being filled in, kept until it is sent: a page read again, or a drawer shut, loses none
 *  of it. With it what is known of the files that were chosen, which is asked of nobody a second time. */
export function useDraft(name: string, begin: Values): Draft {
  const { account } = useSession();
  const kept = useScratch<Json>(account.id, name, {}, mergeDraft(begin as JsonObject));
  const { values, files } = kept.value as { values?: Values; files?: readonly FileFacts[] };
  if (files) rememberFiles(files);
  return {
    values: values ?? begin,
    change: (next) => {
      const plain = JSON.parse(JSON.stringify(next)) as JsonObject;
      kept.set({ values: plain, files: filesIn(plain) as unknown as Json });
    },
    kept,
    done: () => {
      if (kept.status !== 'untouched' && kept.status !== 'reading') void kept.clear();
    },
  };
}

/** The files chosen from this page, wherever in the form they stand. */
function filesIn(value: Json | undefined): FileFacts[] {
  if (typeof value === 'string') {
    const file = knownFile(value);
    return file ? [file] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => filesIn(one as Json));
}
