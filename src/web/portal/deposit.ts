import { html } from 'hono/html';
import { PARTS, PART_WORDS } from '../../base/deposit-manifest.ts';
import { frame } from './frame.ts';
import { cites } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

/** Evidence deposits without an upload (E10; BJ-REG-8a, CQ-REG-13): the manifest is made and checked in
 *  the browser. `script`: its address, null before it is built. */
export function depositPage(view: View, script: string | null): Html {
  const t = tongue(view.lang);
  const title = t('存证', 'Evidence deposit');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('申请登记以前先存证：证明数据存在哪里、查询得到什么、怎样操作过。', 'Deposit evidence before filing: where the data is, what a query returns, how it was handled.')}
    </p>
    ${
      script === null
        ? html`<p class="note warn">
            ${t('存证脚本还没有构建；运行人员执行一次 npm start 就有了。', 'The script is not built yet; npm start builds it.')}
          </p>`
        : room(view)
    }
    <section aria-labelledby="next">
      <h2 id="next">${t('接下来', 'What comes next')}</h2>
      <ol>
        <li>
          ${t('登录工作台，新建“存证”，填写摘要；有外部时间戳（RFC 3161）的一并填入，没有的由本平台签发自证时间戳。', 'Sign in, open an evidence deposit and give the digests; add a time-stamp (RFC 3161) from elsewhere, or take the self-asserted one of this instance.')}
        </li>
        <li>
          ${t('自行存证的，上传盖章的证明文件并承担证明责任；第三方存证的，由受托机构出具证明文件。', 'Deposited by yourself: attach your sealed proof, with the burden of proof. By a third party: that party attaches its certificate.')}
        </li>
        <li>
          ${t('申请登记时关联这一存证。以后任何人拿着文件和清单，都能核对改没改、改在哪里。', 'Link the deposit when you file. Later, whoever has the files and the manifest can tell whether they were altered, and where.')}
        </li>
      </ol>
      <p class="quiet">
        ${t('文件很大、很多或者分文件夹的，用命令行更快：', 'For large files, many files or folders, the command line is faster: ')}<code
          >shuji deposit make</code
        >、<code>shuji deposit check</code>
      </p>
      ${cites(view.lang, ['NAT-REG-7', 'BJ-REG-8a', 'BJ-REG-10(1)4', 'CQ-REG-13'])}
    </section>`;
  return frame(view, { title, main, script });
}

/** The room that `src/web/deposit` sets in motion. */
function room(view: View): Html {
  const t = tongue(view.lang);
  return html`<div data-deposit data-lang="${view.lang}">
    <div class="either">
      <p class="note warn" data-needs-script>
        ${t('这一项要由网页脚本来算；脚本没有运行时，请用命令行 shuji deposit。', 'This is worked out by a script. Where scripts do not run, use the command shuji deposit.')}
      </p>
      <p class="note good" hidden data-with-script>
        ${t('选好的材料只在您的浏览器里计算摘要，不上传。', 'Digests of what you choose are worked out in your browser; nothing is uploaded.')}
      </p>
    </div>
    <div class="pair">
      <section class="card stack" aria-labelledby="make-title">
        <h2 id="make-title">${t('做清单', 'Make a manifest')}</h2>
        ${PARTS.map(
          (id) =>
            html`<label for="part-${id}">${t(PART_WORDS[id])}</label>
              <input id="part-${id}" type="file" multiple data-part-${id} /> `,
        )}
        <p>
          <button type="button" disabled data-make>${t('计算摘要', 'Work out the digests')}</button>
        </p>
        <div class="reports" role="status" tabindex="-1" data-made></div>
      </section>
      <section class="card stack" aria-labelledby="check-title">
        <h2 id="check-title">${t('核对文件', 'Check files')}</h2>
        <label for="manifest">${t('存证清单', 'Manifest of the deposit')}</label>
        <input id="manifest" type="file" accept=".json,application/json" data-manifest />
        <label for="files">${t('要核对的文件', 'Files to check')}</label>
        <input id="files" type="file" multiple data-files />
        <p><button type="button" disabled data-check>${t('核对', 'Check')}</button></p>
        <div class="reports" role="status" tabindex="-1" data-checked></div>
      </section>
    </div>
  </div>`;
}
