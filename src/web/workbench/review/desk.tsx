import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Json } from '../../../base/json.ts';
import { body, client } from '../api.ts';
import type { Dossier } from '../dossier/open.ts';
import { dateWords } from '../format.ts';
import { useNamedEntry } from '../form/named-entry.ts';
import { useLanguage } from '../language.tsx';
import { similarQuery, type CaseView, type Pack, type ProcedureView } from '../queries.ts';
import { differences } from './compare.ts';
import { useDesk, type Pane } from './desk-context.tsx';
import { Material } from './material.tsx';
import { NoticePane } from './notice-pane.tsx';
import { papersIn } from './papers.ts';
import { hitsIn, publicTexts } from './public-texts.ts';
import './desk.css';
import './material.css';
import './papers.css';
import { Twins } from './twins.tsx';
import { Viewer } from './viewer.tsx';
import { readWidth, widths, writeWidth, type Width } from './width.ts';

/** The registrar's desk: the material on the left, what it is held against on the right; on a narrow
 *  screen one after the other. */
export function ReviewDesk({
  view,
  pack,
  procedure,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
}) {
  const { say, read, language } = useLanguage();
  const desk = useDesk();
  const [width, setWidth] = useState<Width>(readWidth);
  const wide = useWide();
  const dossier = (view.state['dossier'] ?? {}) as Dossier;
  const before = useBefore(view);
  const catalogue = useCatalogueRow(view);
  const { data: similar = [] } = useQuery(similarQuery(view.id));
  if (!desk) return null;
  const papers = papersIn(dossier, desk.groups, read);
  // What is of the filing itself is in no register.
  const compared = before?.on
    ? desk.groups
    : desk.groups.filter(({ id }) => !OWN_GROUPS.includes(id));
  const changed = before ? differences(before.dossier, dossier, compared) : [];
  const hits = hitsIn(publicTexts(view)).length;
  const panes: readonly (readonly [Pane, string])[] = [
    ...(wide ? [] : [['material', say('材料', 'Material')] as const]),
    ['files', say(`文件${papers.length}`, `Files ${papers.length}`)],
    [
      'similar',
      similar.some(({ same }) => same)
        ? say(`相似⚠${similar.length}`, `Alike ⚠${similar.length}`)
        : say(`相似${similar.length}`, `Alike ${similar.length}`),
    ],
    ['notice', hits > 0 ? say(`公示预览⚠${hits}`, `Notice ⚠${hits}`) : say('公示预览', 'Notice')],
  ];
  const chosen: Pane = panes.some(([id]) => id === desk.pane) ? desk.pane : 'files';
  const material = (
    <Material
      view={view}
      pack={pack}
      procedure={procedure}
      desk={desk}
      dossier={dossier}
      changed={changed}
      since={
        before?.on
          ? say(`上次 ${dateWords(before.on, 'zh')}`, `Before, ${dateWords(before.on, language)}`)
          : say('登记簿现在', 'Register now')
      }
      catalogue={catalogue}
    />
  );
  const shown: Readonly<Record<Pane, () => ReactNode>> = {
    material: () => material,
    files: () => <Viewer papers={papers} shown={desk.file} show={desk.look} />,
    similar: () => <Twins view={view} pack={pack} />,
    notice: () => <NoticePane view={view} pack={pack} />,
  };
  return (
    <section className={`review-desk ${width}`} aria-labelledby="dossier">
      <div className="page-head">
        <h2 id="dossier">
          {desk.stage ? say('审查台', 'Review desk') : say('材料与对照', 'The material')}
        </h2>
        {wide ? (
          <div className="chips" role="group" aria-label={say('左右宽度', 'Widths')}>
            {widths.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={width === one}
                onClick={() => {
                  setWidth(one);
                  writeWidth(one);
                }}
              >
                {one === 'left'
                  ? say('材料宽', 'Material')
                  : one === 'even'
                    ? say('各半', 'Even')
                    : say('文件宽', 'Files')}
              </button>
            ))}
          </div>
        ) : null}
      </div>
      <div className="review-sides">
        {wide ? <div className="review-left">{material}</div> : null}
        <div className="review-right">
          <Panes panes={panes} chosen={chosen} choose={desk.setPane}>
            {shown[chosen]()}
          </Panes>
        </div>
      </div>
    </section>
  );
}

