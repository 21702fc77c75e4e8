import { useLanguage } from '../language.tsx';
import { casesWay } from './cards.tsx';
import { Go, type Way } from './chart.tsx';
import type { FiguresView } from './queries.ts';

/** The few numbers one looks for first. */
export function Tiles({ figures }: { readonly figures: FiguresView }) {
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
