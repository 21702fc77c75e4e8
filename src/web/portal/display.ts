import { html } from 'hono/html';
import { text, type Text } from '../../base/text.ts';
import { writeLook, type Look } from '../look/look.ts';
import { inLanguage, tongue, withQuery, type Html, type View } from './view.ts';

const SCHEMES: readonly { readonly scheme: Look['scheme']; readonly label: Text }[] = [
  { scheme: 'auto', label: text('跟随系统', 'As the system') },
  { scheme: 'light', label: text('浅色', 'Light') },
  { scheme: 'dark', label: text('深色', 'Dark') },
];

const lookAt = (view: View, look: Look): string => withQuery(view.here, { look: writeLook(look) });

/** What the button says that shows a half-filled form otherwise and changes nothing. */
export const STAY = 'stay';

/** Leads to this page shown otherwise. `form`: the form on it takes what was typed along, so the way is
 *  a button of that form; it has no fields of one line, in which the enter key would press it. */
function otherwise(
  href: string,
  form: string | undefined,
  label: Text | string,
  lang: View['lang'],
  { tag, current }: { readonly tag?: string; readonly current?: boolean } = {},
): Html {
  const said = typeof label === 'string' ? label : label[lang];
  const marks = html`${tag ? html` lang="${tag}"` : ''}${current ? html` aria-current="true"` : ''}`;
  if (form === undefined) {
    const rel = tag ? html` hreflang="${tag}"` : html` rel="nofollow"`;
    return html`<a href="${href}" ${marks}${rel}>${said}</a>`;
  }
  return html`<button
    class="plain"
    form="${form}"
    formaction="${href}"
    formnovalidate
    name="go"
    value="${STAY}"
    ${marks}
  >
    ${said}
  </button>`;
}

/** Into 适老化 and out of it: one switch. */
export function toElder(view: View, form?: string): Html {
  const { elder } = view.look;
  const label = elder ? text('标准版', 'Standard') : text('适老版', 'Large text');
  return otherwise(lookAt(view, { ...view.look, elder: !elder }), form, label, view.lang);
}

export function toOtherLanguage(view: View, form?: string): Html {
  const other = view.lang === 'zh' ? 'en' : 'zh';
  const [tag, label] = other === 'zh' ? ['zh-CN', '中文'] : ['en', 'English'];
  return otherwise(inLanguage(view.here, other), form, label, view.lang, { tag });
}

/** Light, dark, or as the system. */
export function looks(view: View, form?: string): Html {
  const t = tongue(view.lang);
  return html`<ul class="schemes" aria-label="${t('深浅', 'Light or dark')}">
    ${SCHEMES.map(
      ({ scheme, label: words }) =>
        html`<li>
          ${otherwise(lookAt(view, { ...view.look, scheme }), form, words, view.lang, { current: scheme === view.look.scheme })}
        </li>`,
    )}
  </ul>`;
}

/** Language, 适老化 and light or dark: plain links or buttons, so that they work without script. */
export function display(view: View, form?: string): Html {
  const t = tongue(view.lang);
  return html`${toElder(view, form)}
    <details class="looks">
      <summary>${t('深浅', 'Light or dark')}</summary>
      ${looks(view, form)}
    </details>
    ${toOtherLanguage(view, form)}`;
}
