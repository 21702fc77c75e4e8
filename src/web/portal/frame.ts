import { html, raw } from 'hono/html';
import type { JsonObject } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { display, looks, toElder, toOtherLanguage } from './display.ts';
import { mark } from './mark.ts';
import { inChinese, shortDayText } from './parts.ts';
import { others, places } from './places.ts';
import { address, inLanguage, tongue, type Html, type Island, type View } from './view.ts';

export interface Page {
  readonly title: string;
  readonly main: Html;
  readonly islands?: readonly Island[];
  /** Address of a script that was built for this page. */
  readonly script?: string | null;
  /** Where programs find the same data. */
  readonly json?: string;
  /** Where programs that watch this page hear of what is new. */
  readonly feeds?: readonly Feed[];
  /** The pages above this one, from the top; the first page itself is understood. */
  readonly trail?: readonly { readonly path: string; readonly label: Text }[];
  readonly about?: About;
  /** The id of a form whose words go along when the page is shown in another language or look. */
  readonly form?: string;
}

/** A feed of a page. */
export interface Feed {
  readonly type: 'application/atom+xml' | 'text/calendar';
  readonly title: string;
  readonly href: string;
}

/** What search engines and previews are told of a page. */
export interface About {
  /** Its one address, without what only narrows down or sorts. */
  readonly path: string;
  readonly description: string;
  /** Nothing to be found by: one of many views of the same list. */
  readonly hidden?: boolean;
  /** What a preview says where the title holds what somebody wrote into the address: a link to this site
   *  must not speak with its voice. */
  readonly preview?: string;
  /** The same as data, in the words of schema.org. */
  readonly data?: JsonObject;
}

/** The frame of every page: head, way in by keyboard, navigation, main part, foot. */
export function frame(view: View, page: Page): Html {
  const t = tongue(view.lang);
  const islands: readonly Island[] = [
    ...(page.islands ?? []),
    ...(view.visitor ? (['session'] as const) : []),
  ];
  const plain = `${view.site}${view.here}`;
  return html`<!doctype html>
    <html
      lang="${t('zh-CN', 'en')}"
      data-scheme="${view.look.scheme}"
      ${view.look.elder ? html`data-elder` : ''}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${t('数籍', 'Shuji')}</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="${view.assets.mark}" type="image/svg+xml" />
        <link rel="stylesheet" href="${view.assets.css}" />
        <link rel="alternate" hreflang="zh-CN" href="${plain}" />
        <link rel="alternate" hreflang="en" href="${view.site}${inLanguage(view.here, 'en')}" />
        <link rel="alternate" hreflang="x-default" href="${plain}" />
        ${page.about ? told(view, page.title, page.about) : ''}
        ${page.json === undefined ? '' : html`<link rel="alternate" type="application/json" href="${page.json}" />`}
        ${(page.feeds ?? []).map(({ type, title, href }) => html`<link rel="alternate" type="${type}" title="${title}" href="${href}" />`)}
        ${page.script ? html`<script type="module" src="${page.script}"></script>` : ''}
        ${islands.map((island) => html`<script type="module" src="${view.assets.script(island)}"></script> `)}
      </head>
      <body>
        <a class="skip" href="#main">${t('跳到正文', 'Skip to the content')}</a>
        ${head(view, page.form)}
        <main id="main" class="wide" tabindex="-1">${trail(view, page)}${page.main}</main>
        ${foot(view, page)} ${printed(view)}
      </body>
    </html> `;
}

/** Description, canonical address, what a preview shows; and the data block, which nothing executes. */
function told(view: View, title: string, about: About): Html {
  const t = tongue(view.lang);
  // Who prefers no language is shown Chinese; English stands at an address of its own.
  const path = view.lang === 'en' ? inLanguage(about.path, 'en') : about.path;
  const here = `${view.site}${path}`;
  return html`<meta name="description" content="${about.description}" />
    <link rel="canonical" href="${here}" />
    ${about.hidden || view.demo ? html`<meta name="robots" content="noindex" />` : ''}
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="${t('数籍', 'Shuji')}" />
    <meta property="og:title" content="${about.preview ?? title}" />
    <meta property="og:description" content="${about.description}" />
    <meta property="og:url" content="${here}" />
    <meta property="og:locale" content="${t('zh_CN', 'en_GB')}" />
    ${
      about.data === undefined
        ? ''
        : html`<script type="application/ld+json">
            ${raw(dataBlock(about.data))}
          </script>`
    }`;
}

