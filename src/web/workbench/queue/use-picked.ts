import { useCallback, useState } from 'react';
import type { CaseItem } from './pages.ts';

/** The cases chosen to be dealt with together, as they were when they were chosen. */
export function usePicked(most: number) {
  const [picked, setPicked] = useState<ReadonlyMap<string, CaseItem>>(new Map());
  const toggle = useCallback(
    (item: CaseItem): void =>
      setPicked((before) => {
        const next = new Map(before);
        if (!next.delete(item.id) && next.size < most) next.set(item.id, item);
        return next;
      }),
    [most],
  );
  const set = useCallback(
    (items: readonly CaseItem[]): void =>
      setPicked(new Map(items.slice(0, most).map((item) => [item.id, item]))),
    [most],
  );
  const clear = useCallback((): void => setPicked(new Map()), []);
  return { picked, toggle, set, clear };
}
