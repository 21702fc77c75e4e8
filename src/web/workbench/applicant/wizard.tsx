import { useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Json } from '../../../base/json.ts';
import { holds } from '../../../law/conditions.ts';
import { factsOf } from '../dossier/open.ts';
import type { Schema } from '../form/schema.ts';
import { useLanguage } from '../language.tsx';
import { jumpTo } from '../model/jump.ts';
import { shapeOf } from '../model/shapes.ts';
import { readState } from '../model/state.ts';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { useSession } from '../session.ts';
import { KeptLine } from '../shell/kept-line.tsx';
import { Confirm } from './confirm.tsx';
import { FaultNote } from './fault-note.tsx';
import { ImportDesk } from './import-desk.tsx';
import { linkDue, linkEvidence } from './linking.ts';
import { OtherTab } from './other-tab.tsx';
import { groupsOn, pageOfItem, PAGES, type PageId } from './pages.ts';
import { Papers } from './papers.tsx';
import { WizardPage } from './wizard-page.tsx';
import { WizardSteps } from './wizard-steps.tsx';
import { useTyped, type Typed } from './use-typed.ts';
import './applicant.css';

/** The dossier for those who file it: four pages in the order of the national platform. What is typed is
 *  kept at once; it goes into the record when a page is left, or by the button. */
