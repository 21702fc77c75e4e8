import { html } from 'hono/html';
import { text } from '../../../base/text.ts';
import { frame } from '../frame.ts';
import type { Lodged } from './objection-steps.ts';
import { listTable } from '../list-table.ts';
import { inChinese, shortDay } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';

export type MyObjection = Lodged & { readonly name: string };

/** Everything the reader has objected to, newest first: each with how it stands and its receipt. */
export function myObjectionsPage(view: View, lodged: readonly MyObjection[]): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('我的异议', 'My objections');
  const heads = [[t('异议事项', 'About'), 50], t('提出', 'Lodged'), t('现在', 'Now')] as const;
  const rows = lodged.map(
    ({ id, at, status, name }) =>
      [
        html`<a href="/objections/${id}">${inChinese(lang, name)}</a>`,
        shortDay(lang, at.slice(0, 10)),
        status === null ? '' : t(status),
      ] as const,
  );
  const main = html`<h1>${title}</h1>
    ${
      rows.length === 0
        ? html`<p class="note plain-note">
            ${t('您还没有提出过异议。对正在公示的登记，可以在公示页提出。', 'You have not objected to anything. What is on notice can be objected to on its page.')}
            <a href="/notices">${t('看公示', 'See the notices')}</a>
          </p>`
        : listTable(heads, rows)
    }`;
  const trail = [{ path: '/notices', label: text('公示', 'Notices') }];
  return frame(view, { title, main, trail });
}
