import { html } from 'hono/html';
import type { ExplainedDeadline, Unit } from '../../../base/deadline.ts';
import type { Text } from '../../../base/text.ts';
import { calendarPicture } from './calendar-picture.ts';
import { calendarWords, unpublishedYears } from './calendar-words.ts';
import { frame } from '../frame.ts';
import { placeWord, unitWords } from '../labels.ts';
import { cites, dayText, shortDayText } from '../parts.ts';
import { stepList } from './step-list.ts';
import { listTable } from '../list-table.ts';
import { address, tongue, type Html, type View } from '../view.ts';

export const units: readonly Unit[] = ['workingDay', 'day', 'year'];

/** A statutory period of the chosen place, ready to be counted. */
export interface Preset {
  readonly label: Text;
  readonly n: number;
  readonly unit: Unit;
  readonly law: readonly string[];
  /** A setting of the office where the text names no number. */
  readonly inferred: boolean;
}

export interface DeadlineData {
  /** As typed; shown again whatever it is. */
  readonly asked: {
    /** Onwards from the day of an event, or back from the day something must be over by. */
    readonly way: 'on' | 'back';
    /** The day of the event, or of the end. */
    readonly from: string;
    readonly length: string;
    readonly unit: Unit;
    readonly jurisdiction: string;
  };
  readonly jurisdictions: readonly string[];
  readonly presets: readonly Preset[];
  /** Counted back, it starts on the latest day from which it still ends in time. */
  readonly answer: ExplainedDeadline | null;
  readonly trouble: Text | null;
}

/** What an address of the calculator says. */
export const deadlineQuery = ({
  way,
  from,
  length,
  unit,
  jurisdiction,
}: DeadlineData['asked']) => ({
  way: way === 'back' ? 'back' : undefined,
  from,
  length,
  unit,
  jurisdiction,
});

