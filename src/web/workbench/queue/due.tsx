import { useQuery } from '@tanstack/react-query';
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

/** How much time is left: words first, colour after. */
export function Due({ due, provisional }: { readonly due: string; readonly provisional: boolean }) {
  const { say, language } = useLanguage();
  const { now } = useSession();
  const left = useQuery(counter).data?.(dayOfMoment(now), due);
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

const urgency = (left: number): string =>
  left <= 0 ? 'now' : left === 1 ? 'soon' : left <= 3 ? 'near' : 'calm';
