import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { packsQuery } from '../queries.ts';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { Cites } from '../shell/cites.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { Charts } from './charts.tsx';
import { FiguresFilters } from './filters.tsx';
import { figuresCsv, figuresQuery, type FiguresView } from './queries.ts';
import type { FiguresSearch } from './search.ts';
import { Tiles } from './tiles.tsx';

/** The course of registration in pictures, over the cases this reader may see; every number leads to the
 *  cases behind it. */
export function Figures() {
  const { say, read, language } = useLanguage();
  const { account } = useSession();
  const search: FiguresSearch = useSearch({ from: '/inside/figures' });
  const navigate = useNavigate({ from: '/figures' });
  const heading = usePage(say('监督', 'Figures'));
  const { data: packs = [] } = useQuery(packsQuery);
  // Everybody watches over one city; the choice is there for whoever came to another's address.
  const usual = account.org?.region.startsWith('50') ? 'chongqing' : 'beijing';
  const asked = { ...search, jurisdiction: search.jurisdiction ?? usual };
  const { data: figures, error, isPending, isPlaceholderData } = useQuery(figuresQuery(asked));
  // A period that cannot be counted leaves the choices where they are, to choose another.
  const kept = useRef<FiguresView>(undefined);
  useEffect(() => {
    if (figures) kept.current = figures;
  }, [figures]);
  const change = (changed: Partial<Record<keyof FiguresSearch, string | undefined>>): void => {
    const next = Object.entries({ ...search, ...changed }).filter(([, v]) => v !== undefined);
    void navigate({ search: Object.fromEntries(next), replace: true });
  };
  const wrong = periodWrong(error);
  const last = wrong ? kept.current : undefined;
  const shown =
    error === null ? figures : last && { ...last, period: { ...last.period, ...periodOf(search) } };
  const places = packs.filter((one) => one.refines !== null).map((one) => one.jurisdiction);
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {say('监督', 'Figures')}
        </h1>
        {asked.jurisdiction === usual ? (
          <span className="quiet">{read(placeTitle(usual))}</span>
        ) : (
          <Segmented
            aria-label={say('城市', 'City')}
            options={(places.length > 0 ? places : [asked.jurisdiction]).map((value) => ({
              value,
              label: read(placeTitle(value)),
            }))}
            value={asked.jurisdiction}
            onChange={(jurisdiction) => change({ jurisdiction, district: undefined })}
          />
        )}
      </div>
      {notYours(error) ? null : <ProblemNote error={error} />}
      {error && !wrong ? <NotHere /> : null}
      {wrong ? (
        <p>
          <Link to="/figures" search={{ jurisdiction: asked.jurisdiction }}>
            {say('看最近26周', 'See the last 26 weeks')}
          </Link>
        </p>
      ) : null}
      {isPending ? <Waiting /> : null}
      {shown ? (
        <div className="stack" aria-busy={isPlaceholderData}>
          <Reach figures={shown} />
          <FiguresFilters figures={shown} change={change} />
          {wrong ? null : (
            <>
              <Tiles figures={shown} />
              <div className="figure-grid">
                <Charts figures={shown} />
              </div>
              <Leaving figures={shown} csv={figuresCsv(asked, language)} />
            </>
          )}
        </div>
      ) : null}
    </>
  );
}

function Reach({ figures }: { readonly figures: FiguresView }) {
  const { say } = useLanguage();
  const words = {
    office: say(
      '本机构办理的全部事项，草稿不计。',
      'All cases of this office; drafts are not counted.',
    ),
    region: say('本市的全部事项，草稿不计。', 'All cases of the city; drafts are not counted.'),
    district: say(
      '登记主体在本区县的事项，草稿不计；异议不属于任何区县，不在此列。',
      'Cases of registrants of this district; drafts are not counted. An objection belongs to no district.',
    ),
  };
  return <p className="quiet">{words[figures.reach]}</p>;
}

function Leaving({ figures, csv }: { readonly figures: FiguresView; readonly csv: string }) {
  const { say } = useLanguage();
  return (
    <>
      {figures.closed.length > 0 ? (
        <p className="note note-warn">
          {say(
            '这些数字供履行职责使用。未经法定或者同意，不得对外提供登记信息的统计分析结果。',
            'These numbers are for the duty of the office. Statistics on registrations are not given out without law or consent.',
          )}{' '}
          <Cites law={figures.closed} />
        </p>
      ) : null}
      <p className="row figure-acts">
        <a className="button" href={csv} download>
          {say('下载表格（CSV）', 'Download as a table (CSV)')}
        </a>
        <button type="button" className="button" onClick={() => window.print()}>
          {say('打印', 'Print')}
        </button>
      </p>
    </>
  );
}

/** Figures of another place are no case that could be missing: what stands below says more. */
const notYours = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.code === 'CASE_UNKNOWN';

const periodOf = ({ from, to }: FiguresSearch) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** The days asked for are none that can be counted: nothing is amiss with who asks. */
const periodWrong = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.problem.status === 422 || error.problem.status === 400);

function NotHere() {
  const { say } = useLanguage();
  return (
    <p className="card">
      {say(
        '这里供登记机构、数据主管部门、监督部门和审计人员查看本地区的办理情况。',
        'For the registrar, data authorities, supervisors and auditors, each of their own place.',
      )}{' '}
      <Link to="/">{say('回到事项', 'Back to the cases')}</Link>
    </p>
  );
}
