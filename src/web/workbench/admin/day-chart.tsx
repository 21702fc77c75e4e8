import { useQuery } from '@tanstack/react-query';
import { addDays, orThrowDate } from '../../../base/plain-date.ts';
import { columns } from '../../look/charts-columns.ts';
import { Chart } from '../figures/chart.tsx';
import { useLanguage } from '../language.tsx';
import type { Part } from './parts.ts';
import { operationDaysQuery, type OperationFilter } from './queries.ts';

/** So many days are drawn where nobody asked for others, and never more than twice as many. */
const DRAWN = 31;

/** Lines of a log by day; a day can be gone to. What was refused is framed by dashes. */
export function DayChart({
  part,
  title,
  filter,
}: {
  readonly part: Part;
  readonly title: string;
  readonly filter: OperationFilter;
}) {
  const { say } = useLanguage();
  // Whoever looks at one day sees the days around it, to go on from there.
  const { from, to: _to, ...others } = filter;
  const asked: OperationFilter = from === filter.to ? others : filter;
  const { data } = useQuery(operationDaysQuery(asked));
  if (!data || data.days.length === 0) return null;
  const counted = new Map(data.days.map((one) => [one.day, one]));
  const first = asked.from ?? addDays(orThrowDate(data.to), 1 - DRAWN);
  const days: string[] = [];
  for (
    let day = orThrowDate(data.to);
    day >= first && days.length < DRAWN * 2;
    day = addDays(day, -1)
  )
    days.unshift(day);
  const of = (day: string) => counted.get(day) ?? { done: 0, refused: 0 };
  const sum = (which: 'done' | 'refused'): number =>
    days.reduce((all, day) => all + of(day)[which], 0);
  if (sum('done') + sum('refused') === 0) {
    return (
      <p className="quiet">
        {say(
          `${days[0] ?? ''}至${data.to}没有记录；选“自”“至”看别的日期。`,
          `Nothing from ${days[0] ?? ''} to ${data.to}; choose From and To for other days.`,
        )}
      </p>
    );
  }
  return (
    <section className="card" aria-label={title}>
      <Chart
        title={title}
        across
        told={say(
          `${days[0] ?? ''}至${data.to}：成功${sum('done')}次，被拒绝${sum('refused')}次（虚线框）。点一天只看那天。`,
          `${days[0] ?? ''} to ${data.to}: ${sum('done')} done, ${sum('refused')} refused (framed by dashes). Choose a day to see only that.`,
        )}
        draw={(width) =>
          columns(
            days.map((day) => {
              const { done, refused } = of(day);
              const label = `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
              return { n: done + refused, part: refused, label };
            }),
            width,
          )
        }
        heads={[say('日期', 'Day'), say('成功', 'Done'), say('被拒绝', 'Refused')]}
        items={days.map((day) => {
          const { done, refused } = of(day);
          const search = { ...filter, part, from: day, to: day };
          return {
            label: day,
            cells: [String(done), String(refused)],
            way: done + refused > 0 ? { to: '/admin' as const, search } : undefined,
          };
        })}
      />
    </section>
  );
}
