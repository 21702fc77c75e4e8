import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ActForm } from '../form/act-form.tsx';
import { dateWords } from '../format.ts';
import { initial, type Schema, type Values } from '../form/schema.ts';
import { reread, takeAct, useAttempt, type Taken } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import type { Finding } from '../model/state.ts';
import type { ActView, CaseView, Pack, ProcedureView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { lawIn } from '../words.ts';
import { AskColleague } from './ask-colleague.tsx';
import { filingActs, reviewAct } from './filing-acts.ts';
import { shown } from './use-typed.ts';

/** The end of the last page: the review inside the house, then out of it. One step is open at a time. */
export function Filing({
  view,
  pack,
  procedure,
  findings,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly findings: readonly Finding[];
}) {
  const { say, read, language } = useLanguage();
  const review = reviewAct(procedure);
  const submit = filingActs(procedure).find(({ name }) =>
    view.actions.some(({ act }) => act === name),
  );
  const mayReview = view.actions.some(({ act }) => act === review?.name);
  const missing = findings.filter((f) => f.level === 'gap');
  const gaps = missing.length > 0;
  const awaits = gaps && missing.every(({ party }) => party !== undefined);
  const reviewed = view.state['internalReview'] as { readonly on: string } | null | undefined;
  const why = view.closed.find(({ act }) => act === filingActs(procedure)[0]?.name)?.why;
  return (
    <section className="card filing" aria-labelledby="filing">
      <h4 id="filing">{say('送出', 'Send')}</h4>
      <ol className="filing-steps">
        <li className={reviewed ? 'complete' : ''}>
          <strong>{say('本单位业务审核', 'Review inside your organisation')}</strong>
          {reviewed ? (
            <span className="good">
              {say(
                `已于${dateWords(reviewed.on, language)}通过`,
                `passed on ${dateWords(reviewed.on, language)}`,
              )}
            </span>
          ) : gaps ? (
            <span className="quiet">
              {awaits
                ? say(
                    '共有主体都同意后，在这里请同事审核。',
                    'Once every co-owner has agreed, ask a colleague here to review it.',
                  )
                : say('补齐后请同事审核。', 'Once complete, ask a colleague to review it.')}
            </span>
          ) : review && mayReview ? (
            <Step view={view} pack={pack} act={review} />
          ) : review ? (
            <AskColleague view={view} act={review} />
          ) : null}
        </li>
        <li>
          <strong>{say('提交登记机构', 'File with the registrar')}</strong>
          {submit && !gaps ? (
            <Step view={view} pack={pack} act={submit} />
          ) : (
            <span className="quiet">
              {reviewed && why
                ? why.sentence[language]
                : say(
                    '审核通过以后，在这里承诺并提交；提交即开始计算受理期限。',
                    'After the review, declare and file here; the time to accept starts with it.',
                  )}
            </span>
          )}
          {submit ? null : <span className="hidden">{read(filingActs(procedure)[0]?.title)}</span>}
        </li>
      </ol>
    </section>
  );
}

/** An act taken where one has just read what it is about, instead of in a form of its own. */
export function Step({
  view,
  pack,
  act,
  before,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly act: ActView;
  /** What is to be written first; undefined: it was not taken, and the act waits. */
  readonly before?: () => Promise<CaseView | undefined>;
}) {
  const { say, read } = useLanguage();
  const [values, setValues] = useState<Values>(initial(act.input as Schema));
  const attempt = useAttempt();
  const take = useMutation({
    mutationFn: async (input: Taken['input']) => {
      const at = before ? await before() : view;
      if (!at) return undefined;
      return attempt([act.name, input, at.version], (key) =>
        takeAct(at.id, at.version, act.name, input, key),
      );
    },
    onSuccess: (after) => {
      if (!after) return;
      shown(after);
      announce(
        say(`已办理：${act.title.zh}`, `Done: ${act.title.en}`) + ` · ${read(after.statusTitle)}`,
      );
      window.scrollTo(0, 0);
    },
  });
  const { help: _besideIt, ...plain } = act;
  return (
    <ActForm
      act={plain}
      law={lawIn(pack, act.law)}
      values={values}
      change={setValues}
      busy={take.isPending}
      error={take.error}
      reread={() => void reread(view.id).then(() => take.reset())}
      send={(input) => take.mutate(input)}
    />
  );
}
