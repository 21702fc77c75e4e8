import { ActForm } from '../form/act-form.tsx';
import { fieldsFor, type Schema, type Values } from '../form/schema.ts';
import { reread, useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import type { ActView, CaseView } from '../queries.ts';

/** The form of an act, drawn from its declaration. */
export function Taking({
  view,
  act,
  law,
  open,
  values,
  change,
  done,
}: {
  readonly view: CaseView;
  readonly act: ActView;
  readonly law: readonly string[];
  readonly open: boolean;
  readonly values: Values;
  readonly change: (values: Values) => void;
  readonly done: (after: CaseView) => void;
}) {
  const { say } = useLanguage();
  const take = useAct(view);
  // Whoever asks for their own entry is not asked what only others must say.
  const own = view.state['own'] === true || view.state['capacity'] === 'registrant';
  const input = fieldsFor(act.input as Schema, own ? ['others'] : [], false);
  const asked = { ...act, input: input as typeof act.input };
  return (
    <>
      {open ? null : (
        <p className="note note-warn">
          {say(
            '事项已有变化，这一办理目前不再开放；已填内容仍在。',
            'The case has moved on and this act is closed now; what you typed is still here.',
          )}
        </p>
      )}
      <ActForm
        act={asked}
        law={law}
        values={values}
        change={change}
        send={(sent) => take.mutate({ act: act.name, input: sent }, { onSuccess: done })}
        busy={take.isPending}
        error={take.error}
        reread={() => void reread(view.id).then(() => take.reset())}
      />
    </>
  );
}
