import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { proceduresQuery } from '../queries.ts';
import { NewSlice } from './new-slice.tsx';
import { Paged } from './paged.tsx';
import { LOG_ITSELF, slicesQuery, type Slice } from './slice-queries.ts';

/** Slices of the log for auditors: ask for one, and those exported before, as the log has them. */
export function Slices() {
  const { say } = useLanguage();
  const list = useInfiniteQuery(slicesQuery);
  return (
    <>
      <NewSlice />
      <Paged
        list={list}
        label={say('导出过的', 'Exported before')}
        empty={say('还没有导出过。', 'Nothing has been exported yet.')}
      >
        {(slice) => <Line key={slice.id} slice={slice} />}
      </Paged>
    </>
  );
}

function Line({ slice: { id, at, query, count, sha256 } }: { readonly slice: Slice }) {
  const { say, read, language } = useLanguage();
  const procedures = useQuery(proceduresQuery);
  const procedure = [LOG_ITSELF, ...(procedures.data ?? [])].find(
    ({ name }) => name === query.procedure,
  );
  const narrowed = [procedure ? read(procedure.title) : query.procedure, query.organisation];
  return (
    <li className="case-line admin-line">
      <div className="what">
        <strong>
          {query.from} – {query.to}
        </strong>
        <span className="quiet">
          {[...narrowed.filter((one) => one !== null), say(`${count}条`, `${count} entries`)].join(
            ' · ',
          )}
        </span>
        <code>SHA-256 {sha256}</code>
      </div>
      <div className="row">
        <time className="quiet" dateTime={at}>
          {momentWords(at, language)}
        </time>
        <a
          href={`/api/audit/slices/${id}`}
          download={`slice-${id}.jsonl`}
          aria-label={say(`下载第${id}号`, `Download slice ${id}`)}
        >
          {say('下载', 'Download')}
        </a>
      </div>
    </li>
  );
}
