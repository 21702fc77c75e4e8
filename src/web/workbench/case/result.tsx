import type { ReactNode } from 'react';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { statusNamed } from '../model/entry.ts';
import type { CaseResult } from '../model/state.ts';

/** The code, how long it holds, and the papers that can be checked by anybody. */
export function Result({
  view,
  result,
  pack,
  children,
}: {
  readonly view: CaseView;
  readonly result: CaseResult;
  readonly pack: Pack;
  readonly children: ReactNode;
}) {
  const { say, read, language } = useLanguage();
  const stands = view.status === 'REGISTERED';
  const { tone } = statusNamed(view.status.toLowerCase());
  return (
    <section className={stands ? 'card result' : 'card result ended'} aria-labelledby="result">
      <h2 id="result">{read(pack.profile.credential.title)}</h2>
      {stands ? null : (
        <p>
          <strong className={`status status-${tone}`}>{read(view.statusTitle)}</strong>
        </p>
      )}
      {children}
      <p className="code-line">
        <span className="quiet">{say('登记码 ', 'Code ')}</span>
        <code>{result.code}</code>
      </p>
      {result.queryCode ? (
        <p>
          <span className="quiet">{say('结果查询码 ', 'Query code ')}</span>
          <code>{result.queryCode}</code>
        </p>
      ) : null}
      <p>
        {stands ? say('有效期 ', 'Valid ') : say('原定有效期 ', 'Was to be valid ')}
        {dateWords(result.validFrom, language)} — {dateWords(result.validTo, language)}
      </p>
      <p className="row">
        {stands ? (
          <a className="button-primary" href={`/api/cases/${view.id}/sheet`} download>
            {say('下载PDF', 'Download the PDF')}
          </a>
        ) : (
          <span className="quiet">
            {say('登记已终结，不再出具文件。', 'The entry has ended; no document is issued.')}
          </span>
        )}
        <a className="button" href={`/verify?code=${encodeURIComponent(result.code)}`}>
          {say('公开核验页', 'Public verification')}
        </a>
      </p>
    </section>
  );
}
