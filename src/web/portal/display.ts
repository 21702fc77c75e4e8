import { html } from 'hono/html';
import { text, type Text } from '../../base/text.ts';
import { writeLook, type Look } from '../look/look.ts';
import { inLanguage, tongue, withQuery, type Html, type View } from './view.ts';

const SCHEMES: readonly { readonly scheme: Look['scheme']; readonly label: Text }[] = [
  { scheme: 'auto', label: text('跟随系统', 'As the system') },
  { scheme: 'light', label: text('浅色', 'Light') },
  { scheme: 'dark', label: text('深色', 'Dark') },
];

/** Language, 适老化 and light or dark: plain links, so that they work without script. */
export function display(view: View): Html {
  const t = tongue(view.lang);
  const { elder } = view.look;
  const other = view.lang === 'zh' ? 'en' : 'zh';
  const [tag, label] = other === 'zh' ? ['zh-CN', '中文'] : ['en', 'English'];
  const to = (look: Look): string => withQuery(view.here, { look: writeLook(look) });
  return html`<a href="${to({ ...view.look, elder: !elder })}" rel="nofollow"
      >${elder ? t('标准版', 'Standard view') : t('适老版', 'Large and plain')}</a
    >
    <details class="looks">
      <summary>${t('深浅', 'Light or dark')}</summary>
      <ul>
        ${SCHEMES.map(
          ({ scheme, label: words }) =>
            html`<li>
              <a
                href="${to({ ...view.look, scheme })}"
                rel="nofollow"
                ${scheme === view.look.scheme ? html` aria-current="true"` : ''}
                >${t(words)}</a
              >
            </li>`,
        )}
      </ul>
    </details>
    <a href="${inLanguage(view.here, other)}" lang="${tag}" hreflang="${tag}">${label}</a>`;
}
