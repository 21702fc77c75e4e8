import { html } from 'hono/html';
import type { Implementation } from '../../../app/coverage.ts';
import { text, type Text } from '../../../base/text.ts';
import { matters } from '../../../law/matters.ts';
import { jurisdictions, packFor } from '../../../law/packs.ts';
import type { Article, RuleText } from '../../../law/types.ts';
import { frame } from '../frame.ts';
import { articleKindWords, placeWord } from '../labels.ts';
import { articleLabel, isCarriedOut, standing } from './law.ts';
import { listTable } from '../list-table.ts';
import { procedurePath } from './procedure.ts';
import { placeTitle } from '../places.ts';
import { tongue, type Html, type View } from '../view.ts';

/** One article: what it asks in our words, and everything that carries it out. `named` gives the
 *  title of a procedure. */
export function articlePage(
  view: View,
  rule: RuleText,
  article: Article,
  done: Implementation,
  named: (procedure: string) => Text,
): Html {
  const { lang } = view;
  const t = tongue(lang);
  const label = t(articleLabel(article));
  const parts = rule.articles.filter(({ id }) => isWithin(id, article.id));
  const main = html`<h1>${label} <span class="mono quiet">${article.id}</span></h1>
    <p>
      ${standing(lang, rule)}
      ${article.kinds.map((kind) => html`<span class="chip">${t(articleKindWords[kind])}</span> `)}
    </p>
    <p class="lead">${t(article.summary)}</p>
    <p class="quiet">
      ${t('这是我们自己写的摘要；以公布的正式文本为准。', 'This is our own summary. The published text prevails.')}
    </p>
    ${
      parts.length === 0
        ? ''
        : html`<section>
            <h2>${t('细分', 'Its parts')}</h2>
            <ul class="articles">
              ${parts.map((part) => html`<li><a href="/law/articles/${encodeURIComponent(part.id)}">${t(articleLabel(part))}</a> <span>${t(part.summary)}</span></li>`)}
            </ul>
          </section>`
    }
    ${places(view, article.id)}
    <section>
      <h2>${t('系统用什么落实它', 'What carries it out')}</h2>
      ${done.waits === null ? '' : html`<p class="note plain-note">${t(done.waits)}</p>`}
      ${isCarriedOut(done) ? carriers(view, done, named) : ''}
      ${done.waits === null && !isCarriedOut(done) ? html`<p>${t('目前没有事项、期限或页面引用这一条。', 'No act, clock or page cites this article at present.')}</p>` : ''}
    </section>`;
  const json = `/api/law/${encodeURIComponent(article.id)}`;
  const trail = [
    { path: '/law', label: text('规则', 'The rules') },
    { path: `/law/${rule.id}`, label: rule.title },
  ];
  const about = {
    path: `/law/articles/${encodeURIComponent(article.id)}`,
    description: t(article.summary),
  };
  return frame(view, { title: `${label} · ${t(rule.title)}`, main, json, trail, about });
}

/** BJ-REG-10(1) is within BJ-REG-10, BJ-REG-10(1)7 within both; BJ-REG-11 is not within BJ-REG-1. */
export function isWithin(id: string, whole: string): boolean {
  if (id === whole || !id.startsWith(whole)) return false;
  return whole.endsWith(')') || !/^\d/.test(id.slice(whole.length));
}

/** What each place makes of the matters this article speaks of. */
function places(view: View, article: string): Html | '' {
  const t = tongue(view.lang);
  const found = matters.filter((matter) =>
    cities.some(({ profile }) =>
      matter.law(profile).some((id) => id === article || isWithin(id, article)),
    ),
  );
  if (found.length === 0) return '';
  const rows = found.map((matter): [Html, ...string[]] => {
    const values = cities.map(({ profile }) => JSON.stringify(matter.value(profile)));
    const same = new Set(values).size === 1;
    return [
      html`${t(matter.label)}<br /><span class="chip ${same ? '' : 'warn'}"
          >${same ? t('各地相同', 'The same everywhere') : t('各地不同', 'Differs')}</span
        >`,
      ...cities.map(({ profile }) => t(matter.words(profile))),
    ];
  });
  return html`<section>
    <h2>${t('各地怎么规定', 'What each place says')}</h2>
    ${listTable([[t('事项', 'Matter'), 20], ...cities.map(({ jurisdiction }) => t(placeWord(jurisdiction)))], rows)}
    <p><a href="/law/compare">${t('两地规则逐项比较', 'Compare the rules of two places')}</a></p>
  </section>`;
}

const cities = jurisdictions.flatMap((place) => packFor(place) ?? []);

function carriers(view: View, done: Implementation, named: (procedure: string) => Text): Html {
  const t = tongue(view.lang);
  const group = (title: string, items: readonly Html[]): Html | '' =>
    items.length === 0
      ? ''
      : html`<h3>${title}</h3>
          <ul class="plain-list">
            ${items}
          </ul>`;
  return html`${group(
    t('办理事项', 'Acts'),
    done.acts.map(
      ({ procedure, act, title }) =>
        html`<li>
          <a href="${procedurePath(procedure)}#act-${act}">${t(named(procedure))} · ${t(title)}</a>
        </li>`,
    ),
  )}${group(
    t('期限', 'Clocks'),
    done.clocks.map(
      ({ procedure, clock, title }) =>
        html`<li>
          <a href="${procedurePath(procedure)}#clock-${clock}"
            >${t(named(procedure))} · ${t(title)}</a
          >
        </li>`,
    ),
  )}${group(
    t('页面和接口', 'Pages and doors'),
    done.pages.map((path) => {
      const title = placeTitle(path);
      return title
        ? html`<li><a href="${path}">${t(title)}</a></li>`
        : html`<li class="mono">${path}</li>`;
    }),
  )}${
    done.rules.length === 0
      ? ''
      : html`<details>
          <summary>
            ${t(`规则数据（数字、清单、条件）${done.rules.length}处`, `Rules as data (numbers, lists, conditions): ${done.rules.length}`)}
          </summary>
          <ul class="plain-list">
            ${done.rules.map(({ pack, path }) => html`<li class="mono">${pack}: ${path}</li>`)}
          </ul>
        </details>`
  }`;
}
