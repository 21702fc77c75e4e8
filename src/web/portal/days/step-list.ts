import { html } from 'hono/html';
import type { DeadlineStep } from '../../../base/deadline.ts';
import type { Language, Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { dayTag } from '../parts.ts';
import { tongue, type Html } from '../view.ts';

/** A list longer than this helps nobody. */
const MOST_STEPS = 400;

const kinds: Readonly<Record<DeadlineStep['kind'], Text>> = {
  start: text('起算事由发生日，不计入', 'day of the event, not counted'),
  counted: text('计入', 'counted'),
  makeUp: text('调休上班日，计入', 'make-up working day, counted'),
  weekend: text('周末，不计', 'weekend, not counted'),
  holiday: text('法定节假日，不计', 'public holiday, not counted'),
  rolled: text('期满遇休息日，顺延', 'last day is a day of rest, moved'),
  due: text('最后一日', 'last day'),
};

/** The same count as the picture, in words: for listening, printing and checking. */
export function stepList(lang: Language, steps: readonly DeadlineStep[]): Html {
  const t = tongue(lang);
  const shown = steps.slice(0, MOST_STEPS);
  const cut = steps.length - shown.length;
  return html`<details>
    <summary>${t('逐日列表', 'Day by day')}</summary>
    <ol class="steps">
      ${shown.map(
        (step) =>
          html`<li class="${step.kind}">
            ${dayTag(lang, step.date)}
            ${numbered(lang, step)}${step.name ? ` · ${t(step.name)}` : ''}${step.provisional ? ` · ${t('暂定', 'provisional')}` : ''}
          </li> `,
      )}
    </ol>
    ${cut > 0 ? html`<p class="quiet">${t(`其余${cut}日从略。`, `${cut} more days are left out.`)}</p>` : ''}
  </details>`;
}

function numbered(lang: Language, step: DeadlineStep): string {
  const t = tongue(lang);
  const what = t(kinds[step.kind]);
  return step.n === undefined ? what : t(`第${step.n}日，${what}`, `no. ${step.n}, ${what}`);
}
