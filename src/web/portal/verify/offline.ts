import { html, raw } from 'hono/html';
import type { Trust } from '../../verifier/trust.ts';
import { shortDayText } from '../parts.ts';
import { verifierRoom } from './verifier-room.ts';
import { tongue, type Html, type View } from '../view.ts';

/** What stands inside the file, and the content security policy that names exactly these two; it is of
 *  their bytes, so that nothing may stand beside them between their tags. */
export interface Inlined {
  readonly script: string;
  readonly style: string;
  readonly policy: string;
}

/** The check as one file to keep: style, script, keys and policy are inside, and its own security
 *  policy forbids it to fetch or send anything. */
export function offlinePage(view: View, trust: Trust, inlined: Inlined): Html {
  const t = tongue(view.lang);
  const title = t('离线核验', 'Offline verification');
  const day = shortDayText(view.lang, trust.at.slice(0, 10));
  return html`<!doctype html>
    <html lang="${t('zh-CN', 'en')}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${inlined.policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${t('数籍', 'Shuji')}</title>
        ${raw(`<style>${inlined.style}</style>`)}
      </head>
      <body>
        <main id="main" class="wide">
          <h1>${title}</h1>
          <p class="lead">
            ${t(`这是一个完整的网页文件，断网也能用；核对全部在本机进行，文件自己的安全策略不许它发送任何东西。公钥和信任策略取自${trust.site}，${day}。`, `This page is one whole file and works without a network. Everything is checked on this machine; its own security policy forbids it to send anything. Keys and policy are those of ${trust.site}, ${day}.`)}
          </p>
          <section class="card" aria-labelledby="check">
            <h2 id="check">${t('核对文件', 'Check a file')}</h2>
            ${verifierRoom(view.lang, trust)}
          </section>
        </main>
        ${raw(`<script type="module">${inlined.script}</script>`)}
      </body>
    </html> `;
}
