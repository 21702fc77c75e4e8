import { Input } from 'antd';
import { useState } from 'react';
import type { Schema } from '../form/schema.ts';
import { dateWords } from '../format.ts';
import { useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import { useScratch } from '../model/scratch.ts';
import type { CaseView, ProcedureView } from '../queries.ts';
import { useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { KeptLine } from '../shell/kept-line.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { usePasted } from '../form/pasted.tsx';
import { Phrases } from './defect-editor.tsx';

/** The review is not done when its time runs out: the registrant is told why (BJ-REG-12a). */
const EXPLAINED = 'reg.ReviewDelayExplained';
const CLOCK = 'formalReview';
/** Working days before the end from which the desk asks: an office setting, no period of the law. */
const BEFORE = 3;
const LEAST = 5;
const MOST = 2000;

/** A quiet prompt from three working days before the review is late: write the reason while there is
 *  time, and give it where the procedure allows it. */
export function LatePrompt({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const clock = view.clocks.find(({ name, state }) => name === CLOCK && state !== 'stopped');
  const act = procedure.acts.find(({ emits }) => emits.includes(EXPLAINED));
  const open = act !== undefined && view.actions.some((one) => one.act === act.name);
  if (!clock || !open || clock.provisional) return null;
  const left = clock.left.days;
  if (left === null || clock.left.unit !== 'workingDay' || left > BEFORE) return null;
  if (isExplained(view)) return null;
  return (
    <Prompt view={view} act={act.name} schema={act.input as Schema} due={clock.due} left={left} />
  );
}

/** Whether this filing's review has been accounted for already. */
function isExplained(view: CaseView): boolean {
  const delays = view.state['delays'] as readonly { readonly submission?: number }[] | undefined;
  const filings = view.state['submissions'] as readonly unknown[] | undefined;
  return delays?.some(({ submission }) => submission === filings?.length) === true;
}

function Prompt({
  view,
  act,
  schema,
  due,
  left,
}: {
  readonly view: CaseView;
  readonly act: string;
  readonly schema: Schema;
  readonly due: string;
  readonly left: number;
}) {
  const { say, language } = useLanguage();
  const pasted = usePasted(MOST);
  const { account } = useSession();
  const [open, setOpen] = useState(left < 0);
  const kept = useScratch<string>(account.id, `case.${view.id}.late`, '');
  const take = useAct(view);
  const day = dateWords(due, language);
  const late = left < 0;
  const phrases = [
    late
      ? say(
          '材料篇幅较大，需要逐份核对，预计自今天起5个工作日内完成形式审核。',
          'The material is long and every paper is being checked; the review should be done within 5 working days from today.',
        )
      : say(
          `材料篇幅较大，需要逐份核对，预计在${day}之后5个工作日内完成形式审核。`,
          `The material is long and every paper is being checked; the review should be done within 5 working days after ${day}.`,
        ),
    say(
      `需要向有关单位核实存证和授权情况，核实完毕即完成形式审核。`,
      'Deposit and authorisation are being confirmed with those concerned; the review ends when that is done.',
    ),
    say(
      `与在办的相似登记一并比对，比对完毕即完成形式审核。`,
      'It is being compared with a similar registration under way; the review ends when that is done.',
    ),
  ];
  const field = Object.keys(schema.properties ?? {})[0] ?? 'reason';
  const send = (): void =>
    take.mutate(
      { act, input: { [field]: kept.value.trim() } },
      {
        onSuccess: () => {
          void kept.clear();
          announce(say('已向登记主体说明原因', 'The registrant has been told why'));
        },
      },
    );
  return (
    <section className="card late" aria-labelledby="late">
      <div className="row between">
        <h2 id="late">
          {late
            ? say(
                '审核已经逾期：须向登记主体说明原因',
                'The review is late: tell the registrant why',
              )
            : say(
                `审核期限还剩${left}个工作日，至${day}`,
                `${left} working day(s) left to review, until ${day}`,
              )}
        </h2>
        <button
          type="button"
          className="plain"
          aria-expanded={open}
          onClick={() => {
            if (!open && kept.value === '') kept.set(phrases[0] ?? '');
            setOpen(!open);
          }}
        >
          {open ? say('收起', 'Fold') : say('先写好未完成的原因', 'Write the reason ahead')}
        </button>
      </div>
      {open ? (
        <>
          <p className="quiet">
            {late
              ? say(
                  '写明为什么没有按期完成、预计什么时候完成；说明之后继续审核，期限不因此延长。',
                  'Say why it was not finished in time and when it should be. The review goes on; the time is not extended by it.',
                )
              : say(
                  '不能按期完成的，应当向登记主体说明。到期之前也可以先说明；不想现在说明的，写好的话会留着。',
                  'Whoever cannot finish in time tells the registrant why. It may be told before; otherwise what is written here is kept.',
                )}
          </p>
          <Input.TextArea
            aria-label={say('未完成审核的原因', 'Why the review is not finished')}
            value={kept.value}
            maxLength={MOST}
            placeholder={say(`至少${LEAST}个字`, `${LEAST} characters or more`)}
            autoSize={{ minRows: 2 }}
            onPaste={pasted.onPaste}
            onChange={(event) => kept.set(event.target.value)}
          />
          {pasted.note}
          <Phrases phrases={phrases.filter((p) => p !== kept.value)} choose={kept.set} />
          <div className="row">
            <button
              type="button"
              className="button"
              disabled={take.isPending || [...kept.value.trim()].length < LEAST}
              onClick={send}
            >
              {say('现在向登记主体说明', 'Tell the registrant now')}
            </button>
            <KeptLine kept={kept} />
          </div>
          <ProblemNote error={take.error} />
        </>
      ) : null}
    </section>
  );
}
