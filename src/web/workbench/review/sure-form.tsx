import type { ReactNode } from 'react';
import { ActProblem } from '../form/act-problem.tsx';
import type { Json } from '../../../base/json.ts';
import type { Schema } from '../form/schema.ts';
import { reread, useAct } from '../form/use-act.ts';
import { titleIn } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { ActView, CaseView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';

/** An act that asks nothing but to be meant, in one step: what it says and does stands above the one button that means it. */
export function SureForm({
  view,
  act,
  law,
  done,
  children,
}: {
  readonly view: CaseView;
  readonly act: ActView;
  readonly law: readonly string[];
  readonly done: (after: CaseView) => void;
  /** What is to be known before. */
  readonly children?: ReactNode;
}) {
  const { say, read, language } = useLanguage();
  const take = useAct(view);
  const said = Object.entries((act.input as Schema).properties ?? {});
  const input = Object.fromEntries(said.map(([name]): [string, Json] => [name, true]));
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        take.mutate({ act: act.name, input }, { onSuccess: done });
      }}
    >
      {act.help ? <p>{read(act.help)}</p> : null}
      <Cites law={law} />
      {children}
      {said.length > 0 ? (
        <p>
          {say('办理即表示：', 'By this you say: ')}
          {said.map(([name, one]) => titleIn(one.title ?? name, language)).join('；')}
        </p>
      ) : null}
      {act.final ? (
        <p className="quiet">
          {say(
            '办理后立即生效，记入办理经过，不能重来。',
            'It takes effect at once, goes on record and cannot be undone.',
          )}
        </p>
      ) : null}
      <ActProblem error={take.error} again={() => void reread(view.id).then(() => take.reset())} />
      <div>
        <button type="submit" className="button-primary" disabled={take.isPending} autoFocus>
          {say(
            `确认：${act.title.zh}`,
            act.title.en.startsWith('Confirm') ? act.title.en : `Confirm: ${act.title.en}`,
          )}
        </button>
      </div>
    </form>
  );
}
