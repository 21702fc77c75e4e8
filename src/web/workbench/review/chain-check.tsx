import { useMutation } from '@tanstack/react-query';
import type { Report } from '../../verifier/report.ts';
import type { Trust } from '../../verifier/trust.ts';
import { ApiProblem, ask, bodyOf, type Problem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';

/** Checks a case on the log in this browser, by one click: the same check strangers make of an export,
 *  with the keys the verification page publishes. */
export function ChainCheck({ id, what }: { readonly id: string; readonly what: string }) {
  const { say, read } = useLanguage();
  const check = useMutation({ mutationFn: () => checkOnLog(id) });
  const report = check.data;
  return (
    <div className="chain-check">
      <button
        type="button"
        className="button"
        disabled={check.isPending}
        onClick={() => check.mutate()}
      >
        {check.isPending
          ? say('正在核对……', 'Checking…')
          : say(`核对链上记录：${what}`, `Check on the log: ${what}`)}
      </button>
      <ProblemNote error={check.error} />
      {report ? (
        <div role="status">
          <p className={report.outcome === 'broken' ? 'fault' : 'good'}>
            <strong>{read(report.headline)}</strong> {read(report.answer)}
          </p>
          <ul className="plain-list checks">
            {report.checks
              .filter(({ state }) => state !== 'absent')
              .map(({ id: name, state, sentence }) => (
                <li key={name} className={state}>
                  <span aria-hidden="true">{SIGNS[state]}</span> {read(sentence)}
                </li>
              ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

const SIGNS = { pass: '✓', caution: '!', fail: '✕', absent: '–' } as const;

async function checkOnLog(id: string): Promise<Report> {
  const [{ checkCase }, { trusted }, page, answer] = await Promise.all([
    import('../../verifier/check-case.ts'),
    import('../../verifier/trust.ts'),
    ask('/verify'),
    ask(`/api/cases/${id}/export`),
  ]);
  if (!answer.ok) await bodyOf(answer);
  const published = new DOMParser().parseFromString(await page.text(), 'text/html');
  const data = published.querySelector('[data-trust]')?.textContent;
  if (!data) throw new ApiProblem(NO_KEYS);
  return checkCase(await answer.text(), trusted(JSON.parse(data) as Trust));
}

const NO_KEYS: Problem = {
  status: 503,
  code: 'NO_KEYS',
  sentence: {
    zh: '核验页没有公布公钥，现在不能在这里核对；可以稍后再试，或者导出后离线核验。',
    en: 'The verification page publishes no keys, so nothing can be checked here now: try again later, or export the case and check it offline.',
  },
  cites: [],
};
