import { html } from 'hono/html';
import type { PlaceFigures, PublicShare, PublicStep } from '../../../app/figures/public.ts';
import { share, stepSpans } from '../../look/charts-steps.ts';
import { cites, shortDayText } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';
import { nothing, part } from './part.ts';

/** Working days per step against the limit, and how many were accepted as first filed. */
export function timed(
  view: View,
  { jurisdiction, steps, accepted, period }: PlaceFigures,
): Html | '' {
  if (steps === null) return '';
  const t = tongue(view.lang);
  const within = t(
    `${shortDayText('zh', period.from)}至${shortDayText('zh', period.to)}办结的`,
    `ended from ${shortDayText('en', period.from)} to ${shortDayText('en', period.to)}`,
  );
  const title = t('各环节用时（工作日）', 'Working days per step');
  const told = (step: PublicStep): string =>
    step.median === null
      ? t('件数不足，不列', 'too few to say')
      : `${t('中位数', 'median')} ${step.median}`;
  const limit = ({ limit: of }: PublicStep): string =>
    of === null ? '' : `${t('期限', 'limit')} ${of.n}`;
  const law = [...new Set(steps.flatMap((step) => step.law))];
  const drawn = part(
    view,
    jurisdiction,
    {
      id: 'steps',
      title,
      told: t(
        `${within}，一半不超过图中粗线所示的工作日；虚线是规则规定的期限。从提交到赋码没有单独的期限。`,
        `Half of those ${within} took no longer than the thick stroke, in working days; the dashed line is the limit in the rules. The way from filing to the code has none of its own.`,
      ),
      draw: (width) =>
        stepSpans(
          steps.map((step) => ({
            label: t(step.title),
            told: told(step),
            limit: step.limit?.n ?? null,
            limitWords: limit(step),
            low: null,
            median: step.median,
            high: null,
            longest: null,
          })),
          width,
        ),
      heads: [
        t('环节', 'Step'),
        t('中位数（工作日）', 'Median (working days)'),
        t('期限', 'Limit'),
      ],
      rows: steps.map((step) => [
        t(step.title),
        step.median === null ? t('件数不足', 'Too few') : String(step.median),
        step.limit === null ? t('无', 'None') : String(step.limit.n),
      ]),
    },
    cites(view.lang, law),
  );
  return html`${drawn}${first(view, jurisdiction, accepted, within)}`;
}

function first(view: View, place: string, accepted: PublicShare | null, within: string): Html {
  const t = tongue(view.lang);
  const title = t('首次提交即受理', 'Accepted as first filed');
  if (accepted === null) {
    return nothing(
      'accepted',
      title,
      t('作出决定的件数不足，不列。', 'Too few were decided to say.'),
    );
  }
  const { percent, cut } = accepted;
  const words =
    cut === 'above'
      ? t(`${percent}%以上`, `more than ${percent}%`)
      : cut === 'below'
        ? t(`不到${percent}%`, `less than ${percent}%`)
        : `${percent}%`;
  return part(view, place, {
    id: 'accepted',
    title,
    told: t(
      `${within}首次受理决定中，${words}没有要求补正即受理。`,
      `Of the first decisions ${within}, ${words} accepted the application without asking for more.`,
    ),
    draw: (width) => share(percent, 100, width),
    heads: [t('指标', 'Figure'), t('比例', 'Share')],
    rows: [[title, words]],
  });
}
