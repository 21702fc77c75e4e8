import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type Ref,
} from 'react';
import { useLanguage } from '../language.tsx';
import { CaseCells } from './case-line.tsx';
import { GROUPS, type Line } from './groups.ts';
import type { CaseItem } from './pages.ts';
import type { Kept } from './kept.ts';

const ROW = 78;
const HEAD = 44;

export interface RowsHandle {
  /** Brings a line into view and puts the focus on its case. */
  focus(index: number, id: string): void;
  /** The cases at the top and the bottom of the screen. */
  seen(): readonly [first: string, last: string] | undefined;
  /** Where the reader is, to be found again. */
  keep(): Pick<Kept, 'scroll' | 'sizes'>;
}

interface Shown {
  readonly ref: Ref<RowsHandle>;
  readonly lines: readonly Line<CaseItem>[];
  readonly complete: boolean;
  /** Where the reader was when they left. */
  readonly kept: Kept | undefined;
  readonly active: string | undefined;
  readonly me: string | undefined;
  readonly picked: ReadonlyMap<string, CaseItem>;
  readonly toggle: ((item: CaseItem) => void) | undefined;
  readonly onFocus: (id: string) => void;
  /** More lines are wanted below. */
  readonly onEnd: () => void;
}

/** The lines of the queue, of which only those on the screen are drawn, however many there are. */
export function Rows({
  ref,
  lines,
  complete,
  kept,
  active,
  me,
  picked,
  toggle,
  onFocus,
  onEnd,
}: Shown) {
  const { say } = useLanguage();
  const list = useRef<HTMLOListElement>(null);
  const activeAt = lines.findIndex((line) => line.id === active);
  const top = useTop(list);
  const rows = useWindowVirtualizer({
    count: lines.length,
    getItemKey: (index) => lines[index]?.id ?? index,
    estimateSize: (index) => (lines[index]?.kind === 'head' ? HEAD : ROW),
    overscan: 8,
    // On a phone each case is a card of its own.
    gap: window.matchMedia('(max-width: 860px)').matches ? 10 : 0,
    scrollMargin: top,
    // The row that has the focus stays drawn wherever it is, or the focus would be lost.
    rangeExtractor: (range) => {
      const within = defaultRangeExtractor(range);
      return activeAt === -1 || within.includes(activeAt)
        ? within
        : [...within, activeAt].toSorted((a, b) => a - b);
    },
    useFlushSync: false,
    directDomUpdates: true,
    // The page scrolls smoothly by its style; a row that is jumped to, or a size that is put right, does not.
    scrollToFn: (offset, { adjustments = 0 }) =>
      window.scrollTo({ top: offset + adjustments, behavior: 'instant' }),
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    ...(kept ? { initialOffset: kept.scroll, initialMeasurementsCache: [...kept.sizes] } : {}),
  });
  useSteady(lines, rows);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!complete && last >= lines.length - 30) onEnd();
  }, [complete, last, lines.length, onEnd]);
  const lineAt = useCallback(
    (index: number | undefined): string | undefined => {
      const line = index === undefined ? undefined : lines[index];
      return line?.kind === 'case' ? line.id : undefined;
    },
    [lines],
  );
  useImperativeHandle(
    ref,
    () => ({
      focus(index, id) {
        rows.scrollToIndex(index, { align: 'auto', behavior: 'instant' });
        focusSoon(list, id);
      },
      seen() {
        const { range } = rows;
        if (!range) return undefined;
        const first = lineAt(range.startIndex) ?? lineAt(range.startIndex + 1);
        const end = lineAt(range.endIndex) ?? lineAt(range.endIndex - 1);
        return first !== undefined && end !== undefined ? [first, end] : undefined;
      },
      keep: () => ({ scroll: window.scrollY, sizes: rows.takeSnapshot() }),
    }),
    [rows, lineAt],
  );
  const cases = lines.at(-1);
  const total = complete && cases?.kind === 'case' ? cases.at + 1 : -1;
  const reachable = activeAt === -1 ? lines.find(({ kind }) => kind === 'case')?.id : active;
  return (
    <ol
      ref={(node) => {
        list.current = node;
        rows.containerRef(node);
      }}
      className={me === undefined ? 'queue-list' : 'queue-list of-office'}
      aria-label={say('事项列表', 'List of cases')}
      onFocus={(event) => {
        const row = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
        if (row !== undefined) onFocus(row);
      }}
    >
      {items.map(({ index, key }) => {
        const line = lines[index];
        if (!line) return null;
        return line.kind === 'head' ? (
          <li
            key={String(key)}
            ref={rows.measureElement}
            data-index={index}
            className="queue-group"
          >
            <Heading group={line.group} />
          </li>
        ) : (
          <li
            key={String(key)}
            ref={rows.measureElement}
            data-index={index}
            data-row={line.id}
            aria-setsize={total}
            aria-posinset={line.at + 1}
            className={classOf(line.item, line.id === active)}
          >
            <CaseCells
              item={line.item}
              me={me}
              reachable={line.id === reachable}
              chosen={picked.has(line.id)}
              toggle={line.item.terminal ? undefined : toggle}
            />
          </li>
        );
      })}
    </ol>
  );
}

function Heading({ group }: { readonly group: keyof typeof GROUPS }) {
  const { read } = useLanguage();
  return <h2 className={`group-${group}`}>{read(GROUPS[group])}</h2>;
}

const classOf = (item: CaseItem, active: boolean): string =>
  ['case-line', ...(item.terminal ? ['ended'] : []), ...(active ? ['active'] : [])].join(' ');

/** The row is drawn with the next frame or the one after. */
function focusSoon(list: { readonly current: HTMLElement | null }, id: string, tries = 10): void {
  const link = list.current?.querySelector<HTMLElement>(`[data-case="${id}"]`);
  if (link) {
    link.focus({ preventScroll: true });
    return;
  }
  if (tries > 0) window.requestAnimationFrame(() => focusSoon(list, id, tries - 1));
}

type Rowed = ReturnType<typeof useWindowVirtualizer<Element>>;

/** Where the list begins on the page, whatever comes and goes above it. */
function useTop(list: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const place = (): void =>
      setTop(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    place();
    const observer = new ResizeObserver(place);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return top;
}

/** What is read again may be longer or shorter above the screen: what the reader looks at stays where it is.
 *  At the very top what is new is let in. */
function useSteady(lines: readonly Line<CaseItem>[], rows: Rowed): void {
  const before = useRef<{ id: string; start: number } | undefined>(undefined);
  const drawn = useRef(lines);
  useLayoutEffect(() => {
    const held = before.current;
    if (drawn.current !== lines && held && window.scrollY > rows.options.scrollMargin) {
      const index = lines.findIndex(({ id }) => id === held.id);
      const start = rows.measurementsCache[index]?.start;
      if (start !== undefined && Math.abs(start - held.start) > 1) {
        window.scrollBy({ top: start - held.start, behavior: 'instant' });
      }
    }
    drawn.current = lines;
  }, [lines, rows]);
  useEffect(() => {
    const first = rows.range?.startIndex;
    const line = first === undefined ? undefined : lines[first];
    const start = first === undefined ? undefined : rows.measurementsCache[first]?.start;
    before.current = line && start !== undefined ? { id: line.id, start } : undefined;
  });
}
