import { dateWords, dayOfMoment, dayWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { useSession } from '../session.ts';
import type { Left } from '../../../law/days-left.ts';

/** How much time is left, as the server counted it with the calendar in force: a sign and words first,
 *  colour after. */
export function Due({
  due,
  provisional,
  left,
  brief = false,
}: {
  readonly due: string;
  readonly provisional: boolean;
  readonly left: Left;
  /** Without the year, where it is this year's: in lists. */
  readonly brief?: boolean;
}) {
  const { say, language } = useLanguage();
  const { now } = useSession();
  const words = brief && due.slice(0, 4) === dayOfMoment(now).slice(0, 4) ? dayWords : dateWords;
  const level = left.days === null ? undefined : levelOf(left.days);
  return (
    <span className="due">
      {left.days === null || level === undefined || left.days > MOST[left.unit] ? null : (
        <strong className={`left left-${level}`}>
          <span className="sign" aria-hidden="true">
            {SIGNS[level]}
          </span>
          {say(...wordsOf(left.days, left.unit))}
        </strong>
      )}
      <time dateTime={due}>{words(due, language)}</time>
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

/** Beyond this the day says more than a count. */
const MOST = { workingDay: 60, day: 366 } as const;

type Level = 'late' | 'now' | 'soon' | 'near' | 'calm';

const levelOf = (days: number): Level =>
  days < 0 ? 'late' : days === 0 ? 'now' : days === 1 ? 'soon' : days <= 3 ? 'near' : 'calm';

/** The same steps for whoever does not see the colours. */
const SIGNS: Readonly<Record<Level, string>> = {
  late: '■',
  now: '◆',
  soon: '▲',
  near: '△',
  calm: '',
};

function wordsOf(days: number, unit: Left['unit']): readonly [zh: string, en: string] {
  const n = Math.abs(days);
  const word = unit === 'workingDay' ? 'working day' : 'day';
  const counted = `${n} ${word}${n === 1 ? '' : 's'}`;
  const zh = unit === 'workingDay' ? `${n}个工作日` : `${n}天`;
  if (days === 0) return ['今天到期', 'due today'];
  return days > 0 ? [`剩${zh}`, `${counted} left`] : [`逾期${zh}`, `${counted} overdue`];
}