/** Tabs as the authoring practices of WAI-ARIA have them: one stop, arrows move. */
function Panes({
  panes,
  chosen,
  choose,
  children,
}: {
  readonly panes: readonly (readonly [Pane, string])[];
  readonly chosen: Pane;
  readonly choose: (pane: Pane) => void;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage();
  const at = panes.findIndex(([id]) => id === chosen);
  const tabs = useRef<HTMLDivElement>(null);
  useKeptPlace(tabs, chosen);
  const step = (by: number): void => {
    const next = panes[(at + by + panes.length) % panes.length];
    if (!next) return;
    choose(next[0]);
    document.getElementById(`pane-${next[0]}`)?.focus();
  };
  return (
    <>
      <div
        ref={tabs}
        className="pane-tabs"
        role="tablist"
        aria-label={say('对照', 'Held against')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') step(1);
          if (event.key === 'ArrowLeft') step(-1);
        }}
      >
        {panes.map(([id, words]) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`pane-${id}`}
            aria-selected={chosen === id}
            aria-controls="pane"
            tabIndex={chosen === id ? 0 : -1}
            onClick={() => choose(id)}
          >
            {words}
          </button>
        ))}
      </div>
      <div id="pane" role="tabpanel" aria-labelledby={`pane-${chosen}`} className="pane">
        {children}
      </div>
    </>
  );
}

/** Panes are of different lengths: whoever changes from far down in one begins at the top of the next, and
 *  is back where they were when they return to the material. */
function useKeptPlace(tabs: { readonly current: HTMLElement | null }, chosen: Pane): void {
  const before = useRef(chosen);
  const scrolled = useRef(0);
  const left = useRef<number>(undefined);
  useEffect(() => {
    const note = (): void => {
      scrolled.current = window.scrollY;
    };
    note();
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, []);
  useLayoutEffect(() => {
    const from = before.current;
    before.current = chosen;
    const desk = tabs.current?.parentElement;
    if (from === chosen || !desk) return;
    if (from === 'material') left.current = scrolled.current;
    const top = window.scrollY + desk.getBoundingClientRect().top;
    const was = chosen === 'material' ? left.current : undefined;
    if (was !== undefined) window.scrollTo({ top: was, behavior: 'instant' });
    else if (scrolled.current > top) window.scrollTo({ top, behavior: 'instant' });
  }, [chosen, tabs]);
}

/** Groups that belong to the filing, not to the entry. */
const OWN_GROUPS = ['change', 'agency'];

const WIDE = '(min-width: 1080px)';

/** Whether both sides fit; large text is a narrow screen. */
function useWide(): boolean {
  const [wide, setWide] = useState(() => isWide());
  useEffect(() => {
    const query = window.matchMedia(WIDE);
    const look = (): void => setWide(isWide());
    query.addEventListener('change', look);
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributeFilter: ['data-elder'] });
    return () => {
      query.removeEventListener('change', look);
      observer.disconnect();
    };
  }, []);
  return wide;
}

const isWide = (): boolean =>
  window.matchMedia(WIDE).matches && !document.documentElement.hasAttribute('data-elder');

/** What this filing is compared with: the one before it, or for the first filing of a change the
 *  register as it stands. */
function useBefore(
  view: CaseView,
): { readonly dossier: Dossier; readonly on: string | null } | undefined {
  const filings = view.state['submissions'];
  const last = Array.isArray(filings) ? filings.length : 0;
  // Being mended, the dossier moves on from its last filing.
  const mending = view.status.endsWith('_gap') || view.status === 'draft';
  const n = mending ? last : last - 1;
  const earlier = useQuery({
    queryKey: ['case', view.id, 'submission', n],
    enabled: n > 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      body(
        client.api.cases[':id'].submissions[':n'].$get({ param: { id: view.id, n: String(n) } }),
      ),
  });
  const change = view.state['change'] as { readonly code?: string } | null | undefined;
  const { entry } = useNamedEntry(n > 0 ? '' : (change?.code ?? ''));
  if (earlier.data) {
    return { dossier: earlier.data.dossier as unknown as Dossier, on: earlier.data.on };
  }
  return entry?.dossier && { dossier: entry.dossier, on: null };
}

/** Never compared: it is the link itself. */
const LINK = 'catalogueItemId';

/** What the linked catalogue row says, by field of `dataResource`. */
function useCatalogueRow(view: CaseView): Readonly<Record<string, Json>> {
  const { data } = useQuery({
    queryKey: ['case', view.id, 'catalogue-item', view.version],
    enabled: Boolean(view.state['anchor']),
    queryFn: () => body(client.api.cases[':id']['catalogue-item'].$get({ param: { id: view.id } })),
  });
  const { [LINK]: _link, ...fields } = (data?.linked?.material ?? {}) as Record<string, Json>;
  return fields;
}