/** JSON that cannot end its element, open a comment, or end a line of script. */
export const dataBlock = (data: JsonObject): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function head(view: View, form: string | undefined): Html {
  const t = tongue(view.lang);
  return html`<header class="top">
    ${demoStrip(view)}
    <div class="wide bar">
      <a class="brand" href="/"
        >${mark()} <b>${t('数籍', 'Shuji')}</b>
        <span>${t('公共数据资源登记', 'Public data register')}</span></a
      >
      <div class="who">${who(view)}${display(view, form)}</div>
      <div class="at-hand">${toElder(view, form)}${toOtherLanguage(view, form)}</div>
      <details class="menu">
        <summary>${t('菜单', 'Menu')}</summary>
        <nav aria-label="${t('菜单', 'Menu')}">
          ${links(view)}
          <div class="who-below">
            ${who(view)}${toOtherLanguage(view, form)}${looks(view, form)}
          </div>
        </nav>
      </details>
    </div>
    <nav class="wide main-nav" aria-label="${t('主导航', 'Main')}">${links(view)}</nav>
  </header>`;
}

function links(view: View): Html {
  const t = tongue(view.lang);
  const isHere = (path: string): boolean =>
    view.here === path || view.here.startsWith(`${path}/`) || view.here.startsWith(`${path}?`);
  return html`<ul>
    ${places.map(
      ({ path, label }) =>
        html`<li>
          <a href="${path}" ${isHere(path) ? html` aria-current="page"` : ''}>${t(label)}</a>
        </li> `,
    )}
  </ul>`;
}

/** The way back up, where a page is deeper than one. */
function trail(view: View, page: Page): Html | '' {
  if (page.trail === undefined) return '';
  const t = tongue(view.lang);
  const above = [{ path: '/', label: { zh: '首页', en: 'Home' } }, ...page.trail];
  return html`<nav class="trail" aria-label="${t('所在位置', 'You are here')}">
    <ol>
      ${above.map(({ path, label }) => html`<li><a href="${path}">${t(label)}</a></li> `)}
    </ol>
  </nav>`;
}

function foot(view: View, page: Page): Html {
  const t = tongue(view.lang);
  return html`<footer class="foot">
    <div class="wide">
      <div class="foot-columns">
        <p class="foot-says">
          ${t('登记机构只作形式审核：看材料是否齐全、形式是否符合规定；不审查数据的内容和质量，也不证明权属。', 'The registrar reviews the form only: whether the material is complete and in the form asked for. It does not examine the content or quality of the data, nor prove ownership.')}
        </p>
        ${others.map(
          ({ title, places: group }) =>
            html`<div>
              <h2>${t(title)}</h2>
              <ul>
                ${group.map(({ path, label }) => html`<li><a href="${path}">${t(label)}</a></li> `)}
              </ul>
            </div>`,
        )}
      </div>
      <p class="foot-last">
        ${t('登记不收费。本站不用脚本也能查询、核验和看公示。', 'Registration is free of charge. Looking up, verifying and reading notices work here without script.')}${page.json === undefined ? '' : html` <a href="${page.json}">${t('本页数据（JSON）', 'This page as JSON')}</a>`}
      </p>
    </div>
  </footer>`;
}

/** Where the page was printed from, and when: on paper only. */
function printed(view: View): Html {
  const t = tongue(view.lang);
  const day = shortDayText(view.lang, view.today);
  return html`<p class="wide quiet printed">
    ${t(`${day}打印自`, `Printed on ${day} from`)} ${view.site}${view.here}
  </p>`;
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
  const mine = visitor.roles.includes('objector')
    ? html`<a href="/objections">${t('我的异议', 'My objections')}</a>`
    : '';
  return html`<span class="me">${inChinese(view.lang, visitor.name)}</span>${mine}${desk}
    <form method="post" action="/signout" data-sign-out>
      <input type="hidden" name="csrf" value="${visitor.csrf}" />
      <input type="hidden" name="next" value="${view.here}" />
      <button class="plain">${t('退出', 'Sign out')}</button>
    </form>`;
}
