import { html } from 'hono/html';
import type { PlaceFigures } from '../../../app/figures/public.ts';
import { columns } from '../../look/charts-columns.ts';
import { shortDayText } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';
import { part, sum } from './part.ts';

/** 3月2日, 2 Mar. */
const monthDay = (view: View, day: string): string =>
  shortDayText(view.lang, day).replace(/^\d{4}年| \d{4}$/g, '');

const monthWords = (view: View, day: string): string =>
  view.lang === 'zh' ? `${Number(day.slice(5, 7))}月` : monthDay(view, day).replace(/^\d+ /, '');

/** Registrations by week, notices by month. */
export function counted(view: View, { jurisdiction, weeks, months }: PlaceFigures): Html | '' {
  if (weeks === null || months === null) return '';
  const t = tongue(view.lang);
  const [registered, noticed] = [sum(weeks), sum(months)];
  const heads = [t('起', 'From'), t('止', 'To'), t('件', 'Number')];
  const table = (all: typeof weeks): string[][] =>
    all.map(({ from, to, n }) => [from, to, String(n)]);
  const inMonth = (from: string): Html =>
    html`<a
      href="${address('/notices', { view: 'calendar', month: from.slice(0, 7), jurisdiction })}"
      >${from}</a
    >`;
  return html`${part(view, jurisdiction, {
    id: 'weeks',
    title: t('每周登记', 'Registrations by week'),
    told: t(
      `最近26周共登记${registered}件；最后一周是本周，尚未结束。`,
      `${registered} registrations in the last 26 weeks; the last one is this week, which is not over.`,
    ),
    draw: (width) =>
      columns(
        weeks.map(({ from, n }) => ({ n, label: monthDay(view, from) })),
        width,
      ),
    heads,
    rows: table(weeks),
  })}${part(view, jurisdiction, {
    id: 'months',
    title: t('每月公示', 'Notices by month'),
    told: t(
      `最近12个月共公示${noticed}件。`,
      `${noticed} notices were published in the last twelve months.`,
    ),
    draw: (width) =>
      columns(
        months.map(({ from, n }) => ({ n, label: monthWords(view, from) })),
        width,
      ),
    heads,
    rows: months.map(({ from, to, n }) => [n === 0 ? from : inMonth(from), to, String(n)]),
  })}`;
}
