import { html } from 'hono/html';
import { text, type Text } from '../../../base/text.ts';
import { frame } from '../frame.ts';
import { placeWord } from '../labels.ts';
import { listTable } from '../list-table.ts';
import { cites, shortCites } from '../parts.ts';
import { statePicture, type StatePicture } from './state-picture.ts';
import { tongue, type Html, type View } from '../view.ts';

/** One act, as the public reads it. */
export interface PublicStep {
  readonly id: string;
  readonly title: Text;
  readonly help: Text | null;
  readonly who: readonly Text[];
  /** States it may be taken in; none: it begins a case. */
  readonly from: readonly Text[];
  readonly to: readonly Text[];
  readonly law: readonly string[];
}

export interface PublicClock {
  readonly id: string;
  readonly title: Text;
  readonly lengths: readonly { readonly jurisdiction: string; readonly words: Text }[];
  readonly starts: readonly Text[];
  readonly stops: readonly Text[];
  readonly expiry: Text;
  readonly law: readonly string[];
}

/** A group of materials, and whether each place asks for it. */
export interface PublicMaterial {
  readonly label: Text;
  readonly fields: readonly Text[];
  readonly asked: readonly { readonly jurisdiction: string; readonly words: Text }[];
  readonly law: readonly string[];
}

export interface ProcedureData extends StatePicture {
  readonly name: string;
  readonly law: readonly string[];
  /** Steps by who takes them. */
  readonly steps: readonly { readonly by: Text; readonly items: readonly PublicStep[] }[];
  readonly clocks: readonly PublicClock[];
  readonly materials: readonly PublicMaterial[];
}

export const procedurePath = (name: string): string => `/procedures/${encodeURIComponent(name)}`;

/** One procedure for the public: its picture, who does what, how long it takes, what is handed in. */
export function procedurePage(view: View, data: ProcedureData): Html {
  const t = tongue(view.lang);
  const title = t(data.title);
  const main = html`<h1><span class="kicker">${t('办理程序', 'Procedure')}</span> ${title}</h1>
    <p class="lead">
      ${t('图、步骤和期限都由程序的声明直接画出，与系统实际运行的是同一份。', 'Picture, steps and periods are drawn from the declaration the system itself runs by.')}
    </p>
    ${cites(view.lang, data.law)}
    <div class="columns">
      <section aria-labelledby="picture">
        <h2 id="picture">${t('步骤图', 'Picture')}</h2>
        ${statePicture(view.lang, data)}
      </section>
      <section aria-labelledby="clocks">
        <h2 id="clocks">${t('期限', 'Periods')}</h2>
        ${clocks(view, data)}
      </section>
    </div>
    ${materials(view, data)} ${steps(view, data)}`;
  const json = `/api/procedures/${encodeURIComponent(data.name)}`;
  const trail = [{ path: '/procedures', label: text('办理程序', 'Procedures') }];
  return frame(view, { title: `${title} · ${t('办理程序', 'Procedure')}`, main, json, trail });
}

function clocks(view: View, { clocks: all }: ProcedureData): Html {
  const t = tongue(view.lang);
  if (all.length === 0)
    return html`<p>${t('这个程序没有期限。', 'This procedure has no period.')}</p>`;
  const list = (words: readonly Text[]): string => words.map((one) => t(one)).join(t('、', '; '));
  return html`${all.map(
    (clock) =>
      html`<div class="card" id="clock-${clock.id}">
        <h3>${t(clock.title)}</h3>
        <dl class="fields">
          ${clock.lengths.map(({ jurisdiction, words }) => row(t(placeWord(jurisdiction)), t(words)))}
          ${row(t('起算', 'Starts'), list(clock.starts))}
          ${clock.stops.length === 0 ? '' : row(t('停止', 'Stops'), list(clock.stops))}
          ${row(t('届满', 'When over'), t(clock.expiry))}
        </dl>
        ${shortCites(view.lang, clock.law)}
      </div>`,
  )}`;
}

const row = (label: string, value: string): Html =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

function materials(view: View, { materials: all }: ProcedureData): Html | '' {
  const t = tongue(view.lang);
  const [first] = all;
  if (!first) return '';
  const heads = [
    [t('材料', 'Material'), 20],
    ...first.asked.map(({ jurisdiction }) => t(placeWord(jurisdiction))),
    [t('内容', 'What it holds'), 30],
    [t('依据', 'Articles'), 20],
  ] as const;
  return html`<section aria-labelledby="materials">
    <h2 id="materials">${t('要提交的材料', 'What is handed in')}</h2>
    <p>
      <a href="/templates">${t('材料样式可以下载打印', 'Templates to print')}</a>
    </p>
    ${listTable(
      heads,
      all.map((one) => [
        t(one.label),
        ...one.asked.map(({ words }) => t(words)),
        html`<span class="quiet">${one.fields.map((field) => t(field)).join(t('、', '; '))}</span>`,
        shortCites(view.lang, one.law),
      ]),
    )}
  </section>`;
}

/** By who takes them; what the system does by itself is folded. */
function steps(view: View, { steps: groups }: ProcedureData): Html {
  const t = tongue(view.lang);
  return html`<section aria-labelledby="steps">
    <h2 id="steps">${t('每一步由谁办理', 'Who takes each step')}</h2>
    ${groups.map(
      ({ by, items }, n) =>
        html`<details class="acts" ${n === 0 ? html` open` : ''}>
          <summary>${t(by)}${t(`（${items.length}项）`, ` (${items.length})`)}</summary>
          <ul>
            ${items.map((step) => stepItem(view, step))}
          </ul>
        </details>`,
    )}
  </section>`;
}

function stepItem(view: View, step: PublicStep): Html {
  const t = tongue(view.lang);
  const list = (words: readonly Text[]): string => words.map((one) => t(one)).join(t('、', ', '));
  const from = step.from.length === 0 ? t('新建', 'new') : list(step.from);
  return html`<li id="act-${step.id}">
    <p><b>${t(step.title)}</b> <span class="quiet">${list(step.who)}</span></p>
    ${step.help ? html`<p class="quiet">${t(step.help)}</p>` : ''}
    <p class="quiet">${from} → ${list(step.to)}</p>
    ${shortCites(view.lang, step.law)}
  </li>`;
}

/** Every procedure, by what it is for. */
export function proceduresPage(
  view: View,
  groups: readonly {
    readonly title: Text;
    readonly items: readonly {
      readonly name: string;
      readonly title: Text;
      readonly law: readonly string[];
    }[];
  }[],
): Html {
  const t = tongue(view.lang);
  const title = t('办理程序', 'Procedures');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('登记簿里的每一件事都按下面的程序办理：每一步由谁办、多长时间、依据哪一条，都在这里。', 'Everything in the register is done by one of these: who takes each step, how long it may take, and by which article.')}
    </p>
    <div class="columns">
      ${groups.map(
        (group, n) =>
          html`<section aria-labelledby="group-${n}">
            <h2 id="group-${n}">${t(group.title)}</h2>
            <ul class="links">
              ${group.items.map(
                (one) =>
                  html`<li>
                    <a href="${procedurePath(one.name)}">${t(one.title)}</a>
                    ${shortCites(view.lang, one.law)}
                  </li>`,
              )}
            </ul>
          </section>`,
      )}
    </div>`;
  return frame(view, { title, main, json: '/api/procedures' });
}
