import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import type { CaseView } from '../queries.ts';
import { EVIDENCE_PAGE } from './places.ts';

/** What can be taken away from a case and checked by anybody, each with what it is for. */
export function Downloads({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const { result } = readState(view.state);
  const credential = `/api/cases/${view.id}/credential`;
  return (
    <section className="card" aria-labelledby="downloads">
      <h2 id="downloads">{say('导出与核验', 'Export and verify')}</h2>
      <ul className="plain-list">
        <Export view={view} />
        {result && view.status === 'REGISTERED' ? (
          <>
            <Row
              link={
                <a className="button" href={credential} download={`${result.code}.json`}>
                  {say('机读凭证（JSON）', 'Credential (JSON)')}
                </a>
              }
            >
              {say(
                '登记结果的机读文件，带国际、国密两种签名，供系统自动核验。',
                'The result for programs, with an international and a Chinese signature.',
              )}
            </Row>
            <Row
              link={
                <a
                  className="button"
                  href={`${credential}?form=compact`}
                  download={`${result.code}.sd-jwt`}
                >
                  {say('机读凭证（SD-JWT）', 'Credential (SD-JWT)')}
                </a>
              }
            >
              {say(
                '同一凭证的紧凑写法，供电子钱包收存、出示。',
                'The same in the compact form that wallets keep and present.',
              )}
            </Row>
          </>
        ) : null}
        <Row
          link={
            <a className="button" href="#timeline">
              {say('链上证明', 'Proofs')}
            </a>
          }
        >
          {say(
            '证明某一条记录在目录链上：在“办理经过”里点开该条的标记下载。',
            'That one record is on the log: open its mark in the history to download them.',
          )}
        </Row>
      </ul>
      <p>
        {say('以上文件任何人都可以在', 'Anybody can check all of these on ')}
        <a href="/verify">{say('核验页', 'the verification page')}</a>
        {say('核验，离线也可以。', ', offline too.')}
      </p>
    </section>
  );
}

/** The whole case, in as many files as the door has pages: each has its own checkpoint, and whoever
 *  verifies them takes them in their order. */
function Export({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const address = `/api/cases/${view.id}/export`;
  const count = Math.max(1, Math.ceil(view.version / EVIDENCE_PAGE));
  const links = Array.from({ length: count }, (_, at) => (
    <a
      key={at}
      className="button"
      href={at === 0 ? address : `${address}?after=${at * EVIDENCE_PAGE}`}
      download={`case-${view.id}${at === 0 ? '' : `-${at + 1}`}.json`}
    >
      {say('整卷导出', 'Export the case')}
      {count > 1 ? ` ${at + 1}/${count}` : ''}
    </a>
  ));
  const archive = (
    <a className="button" href={`/api/cases/${view.id}/archive`} download={`case-${view.id}.zip`}>
      {say('整卷存档', 'Archive of the case')}
    </a>
  );
  return (
    <>
      <Row link={archive}>
        {say(
          '一个压缩包：可直接阅读的页面、全部记录及证明、材料、登记结果；可离线核验（shuji verify archive）。',
          'One ZIP file: a page to read, every record with its proofs, the files, the results; checked offline by shuji verify archive.',
        )}
      </Row>
      <Row link={links}>
        {say(
          '全部记录、您可以查看的内容及其证明，可离线核验。含不公开的内容，请妥善保管。',
          'Every record, what you may see of it and its proofs, to be checked offline. It holds what is not public: keep it safe.',
        )}
        {view.audience.includes('office')
          ? say(
              '凭它还可以按公布的规则重新办理一遍。',
              ' With it each act can be decided again by the published rules.',
            )
          : ''}
      </Row>
    </>
  );
}

function Row({ link, children }: { readonly link: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="action">
      {link}
      <span className="quiet">{children}</span>
    </li>
  );
}
