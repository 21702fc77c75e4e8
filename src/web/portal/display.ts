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

/** Into 适老化 and out of it: one switch. */
export function toElder(view: View): Html {
  const t = tongue(view.lang);
  const { elder } = view.look;
  return html`<a href="${lookAt(view, { ...view.look, elder: !elder })}" rel="nofollow"
    >${elder ? t('标准版', 'Standard') : t('适老版', 'Large text')}</a
  >`;
}

export function toOtherLanguage(view: View): Html {
  const other = view.lang === 'zh' ? 'en' : 'zh';
  const [tag, label] = other === 'zh' ? ['zh-CN', '中文'] : ['en', 'English'];
  return html`<a href="${inLanguage(view.here, other)}" lang="${tag}" hreflang="${tag}"
    >${label}</a
  >`;
}

/** Light, dark, or as the system. */
export function looks(view: View): Html {
  const t = tongue(view.lang);
  return html`<ul class="schemes" aria-label="${t('深浅', 'Light or dark')}">
    ${SCHEMES.map(
      ({ scheme, label: words }) =>
        html`<li>
          <a
            href="${lookAt(view, { ...view.look, scheme })}"
            rel="nofollow"
            ${scheme === view.look.scheme ? html` aria-current="true"` : ''}
            >${t(words)}</a
          >
        </li>`,
    )}
  </ul>`;
}

/** Language, 适老化 and light or dark: plain links, so that they work without script. */
export function display(view: View): Html {
  const t = tongue(view.lang);
  return html`${toElder(view)}
    <details class="looks">
      <summary>${t('深浅', 'Light or dark')}</summary>
      ${looks(view)}
    </details>
    ${toOtherLanguage(view)}`;
}
