import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useLanguage } from '../language.tsx';
import { packsQuery } from '../queries.ts';
import { placeTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { Cites } from '../shell/cites.tsx';
import { usePage } from '../shell/page.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { BarsCard, casesWay, FlowCard, StepsCard, TrendCard } from './cards.tsx';
import { Go } from './chart.tsx';
import { FiguresFilters } from './filters.tsx';
import { figuresCsv, figuresQuery, type FiguresView } from './queries.ts';
import type { FiguresSearch } from './search.ts';

/** The course of registration in pictures, over the cases this reader may see; every number leads to the
 *  cases behind it. */
export function Figures() {
  const { say, read } = useLanguage();
  const { account } = useSession();
  const search: FiguresSearch = useSearch({ from: '/inside/figures' });
  const navigate = useNavigate({ from: '/figures' });
  const heading = usePage(say('监督', 'Figures'));
  const { data: packs = [] } = useQuery(packsQuery);
  const usual = account.org?.region.startsWith('50') ? 'chongqing' : 'beijing';
  const asked = { ...search, jurisdiction: search.jurisdiction ?? usual };
  const { data: figures, error, isPending, isPlaceholderData } = useQuery(figuresQuery(asked));
  const change = (changed: Partial<Record<keyof FiguresSearch, string | undefined>>): void => {
    const next = Object.entries({ ...search, ...changed }).filter(([, v]) => v !== undefined);
    void navigate({ search: Object.fromEntries(next), replace: true });
  };
  const places = packs.filter((one) => one.refines !== null).map((one) => one.jurisdiction);
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {say('监督', 'Figures')}
        </h1>
        <Segmented
          aria-label={say('城市', 'City')}
          options={(places.length > 0 ? places : [asked.jurisdiction]).map((value) => ({
            value,
            label: read(placeTitle(value)),
          }))}
          value={asked.jurisdiction}
          onChange={(jurisdiction) => change({ jurisdiction, district: undefined })}
        />
      </div>
      <ProblemNote error={error} />
      {error ? <NotHere /> : null}
      {isPending ? <Waiting /> : null}
      {figures && !error ? (
        <div className="stack" aria-busy={isPlaceholderData}>
          <Reach figures={figures} />
          <FiguresFilters figures={figures} change={change} />
          <Tiles figures={figures} />
          <div className="figure-grid">
            <Charts figures={figures} />
          </div>
          <Leaving figures={figures} csv={figuresCsv(asked)} />
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
  const { standing, trend, firstPass, lateSteps, jurisdiction } = figures;
  const sum = (all: readonly { readonly n: number }[]): number =>
    all.reduce((most, { n }) => most + n, 0);
  const late = sum(lateSteps);
  const bars = firstPass[0]?.bars ?? [];
  const decided = sum(bars);
  const passed = bars.find(({ id }) => id === 'passed')?.n ?? 0;
  const way = casesWay(
    jurisdiction,
    figures.district === null ? 'late' : `late~~~~~~${figures.district}`,
  );
  const filed = trend.points.reduce((all, point) => all + point.filed, 0);
  const coded = trend.points.reduce((all, point) => all + point.coded, 0);
  return (
    <ul className="tiles">
      <li>
        <span className="quiet">{say('目前在办', 'Under way')}</span>
        <strong>{sum(standing)}</strong>
      </li>
      <li className={late > 0 ? 'wrong' : ''}>
        <span className="quiet">{say('目前逾期', 'Overdue now')}</span>
        <strong>{late}</strong>
        {late > 0 && way ? <Go way={way}>{say('查看事项', 'See the cases')}</Go> : null}
      </li>
      <li>
        <span className="quiet">{say('期间提交', 'Filed in the period')}</span>
        <strong>{filed}</strong>
      </li>
      <li>
        <span className="quiet">{say('期间赋码', 'Coded in the period')}</span>
        <strong>{coded}</strong>
      </li>
      <li>
        <span className="quiet">{say('首次提交即受理', 'Accepted as first filed')}</span>
        <strong>{decided === 0 ? '—' : `${Math.round((passed / decided) * 100)}%`}</strong>
        {decided === 0 ? null : (
          <span className="quiet">
            {say(`${decided}件中${passed}件`, `${passed} of ${decided}`)}
          </span>
        )}
      </li>
    </ul>
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
