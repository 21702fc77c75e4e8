import { html } from 'hono/html';
import type { PlaceFigures, PublicShare, PublicStep } from '../../app/figures/public.ts';
import { columns } from '../look/charts-columns.ts';
import { rows } from '../look/charts-rows.ts';
import { share, stepSpans } from '../look/charts-steps.ts';
import { chart, type Charted } from './chart.ts';
import { frame, type About } from './frame.ts';
import { placeWord } from './labels.ts';
import { cites, shortDayText } from './parts.ts';
import { address, tongue, type Html, type View } from './view.ts';

export interface FiguresData {
  readonly places: readonly string[];
  readonly figures: PlaceFigures;
}

const JSON_AT = '/api/public/figures';

/** Open figures of a place: what is registered and how long it took, as far as its rules let that be counted
 *  in public (CQ-REG-19). */
export function figuresPage(view: View, { places, figures }: FiguresData): Html {
  const t = tongue(view.lang);
  const title = t('登记数据', 'Figures');
  const { jurisdiction, closed } = figures;
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('登记、公示的数量和办理用时，由系统根据登记记录计算，随时更新。', 'Numbers of registrations and notices, and how long the steps take, computed from the records as they are now.')}
    </p>
    <nav class="choices" aria-label="${t('地区', 'Place')}">
      ${places.map(
        (place) =>
          html`<a
            href="${address('/figures', { jurisdiction: place })}"
            ${place === jurisdiction ? html` aria-current="page"` : ''}
            >${t(placeWord(place))}</a
          > `,
      )}
    </nav>
    ${closed.length > 0 ? closedNote(view, figures) : ''}
    <div class="pictures">
      ${counted(view, figures)}${kinds(view, figures)}${timed(view, figures)}
    </div>`;
  return frame(view, {
    title,
    main,
    json: address(JSON_AT, { jurisdiction }),
    about: about(view, places, figures),
  });
}

/** The open figures as a data set with its files (schema.org), where there are any. */
function about(
  view: View,
  places: readonly string[],
  { jurisdiction, weeks, months, industries, kinds: objects, steps, accepted }: PlaceFigures,
): About {
  const t = tongue(view.lang);
  const place = t(placeWord(jurisdiction));
  const description = t(
    `${place}公共数据资源登记的公开统计：每周登记、每月公示、行业和登记对象、各环节用时。`,
    `Open figures of the registration of public data in ${place}: registrations by week, notices by month, industries and kinds, time per step.`,
  );
  const path = jurisdiction === places[0] ? '/figures' : address('/figures', { jurisdiction });
  const open = Object.entries({ weeks, months, industries, kinds: objects, steps, accepted })
    .filter(([, has]) => has !== null)
    .map(([table]) => table);
  if (open.length === 0) return { path, description };
  const file = (type: string, query: Readonly<Record<string, string>>) => ({
    '@type': 'DataDownload',
    encodingFormat: type,
    contentUrl: `${view.site}${address(JSON_AT, { jurisdiction, ...query })}`,
  });
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: `${t('登记数据', 'Figures')} · ${place}`,
    description,
    url: `${view.site}${path}`,
    isAccessibleForFree: true,
    spatialCoverage: place,
    dateModified: view.today,
    distribution: [
      file('application/json', {}),
      ...open.map((table) => file('text/csv', { table })),
    ],
  };
  return { path, description, data };
}

function closedNote(view: View, { jurisdiction, closed, weeks, industries }: PlaceFigures): Html {
  const t = tongue(view.lang);
  const place = t(placeWord(jurisdiction));
  const all = weeks === null && industries === null;
  return html`<div class="note plain-note">
    <p>
      ${
        all
          ? t(
              `${place}的统计不公布：按其规则，由登记信息得出的统计分析结果，未经法定或者同意不得对外提供。`,
              `No figures of ${place} are published: under its rules, statistics drawn from registrations are not given out without law or consent.`,
            )
          : t(
              `${place}的统计只公布经同意的部分，其余按规则不对外提供。`,
              `Of ${place} only the figures that were consented to are published; its rules close the others.`,
            )
      }
      ${t('登记和公示本身是公开的，可以逐条查阅：', 'The registrations and notices themselves are public and can be read one by one: ')}<a
        href="${address('/registrations', { jurisdiction })}"
        >${t('登记查询', 'the register')}</a
      >${t('、', ', ')}<a href="${address('/notices', { jurisdiction })}">${t('公示', 'notices')}</a
      >${t('。', '.')}
    </p>
    ${cites(view.lang, closed)}
  </div>`;
}

type Part = Omit<Charted, 'csv' | 'id'> & { readonly id: string };

function part(view: View, place: string, { id, ...one }: Part, more: Html | '' = ''): Html {
  const csv = address(JSON_AT, { jurisdiction: place, table: id });
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${one.title}</h2>
    ${more}${chart(view, { ...one, id, csv })}
  </section>`;
}

const nothing = (id: string, title: string, why: string): Html =>
  html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p class="empty">${why}</p>
  </section>`;

/** 3月2日, 2 Mar. */
const monthDay = (view: View, day: string): string =>
  shortDayText(view.lang, day).replace(/^\d{4}年| \d{4}$/g, '');

const monthWords = (view: View, day: string): string =>
  view.lang === 'zh' ? `${Number(day.slice(5, 7))}月` : monthDay(view, day).replace(/^\d+ /, '');

function counted(view: View, { jurisdiction, weeks, months }: PlaceFigures): Html | '' {
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

const sum = (all: readonly { readonly n: number }[]): number =>
  all.reduce((most, { n }) => most + n, 0);

function kinds(view: View, { jurisdiction, industries, kinds: objects }: PlaceFigures): Html | '' {
  if (industries === null || objects === null) return '';
  const t = tongue(view.lang);
  const total = sum(objects);
  const behind = (facet: string, value: string, label: string): Html =>
    html`<a href="${address('/registrations', { jurisdiction, [facet]: value })}">${label}</a>`;
  const bars = (
    id: 'industries' | 'kinds',
    title: string,
    what: string,
    all: NonNullable<PlaceFigures['kinds']>,
  ): Html =>
    all.length === 0
      ? nothing(
          id,
          title,
          t('目前没有现行有效的登记。', 'Nothing is registered and in force at present.'),
        )
      : part(view, jurisdiction, {
          id,
          title,
          told: t(
            `现行有效的登记${total}件，${what}。`,
            `${total} registrations in force, ${what}.`,
          ),
          draw: (width) =>
            rows(
              all.map((one) => ({
                label: t(one.title),
                n: one.n,
                told: t(`${one.n}件`, String(one.n)),
              })),
              width,
            ),
          heads: [t('名称', 'Name'), t('代码', 'Code'), t('件', 'Number')],
          rows: all.map((one) => [
            behind(id === 'kinds' ? 'objectKind' : 'industry', one.id, t(one.title)),
            one.id,
            String(one.n),
          ]),
        });
  return html`${bars('industries', t('按行业', 'By industry'), t('按国民经济行业分类（GB/T 4754）的门类', 'by section of GB/T 4754'), industries)}${bars('kinds', t('按登记对象', 'By kind of object'), t('按登记对象', 'by kind of object'), objects)}`;
}

function timed(view: View, { jurisdiction, steps, accepted, period }: PlaceFigures): Html | '' {
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
