import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { Verification } from '../../app/results.ts';
import type { Trust } from '../verifier/trust.ts';
import { entryRows, type PlainEntry } from './entry.ts';
import { endLaw, endSentence, type EndData } from './entry-life.ts';
import { frame } from './frame.ts';
import { hasEndedEarly, statusWord } from './labels.ts';
import { cites, fieldList, shortDay } from './parts.ts';
import { validityBar } from './validity-bar.ts';
import { verifierRoom } from './verifier-room.ts';
import { address, tongue, type Html, type View } from './view.ts';

export interface VerifyData {
  /** What was typed, or ''. */
  readonly code: string;
  /** Name of the file that was sent, if one was. */
  readonly file: string | null;
  readonly result: Verification | null;
  readonly entry: PlainEntry | null;
  /** How it ended, if it did. */
  readonly end: EndData | null;
  /** A sentence why nothing could be checked (no file, too large). */
  readonly trouble: Text | null;
  /** What the browser's own check believes, and its script; null before that is built. */
  readonly trust: Trust;
  readonly script: string | null;
}

const answers: Readonly<
  Record<Verification['answer'], { sign: string; tone: string; word: Text }>
> = {
  genuine: { sign: '✓', tone: 'good', word: text('真实有效', 'Genuine and in force') },
  ended: {
    sign: '!',
    tone: 'warn',
    word: text('真实，但已失效', 'Genuine, but no longer in force'),
  },
  notGenuine: { sign: '✕', tone: 'bad', word: text('不能确认真实', 'Not genuine') },
};

/** A genuine document of an entry that has moved on since. */
const superseded = {
  sign: '!',
  tone: 'warn',
  word: text('真实，但已有新版本', 'Genuine, but superseded'),
};

const answerTo = ({ answer, status }: Verification) =>
  status === 'superseded_version' ? superseded : answers[answer];

/** Verification (E8; BJ-REG-19, CQ-REG-10): by code, or by the document itself. Needs no script. */
export function verifyPage(view: View, data: VerifyData): Html {
  const t = tongue(view.lang);
  const title = t('核验登记结果', 'Verify a result');
  const said = data.result ? `${t(answerTo(data.result).word)} · ${title}` : title;
  const main = html`<h1>${title}</h1>
    ${data.result ? outcome(view, data, data.result) : ''}
    ${data.trouble ? html`<p class="note bad" role="alert">${t(data.trouble)}</p>` : ''}
    <div class="pair${data.result ? ' no-print' : ''}">
      <section class="card" aria-labelledby="by-code">
        <h2 id="by-code">${t('按编码核验', 'By code')}</h2>
        <form method="get" action="/verify" class="stack">
          <label for="code">${t('查询码或登记码', 'Query code or registration code')}</label>
          <input
            id="code"
            name="code"
            required
            maxlength="200"
            value="${data.code}"
            autocomplete="off"
            spellcheck="false"
            class="mono"
            aria-describedby="code-help"
          />
          <p id="code-help" class="quiet">
            ${t('印在确认单或电子凭证上；扫描其中的二维码也会来到这里。', 'Printed on the sheet or certificate; its QR code leads here as well.')}
          </p>
          <p><button>${t('核验', 'Verify')}</button></p>
        </form>
      </section>
      <section class="card" aria-labelledby="by-file">
        <h2 id="by-file">${t('按文件核验', 'By file')}</h2>
        <form method="post" action="/verify" enctype="multipart/form-data" class="stack">
          <label for="file"
            >${t('确认单或电子凭证（PDF、JSON或SD-JWT，20 MB以内）', 'Sheet or certificate (PDF, JSON or SD-JWT, up to 20 MB)')}</label
          >
          <input
            id="file"
            name="file"
            type="file"
            required
            accept=".pdf,.json,.sd-jwt,application/pdf,application/json,application/dc+sd-jwt"
            aria-describedby="file-help"
          />
          <p id="file-help" class="quiet">
            ${t('检查签名和内容有没有被改动，再查登记簿的现状。文件只用于这次核验，不留存。', 'Checks the signature and that nothing was altered, then the present state of the register. The file is used for this check only and not kept.')}
          </p>
          <p><button>${t('上传核验', 'Upload and verify')}</button></p>
        </form>
      </section>
    </div>
    ${ownCheck(view, data)} ${meaning(view)}`;
  const json = data.code === '' ? {} : { json: address('/api/public/verify', { code: data.code }) };
  return frame(view, { title: said, main, script: data.script, ...json });
}

