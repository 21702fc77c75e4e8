import { html, raw } from 'hono/html';
import type { Language } from '../../../base/text.ts';
import type { Trust } from '../../verifier/trust.ts';
import { tongue, type Html } from '../view.ts';

/** What is believed, inside a page: data that no browser runs, with nothing that could end it. */
export function trustData(trust: Trust): Html {
  const json = JSON.stringify(trust).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return html`<script type="application/json" data-trust>
    ${raw(json)}
  </script>`;
}

/** Where the findings appear, and what stands there while the script cannot be had. */
export function reportsPlace(lang: Language): Html {
  const t = tongue(lang);
  return html`<p class="note warn" role="alert" hidden data-not-fetched>
      ${t('核对要用的脚本没有取到，可能断网了。请再试一次，或者用事先下载的离线核验网页。', 'The script that checks could not be fetched; the network may be gone. Try again, or use the offline verifier if you saved it.')}
    </p>
    <div class="reports" role="status" tabindex="-1" data-reports></div>`;
}

/** The field for files. Inside a form it can be sent as well (`name`), which needs no script. */
export function filesField(lang: Language, name: string | null): Html {
  const t = tongue(lang);
  return html`<div class="drop">
    <label for="check-files"
      >${t('选择文件，或者拖到这里', 'Choose a file, or drop it here')}</label
    >
    <input
      id="check-files"
      type="file"
      multiple
      ${name === null ? '' : html`name="${name}" required`}
      aria-describedby="check-files-help"
      data-files
    />
    <p id="check-files-help" class="quiet">
      ${t('确认单或电子凭证（PDF）、机读凭证、事项导出文件和存档（ZIP）、链上记录及其证明、检查点；可以几个一起。', 'Sheets and certificates (PDF), credentials, exported cases and their archives (ZIP), entries of the log with their proofs, checkpoints; several at once are fine.')}
    </p>
  </div>`;
}

/** What is pasted instead of given as a file. */
export function pasteField(lang: Language): Html {
  const t = tongue(lang);
  return html`<p class="stack">
      <label for="check-paste">${t('粘贴的内容', 'What you paste')}</label>
      <textarea
        id="check-paste"
        rows="3"
        spellcheck="false"
        autocomplete="off"
        class="mono"
        data-paste
      ></textarea>
    </p>
    <p>
      <button type="button" class="quiet-button" disabled data-check>${t('核对', 'Check')}</button>
    </p>`;
}

/** Whom the check believes, and how to believe somebody else. */
export function whomFold(lang: Language): Html {
  const t = tongue(lang);
  return html`<details data-whom>
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
  </details>`;
}

/** The whole room of the browser's own check, for the file that works without a network. */
export function verifierRoom(lang: Language, trust: Trust): Html {
  const t = tongue(lang);
  return html`<div data-verifier data-lang="${lang}">
    <p class="note warn" data-needs-script>
      ${t('核对要由网页脚本来算。请用允许脚本的浏览器打开这个文件。', 'The check is worked out by a script. Open this file in a browser that allows scripts.')}
    </p>
    ${filesField(lang, null)}
    <details>
      <summary>${t('没有文件，只有文字', 'Not a file but text')}</summary>
      ${pasteField(lang)}
    </details>
    ${reportsPlace(lang)} ${whomFold(lang)} ${trustData(trust)}
  </div>`;
}
