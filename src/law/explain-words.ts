import type { Deadline, DeadlineStep, ExplainedDeadline, Unit } from '../base/deadline.ts';
import type { PlainDate } from '../base/plain-date.ts';
import { dayNumber, isPlainDate } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import { dayWords, rangeEn, rangeZh } from './date-words.ts';

const unitZh: Readonly<Record<Unit, string>> = { workingDay: '个工作日', day: '日', year: '年' };
const unitEn: Readonly<Record<Unit, string>> = {
  workingDay: 'working day',
  day: 'day',
  year: 'year',
};

/** What the sentence has to name, gathered in one pass over the steps. */
interface Passed {
  first: number;
  weekends: number;
  zh: string;
  en: string;
  madeZh: string;
  madeEn: string;
  provisionalYears: string;
}

function gather(start: number, steps: readonly DeadlineStep[]): Passed {
  const passed: Passed = {
    first: 0,
    weekends: 0,
    zh: '',
    en: '',
    madeZh: '',
    madeEn: '',
    provisionalYears: '',
  };
  let run = -1;
  for (let index = 1; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) break;
    if (step.provisional === true) {
      const year = step.date.slice(0, 4);
      if (!passed.provisionalYears.endsWith(year)) {
        passed.provisionalYears += passed.provisionalYears === '' ? year : `, ${year}`;
      }
    }
    if (step.kind === 'holiday') {
      if (run < 0) run = index;
      const next = steps[index + 1];
      if (next?.kind !== 'holiday' || next.name !== step.name) {
        const name = step.name ?? { zh: '节假日', en: 'holiday' };
        const join = passed.zh === '' ? '' : '、';
        passed.zh += `${join}${name.zh}${rangeZh(start + run, start + index)}`;
        passed.en += `${join === '' ? '' : ', '}${name.en} ${rangeEn(start + run, start + index)}`;
        run = -1;
      }
    } else if (step.kind === 'weekend') {
      passed.weekends += 1;
    } else {
      if (passed.first === 0) passed.first = start + index;
      if (step.kind === 'makeUp' || (step.kind === 'due' && step.name !== undefined)) {
        const words = dayWords(start + index);
        passed.madeZh += passed.madeZh === '' ? words.zh : `、${words.zh}`;
        passed.madeEn += passed.madeEn === '' ? words.en : `, ${words.en}`;
      }
    }
  }
  return passed;
}

function skippedZh(passed: Passed): string {
  const weekends = passed.weekends === 0 ? '' : `周末${passed.weekends}天`;
  const join = weekends !== '' && passed.zh !== '' ? '和' : '';
  const rest = `${weekends}${join}${passed.zh}`;
  const skipped = rest === '' ? '' : `，跳过${rest}`;
  return passed.madeZh === '' ? skipped : `${skipped}，${passed.madeZh}为调休上班日计入`;
}

function skippedEn(passed: Passed): string {
  const weekends =
    passed.weekends === 0 ? '' : `${passed.weekends} weekend day${passed.weekends > 1 ? 's' : ''}`;
  const join = weekends !== '' && passed.en !== '' ? ' and ' : '';
  const rest = `${weekends}${join}${passed.en}`;
  const skipped = rest === '' ? '' : `skipping ${rest}`;
  const made = passed.madeEn === '' ? '' : `counting make-up working day ${passed.madeEn}`;
  if (skipped === '' && made === '') return '';
  return ` (${skipped}${skipped !== '' && made !== '' ? '; ' : ''}${made})`;
}

const warningZh = (years: string): string =>
  `；${years.replaceAll(', ', '、')}年放假安排尚未公布，此日期为暂定，公布后重新计算`;
const warningEn = (years: string): string =>
  `; provisional: the holidays of ${years} are not published yet, and it is counted again when they are`;

/** One sentence for a counted period: start, first day counted, what was skipped, last day. */
export function sentence(
  start: number,
  n: number,
  unit: Unit,
  last: string,
  steps: readonly DeadlineStep[],
): Text {
  const due = start + steps.length - 1;
  const a = dayWords(start);
  const many = n > 1 ? 's' : '';
  if (unit === 'workingDay') {
    const passed = gather(start, steps);
    const b = dayWords(passed.first);
    const c = dayWords(due);
    const years = passed.provisionalYears;
    return {
      zh: `${a.fullZh}当日不计入，从${b.fullZh}起数${n}${unitZh[unit]}${skippedZh(passed)}，最后一日为${c.fullZh}，当日24时届满${years === '' ? '' : warningZh(years)}。`,
      en: `Not counting ${a.fullEn}, ${n} ${unitEn[unit]}${many} from ${b.fullEn}${skippedEn(passed)} end on ${c.fullEn} at 24:00${years === '' ? '' : warningEn(years)}.`,
    };
  }
  return spanSentence(start, n, unit, last, steps);
}

/** The sentence for days and years, where only the last day can be touched by the calendar. */
function spanSentence(
  start: number,
  n: number,
  unit: Unit,
  last: string,
  steps: readonly DeadlineStep[],
): Text {
  const a = dayWords(start);
  const first = dayWords(start + 1);
  const nominal = steps.findIndex((one) => one.kind === 'rolled' || one.kind === 'due');
  const years = [
    ...new Set(steps.filter((one) => one.provisional).map((one) => one.date.slice(0, 4))),
  ].join(', ');
  const end = isPlainDate(last) ? dayWords(dayNumber(last)) : a;
  const rolledDate = steps[nominal]?.date;
  const rolled =
    steps[nominal]?.kind === 'rolled' && isPlainDate(rolledDate)
      ? dayNumber(rolledDate)
      : undefined;
  const rest = steps[nominal]?.name;
  const movedZh =
    rolled === undefined
      ? ''
      : `，满期日${dayWords(rolled).fullZh}为${rest?.zh ?? '周末'}，顺延至其后第一个工作日`;
  const movedEn =
    rolled === undefined
      ? ''
      : `, the last day ${dayWords(rolled).fullEn} (${rest?.en ?? 'weekend'}) moving to the next working day,`;
  const many = n > 1 ? 's' : '';
  const monthEnd = unit === 'year' && rolled === undefined && a.dayOfMonth !== end.dayOfMonth;
  return {
    zh: `${a.fullZh}当日不计入，从${first.fullZh}起数${n}${unitZh[unit]}${monthEnd ? '，当月没有对应日，以月末为准' : ''}${movedZh}，最后一日为${end.fullZh}，当日24时届满${years === '' ? '' : warningZh(years)}。`,
    en: `Not counting ${a.fullEn}, ${n} ${unitEn[unit]}${many} from ${first.fullEn}${monthEnd ? ' (no such day that month, so its last)' : ''}${movedEn} end on ${end.fullEn} at 24:00${years === '' ? '' : warningEn(years)}.`,
  };
}

export function agreed(deadline: Deadline, from: PlainDate, due: PlainDate): ExplainedDeadline {
  const a = dayWords(dayNumber(from));
  const b = dayWords(dayNumber(due));
  return {
    ...deadline,
    explanation: {
      zh: `期限自${a.fullZh}起，按约定到${b.fullZh}，当日24时届满。`,
      en: `The term runs from ${a.fullEn} to the agreed last day, ${b.fullEn}, 24:00.`,
    },
    steps: [
      { date: from, kind: 'start' },
      { date: due, kind: 'due' },
    ],
  };
}
