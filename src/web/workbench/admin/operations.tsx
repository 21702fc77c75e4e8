import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { OperationFilters } from './operation-filters.tsx';
import { detailWords, operationWords } from './operation-words.ts';
import { Paged } from './paged.tsx';
import { operationsQuery, type OperationFilter, type OperationLine } from './queries.ts';

/** The operations log, newest first; reading it is recorded in it. */
export function OperationsLog() {
  const { say } = useLanguage();
  const { part: _part, q: _q, ...filter } = useSearch({ from: '/inside/admin' });
  const list = useInfiniteQuery(operationsQuery(filter));
  return (
    <>
      <OperationFilters
        key={JSON.stringify(filter)}
        filter={filter}
        again={() => void list.refetch()}
      />
      <Paged list={list} label={say('操作日志', 'Operations log')}>
        {(line) => <Line key={line.id} line={line} filter={filter} />}
      </Paged>
    </>
  );
}

function Line({
  line,
  filter,
}: {
  readonly line: OperationLine;
  readonly filter: OperationFilter;
}) {
  const { say, read, language } = useLanguage();
  const detail = detailWords(line.detail);
  return (
    <li className="case-line admin-line">
      <div className="what">
        <strong>{read(operationWords(line.kind))}</strong>
        <span className="quiet">
          <Link
            to="/admin"
            search={{ ...filter, part: 'operations', account: line.account }}
            title={say('只看这个账户', 'Only this account')}
          >
            {line.login ?? line.account}
          </Link>
          {' · '}
          {line.subject}
        </span>
        {detail === '' ? null : <span className="prose">{detail}</span>}
      </div>
      <div className="row">
        <span className={line.ok ? 'good' : 'fault'}>
          {line.ok ? say('成功', 'Done') : say('被拒绝', 'Refused')}
        </span>
        <time className="quiet" dateTime={line.at}>
          {momentWords(line.at, language)}
        </time>
      </div>
    </li>
  );
}
