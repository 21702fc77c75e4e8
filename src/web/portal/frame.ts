import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { display } from './display.ts';
import { mark } from './mark.ts';
import { shortDayText } from './parts.ts';
import { address, inLanguage, tongue, type Html, type Island, type View } from './view.ts';

const places: readonly { readonly path: string; readonly label: Text }[] = [
  { path: '/registrations', label: text('登记查询', 'Register') },
  { path: '/notices', label: text('公示', 'Notices') },
  { path: '/verify', label: text('核验', 'Verify') },
  { path: '/chain', label: text('目录链', 'Chain') },
  { path: '/deadline', label: text('期限计算', 'Deadlines') },
  { path: '/law', label: text('规则', 'Rules') },
  { path: '/help', label: text('帮助', 'Help') },
];

/** What is looked for less often, at the foot. */
const others: readonly { readonly path: string; readonly label: Text }[] = [
  { path: '/help', label: text('帮助', 'Help') },
  { path: '/templates', label: text('材料样式', 'Templates') },
  { path: '/deposit', label: text('存证', 'Evidence deposit') },
  { path: '/services', label: text('第三方服务机构', 'Third-party services') },
  { path: '/lapses', label: text('注销公告', 'Announced lapses') },
  { path: '/supervision', label: text('登记机构监督', 'Supervision of the registrar') },
  { path: '/national', label: text('国家平台对接', 'National platform') },
  { path: '/law/compare', label: text('两地规则比较', 'Compare rules') },
  { path: '/openapi.json', label: text('开放接口', 'Open API') },
];

/** What a page of this site is called; other doors are shown by their address. */
export const placeTitle = (path: string): Text | undefined =>
  path === '/'
    ? text('首页', 'Home')
    : [...places, ...others].find((place) => place.path === path)?.label;

export interface Page {
  readonly title: string;
  readonly main: Html;
  readonly islands?: readonly Island[];
  /** Address of a script that was built for this page. */
  readonly script?: string | null;
  /** Where programs find the same data. */
  readonly json?: string;
}

/** The frame of every page: head, way in by keyboard, navigation, main part, foot. */
export function frame(view: View, page: Page): Html {
  const t = tongue(view.lang);
  const name = t('数籍', 'Shuji');
  const islands: readonly Island[] = [
    ...(page.islands ?? []),
    ...(view.visitor ? (['session'] as const) : []),
  ];
  return html`<!doctype html>
    <html
      lang="${t('zh-CN', 'en')}"
      data-scheme="${view.look.scheme}"
      ${view.look.elder ? html`data-elder` : ''}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${name}</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="${view.assets.mark}" type="image/svg+xml" />
        <link rel="stylesheet" href="${view.assets.css}" />
        <link rel="alternate" hreflang="zh-CN" href="${inLanguage(view.here, 'zh')}" />
        <link rel="alternate" hreflang="en" href="${inLanguage(view.here, 'en')}" />
        ${page.json === undefined ? '' : html`<link rel="alternate" type="application/json" href="${page.json}" />`}
        ${page.script ? html`<script type="module" src="${page.script}"></script>` : ''}
        ${islands.map((island) => html`<script type="module" src="${view.assets.script(island)}"></script> `)}
      </head>
      <body>
        <a class="skip" href="#main">${t('跳到正文', 'Skip to the content')}</a>
        <header class="top">
          ${demoStrip(view)}
          <div class="wide bar">
            <a class="brand" href="/"
              >${mark()} <b>${name}</b>
              <span>${t('公共数据资源登记', 'Public data register')}</span></a
            >
            <div class="who">${who(view)}${display(view)}</div>
          </div>
          <nav class="wide" aria-label="${t('主导航', 'Main')}">
            <ul>
              ${places.map(({ path, label }) => {
                const current =
                  view.here === path ||
                  view.here.startsWith(`${path}/`) ||
                  view.here.startsWith(`${path}?`);
                return html`<li>
                  <a href="${path}" ${current ? html` aria-current="page"` : ''}>${t(label)}</a>
                </li> `;
              })}
            </ul>
          </nav>
        </header>
        <main id="main" class="wide" tabindex="-1">${page.main}</main>
        <footer class="foot">
          <div class="wide">
            <p>
              ${t('登记机构只作形式审核：看材料是否齐全、形式是否符合规定；不审查数据的内容和质量，也不证明权属。', 'The registrar reviews the form only: whether the material is complete and in the form asked for. It does not examine the content or quality of the data, nor prove ownership.')}
            </p>
            <p>
              ${others.map(({ path, label }, at) => html`${at === 0 ? '' : ' · '}<a href="${path}">${t(label)}</a>`)}${page.json === undefined ? '' : html` · <a href="${page.json}">${t('本页数据（JSON）', 'This page as JSON')}</a>`}
            </p>
          </div>
        </footer>
      </body>
    </html> `;
}

function demoStrip(view: View): Html | '' {
  if (!view.demo) return '';
  const t = tongue(view.lang);
  const today = shortDayText(view.lang, view.today);
  return html`<p class="demo">
    <span class="wide"
      ><b>${t('演示数据', 'Demonstration data')}</b>
      ${t(`本站为演示，内容不是真实登记；演示时间${today}。`, `Nothing here is a real registration; the demonstration clock says ${today}.`)}</span
    >
  </p>`;
}

function who(view: View): Html {
  const t = tongue(view.lang);
  const { visitor } = view;
  if (!visitor) {
    // Whoever signs in from the first page comes to work.
    const next = /^\/(?:\?|$)/.test(view.here)
      ? '/workbench/'
      : view.here.startsWith('/signin')
        ? undefined
        : view.here;
    return html`<a href="${address('/signin', { next })}">${t('登录', 'Sign in')}</a>`;
  }
  const desk =
    view.workbench === null
      ? ''
      : html`<a href="${view.workbench}">${t('工作台', 'Workbench')}</a>`;
  return html`<span class="me">${visitor.name}</span>${desk}<button
      type="button"
      class="plain"
      data-sign-out
      data-csrf="${visitor.csrf}"
    >
      ${t('退出', 'Sign out')}
    </button>`;
}
