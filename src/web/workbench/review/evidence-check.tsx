import { Link } from '@tanstack/react-router';
import type { JsonObject } from '../../../base/json.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { ChainCheck } from './chain-check.tsx';
import { isFile } from './papers.ts';

interface Evidence {
  readonly digest: string;
  readonly depositedOn: string;
  readonly deposit?: { readonly caseId: string; readonly lost: boolean };
}

/** Whether the deposit is what the dossier says it is: its day, its digest, whether it still stands, and
 *  the record on the log. */
export function EvidenceCheck({
  view,
  values,
}: {
  readonly view: CaseView;
  /** The group `evidence` of the dossier. */
  readonly values: JsonObject;
}) {
  const { say, language } = useLanguage();
  const evidence = view.state['evidence'] as Evidence | null | undefined;
  const filings = view.state['submissions'] as readonly { readonly on: string }[] | undefined;
  const filed = filings?.at(0)?.on;
  const proof: unknown = values['proofFile'];
  const checks: readonly (readonly [boolean | undefined, string, string])[] = evidence
    ? [
        [
          filed === undefined ? undefined : evidence.depositedOn <= filed,
          say('存证不晚于申请', 'Deposited no later than filed'),
          dateWords(evidence.depositedOn, language),
        ],
        [
          isFile(proof) && evidence.digest !== '' ? proof.sha256 === evidence.digest : undefined,
          say('证明文件与存证摘要一致', 'The proof file has the digest deposited'),
          evidence.digest === '' ? '' : `${evidence.digest.slice(0, 16)}…`,
        ],
        [
          evidence.deposit ? !evidence.deposit.lost : undefined,
          say('所关联的存证仍然有效', 'The deposit linked still stands'),
          evidence.deposit ? '' : say('没有关联存证事项', 'no deposit case is linked'),
        ],
      ]
    : [[false, say('已关联存证', 'A deposit is linked'), '']];
  return (
    <div className="evidence-check">
      <ul className="plain-list checks">
        {checks.map(([holds, words, more]) => (
          <li key={words} className={holds === undefined ? 'absent' : holds ? 'pass' : 'fail'}>
            <span aria-hidden="true">{holds === undefined ? '–' : holds ? '✓' : '✕'}</span>
            <span className="hidden">
              {holds === undefined
                ? say('无从核对：', 'not known: ')
                : holds
                  ? ''
                  : say('不符：', 'fails: ')}
            </span>{' '}
            {words} <span className="quiet">{more}</span>
          </li>
        ))}
      </ul>
      <div className="row">
        <ChainCheck id={view.id} what={say('本事项', 'this case')} />
        {evidence?.deposit ? (
          <Link to="/cases/$id" params={{ id: evidence.deposit.caseId }}>
            {say('查看存证事项', 'See the deposit')}
          </Link>
        ) : null}
      </div>
    </div>
  );
}
