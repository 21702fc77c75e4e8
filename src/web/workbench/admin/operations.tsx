import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { useSession } from '../session.ts';
import { DayChart } from './day-chart.tsx';
import { OperationFilters } from './operation-filters.tsx';
import { detailWords, operationWords } from './operation-words.ts';
import { Paged } from './paged.tsx';
import { partTitle, type Part } from './parts.ts';
import {
  operationsCsv,
  operationsQuery,
  type OperationFilter,
  type OperationLine,
} from './queries.ts';

/** The operations log, newest first; reading it is recorded in it. */
export const OperationsLog = () => <Records part="operations" />;

/** Who signed in, and who was turned away. */
export const SignIns = () => <Records part="signIns" kinds={['session.signIn']} />;

/** Who looked at which case or file. */
export const Access = () => <Records part="access" kinds={['case.read', 'file.read']} />;

function Records({ part, kinds }: { readonly part: Part; readonly kinds?: readonly string[] }) {
  const { say, read } = useLanguage();
  const { part: _part, q: _q, ...given } = useSearch({ from: '/inside/admin' });
  const kind = kinds && !kinds.includes(given.kind ?? '') ? kinds[0] : given.kind;
  const filter: OperationFilter = { ...given, ...(kind === undefined ? {} : { kind }) };
  const list = useInfiniteQuery(operationsQuery(filter));
  const title = read(partTitle(part));
  const shown = list.data?.pages.reduce((all, page) => all + page.items.length, 0) ?? 0;
  return (
    <>
      <OperationFilters
        key={JSON.stringify(filter)}
        part={part}
        kinds={kinds}
        filter={filter}
        again={() => void list.refetch()}
      />
      <DayChart part={part} title={say(`${title}：按天`, `${title} by day`)} filter={filter} />
      {shown > 0 ? (
        <p className="row between">
          <span className="quiet">
            {list.hasNextPage
              ? say(`已列出最近${shown}条`, `The newest ${shown}`)
              : say(`共${shown}条`, `${shown} in all`)}
          </span>
          <a className="button" href={operationsCsv(filter)} download>
            {say('导出（CSV）', 'Export (CSV)')}
          </a>
        </p>
      ) : null}
      <Paged list={list} label={title} empty={EMPTY[part]?.(say)}>
        {(line) => <Line key={line.id} line={line} part={part} filter={filter} />}
      </Paged>
    </>
  );
}

type Say = (zh: string, en: string) => string;
const EMPTY: Partial<Record<Part, (say: Say) => string>> = {
  signIns: (say) =>
    say(
      '这些条件下没有登录记录，可以放宽日期或者清除条件。',
      'No sign-in matches. Choose other days, or clear the filters.',
    ),
  access: (say) =>
    say(
      '这些条件下没有人查阅过，可以放宽日期或者清除条件。',
      'Nobody looked. Choose other days, or clear the filters.',
    ),
};

/** What was touched, in words where a number says nothing to anybody. */
const SUBJECT = /^([a-z]+)(?:\/(.*))?$/;
const SUBJECTS: Readonly<Record<string, ((say: Say, id: string) => string) | undefined>> = {
  session: (say, id) =>
    id === '' ? say('登录', 'signing in') : say(`会话${id.slice(-6)}`, `session ${id.slice(-6)}`),
  operations: (say) => say('操作日志', 'the operations log'),
  account: (say, id) =>
    id === '' ? say('账户清单', 'the accounts') : say(`账户${id}`, `account ${id}`),
  organisation: (say, id) => say(`单位${id}`, `organisation ${id}`),
  desk: (say) => say('经办', 'the desk'),
  key: (say, id) => say(`密钥${id.slice(-6)}`, `key ${id.slice(-6)}`),
};

const CASE = /^case\/([0-9a-f-]{36})$/;

function Line({
  line,
  part,
  filter,
}: {
  readonly line: OperationLine;
  readonly part: Part;
  readonly filter: OperationFilter;
}) {
  const { say, read, language } = useLanguage();
  const { account } = useSession();
  const detail = detailWords(line.detail, say);
  const named = SUBJECT.exec(line.subject);
  const caseId = CASE.exec(line.subject)?.[1];
  return (
    <li className="case-line admin-line">
      <div className="what">
        <strong>{read(operationWords(line.kind))}</strong>
        <span className="quiet">
          <Link
            to="/admin"
            search={{ ...filter, part, account: line.login ?? line.account }}
            title={say('只看这个账户', 'Only this account')}
          >
            {line.login ?? line.account}
          </Link>
          {' · '}
          {part === 'access' && caseId !== undefined ? (
            <Link
              to="/admin"
              search={{ ...filter, part, subject: line.subject }}
              title={say('只看这一事项', 'Only this case')}
            >
              {line.subject}
            </Link>
          ) : (
            (SUBJECTS[named?.[1] ?? '']?.(say, named?.[2] ?? '') ?? line.subject)
          )}
          {caseId !== undefined && account.roles.includes('auditor') ? (
            <>
              {' · '}
              <Link to="/cases/$id" params={{ id: caseId }}>
                {say('打开事项', 'Open the case')}
              </Link>
            </>
          ) : null}
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
