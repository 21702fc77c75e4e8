import { useState } from 'react';
import { ApiProblem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useScope } from './scope.tsx';
import { Since } from './since.tsx';

/** Why an act was not taken; where somebody else was faster, the way to go on with what was typed, and
 *  what they did. */
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
  const { about } = useScope();
  const [seen, setSeen] = useState<number>();
  const overtaken = error instanceof ApiProblem && error.problem.code === 'VERSION_CONFLICT';
  return (
    <>
      {about && seen !== undefined && !error ? <Since view={about} seen={seen} /> : null}
      <ProblemNote error={error} beside={beside}>
        {overtaken && again ? (
          <button
            type="button"
            className="button"
            onClick={() => {
              setSeen(about?.version);
              again();
            }}
          >
            {say('重新读取，保留已填内容', 'Read again, keep what I typed')}
          </button>
        ) : null}
      </ProblemNote>
    </>
  );
}
