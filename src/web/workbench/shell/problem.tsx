import type { ReactNode } from 'react';
import { ApiProblem, type Problem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { Cites } from './cites.tsx';

/** Why something did not happen: a sentence, its articles, and what can be done about it. */
export function ProblemNote({
  error,
  children,
}: {
  readonly error: unknown;
  readonly children?: ReactNode;
}) {
  const { say, read } = useLanguage();
  if (!error) return null;
  const problem: Problem | undefined = error instanceof ApiProblem ? error.problem : undefined;
  const sentence = problem
    ? read(problem.sentence)
    : say('页面出错，已填内容仍在本页。', 'This page has a defect. What you typed is still here.');
  return (
    <div className="note note-bad" role="alert">
      <p>{sentence}</p>
      {problem ? <Cites law={problem.cites} /> : null}
      {children}
    </div>
  );
}
