import { html } from 'hono/html';
import type { ExplainedDeadline, Unit } from '../../base/deadline.ts';
import type { Text } from '../../base/text.ts';
import { calendarPicture } from './calendar-picture.ts';
import { calendarWords } from './calendar-words.ts';
import { frame } from './frame.ts';
import { placeWord, unitWords } from './labels.ts';
import { cites, dayText } from './parts.ts';
import { stepList } from './step-list.ts';
import { listTable } from './list-table.ts';
import { address, tongue, type Html, type View } from './view.ts';

export const units: readonly Unit[] = ['workingDay', 'day', 'year'];

/** A statutory period of the chosen place, ready to be counted. */
export interface Preset {
  readonly label: Text;
  readonly n: number;
  readonly unit: Unit;
  readonly law: readonly string[];
}

export interface DeadlineData {
  /** As typed; shown again whatever it is. */
  readonly asked: {
    readonly from: string;
    readonly length: string;
    readonly unit: Unit;
    readonly jurisdiction: string;
  };
  readonly jurisdictions: readonly string[];
  readonly presets: readonly Preset[];
  readonly answer: ExplainedDeadline | null;
  readonly trouble: Text | null;
}

/** The explained calculator: plain GET form, answer as a sentence, a picture and a list. */
export function deadlinePage(view: View, data: DeadlineData): Html {
  const t = tongue(view.lang);
  const title = t('期限计算', 'Deadline calculator');
  const { asked } = data;
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('事由发生的当天不计入，从第二天起算；工作日扣除周末和法定节假日，调休上班日照算；最后一日24时届满。', 'The day of the event is not counted; counting starts on the next day. Working days leave out weekends and public holidays and include make-up days; the last day ends at 24:00.')}
    </p>
    <form method="get" action="/deadline" class="card inline">
      <p>
        <label for="from">${t('事由发生日', 'Day of the event')}</label
        ><input
          id="from"
          name="from"
          type="date"
          required
          min="1990-01-01"
          max="2099-12-31"
          value="${asked.from}"
        />
      </p>
      <p>
        <label for="length">${t('期限', 'Length')}</label
        ><input
          id="length"
          name="length"
          type="number"
          required
          min="1"
          max="3660"
          value="${asked.length}"
        />
      </p>
      <p>
        <label for="unit">${t('单位', 'Unit')}</label
        ><select id="unit" name="unit">
          ${units.map((unit) => html`<option value="${unit}" ${unit === asked.unit ? html` selected` : ''}>${t(unitWords[unit])}</option>`)}
        </select>
      </p>
      <p>
        <label for="jurisdiction">${t('地区', 'Place')}</label
        ><select id="jurisdiction" name="jurisdiction">
          ${data.jurisdictions.map((place) => html`<option value="${place}" ${place === asked.jurisdiction ? html` selected` : ''}>${t(placeWord(place))}</option>`)}
        </select>
      </p>
      <p><button>${t('计算', 'Work out')}</button></p>
    </form>
    ${data.trouble ? html`<p class="note bad" role="alert">${t(data.trouble)}</p>` : ''}
    ${data.answer ? answered(view, data.answer) : ''} ${presets(view, data)}`;
  const { from, length, unit, jurisdiction } = asked;
  const json = data.answer
    ? { json: address('/api/public/deadline', { from, length, unit, jurisdiction }) }
    : {};
  return frame(view, { title, main, ...json });
}

function answered(view: View, answer: ExplainedDeadline): Html {
  const { lang } = view;
  const t = tongue(lang);
  return html`<section class="result" role="status" aria-live="polite" aria-labelledby="due">
    <h2 id="due">
      <span class="kicker">${t('最后一日', 'The last day')}</span>
      <time datetime="${answer.due}">${dayText(lang, answer.due)}</time>
    </h2>
    ${answer.provisional ? html`<p class="note warn"><b>${t('暂定', 'Provisional')}</b> ${t('这段期限跨入放假安排尚未公布的年份，只扣除了周末和法定固定假日；公布后会重新计算，在此之前不会据此自动办理。', 'This period reaches into a year whose holidays are not published; only weekends and the fixed statutory days were left out. It is counted again on publication, and nothing happens by itself before that.')}</p>` : ''}
    <p>${t(answer.explanation)}</p>
    ${calendarPicture(lang, answer.steps, t(answer.explanation), view.today)}
    ${stepList(lang, answer.steps)}
    ${answer.calendar === '' ? '' : html`<p class="quiet">${t('所用日历：', 'Calendars used: ')}${t(calendarWords(answer.calendar))}</p>`}
  </section>`;
}

function presets(view: View, data: DeadlineData): Html | '' {
  const { lang } = view;
  const t = tongue(lang);
  if (data.presets.length === 0) return '';
  const { from, jurisdiction } = data.asked;
  const place = t(placeWord(jurisdiction));
  const heads = [t('期限', 'Period'), t('长度', 'Length'), t('依据', 'Articles')];
  return html`<section aria-labelledby="statutory">
    <h2 id="statutory">${t(`${place}规则里的期限`, `Periods in the rules of ${place}`)}</h2>
    ${listTable(
      heads,
      data.presets.map(({ label, n, unit, law }) => [
        html`<a
          href="${address('/deadline', { from: from || view.today, length: String(n), unit, jurisdiction })}"
          >${t(label)}</a
        >`,
        `${n}${t('', ' ')}${t(unitWords[unit])}`,
        cites(lang, law),
      ]),
    )}
  </section>`;
}
