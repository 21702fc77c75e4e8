import { html } from 'hono/html';
import type { Implementation } from '../../app/coverage.ts';
import type { Text } from '../../base/text.ts';
import type { Article, RuleText } from '../../law/types.ts';
import { frame, placeTitle } from './frame.ts';
import { articleKindWords } from './labels.ts';
import { articleLabel, isCarriedOut, standing } from './law.ts';
import { tongue, type Html, type View } from './view.ts';

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
  const main = html`<p class="crumbs">
      <a href="/law">${t('规则', 'The rules')}</a> › <a href="/law/${rule.id}">${t(rule.title)}</a>
    </p>
    <h1>${label} <span class="mono quiet">${article.id}</span></h1>
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
        : html`<h2>${t('细分', 'Its parts')}</h2>
            <ul class="articles">
              ${parts.map((part) => html`<li><a href="/law/articles/${encodeURIComponent(part.id)}">${t(articleLabel(part))}</a> <span>${t(part.summary)}</span></li>`)}
            </ul>`
    }
    <h2>${t('系统用什么落实它', 'What carries it out')}</h2>
    ${done.waits === null ? '' : html`<p class="note plain-note">${t(done.waits)}</p>`}
    ${isCarriedOut(done) ? carriers(view, done, named) : ''}
    ${done.waits === null && !isCarriedOut(done) ? html`<p>${t('目前没有事项、期限或页面引用这一条。', 'No act, clock or page cites this article at present.')}</p>` : ''}`;
  const json = `/api/law/${encodeURIComponent(article.id)}`;
  return frame(view, { title: `${label} · ${t(rule.title)}`, main, json });
}

/** BJ-REG-10(1) is within BJ-REG-10, BJ-REG-10(1)7 within both; BJ-REG-11 is not within BJ-REG-1. */
export function isWithin(id: string, whole: string): boolean {
  if (id === whole || !id.startsWith(whole)) return false;
  return whole.endsWith(')') || !/^\d/.test(id.slice(whole.length));
}

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
    done.acts.map(({ procedure, title }) => html`<li>${t(named(procedure))} · ${t(title)}</li>`),
  )}${group(
    t('期限', 'Clocks'),
    done.clocks.map(({ procedure, title }) => html`<li>${t(named(procedure))} · ${t(title)}</li>`),
  )}${group(
    t('规则数据（数字、清单、条件）', 'Rules as data (numbers, lists, conditions)'),
    done.rules.map(({ pack, path }) => html`<li class="mono">${pack}: ${path}</li>`),
  )}${group(
    t('页面和接口', 'Pages and doors'),
    done.pages.map((path) => {
      const title = placeTitle(path);
      return title
        ? html`<li><a href="${path}">${t(title)}</a></li>`
        : html`<li class="mono">${path}</li>`;
    }),
  )}`;
}
