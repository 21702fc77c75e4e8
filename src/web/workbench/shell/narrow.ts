import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 860px)');

const watch = (tell: () => void): (() => void) => {
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

/** Whether the page stands in one column, as on a telephone; the width is that of `narrow.css`. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => query.matches);
