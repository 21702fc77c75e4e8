import { html } from 'hono/html';
import type { ExplainedDeadline } from '../../base/deadline.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RulePack } from '../../law/types.ts';
import { calendarPicture } from './calendar-picture.ts';
import { leftWords } from './countdown.ts';
import { frame } from './frame.ts';
import { objectionSection } from './objection-form.ts';
import { cites, dayTag, draftBanner, fieldList, rowsOf, valueText } from './parts.ts';
import { stepList } from './step-list.ts';
import { tongue, type Html, type View } from './view.ts';

export interface NoticeData {
  readonly id: string;
  readonly jurisdiction: string;
  readonly fields: JsonObject;
  readonly pack: RulePack;
  readonly draft: boolean;
  /** Code of the entry it became, or that it would change. */
  readonly entry: string | null;
  readonly over: boolean;
  readonly workingDaysLeft: number;
  /** The period of the notice, from its record. */
  readonly period: ExplainedDeadline;
  /** Chance for the idempotency key of one objection, drawn by the edge. */
  readonly key: string;
}

/** One notice: exactly the fields the pack lists (BJ-REG-13), its period, and how to object. */
export function noticePage(view: View, data: NoticeData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { profile } = data.pack;
  const name = valueText(data.fields['dataName']);
  const law = [...new Set([...profile.noticeLaw, ...(profile.clocks.publicNotice?.law ?? [])])];
  const early = data.over && view.today <= data.period.due;
  const title = t('登记公示', 'Public notice');
  const main = html`<p class="crumbs"><a href="/notices">${t('公示', 'Notices')}</a></p>
    <h1><span class="kicker">${title}</span> <span lang="zh-CN">${name}</span></h1>
    ${data.draft ? draftBanner(lang, data.jurisdiction) : ''}
    <p class="note ${data.over ? 'plain-note' : 'good'}">
      <b>${t(leftWords(data.workingDaysLeft, data.over))}</b>
      ${early ? t('公示已提前终止；原定截止：', 'It was ended early; it was to end on ') : t('公示截止：', 'The notice ends on ')}${dayTag(lang, data.period.due)}${t('，当日24时。', ' at 24:00.')}
      ${data.entry === null ? '' : html`<a href="/registrations/${encodeURIComponent(data.entry)}">${t('查看登记条目', 'See the entry in the register')}</a>`}
    </p>
    <div class="columns">
      <section aria-labelledby="what">
        <h2 id="what">${t('公示内容', 'What is on notice')}</h2>
        ${fieldList(lang, rowsOf(lang, profile.noticeFields, data.fields))} ${cites(lang, law)}
      </section>
      <section aria-labelledby="when">
        <h2 id="when">${t('期限怎么算', 'How the period is counted')}</h2>
        <p>${t(data.period.explanation)}</p>
        ${calendarPicture(lang, data.period.steps, t(data.period.explanation), view.today)}
        ${stepList(lang, data.period.steps)}
      </section>
    </div>
    ${objectionSection(view, data)}`;
  return frame(view, {
    title: `${name} · ${title}`,
    main,
    islands: data.over || !view.visitor ? [] : ['objection'],
  });
}
