import { html } from 'hono/html';
import type { Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import type { Verification } from '../../../app/papers/results.ts';
import type { Report } from '../../verifier/report.ts';
import { statementsOf } from '../../verifier/statements.ts';
import type { Trust } from '../../verifier/trust.ts';
import { OUTCOMES } from '../../verifier/words.ts';
import type { CodedSeal, PlainEntry } from '../entry/entry.ts';
import { entryRows } from '../entry/entry-groups.ts';
import { endLaw, endSentence, type EndData } from '../entry/entry-life.ts';
import { frame } from '../frame.ts';
import { hasEndedEarly, statusWord } from '../labels.ts';
import { cites, fieldList, shortDay } from '../parts.ts';
import { statementList, statementsByCode } from './statements.ts';
import { validityBar } from '../entry/validity-bar.ts';
import { reportsPlace, trustData } from './verifier-room.ts';
import { waysIn } from './verify-ways.ts';
import { address, tongue, type Html, type View } from '../view.ts';

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
  /** What was taken out of the code before it was looked up. */
  readonly note: Text | null;
  /** What the check of the file itself found; null where none was sent, or it is of no known kind. */
  readonly report: Report | null;
  /** How firmly the entry stands on the log. */
  readonly seal: CodedSeal | null;
  /** What the browser's own check believes, and its script; null before that is built. */
  readonly trust: Trust;
  readonly script: string | null;
  /** The script that reads QR codes; null before it is built. */
  readonly scan: string | null;
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

/** Verification (E8; BJ-REG-19, CQ-REG-10): by code, by QR code, or by the document itself. Codes and
 *  uploads need no script. */
export function verifyPage(view: View, data: VerifyData): Html {
  const t = tongue(view.lang);
  const title = t('核验登记结果', 'Verify a result');
  const { result, report, trouble, note, script, scan, trust } = data;
  const said = result ? `${t(answerTo(result).word)} · ${title}` : title;
  const answered = result !== null || report !== null;
  const inside = html`${script === null ? '' : reportsPlace(view.lang)}
    <div data-outcome>
      ${trouble ? html`<p class="note bad" role="alert">${t(trouble)}</p>` : ''}
      ${note ? html`<p class="note warn">${t(note)}</p>` : ''}
      ${result ? outcome(view, data, result) : report ? reportSection(view, data, report) : ''}
    </div>
    <div class="${answered ? 'no-print' : ''}">
      ${answered ? html`<h2>${t('再核验一个', 'Verify another')}</h2>` : lead(view)}
      ${waysIn(view, { code: data.code, script, scan })}
    </div>`;
  const room =
    script === null
      ? inside
      : html`<div data-verifier data-online data-lang="${view.lang}">
          ${inside} ${trustData(trust)}
        </div>`;
  const main = html`<h1>${title}</h1>
    ${room} ${meaning(view)}`;
  const json = data.code === '' ? {} : { json: address('/api/public/verify', { code: data.code }) };
  return frame(view, { title: said, main, script, ...json });
}

function lead(view: View): Html {
  const t = tongue(view.lang);
  return html`<p class="lead">
    ${t('三种办法，任选一种。不用登录，不收费，不留存文件。', 'Three ways; any one of them is enough. No account, no fee, and no file is kept.')}
  </p>`;
}

/** What the check of an uploaded file found that is no sheet: an export, an entry, a checkpoint. */
function reportSection({ lang }: View, { file }: VerifyData, report: Report): Html {
  const t = tongue(lang);
  const { sign, tone } = OUTCOMES[report.outcome];
  return html`<section class="result ${tone}" role="status" aria-labelledby="answer">
    <span class="kicker">${t(report.subject)}</span>
    <h2 id="answer"><span class="sign" aria-hidden="true">${sign}</span> ${t(report.headline)}</h2>
    <p class="quiet">${t('核验的文件：', 'File checked: ')}<bdi class="mono">${file ?? ''}</bdi></p>
    <p>${t(report.answer)}</p>
    ${statementList(lang, statementsOf(report), { ways: report.ways })}
    ${fieldList(
      lang,
      report.facts.map(({ label, value }) => ({ label: t(label), value: t(value) })),
    )}
    ${report.beyond === null ? '' : html`<p class="quiet">${t(report.beyond)}</p>`}
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
      ${data.file === null ? t('核验的编码：', 'Code checked: ') : t('核验的文件：', 'File checked: ')}<bdi
        class="mono"
        >${about}</bdi
      >
    </p>
    <ul class="plain-list">
      ${result.reasons.map((reason) => html`<li>${t(reason)}</li>`)}
    </ul>
    ${statementsFor(view, data)}
    ${data.entry ? found(view, data.entry, result.status, data.end) : ''}
    <p>${t(result.statement)}</p>
    <p class="quiet">
      ${t('核验时间：', 'Checked at ')}<time datetime="${result.checkedAt}"
        >${result.checkedAt.slice(0, 19).replace('T', ' ')}</time
      >${t('（北京时间）', ' (Beijing time)')}
    </p>
  </section>`;
}

/** The four statements: of the file that was sent, else as far as a code alone can tell. */
function statementsFor({ lang }: View, { report, entry, seal }: VerifyData): Html | '' {
  if (report) return statementList(lang, statementsOf(report), { ways: report.ways });
  const index = seal?.index ?? null;
  return entry ? statementList(lang, statementsByCode(seal), { index }) : '';
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
