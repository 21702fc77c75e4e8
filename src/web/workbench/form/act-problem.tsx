import { ApiProblem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';

/** Why an act was not taken; where somebody else was faster, the way to go on with what was typed. */
export function ActProblem({
  error,
  beside = false,
  again,
}: {
  readonly error: unknown;
  readonly beside?: boolean;
  readonly again: (() => void) | undefined;
}) {
  const { say } = useLanguage();
  const overtaken = error instanceof ApiProblem && error.problem.code === 'VERSION_CONFLICT';
  return (
    <ProblemNote error={error} beside={beside}>
      {overtaken && again ? (
        <button type="button" className="button" onClick={again}>
          {say('重新读取，保留已填内容', 'Read again, keep what I typed')}
        </button>
      ) : null}
    </ProblemNote>
  );
}
