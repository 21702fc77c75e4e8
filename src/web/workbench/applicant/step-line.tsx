import { useQuery } from '@tanstack/react-query';
import { body, client } from '../api.ts';
import type { Language } from '../../../base/text.ts';
import { dayOfMoment } from '../format.ts';
import { useSession } from '../session.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import type { Step } from './line.ts';

/** Of the steps to come, the latest day each begins: as far as the texts set a time for all before it. */
async function latestDays(
  steps: readonly Step[],
  view: CaseView,
): Promise<Readonly<Record<string, string>>> {
  const days: Record<string, string> = {};
  const now = steps.findIndex(({ as }) => as === 'now');
  const running = view.clocks.find(
    (c) => c.state === 'running' && c.name === steps[now]?.length?.clock,
  );
  let day = running?.due;
  for (const step of now < 0 ? [] : steps.slice(now + 1)) {
    if (day === undefined) break;
    days[step.state] = day;
    if (!step.length) break;
    const { n, unit } = step.length;
    const query = {
      from: day,
      length: String(n),
      unit: unit as 'day',
      jurisdiction: view.jurisdiction,
    };
    day = (await body(client.api.public.deadline.$get({ query }))).due;
  }
  return days;
}

/** A day without its weekday, and without its year where that is the present one. */
function dayWords(day: string, year: string, language: Language): string {
  const at = new Date(`${day}T00:00:00Z`);
  const format = day.startsWith(year)
    ? ({ month: 'short', day: 'numeric' } as const)
    : ({ year: 'numeric', month: 'short', day: 'numeric' } as const);
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' }).format(at);
}

/** The steps of a procedure as a line. What is done, present and coming is said in words, not by colour. */
export function StepLine({
  steps,
  view,
  pack,
}: {
  readonly steps: readonly Step[];
  readonly view: CaseView;
  readonly pack: Pack;
}) {
  const { say, read, language } = useLanguage();
  const { data: latest = {} } = useQuery({
    queryKey: ['case', view.id, 'latest', view.version, pack.id],
    queryFn: () => latestDays(steps, view),
    enabled: steps.some(({ as }) => as === 'now'),
  });
  const year = useSession().now.slice(0, 4);
  if (steps.length === 0) return null;
  const length = ({ length: found }: Step): string =>
    found
      ? found.unit === 'workingDay'
        ? say(`${found.n}个工作日内`, `within ${found.n} working days`)
        : say(`${found.n}天内`, `within ${found.n} days`)
      : '';
  const note = (step: Step): string => {
    if (step.as === 'done' || step.as === 'end' || step.as === 'beside')
      return step.at ? dayWords(dayOfMoment(step.at), year, language) : '';
    if (step.as === 'now') return say('现在', 'now');
    const day = latest[step.state];
    if (day) {
      const words = dayWords(day, year, language);
      return say(`最迟${words}`, `by ${words}`);
    }
    return length(step);
  };
  const word = {
    done: say('已完成：', 'Done: '),
    now: '',
    beside: say('现在：', 'Now: '),
    coming: say('以后：', 'To come: '),
    end: say('到此为止：', 'Ended: '),
  };
  return (
    <ol className="step-line">
      {steps.map((step) => (
        <li
          key={step.state}
          className={step.as}
          {...(step.as === 'now' || step.as === 'beside'
            ? { 'aria-current': 'step' as const }
            : {})}
        >
          <span className="mark" aria-hidden="true" />
          <span className="hidden">{word[step.as]}</span>
          <span className="title">{read(step.title)}</span>
          <span className="when">{note(step)}</span>
        </li>
      ))}
    </ol>
  );
}
