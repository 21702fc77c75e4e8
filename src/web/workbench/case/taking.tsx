import { ActForm } from '../form/act-form.tsx';
import { DraftLine } from '../form/draft-line.tsx';
import { fieldsFor, initial, type Schema } from '../form/schema.ts';
import { reread, useAct } from '../form/use-act.ts';
import { useDraft } from '../form/use-draft.ts';
import { useLanguage } from '../language.tsx';
import type { ActView, CaseView } from '../queries.ts';

/** The form of an act, drawn from its declaration; what is typed is kept until it is taken. */
export function Taking({
  view,
  act,
  law,
  open,
  done,
}: {
  readonly view: CaseView;
  readonly act: ActView;
  readonly law: readonly string[];
  readonly open: boolean;
  readonly done: (after: CaseView) => void;
}) {
  const { say } = useLanguage();
  const take = useAct(view);
  const draft = useDraft(`case.${view.id}.act.${act.name}`, initial(act.input as Schema));
  // Whoever asks for their own entry is not asked what only others must say.
  const own = view.state['own'] === true || view.state['capacity'] === 'registrant';
  const input = fieldsFor(act.input as Schema, own ? ['others'] : [], false);
  const asked = { ...act, input: input as typeof act.input };
  return (
    <div className="stack">
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
        values={draft.values}
        change={draft.change}
        kept={<DraftLine draft={draft} />}
        send={(sent) =>
          take.mutate(
            { act: act.name, input: sent },
            {
              onSuccess: (after) => {
                draft.done();
                done(after);
              },
            },
          )
        }
        busy={take.isPending}
        shut={!open}
        error={take.error}
        reread={() => void reread(view.id).then(() => take.reset())}
      />
    </div>
  );
}
