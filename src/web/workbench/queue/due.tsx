import { useQuery } from '@tanstack/react-query';
import { daysBetween, isPlainDate } from '../../../base/plain-date.ts';
import { dateWords, dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { useSession } from '../session.ts';

/** The calendar comes after the page: a list need not wait for it. */
const counter = {
  queryKey: ['working-days'],
  queryFn: async () => (await import('./working-days.ts')).workingDaysLeft,
  staleTime: Number.POSITIVE_INFINITY,
} as const;

/** Beyond this nobody counts in working days, and next year's holidays are not known. */
const MOST = 60;

/** How much time is left, counted as the rule counts it: words first, colour after. */
export function Due({
  due,
  provisional,
  unit = 'workingDay',
}: {
  readonly due: string;
  readonly provisional: boolean;
  readonly unit?: string;
}) {
  const { say, language } = useLanguage();
  const { now } = useSession();
  const count = useQuery(counter).data;
  const today = dayOfMoment(now);
  if (unit !== 'workingDay') return <DueInDays due={due} today={today} />;
  const left = count?.(today, due);
  return (
    <span className="due">
      {left === undefined || left > MOST ? null : (
        <strong className={`left left-${urgency(left)}`}>
          {left > 0
            ? say(`剩${left}个工作日`, `${left} working day${left === 1 ? '' : 's'} left`)
            : left === 0
              ? say('今天到期', 'due today')
              : say(`逾期${-left}个工作日`, `${-left} working day(s) overdue`)}
        </strong>
      )}
      <time dateTime={due}>{dateWords(due, language)}</time>
      {provisional ? (
        <span
          className="provisional"
          title={say('该年放假安排尚未公布', 'The calendar of that year is not published yet')}
        >
          {say('暂定', 'provisional')}
        </span>
      ) : null}
    </span>
  );
}

/** Of what is counted in months, or ends on a day named: calendar days, today not among them. */
function DueInDays({ due, today }: { readonly due: string; readonly today: string }) {
  const { say, language } = useLanguage();
  const left = isPlainDate(today) && isPlainDate(due) ? daysBetween(today, due) : undefined;
  return (
    <span className="due">
      {left === undefined || left > MOST_DAYS ? null : (
        <strong className={`left left-${urgency(left)}`}>
          {left > 0
            ? say(`剩${left}天`, `${left} day${left === 1 ? '' : 's'} left`)
            : left === 0
              ? say('今天到期', 'due today')
              : say(`已过${-left}天`, `${-left} day(s) past`)}
        </strong>
      )}
      <time dateTime={due}>{dateWords(due, language)}</time>
    </span>
  );
}

/** Beyond a year the date says more. */
const MOST_DAYS = 366;

const urgency = (left: number): string =>
  left <= 0 ? 'now' : left === 1 ? 'soon' : left <= 3 ? 'near' : 'calm';