export function Wizard({
  view,
  pack,
  procedure,
  form,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly form: readonly string[];
}) {
  const { say, read } = useLanguage();
  const { account } = useSession();
  const open = (shape: string): string | undefined =>
    procedure.acts.find(
      (a) => shapeOf(a.input as Schema) === shape && view.actions.some((one) => one.act === a.name),
    )?.name;
  const save = open('material');
  const importing = open('import');
  const typed = useTyped(view, save);
  const { findings = [] } = readState(view.state);
  const facts = factsOf(typed.whole, {
    objectKind: view.state['objectKind'] as Json | undefined,
    registrationType: view.state['change'] ? 'change' : 'first',
    filedByAgent: Boolean(view.state['agent']),
    jurisdiction: view.jurisdiction,
  });
  const groups = pack.profile.materials.first.filter(
    (g) => form.includes(g.id) || g.required === 'optional' || holds(g.required, facts),
  );
  // What only another party can supply is missing on no page of these.
  const own = findings.filter((f) => f.party === undefined);
  const gapsOn = (page: PageId): number =>
    own.filter((f) => f.level === 'gap' && pageOfItem(f.item, groups) === page).length;
  const navigate = useNavigate();
  const asked = useSearch({ from: '/inside/cases/$id' }).page;
  const [first] = useState<PageId>(
    () => (save !== undefined && PAGES.find(({ id }) => gapsOn(id) > 0)?.id) || 'confirm',
  );
  const page = PAGES.find(({ id }) => id === asked)?.id ?? first;
  const [linkError, setLinkError] = useState<unknown>();
  const [left, setLeft] = useState<ReadonlySet<PageId>>(new Set());
  /** Why it was not saved is said where the button is that was pressed. */
  const [pressed, setPressed] = useState<'head' | 'foot'>('head');
  const heading = useRef<HTMLHeadingElement>(null);
  useName(typed, account.name, save !== undefined);
  useBlocker({ shouldBlockFn: async () => !(await settled(typed)), enableBeforeUnload: false });

  async function keep(): Promise<CaseView | undefined> {
    const saved = await typed.save();
    return saved && linkDue(saved) ? linkEvidence(saved, setLinkError) : saved;
  }
  async function go(to: PageId, item?: string): Promise<void> {
    if (save !== undefined && !(await keep())) return;
    setLeft(new Set([...left, page]));
    if (to !== page)
      await navigate({ to: '/cases/$id', params: { id: view.id }, search: { page: to } });
    window.setTimeout(() => {
      if (item !== undefined) jumpTo(item);
      else {
        heading.current?.scrollIntoView({ block: 'start' });
        heading.current?.focus({ preventScroll: true });
      }
    });
  }
  function press(where: 'head' | 'foot', work: () => Promise<unknown>): void {
    setPressed(where);
    void work();
  }
  const asksBelow = pressed === 'foot' && typed.kept.status === 'moved';
  const at = PAGES.findIndex(({ id }) => id === page);
  const next = PAGES[at + 1];
  const before = PAGES[at - 1];
  const toItem = (item: string): void => void go(pageOfItem(item, groups) ?? page, item);
  return (
    <section className="wizard" aria-labelledby="dossier">
      <div className="page-head">
        <h2 id="dossier">{say('申请材料', 'The dossier')}</h2>
        {typed.busy ? (
          <span className="quiet" role="status">
            {say('正在存入申请……', 'Saving…')}
          </span>
        ) : typed.fault?.kind === 'crossed' || asksBelow ? null : (
          <KeptLine kept={typed.kept} />
        )}
      </div>
      <OtherTab id={view.id} />
      <WizardSteps
        page={page}
        gapsOn={gapsOn}
        theirs={findings.length > own.length}
        busy={typed.busy}
        go={(to) => press('head', () => go(to))}
      />
      {pressed === 'head' ? <FaultNote typed={typed} groups={groups} /> : null}
      <h3 className="wizard-title" ref={heading} tabIndex={-1}>
        {read(PAGES[at]?.title)}
        <span className="quiet">{say(`第${at + 1}页，共4页`, `Page ${at + 1} of 4`)}</span>
      </h3>
      {page === 'basic' && importing ? (
        <ImportDesk view={view} act={importing} typed={typed} groups={groups} />
      ) : null}
      {page === 'papers' ? <Papers groups={groups} facts={facts} dossier={typed.whole} /> : null}
      {page === 'confirm' ? (
        <Confirm
          view={view}
          pack={pack}
          procedure={procedure}
          groups={groups}
          facts={facts}
          findings={findings}
          go={toItem}
        />
      ) : (
        <WizardPage
          parts={groupsOn(page, groups)}
          view={view}
          typed={typed}
          facts={facts}
          findings={left.has(page) || typed.kept.status === 'untouched' ? own : []}
          told={left.has(page)}
          editable={save !== undefined}
          linkError={linkError}
        />
      )}
      {asksBelow ? <KeptLine kept={typed.kept} /> : null}
      {pressed === 'foot' ? <FaultNote typed={typed} groups={groups} /> : null}
      <div className="wizard-foot">
        {before ? (
          <Button onClick={() => press('foot', () => go(before.id))} disabled={typed.busy}>
            {say(`上一页：${before.title.zh}`, `Back: ${before.title.en}`)}
          </Button>
        ) : (
          <span />
        )}
        {next ? (
          <>
            {save !== undefined && typed.unsaved.length > 0 ? (
              <Button onClick={() => press('foot', keep)} disabled={typed.busy}>
                {say('存入申请', 'Save')}
              </Button>
            ) : null}
            <Button
              type="primary"
              disabled={typed.busy}
              onClick={() => press('foot', () => go(next.id))}
            >
              {save === undefined
                ? say(`下一页：${next.title.zh}`, `Next: ${next.title.en}`)
                : say(`保存，下一页：${next.title.zh}`, `Save and next: ${next.title.en}`)}
            </Button>
          </>
        ) : null}
      </div>
    </section>
  );
}

/** Whoever fills it in is mostly the contact: their name is there to be changed. */
function useName(typed: Typed, name: string, editable: boolean): void {
  const status = typed.kept.status;
  const empty =
    editable &&
    status !== 'reading' &&
    typed.saved['subject']?.['contactName'] === undefined &&
    typed.typed['subject']?.['contactName'] === undefined;
  useEffect(() => {
    if (empty) typed.type({ subject: { contactName: name.replace(/（.*）$/, '') } });
    // Once: who empties it wants it empty.
  }, [empty]);
}

/** What is typed is on the server already: leaving loses nothing, so nobody is asked. */
async function settled(typed: Typed): Promise<boolean> {
  await typed.kept.save();
  return true;
}