/** The check without an upload, and the file that does it without a network. */
function ownCheck(view: View, { trust, script, result }: VerifyData): Html {
  const t = tongue(view.lang);
  return html`<section class="card${result ? ' no-print' : ''}" aria-labelledby="own-check">
    <h2 id="own-check">
      ${t('不上传，在浏览器里核对', 'Check in your browser, without an upload')}
    </h2>
    <p>
      ${t('文件只在您的浏览器里核对，不会发给任何人：看签名真不真、内容改没改、是不是真的入链并有人见证。确认单、机读凭证、事项导出文件、链上的记录和证明、检查点都可以放进来。', 'The file is checked in your browser and sent to nobody: whether it is signed, unaltered, on the log and witnessed. Sheets, credentials, exported cases, entries with their proofs, and checkpoints can be given.')}
    </p>
    ${
      script === null
        ? html`<p class="note warn">
            ${t('核验脚本还没有构建；运行人员执行一次 npm start 就有了。', 'The script is not built yet; npm start builds it.')}
          </p>`
        : html`<p>
              <a href="/verify/offline.html" download
                >${t('下载离线核验网页（一个文件，断网可用）', 'Download the offline verifier (one file, works without a network)')}</a
              >
            </p>
            ${verifierRoom(view.lang, trust)}`
    }
  </section>`;
}

function outcome(view: View, data: VerifyData, result: Verification): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { sign, tone, word } = answerTo(result);
  const about = data.file === null ? data.code : data.file;
  return html`<section
    class="result ${tone}"
    role="status"
    aria-live="polite"
    aria-labelledby="answer"
  >
    <h2 id="answer"><span class="sign" aria-hidden="true">${sign}</span> ${t(word)}</h2>
    <p class="quiet">
      ${data.file === null ? t('核验的编码：', 'Code checked: ') : t('核验的文件：', 'File checked: ')}<span
        class="mono"
        >${about}</span
      >
    </p>
    <ul class="plain-list">
      ${result.reasons.map((reason) => html`<li>${t(reason)}</li>`)}
    </ul>
    ${data.entry ? found(view, data.entry, result.status, data.end) : ''}
    <p>${t(result.statement)}</p>
    <p class="quiet">
      ${t('核验时间：', 'Checked at ')}<time datetime="${result.checkedAt}"
        >${result.checkedAt.slice(0, 19).replace('T', ' ')}</time
      >${t('（北京时间）', ' (Beijing time)')}
    </p>
  </section>`;
}

function found(view: View, entry: PlainEntry, status: string, end: EndData | null): Html {
  const { lang } = view;
  const t = tongue(lang);
  const validity = hasEndedEarly(status)
    ? t('原定有效期', 'Original validity')
    : t('有效期', 'Validity');
  const rows = [
    { label: t('状态', 'Status'), value: t(statusWord(status)) },
    ...entryRows(view, entry),
    {
      label: validity,
      value: html`${shortDay(lang, entry.validFrom)} – ${shortDay(lang, entry.validTo)}`,
    },
  ];
  const why =
    end === null || !hasEndedEarly(status)
      ? ''
      : html`<p class="note warn">
            <b>${t(statusWord(status))}</b> ${t(endSentence(end, entry.pack))}
          </p>
          ${cites(lang, endLaw(end, entry.pack))}`;
  return html`${why} ${fieldList(lang, rows)}
    ${hasEndedEarly(status) ? '' : validityBar(lang, entry.validFrom, entry.validTo, view.today, null)}
    <p class="quiet">
      ${t('请核对手上文件写的名称、登记主体和有效期是否与上面一致。', 'Compare the name, registrant and dates on the document in hand with these.')}
    </p>
    <p>
      <a href="/registrations/${encodeURIComponent(entry.code)}"
        >${t('查看登记条目', 'See the entry')}</a
      >
    </p>`;
}

function meaning(view: View): Html {
  const t = tongue(view.lang);
  return html`<section aria-labelledby="meaning">
    <h2 id="meaning">
      ${t('核验说明什么，不说明什么', 'What an answer means, and what it does not')}
    </h2>
    <dl class="fields">
      <div>
        <dt>${t('说明', 'It means')}</dt>
        <dd>
          ${t('登记机构发过这个结果，文件没有被改动，登记簿今天是这个状态。', 'The registrar issued this result, the file was not altered, and this is its state in the register today.')}
        </dd>
      </div>
      <div>
        <dt>${t('不说明', 'It does not mean')}</dt>
        <dd>
          ${t('数据内容真实、质量合格，或者登记主体对数据享有权属。登记只做形式审核。', 'That the data is true or good, or that the registrant owns it. Registration is a review of form.')}
        </dd>
      </div>
      <div>
        <dt>${t('真实，但已有新版本', 'Genuine, but superseded')}</dt>
        <dd>
          ${t('文件出具之后登记内容变更、更正过或者续展过；以登记簿现行内容为准，向登记主体索取新的文件。', 'The entry was changed, corrected or renewed after this document. The register as it stands now holds; ask the registrant for the new one.')}
        </dd>
      </div>
      <div>
        <dt>${t('真实，但已失效', 'Genuine, but no longer in force')}</dt>
        <dd>
          ${t('分四种说法：有效期届满、注销、撤销，以及公示中终止（没有赋码，查无此项）。', 'Four different ends have four different words: validity over, cancelled, revoked, and ended during the notice (never coded, so not found).')}
        </dd>
      </div>
    </dl>
    ${cites(view.lang, ['BJ-REG-19', 'CQ-REG-10'])}
  </section>`;
}
