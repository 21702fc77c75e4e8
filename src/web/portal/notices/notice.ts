import { html } from 'hono/html';
import type { ExplainedDeadline } from '../../../base/deadline.ts';
import type { JsonObject } from '../../../base/json.ts';
import { text } from '../../../base/text.ts';
import type { RulePack } from '../../../law/types.ts';
import { calendarPicture } from '../days/calendar-picture.ts';
import { leftWords } from '../days/countdown.ts';
import { frame } from '../frame.ts';
import { placeWord, procedureWord } from '../labels.ts';
import { objectionPath, objectionSection } from '../objection/objection-form.ts';
import {
  cites,
  dayTag,
  draftBanner,
  fieldList,
  inChinese,
  rowsOf,
  shortDayText,
  valueText,
} from '../parts.ts';
import { stepList } from '../days/step-list.ts';
import { address, tongue, type Html, type View } from '../view.ts';

export interface NoticeData {
  readonly id: string;
  readonly jurisdiction: string;
  readonly procedure: string;
  readonly fields: JsonObject;
  readonly pack: RulePack;
  readonly draft: boolean;
  /** Code of the entry it became, or that it would change. */
  readonly entry: string | null;
  readonly over: boolean;
  readonly workingDaysLeft: number;
  /** The period of the notice, from its record. */
  readonly period: ExplainedDeadline;
}

/** One notice: exactly the fields the pack lists (BJ-REG-13), its period, and how to object. */
export function noticePage(view: View, data: NoticeData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { profile } = data.pack;
  const name = valueText(data.fields['dataName']);
  const law = [...new Set([...profile.noticeLaw, ...(profile.clocks.publicNotice?.law ?? [])])];
  const title = t('登记公示', 'Public notice');
  const objected = { about: 'notices', id: data.id, pack: data.pack, over: data.over } as const;
  const calendarHref = address(`/notices/${encodeURIComponent(data.id)}.ics`, {
    lang: lang === 'en' ? 'en' : undefined,
  });
  const main = html`<h1>
      <span class="kicker"
        >${title} · ${t(procedureWord(data.procedure))} · ${t(placeWord(data.jurisdiction))}</span
      >
      ${inChinese(lang, name)}
    </h1>
    ${data.draft ? draftBanner(lang, data.jurisdiction) : ''} ${standing(view, data)}
    ${
      data.over
        ? ''
        : html`<p class="ways">
            <a class="button" href="${objectionPath(objected)}">${t('提出异议', 'Object')}</a>
            <a class="button quiet-button" href="${calendarHref}"
              >${t('加入我的日历', 'Add to my calendar')}</a
            >
          </p>`
    }
    <div class="columns">
      <section aria-labelledby="what">
        <h2 id="what">${t('公示内容', 'What is on notice')}</h2>
        ${fieldList(lang, rowsOf(lang, profile.noticeFields, data.fields))}
        <p class="quiet">
          ${t('规则要求公示的就是以上各项；其他材料不公开。', 'These are the fields the rules put on notice. Nothing else is public.')}
        </p>
        ${cites(lang, law)} ${outcome(view, data)}
      </section>
      <section aria-labelledby="when">
        <h2 id="when">${t('期限怎么算', 'How the period is counted')}</h2>
        <p>${t(data.period.explanation)}</p>
        ${calendarPicture(lang, data.period.steps, t(data.period.explanation), view.today)}
        ${stepList(lang, data.period.steps)}
      </section>
    </div>
    ${objectionSection(view, objected)}`;
  const feeds = [{ type: 'text/calendar', title: name, href: calendarHref } as const];
  const trail = [{ path: '/notices', label: text('公示', 'Notices') }];
  const about = {
    path: `/notices/${encodeURIComponent(data.id)}`,
    description: [
      valueText(data.fields['registrantName']),
      t(procedureWord(data.procedure)),
      `${t('公示截止：', 'On notice until ')}${shortDayText(lang, data.period.due)}`,
    ].join(' · '),
  };
  return frame(view, { title: `${name} · ${title}`, main, feeds, trail, about });
}

/** Whether it runs, until when, and what became of it. */
function standing(view: View, data: NoticeData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { due } = data.period;
  const early = data.over && view.today <= due;
  return html`<p class="note ${data.over ? 'plain-note' : 'good'}">
    <b>${t(leftWords(data.workingDaysLeft, data.over))}</b>
    ${early ? t('公示提前终止，这一申请没有办成，不进入登记簿；原定截止：', 'It was ended early: the application came to nothing and does not enter the register. It was to end on ') : t('公示截止：', 'The notice ends on ')}${dayTag(lang, due)}${t('，当日24时。', ' at 24:00.')}
    ${data.entry === null ? '' : html`<a href="/registrations/${encodeURIComponent(data.entry)}">${t('查看登记条目', 'See the entry in the register')}</a>`}
  </p>`;
}

/** What comes of it where nobody objects, and where somebody does. */
function outcome(view: View, { pack, period, over, procedure }: NoticeData): Html | '' {
  if (over) return '';
  const { lang } = view;
  const t = tongue(lang);
  const { credential, validity, clocks, objectionAfterIssue } = pack.profile;
  const due = shortDayText(lang, period.due);
  const reply = clocks.objectionReply?.length;
  const [title, years] = [credential.title, validity.years];
  const clean =
    procedure === 'reg.change'
      ? t(
          `${due}24时期满、没有未了的异议：变更登记生效，换发${title.zh}，原有效期不变。`,
          `When it ends on ${due} with no objection open: the change is registered and a new ${title.en.toLowerCase()} issued; the validity stays.`,
        )
      : t(
          `${due}24时期满、没有未了的异议：赋予登记编码，发放${title.zh}，有效期${years}年（授权期限较短的从其期限）。`,
          `When it ends on ${due} with no objection open: it is given its code and the ${title.en.toLowerCase()}, valid for ${years} years or the shorter term of the authorisation.`,
        );
  return html`<h2>${t('接下来', 'What happens next')}</h2>
    <ul class="plain-list">
      <li>${clean}</li>
      <li>
        ${t(`有人提出异议：告知登记主体，登记主体${reply ? `在${reply.n}个工作日内` : '限期'}答复，由另一人复核；成立的终止登记，不成立的继续办理。`, `If somebody objects: the registrant is told and answers ${reply ? `within ${reply.n} working days` : 'in time'}, and another officer re-examines; upheld it ends, dismissed it goes on.`)}${objectionAfterIssue ? t('登记以后，仍可以提出异议。', ' After registration objections are still possible.') : ''}
      </li>
    </ul>
    ${cites(lang, [...new Set([...credential.law, ...validity.law])])}`;
}
