import { html, raw } from 'hono/html';
import type { Language } from '../../base/text.ts';
import type { Trust } from '../verifier/trust.ts';
import { tongue, type Html } from './view.ts';

/** What is believed, inside a page: data that no browser runs, with nothing that could end it. */
function trustData(trust: Trust): Html {
  const json = JSON.stringify(trust).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return html`<script type="application/json" data-trust>
    ${raw(json)}
  </script>`;
}

/** The room of the browser's own check. `src/web/verifier` sets it in motion; without script it says
 *  what to do instead. */
export function verifierRoom(lang: Language, trust: Trust): Html {
  const t = tongue(lang);
  return html`<div data-verifier data-lang="${lang}">
    <p class="note warn" data-needs-script>
      ${t('这一项要由网页脚本来算；脚本没有运行时，请用上面的“按编码核验”或“按文件核验”。', 'This check is worked out by a script. Where scripts do not run, verify by code or upload the file.')}
    </p>
    <div class="drop">
      <label for="check-files"
        >${t('选择文件，或者拖到这里（可以几个一起）', 'Choose files, or drop them here (several at once are fine)')}</label
      >
      <input id="check-files" type="file" multiple data-files />
    </div>
    <p class="stack">
      <label for="check-paste">${t('或者粘贴内容', 'Or paste it')}</label>
      <textarea
        id="check-paste"
        rows="3"
        spellcheck="false"
        autocomplete="off"
        class="mono"
        data-paste
      ></textarea>
    </p>
    <p><button type="button" disabled data-check>${t('核对', 'Check')}</button></p>
    <div class="reports" role="status" tabindex="-1" data-reports></div>
    <details>
      <summary>${t('这里信任的是谁', 'Who is trusted here')}</summary>
      <div data-trusted></div>
      <p class="stack">
        <label for="check-policy"
          >${t('换成别的信任策略（tlog-policy 格式）', 'Put another policy in its place (tlog-policy)')}</label
        >
        <textarea
          id="check-policy"
          rows="3"
          spellcheck="false"
          autocomplete="off"
          class="mono"
          data-policy
        ></textarea>
      </p>
      <p>
        <button type="button" class="quiet-button" disabled data-take-policy>
          ${t('采用', 'Use it')}
        </button>
      </p>
    </details>
    ${trustData(trust)}
  </div>`;
}
