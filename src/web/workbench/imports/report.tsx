import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Progress, Segmented } from 'antd';
import { useState } from 'react';
import { Paged } from '../admin/paged.tsx';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { queryClient } from '../queries.ts';
import { ProblemNote } from '../shell/problem.tsx';
import {
  cancelImport,
  importsQuery,
  linesQuery,
  runs,
  type ImportView,
  type Outcome,
} from './queries.ts';
import { OUTCOMES, STATES } from './words.ts';

/** How far an import is, and what came of each line. */
export function Report({ job }: { readonly job: ImportView }) {
  const { say, read, language } = useLanguage();
  const stop = useMutation({
    mutationFn: () => cancelImport(job.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: importsQuery.queryKey }),
  });
  const part = job.lines === 0 ? 0 : Math.floor((job.done / job.lines) * 100);
  return (
    <section className="card" aria-labelledby={`import-${job.id}`}>
      <h2 id={`import-${job.id}`}>
        {job.mode === 'check' ? say('试运行', 'Dry run') : say('导入', 'Import')}
        {' · '}
        {read(STATES[job.state])}
      </h2>
      <p className="quiet">
        {momentWords(job.createdAt, language)} ·{' '}
        {say(`共${job.lines}行，已办${job.done}行`, `${job.done} of ${job.lines} lines`)}
      </p>
      <Progress
        percent={part}
        status={job.state === 'failed' ? 'exception' : runs(job) ? 'active' : 'normal'}
        aria-label={say('进度', 'Progress')}
      />
      <p className="row" role="status">
        {(['created', 'ready', 'skipped', 'refused'] as const)
          .filter((outcome) => job[outcome] > 0)
          .map((outcome) => (
            <span key={outcome} className={outcome === 'refused' ? 'fault' : undefined}>
              {read(OUTCOMES[outcome])} {job[outcome]}
            </span>
          ))}
      </p>
      {job.fault ? <p className="note note-bad">{read(job.fault.sentence)}</p> : null}
      <p className="row">
        {runs(job) ? (
          <Button danger loading={stop.isPending} onClick={() => stop.mutate()}>
            {say('取消其余各行', 'Cancel the rest')}
          </Button>
        ) : null}
        <a className="button" href={`/api/imports/${job.id}/report`} download>
          {say('下载报告（CSV）', 'Download the report (CSV)')}
        </a>
      </p>
      <ProblemNote error={stop.error} />
      {job.done > 0 ? <Lines key={job.id} job={job} /> : null}
    </section>
  );
}

function Lines({ job }: { readonly job: ImportView }) {
  const { say, read } = useLanguage();
  const [shown, setShown] = useState<Outcome | 'all'>(job.refused > 0 ? 'refused' : 'all');
  const list = useInfiniteQuery({
    ...linesQuery(job.id, shown === 'all' ? undefined : shown),
    // While lines are still being taken the first pages grow.
    refetchInterval: runs(job) ? 3000 : false,
  });
  return (
    <>
      <Segmented
        aria-label={say('只看哪些行', 'Which lines')}
        value={shown}
        onChange={setShown}
        options={[
          { value: 'all' as const, label: say('全部', 'All') },
          ...(['refused', 'skipped', 'created', 'ready'] as const)
            .filter((o) => job[o] > 0)
            .map((value) => ({ value, label: `${read(OUTCOMES[value])} ${job[value]}` })),
        ]}
      />
      <Paged list={list} label={say('逐行报告', 'Report line by line')}>
        {(line) => (
          <li key={line.line} className="case-line import-line">
            <div className="what">
              {line.caseId === null ? (
                <span>{line.title || say('（无名称）', '(no name)')}</span>
              ) : (
                <Link to="/cases/$id" params={{ id: line.caseId }}>
                  {line.title}
                </Link>
              )}
              {line.faults.map((fault) => (
                <span key={`${fault.code} ${fault.cell}`} className="prose">
                  {fault.cell === null ? null : <span className="code">{fault.cell} </span>}
                  {read(fault.sentence)}
                </span>
              ))}
            </div>
            <span className="quiet">{say(`第${line.line}行`, `line ${line.line}`)}</span>
            <span className={line.outcome === 'refused' ? 'fault' : 'status'}>
              {read(OUTCOMES[line.outcome])}
            </span>
          </li>
        )}
      </Paged>
    </>
  );
}
