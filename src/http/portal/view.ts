import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Language } from '../../base/text.ts';
import { csrfOf } from '../../app/accounts/csrf.ts';
import type { House } from '../../app/house.ts';
import { LOOK_COOKIE, plainLook, readLook, writeLook, type Look } from '../../web/look/look.ts';
import type { Html, View, Visitor } from '../../web/portal/view.ts';
import { tokenOf } from '../auth.ts';
import { preferredLanguage } from '../language.ts';
import { assets } from './assets.ts';
import type { Asked } from './data.ts';
import type { Env } from '../services.ts';

const REMEMBERED = 'shuji_lang';
const YEAR_SECONDS = 365 * 86_400;

/** The language of the page: as asked for in the address, else remembered, else as the browser
 *  prefers. What the address asks for is remembered. */
function languageFor(c: Context<Env>): Language {
  const asked = c.req.query('lang');
  if (asked === 'zh' || asked === 'en') {
    remember(c, REMEMBERED, asked);
    return asked;
  }
  const remembered = getCookie(c, REMEMBERED);
  if (remembered === 'zh' || remembered === 'en') return remembered;
  return preferredLanguage(c.req.header('accept-language'));
}

/** How the page looks: as asked for in the address, which is remembered; else as remembered. */
function lookFor(c: Context<Env>): Look {
  const asked = readLook(c.req.query('look'));
  if (asked) remember(c, LOOK_COOKIE, writeLook(asked));
  return asked ?? readLook(getCookie(c, LOOK_COOKIE)) ?? plainLook;
}

function remember(c: Context<Env>, name: string, value: string): void {
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, name, value, { path: '/', sameSite: 'Lax', maxAge: YEAR_SECONDS, secure });
}

function visitorOf(c: Context<Env>, house: House): Visitor | null {
  const signedIn = c.get('signedIn');
  const token = tokenOf(c);
  if (!signedIn || token === undefined) return null;
  const { name, org, realName, roles } = signedIn.actor;
  return { name, org: org?.name ?? null, realName, roles, csrf: csrfOf(house.keys, token) };
}

/** Two strokes at the beginning would make a link of it that leads to another site. */
const pathOf = ({ pathname }: URL): string => pathname.replace(/^\/+/, '/');

function hereOf(c: Context<Env>): string {
  const url = new URL(c.req.url);
  url.searchParams.delete('lang');
  url.searchParams.delete('look');
  return `${pathOf(url)}${url.search}`;
}

/** Everything a page needs besides its data. */
export function viewOf(c: Context<Env>, house: House, site: string): View {
  return {
    lang: languageFor(c),
    look: lookFor(c),
    here: ['GET', 'HEAD'].includes(c.req.method) ? hereOf(c) : pathOf(new URL(c.req.url)),
    site,
    today: house.time.today(),
    demo: house.mode === 'demo',
    visitor: visitorOf(c, house),
    assets,
    workbench: '/workbench/',
  };
}

/** A page, a page with another status than 200, or undefined: there is no such page. */
export type Shown =
  | Html
  | { readonly page: Html; readonly status: ContentfulStatusCode }
  | undefined;

/** Turns a function from a request to a page into a handler: counted, in the reader's language. */
export type Show = (
  make: (view: View, asked: Asked, c: Context<Env>) => Promise<Shown> | Shown,
) => (c: Context<Env>) => Promise<Response>;

/** A page depends on cookies and changes with the register, so nobody keeps it unasked; a page with
 *  somebody's name on it is not kept at all. */
export function pageHeaders(c: Context<Env>, view: View): void {
  c.header('cache-control', view.visitor ? 'no-store' : 'private, no-cache');
  c.header('vary', 'cookie, accept-language', { append: true });
  c.header('content-language', view.lang === 'zh' ? 'zh-CN' : 'en');
}

export async function sendPage(
  c: Context<Env>,
  view: View,
  page: Html,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  pageHeaders(c, view);
  return c.html(await page, status);
}
