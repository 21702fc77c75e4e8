import { html } from 'hono/html';
import { filesField, pasteField, whomFold } from './verifier-room.ts';
import { tongue, type Html, type View } from '../view.ts';

/** What the three ways of verifying need. */
export interface WaysIn {
  /** What was typed, or ''. */
  readonly code: string;
  /** Address of the script that checks files, and of the one for QR codes; null before they are built. */
  readonly script: string | null;
  readonly scan: string | null;
}

/** Type the code: a plain form. */
function byCode({ lang }: View, code: string): Html {
  const t = tongue(lang);
  return html`<section class="card" aria-labelledby="by-code">
    <h2 id="by-code"><span class="nth">1</span> ${t('输入编码', 'Type the code')}</h2>
    <form method="get" action="/verify" class="stack">
      <label for="typed-code">${t('查询码或登记码', 'Query code or registration code')}</label>
      <input
        id="typed-code"
        name="code"
        required
        maxlength="900"
        value="${code}"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        class="mono"
        aria-describedby="code-help"
      />
      <p id="code-help" class="quiet">
        ${t('印在确认单或电子凭证上。大小写、空格、连字符都不要紧。例如', 'Printed on the sheet or certificate. Case, spaces and hyphens do not matter. For example')}
        <code class="example">DJ-110000-Y-2026-0000123-1</code>
      </p>
      <p><button>${t('核验', 'Verify')}</button></p>
    </form>
  </section>`;
}

/** Show the QR code: to the camera of this device, or as a picture. */
function byQr({ lang, site }: View, scan: string | null): Html {
  const t = tongue(lang);
  const phone = html`<p data-needs-script>
    ${t('用手机自带的“扫一扫”或相机对准确认单上的二维码，会来到这一页并直接给出结论。', 'Point the camera app of a phone at the QR code of the sheet: it leads to this page and its answer.')}
  </p>`;
  const ready = html`<div hidden data-with-script>
    <p>
      <button type="button" data-open-camera>${t('打开摄像头', 'Open the camera')}</button>
    </p>
    <div class="camera" hidden data-camera>
      <video
        muted
        playsinline
        data-video
        aria-label="${t('摄像头画面', 'What the camera sees')}"
      ></video>
      <p>
        <button type="button" class="quiet-button" data-close-camera>
          ${t('关闭摄像头', 'Close the camera')}
        </button>
      </p>
    </div>
    <div class="stack">
      <label for="qr-picture">${t('或者选一张照片', 'Or choose a picture')}</label>
      <input
        id="qr-picture"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/bmp"
        data-picture
      />
    </div>
    <p class="quiet">
      ${t('画面和照片只在本机读，不会发出去；读出的只是编码。', 'Frames and pictures are read on this device only and sent nowhere; what is read is the code.')}
    </p>
  </div>`;
  return html`<section
    class="card"
    aria-labelledby="by-qr"
    data-scan
    data-lang="${lang}"
    data-site="${site}"
  >
    <h2 id="by-qr"><span class="nth">2</span> ${t('扫二维码', 'Show the QR code')}</h2>
    <div class="either">${phone}${scan === null ? '' : ready}</div>
    <div role="status" data-scan-says></div>
    ${scan === null ? '' : html`<script type="module" src="${scan}"></script>`}
  </section>`;
}

/** Give the file: checked here by the script, or sent to be checked. */
function byFile({ lang }: View, script: string | null): Html {
  const t = tongue(lang);
  const own = html`<p class="note good" hidden data-with-script>
    ${t('选好文件立即在您的浏览器里核对，不会发给任何人。', 'A file is checked in your browser as soon as it is chosen, and sent to nobody.')}
  </p>`;
  return html`<section class="card" aria-labelledby="by-file">
    <h2 id="by-file"><span class="nth">3</span> ${t('核对文件', 'Check a file')}</h2>
    <form method="post" action="/verify" enctype="multipart/form-data">
      ${script === null ? '' : own} ${filesField(lang, 'file')}
      <p class="quiet">
        ${t('也可以上传，由本站核对并查登记簿的现状（一次一个，20 MB以内，用完不留存）。', 'Or upload it: this site checks it and asks the register how it stands (one at a time, up to 20 MB, not kept).')}
      </p>
      <p><button class="quiet-button">${t('上传核验', 'Upload and verify')}</button></p>
    </form>
  </section>`;
}

/** For those who know: text instead of a file, whom the check believes, the file for offline use. */
function further({ lang }: View, script: string | null): Html {
  const t = tongue(lang);
  if (script === null) {
    return html`<p class="note warn">
      ${t('浏览器核对的脚本还没有构建；运行人员执行一次 npm start 就有了。', 'The script that checks in the browser is not built yet; npm start builds it.')}
    </p>`;
  }
  return html`<section aria-labelledby="further">
    <h2 id="further">${t('还可以', 'And further')}</h2>
    <p>
      <a class="button" href="/verify/offline.html" download
        >${t('下载离线核验网页', 'Download the offline verifier')}</a
      >
    </p>
    <p class="quiet">
      ${t('一个文件，存下来断网也能核对，还画出记录怎样连到根。', 'One file: kept, it checks without a network and draws how an entry is tied to the root.')}
    </p>
    <details>
      <summary>${t('没有文件，只有文字', 'Not a file but text')}</summary>
      ${pasteField(lang)}
    </details>
    ${whomFold(lang)}
  </section>`;
}

/** The three ways of verifying, any of which is enough. */
export const waysIn = (view: View, { code, script, scan }: WaysIn): Html =>
  html`<div class="ways-in">${byCode(view, code)} ${byQr(view, scan)} ${byFile(view, script)}</div>
    ${further(view, script)}`;
