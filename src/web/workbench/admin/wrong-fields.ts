import { ApiProblem } from '../api.ts';

/** The fields of a form that a refusal of the whole request names, by their codes. */
export function wrongFields(error: unknown): ReadonlySet<string> {
  if (!(error instanceof ApiProblem) || error.problem.code !== 'REQUEST_MALFORMED')
    return new Set();
  const [, named = ''] = /：(.*)。$/.exec(error.problem.sentence.zh) ?? [];
  return new Set(named.split('、').filter((one) => one !== ''));
}
