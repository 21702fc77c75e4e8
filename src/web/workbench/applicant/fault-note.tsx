import { Button } from 'antd';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import type { MaterialGroup } from '../dossier/open.ts';
import type { Typed } from './use-typed.ts';

/** Why a page was not saved. Nothing typed is lost by it. */
export function FaultNote({
  typed,
  groups,
}: {
  readonly typed: Typed;
  readonly groups: readonly MaterialGroup[];
}) {
  const { say, read } = useLanguage();
  const { fault } = typed;
  if (!fault) return null;
  const group = groups.find(({ id }) => id === fault.group);
  if (fault.kind === 'refused') return <ProblemNote error={fault.error} />;
  const names = fault.fields.map((f) => read(group?.fields.find(({ id }) => id === f)?.label) || f);
  return (
    <div className="note note-warn" role="alert">
      <p>
        {say('这几项刚才在别处改过：', 'These were changed elsewhere just now: ')}
        {names.join(say('、', ', '))}
        {say('。要用您填的，还是用别处改的？', '. Yours, or the other?')}
      </p>
      <div className="row">
        <Button onClick={() => void typed.save(undefined, true)}>
          {say('用我填的', 'Use mine')}
        </Button>
        <Button onClick={() => void typed.giveUp()}>{say('用别处改的', 'Use the other')}</Button>
      </div>
    </div>
  );
}
