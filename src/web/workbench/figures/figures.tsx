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
import { BarsCard, casesWay, FlowCard, StepsCard, TrendCard } from './cards.tsx';
import { Go, type Way } from './chart.tsx';
import { FiguresFilters } from './filters.tsx';
import { figuresCsv, figuresQuery, type FiguresView } from './queries.ts';
import type { FiguresSearch } from './search.ts';

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

function Charts({ figures }: { readonly figures: FiguresView }) {
  const { say, read } = useLanguage();
  const { firstPass, returnedFor, returnedOn, refusedOn, objections, reach, district } = figures;
  const times = say(
    '一次告知列了几份材料，每份各算一次。',
    'Each kind of material a notice names counts once.',
  );
  return (
    <>
      <FlowCard figures={figures} />
      <StepsCard figures={figures} />
      {firstPass.map(({ step, title, bars }) => (
        <BarsCard
          key={step}
          title={say(`首次决定：${read(title)}`, `First decision: ${read(title)}`)}
          bars={bars}
          figures={figures}
          unit="cases"
          empty={say('这一期间没有首次决定。', 'No first decision in this period.')}
        />
      ))}
      <BarsCard
        title={say('补正了哪些材料', 'Which material was returned')}
        bars={returnedFor}
        figures={figures}
        told={times}
        empty={say('这一期间没有告知补正。', 'Nothing was returned in this period.')}
      />
      <BarsCard
        title={say('因什么情形补正', 'Why it was returned')}
        bars={returnedOn}
        figures={figures}
        empty={say('这一期间没有告知补正。', 'Nothing was returned in this period.')}
      />
      <BarsCard
        title={say('不予受理、审核不通过的情形', 'Grounds of refusals')}
        bars={refusedOn}
        figures={figures}
        empty={say('这一期间没有。', 'None in this period.')}
      />
      {reach === 'district' || district !== null ? null : (
        <BarsCard
          title={say('异议和结果', 'Objections and how they ended')}
          bars={objections}
          figures={figures}
          empty={say('这一期间没有异议。', 'No objection in this period.')}
        />
      )}
      <BarsCard
        title={say('目前逾期：哪项期限', 'Overdue now: which deadline')}
        bars={figures.lateSteps}
        figures={figures}
        unit="cases"
        empty={say('目前没有逾期的。', 'Nothing is overdue.')}
      />
      <BarsCard
        title={say('目前逾期：登记主体所在区县', 'Overdue now: by district')}
        bars={figures.lateDistricts}
        figures={figures}
        unit="cases"
        empty={say('目前没有逾期的。', 'Nothing is overdue.')}
      />
      <BarsCard
        title={say('该登记而逾期未申请：哪些单位', 'Must register and did not in time: by holder')}
        bars={figures.lateHolders}
        figures={figures}
        unit="cases"
        registrants
        empty={say('没有逾期未申请的单位。', 'No holder is past its time.')}
      />
      <BarsCard
        title={say('期间标记过逾期的', 'Flagged as overdue in the period')}
        bars={figures.flagged}
        figures={figures}
        empty={say('这一期间没有逾期的。', 'Nothing went overdue in this period.')}
      />
      <TrendCard figures={figures} />
    </>
  );
}

/** The few numbers one looks for first. */
function Tiles({ figures }: { readonly figures: FiguresView }) {
  const { say } = useLanguage();
  const { standing, trend, firstPass, lateSteps, jurisdiction, procedure, period } = figures;
  const sum = (all: readonly { readonly n: number }[]): number =>
    all.reduce((most, { n }) => most + n, 0);
  const late = sum(lateSteps);
  const bars = firstPass[0]?.bars ?? [];
  const decided = sum(bars);
  const first = bars.find(({ id }) => id === 'passed');
  const passed = first?.n ?? 0;
  const way = casesWay(
    jurisdiction,
    figures.district === null ? 'late' : `late~~~~~~${figures.district}`,
  );
  const counted = (mark: string): Way | undefined =>
    casesWay(
      jurisdiction,
      [mark, '', '', period.from, period.to, procedure, figures.district ?? '']
        .join('~')
        .replace(/~+$/, ''),
    );
  const open = sum(standing);
  const filed = trend.points.reduce((all, point) => all + point.filed, 0);
  const coded = trend.points.reduce((all, point) => all + point.coded, 0);
  return (
    <ul className="tiles">
      <li>
        <span className="quiet">{say('目前在办', 'Under way')}</span>
        <strong>{open}</strong>
        {figures.district === null ? (
          <See n={open} way={{ to: '/', search: { jurisdiction, procedure } }} />
        ) : null}
      </li>
      <li className={late > 0 ? 'wrong' : ''}>
        <span className="quiet">{say('目前逾期', 'Overdue now')}</span>
        <strong>{late}</strong>
        <span className="quiet">{say('各类事项合计', 'Of every kind')}</span>
        <See n={late} way={way} />
      </li>
      <li>
        <span className="quiet">{say('期间提交', 'Filed in the period')}</span>
        <strong>{filed}</strong>
        <See n={filed} way={counted('filed')} />
      </li>
      <li>
        <span className="quiet">{say('期间赋码', 'Coded in the period')}</span>
        <strong>{coded}</strong>
        <See n={coded} way={counted('coded')} />
      </li>
      <li>
        <span className="quiet">{say('首次提交即受理', 'Accepted as first filed')}</span>
        <strong>{decided === 0 ? '—' : `${Math.round((passed / decided) * 100)}%`}</strong>
        {decided === 0 ? null : (
          <span className="quiet">
            {say(`${decided}件中${passed}件`, `${passed} of ${decided}`)}
          </span>
        )}
        <See n={passed} way={casesWay(jurisdiction, first?.behind ?? null)} />
      </li>
    </ul>
  );
}

/** From a number to its cases, where there are any. */
function See({ n, way }: { readonly n: number; readonly way: Way | undefined }) {
  const { say } = useLanguage();
  return n > 0 && way ? <Go way={way}>{say('查看事项', 'See the cases')}</Go> : null;
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
