import { html } from 'hono/html';
import type { Template } from '../../law/templates.ts';
import { filled } from '../../law/templates.ts';
import { frame } from './frame.ts';
import { tongue, type Html, type View } from './view.ts';

export interface NamedTemplate {
  readonly id: string;
  readonly template: Template;
}

export function templatesPage(view: View, templates: readonly NamedTemplate[]): Html {
  const t = tongue(view.lang);
  const title = t('材料样式', 'Templates of material');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('打开后可以直接打印填写。在线申请时，系统会用已填的内容预先填好。', 'Open one to print and fill in. When you file online, the system fills in what it already knows.')}
    </p>
    <ul class="links">
      ${templates.map(({ id, template }) => html`<li><a href="/templates/${encodeURIComponent(id)}">${t(template.title)}</a></li>`)}
    </ul>`;
  return frame(view, { title, main });
}

/** A document to print and fill in by hand. The Chinese is the document; English stands under it. */
export function templatePage(view: View, { template }: NamedTemplate): Html {
  const t = tongue(view.lang);
  const blank = template.paragraphs.map((paragraph) => filled(paragraph, {}));
  const main = html`<p class="crumbs">
      <a href="/templates">${t('材料样式', 'Templates of material')}</a>
    </p>
    ${view.lang === 'en' ? html`<p class="note plain-note">The document is in Chinese, the language of record; each paragraph has a short gloss, which is not printed.</p>` : ''}
    <p class="quiet no-print">
      ${t('用浏览器的打印功能打印或存为PDF。', 'Print it, or save it as a PDF, with your browser.')}
    </p>
    <article class="paper" lang="zh-CN">
      <h1>${template.title.zh}</h1>
      ${blank.map(
        (one) =>
          html`<p>${one.zh}</p>
            ${view.lang === 'en' ? html`<p class="gloss no-print" lang="en">${one.en}</p>` : ''} `,
      )}
    </article>`;
  return frame(view, { title: t(template.title), main });
}
