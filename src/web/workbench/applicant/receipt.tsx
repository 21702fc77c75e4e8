import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { usePlaces } from '../case/places.ts';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { historyQuery, type CaseView, type ProcedureView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { roleTitle } from '../roles.ts';
import { handedInBy } from './filing-acts.ts';

/** The receipt of the last filing: when, under which number on the log, by whom; to copy or print. */
export function Receipt({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const { say, read, language } = useLanguage();
  const { data: events } = useQuery(historyQuery(view.id));
  const { places } = usePlaces(view.id);
  const acts = handedInBy(procedure, view.audience);
  const filing = events?.findLast(({ act }) => acts.includes(act));
  if (!filing) return null;
  const place = places?.list.find(({ version }) => version === filing.version);
  const number = place?.index ?? null;
  const lines: readonly (readonly [string, string])[] = [
    [say('事项', 'Case'), `${view.title}（${read(view.procedureTitle)}）`],
    [say('事项编号', 'Number of the case'), view.id],
    [read(filing.title), momentWords(filing.at, language)],
    [say('提交人', 'Handed in by'), read(roleTitle(filing.actor.role))],
    [
      say('目录链条目号', 'Entry on the log'),
      number === null ? say('正在写入，稍后显示', 'being written') : String(number),
    ],
  ];
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(lines.map(([k, v]) => `${k}：${v}`).join('\n'));
    announce(say('已复制回执', 'The receipt was copied'));
  };
  return (
    <details className="tracker-receipt">
      <summary>{say('提交回执', 'Receipt')}</summary>
      <section className="card receipt" aria-labelledby="receipt">
        <h2 id="receipt">{say('提交回执', 'Receipt')}</h2>
        <dl className="facts">
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet">
          {say(
            '这一条写入目录链后谁也改不了；任何人凭条目号可以核对它在链上。',
            'Once on the log nobody can change it; anybody can look the entry up by its number.',
          )}{' '}
          {number === null ? null : (
            <a href={`/chain/${number}`}>{say('在链上看这一条', 'See it on the log')}</a>
          )}
        </p>
        <p className="row no-print">
          {window.isSecureContext ? (
            <Button onClick={() => void copy()}>{say('复制', 'Copy')}</Button>
          ) : null}
          <Button onClick={() => printOnly()}>{say('打印回执', 'Print')}</Button>
        </p>
      </section>
    </details>
  );
}

/** Prints the receipt and not the page around it. */
function printOnly(): void {
  document.documentElement.dataset['print'] = 'receipt';
  window.addEventListener('afterprint', () => delete document.documentElement.dataset['print'], {
    once: true,
  });
  window.print();
}
