import type { ReactNode } from 'react';
import type { Text } from '../../../base/text.ts';
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
  const named = namedIn(problem);
  return (
    <div className="note note-bad" role="alert">
      <p>{named.length > 0 ? sentence.split(/[：:]/)[0] : sentence}</p>
      {named.length > 0 ? (
        <ul className="values">
          {named.map((one) => (
            <li key={one.zh}>{read(one)}</li>
          ))}
        </ul>
      ) : null}
      {problem ? <Cites law={problem.cites} /> : null}
      {children}
    </div>
  );
}

/** What a refusal names one by one, such as everything a filing still lacks. */
function namedIn(problem: Problem | undefined): readonly Text[] {
  const findings = problem?.details?.['findings'];
  return Array.isArray(findings) ? findings.map((one: { readonly says: Text }) => one.says) : [];
}