/** The explained calculator: plain GET form, answer as a sentence, a picture and a list. */
export function deadlinePage(view: View, data: DeadlineData): Html {
  const t = tongue(view.lang);
  const title = t('期限计算', 'Deadline calculator');
  const { asked, answer } = data;
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('事由发生的当天不计入，从第二天起算；工作日扣除周末和法定节假日，调休上班日照算；最后一日24时届满。', 'The day of the event is not counted; counting starts on the next day. Working days leave out weekends and public holidays and include make-up days; the last day ends at 24:00.')}
    </p>
    ${ways(view, asked)} ${form(view, data)}
    ${data.trouble ? html`<p class="note bad" role="alert">${t(data.trouble)}</p>` : ''}
    ${answer ? answered(view, data, answer) : ''} ${presets(view, data)}`;
  const { way: _way, ...query } = deadlineQuery(asked);
  const json = answer && asked.way === 'on' ? { json: address('/api/public/deadline', query) } : {};
  return frame(view, { title, main, islands: answer ? ['copy'] : [], ...json });
}

/** Two questions: on which day is it over, and by which day must it begin. */
function ways(view: View, asked: DeadlineData['asked']): Html {
  const t = tongue(view.lang);
  const tab = (way: 'on' | 'back', label: string): Html =>
    html`<li>
      <a
        href="${address('/deadline', { ...deadlineQuery({ ...asked, way }), from: undefined })}"
        ${asked.way === way ? html` aria-current="true"` : ''}
        >${label}</a
      >
    </li>`;
  return html`<ul class="tabs">
    ${tab('on', t('哪天届满', 'When is it over'))}
    ${tab('back', t('至迟哪天开始', 'By when to begin'))}
  </ul>`;
}

function form(view: View, { asked, jurisdictions }: DeadlineData): Html {
  const t = tongue(view.lang);
  const back = asked.way === 'back';
  return html`<form method="get" action="/deadline" class="card inline">
    ${back ? html`<input type="hidden" name="way" value="back" />` : ''}
    <p>
      <label for="from"
        >${back ? t('最晚应当届满的一天', 'The day it must be over by') : t('事由发生日', 'Day of the event')}</label
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
        ${jurisdictions.map((place) => html`<option value="${place}" ${place === asked.jurisdiction ? html` selected` : ''}>${t(placeWord(place))}</option>`)}
      </select>
    </p>
    <p><button>${t('计算', 'Work out')}</button></p>
  </form>`;
}

function answered(view: View, { asked }: DeadlineData, answer: ExplainedDeadline): Html {
  const { lang } = view;
  const t = tongue(lang);
  const back = asked.way === 'back';
  const day = back ? answer.startedOn : answer.due;
  const query = { ...deadlineQuery(asked), lang: lang === 'en' ? 'en' : undefined };
  const wanted = shortDayText(lang, asked.from);
  return html`<section class="result" role="status" aria-live="polite" aria-labelledby="due">
    <h2 id="due">
      <span class="kicker"
        >${back ? t('事由至迟在这一天发生', 'The event may be on this day at the latest') : t('最后一日', 'The last day')}</span
      >
      <time datetime="${day}">${dayText(lang, day)}</time>
    </h2>
    ${answer.provisional ? provisional(view, answer) : ''}
    ${back ? html`<p>${t(`这样期限在${wanted}或者以前届满；再晚一天，就要过了${wanted}才届满。`, `Then it is over on ${wanted} or before; one day later it would end after ${wanted}.`)}</p>` : ''}
    <p>${t(answer.explanation)}</p>
    ${calendarPicture(lang, answer.steps, t(answer.explanation), view.today)}
    ${stepList(lang, answer.steps)}
    ${answer.calendar === '' ? '' : html`<p class="quiet">${t('所用日历：', 'Calendars used: ')}${t(calendarWords(answer.calendar))}</p>`}
    <p class="ways no-print">
      <a class="button quiet-button" href="${address('/deadline.ics', query)}"
        >${t('加入我的日历', 'Add to my calendar')}</a
      >
    </p>
    <p class="quiet no-print">
      ${t('把这个地址给别人，打开就是同一次计算：', 'Give this address to others; it opens the same count:')}
      <span class="mono" id="share">${view.site}${address('/deadline', query)}</span>
      <button type="button" class="plain" hidden data-copy="share">${t('复制', 'Copy')}</button>
    </p>
  </section>`;
}

/** Why a count may change, and what was taken for granted. */
function provisional(view: View, answer: ExplainedDeadline): Html {
  const t = tongue(view.lang);
  const years = unpublishedYears(answer.calendar);
  const [zh, en] = [years.join('、'), years.join(', ')];
  return html`<p class="note warn">
    <b>${t('暂定', 'Provisional')}</b>
    ${t(`${zh}年的放假和调休安排尚未公布（通常在上一年11月公布），先按周末和法定固定假日计算；公布后会重新计算，结果可能提前或者推后几天。在此之前，系统不会据此自动办理任何事项。`, `The holidays and make-up days of ${en} are not published yet (mostly in the November before). Until then only weekends and the fixed statutory days are left out; it is counted again on publication and may move by some days. Nothing happens by itself before that.`)}
  </p>`;
}

function presets(view: View, data: DeadlineData): Html | '' {
  const { lang } = view;
  const t = tongue(lang);
  if (data.presets.length === 0) return '';
  const { asked } = data;
  const place = t(placeWord(asked.jurisdiction));
  const heads = [
    [t('期限', 'Period'), 25],
    t('长度', 'Length'),
    [t('依据', 'Articles'), 50],
  ] as const;
  return html`<section aria-labelledby="statutory">
    <h2 id="statutory">${t(`${place}规则里的期限`, `Periods in the rules of ${place}`)}</h2>
    <p class="quiet no-print">
      ${t('点一项，按上面的日子计算。', 'Choose one to count it from the day above.')}
    </p>
    ${listTable(
      heads,
      data.presets.map(({ label, n, unit, law, inferred }) => {
        const chosen = data.answer !== null && asked.length === String(n) && asked.unit === unit;
        return [
          html`<a
            href="${address('/deadline', { ...deadlineQuery(asked), from: asked.from || view.today, length: String(n), unit })}"
            ${chosen ? html` aria-current="true"` : ''}
            >${t(label)}</a
          >`,
          html`${n}${t('', ' ')}${t(unitWords[unit])}${inferred ? html` <span class="quiet">${t('（办理设置，规则未写明）', '(office setting, not in the text)')}</span>` : ''}`,
          cites(lang, law),
        ];
      }),
    )}
  </section>`;
}
