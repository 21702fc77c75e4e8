import type { ReactNode } from 'react';
import type { Text } from '../../../base/text.ts';
import { ApiProblem, type Problem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { Cites } from './cites.tsx';

/** Why something did not happen: a sentence, its articles, and what can be done about it. */
export function ProblemNote({
  error,
  beside = false,
  children,
}: {
  readonly error: unknown;
  /** What is wrong stands under each field: the note need not name them by their codes. */
  readonly beside?: boolean;
  readonly children?: ReactNode;
}) {
  const { say, read } = useLanguage();
  if (!error) return null;
  const problem: Problem | undefined = error instanceof ApiProblem ? error.problem : undefined;
  const sentence = beside
    ? say(
        '有的内容不符合要求，请按各项下面的提示修改。',
        'Some of this is not as asked: see the notes under the fields.',
      )
    : problem
      ? read(problem.sentence)
      : say(
          '页面出错，已填内容仍在本页。',
          'This page has a defect. What you typed is still here.',
        );
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
