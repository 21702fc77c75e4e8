import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { frame } from './frame.ts';
import { cites } from './parts.ts';
import { searchForm } from './found/search-form.ts';
import { address, tongue, type Html, type View } from './view.ts';

/** What went wrong, told to a person, with a way on. */
export interface Trouble {
  readonly title: Text;
  readonly sentence: Text;
  readonly law?: readonly string[];
  /** Signing in is the way on. */
  readonly signIn?: boolean;
}

export const notFound: Trouble = {
  title: text('没有这一页', 'No such page'),
  sentence: text(
    '地址可能写错了，或者内容已经移走。',
    'The address may be mistyped, or its content has moved.',
  ),
};

export const defect: Trouble = {
  title: text('这一页暂时打不开', 'This page cannot be shown just now'),
  sentence: text(
    '是系统的问题，不是您的操作有误；运行人员已收到通知，请稍后再试。',
    'It is our fault, not yours. The operator has been told; please try again shortly.',
  ),
};

export const signInFirst: Trouble = {
  title: text('请先登录', 'Sign in first'),
  sentence: text(
    '这一页只给有关的人看，登录以后才能打开。',
    'This page is for those it concerns and opens once you are signed in.',
  ),
  signIn: true,
};

export function troublePage(view: View, trouble: Trouble): Html {
  const t = tongue(view.lang);
  const main = html`<h1>${t(trouble.title)}</h1>
    <p class="lead">${t(trouble.sentence)}</p>
    ${trouble.law && trouble.law.length > 0 ? cites(view.lang, trouble.law) : ''}
    ${
      trouble.signIn
        ? html`<p>
            <a class="button" href="${address('/signin', { next: view.here })}"
              >${t('登录后回到这一页', 'Sign in and come back here')}</a
            >
          </p>`
        : searchForm(view.lang)
    }
    <ul class="links">
      <li><a href="/">${t('首页', 'Home')}</a></li>
      <li><a href="/notices">${t('登记公示', 'Public notices')}</a></li>
      <li><a href="/verify">${t('核验登记结果', 'Verify a result')}</a></li>
      <li><a href="/help">${t('帮助', 'Help')}</a></li>
    </ul>`;
  return frame(view, { title: t(trouble.title), main });
}
