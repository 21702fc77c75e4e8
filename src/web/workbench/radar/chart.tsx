import { useLanguage } from '../language.tsx';
import type { Month } from './months.ts';

/** Entries by the month in which their validity ends; a month can be chosen. */
export function MonthChart({
  months,
  chosen,
  choose,
}: {
  readonly months: readonly Month[];
  readonly chosen: string | undefined;
  readonly choose: (month: string | undefined) => void;
}) {
  const { say } = useLanguage();
  const most = Math.max(1, ...months.map(({ n }) => n));
  return (
    <ol className="radar-chart" aria-label={say('按月到期的条目数', 'Entries by month of expiry')}>
      {months.map(({ month, n }) => (
        <li key={month}>
          <button
            type="button"
            aria-pressed={month === chosen}
            onClick={() => choose(month === chosen ? undefined : month)}
          >
            <span className="n">{n}</span>
            <span className="column" aria-hidden="true">
              <span style={{ height: `${Math.round((n / most) * 100)}%` }} />
            </span>
            <span className="month">
              <span>{month.slice(0, 4)}</span>
              {say(`${Number(month.slice(5))}月`, month.slice(5))}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
