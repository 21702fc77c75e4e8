import { useLanguage } from '../language.tsx';
import type { ActView, CaseView, Pack, ProcedureView } from '../queries.ts';
import { NewTerm, renewingIn } from './new-term.tsx';
import { Reminder } from './reminder.tsx';
import { usePetition } from './use-petition.ts';

/** What an officer sees before deciding what was asked about an entry: what it gives, and what they have
 *  not looked at or not told yet. It reminds, and forbids nothing. */
export function BeforePetition({
  view,
  pack,
  procedure,
  act,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly act: ActView;
}) {
  const { say } = useLanguage();
  const { telling, list, defects } = usePetition(view, procedure);
  const renewing = act.emits.includes('reg.Renewed') ? renewingIn(view) : undefined;
  const left = telling?.items.filter(({ id }) => !list[id]) ?? [];
  const lines = [
    left.length > 0
      ? say(
          `还有${left.length}项没有标记：${left.map(({ label }) => `“${label.zh}”`).join('')}`,
          `${left.length} not marked yet: ${left.map(({ label }) => label.en).join('; ')}`,
        )
      : '',
    defects.length > 0
      ? say(
          `标为缺陷的${defects.length}项还没有告知对方`,
          `${defects.length} defect(s) were marked and not told`,
        )
      : '',
  ].filter(Boolean);
  return (
    <>
      {renewing ? <NewTerm of={renewing} pack={pack} procedure={procedure} cited={false} /> : null}
      <Reminder lines={lines} />
    </>
  );
}
