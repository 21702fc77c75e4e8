import { html } from 'hono/html';
import { text, type Text } from '../../base/text.ts';
import { placeWord } from './labels.ts';
import { noticeTable, type NoticeItem } from './notices.ts';
import { frame } from './frame.ts';
import { searchForm } from './search-form.ts';
import { tongue, type Html, type View } from './view.ts';

/** A live number of the register. Places whose rules close derived statistics are left out. */
export interface Count {
  readonly n: number;
  /** Counting stopped at this bound: there are at least so many. */
  readonly atLeast: boolean;
  /** The places that are counted. */
  readonly places: readonly string[];
}

export interface HomeData {
  readonly entries: Count;
  readonly openNotices: Count;
  readonly notices: readonly NoticeItem[];
  readonly workingDay: boolean;
}

const shown = ({ n, atLeast }: Count): string => `${n}${atLeast ? '+' : ''}`;

/** Nothing at all where every place closes its numbers. */
function number(view: View, count: Count, { zh, en }: Text): Html | '' {
  const t = tongue(view.lang);
  const words = count.places.map(placeWord);
  if (words.length === 0) return '';
  const places = [words.map((w) => w.zh).join('、'), words.map((w) => w.en).join(', ')];
  return html`<div>
    <dd>${shown(count)}</dd>
    <dt>${t(`${zh}（${places[0]}）`, `${en} (${places[1]})`)}</dt>
  </div>`;
}

/** The first page: what this register is, and the five things people come for. */
export function homePage(view: View, data: HomeData): Html {
  const t = tongue(view.lang);
  const main = html`<section class="hero">
      <h1>${t('公共数据资源登记簿', 'The register of public data resources')}</h1>
      <p class="lead">
        ${t('谁持有什么公共数据，能用在哪里，登记到哪一天：都在这里查、在这里核。每一步依据哪一条、期限怎么算，也写在这里。', 'Who holds which public data, what it may be used for, and until when it is registered: look it up and check it here, with the article behind every step and the arithmetic behind every deadline.')}
      </p>
      ${searchForm(view.lang)}
      <dl class="numbers">
        ${number(view, data.entries, text('项已登记，含已失效的', 'registered, ended ones included'))}
        ${number(view, data.openNotices, text('项正在公示', 'on notice now'))}
        <div>
          <dd>${data.workingDay ? t('工作日', 'Working day') : t('休息日', 'Day of rest')}</dd>
          <dt>${t('今天', 'today')}</dt>
        </div>
      </dl>
    </section>
    <section aria-labelledby="soon">
      <h2 id="soon">${t('即将到期的公示', 'Notices ending soonest')}</h2>
      <p>
        ${t('公示期内，相关当事人可以实名提出异议并提供证据。', 'While a notice runs, a party concerned may object under their real name, with evidence.')}
      </p>
      ${noticeTable(view.lang, data.notices)}
      <p><a href="/notices">${t('全部公示', 'All notices')}</a></p>
    </section>
    <div class="pair">
      <section class="card" aria-labelledby="check">
        <h2 id="check">${t('核验登记结果', 'Verify a result')}</h2>
        <form action="/verify" method="get">
          <label for="code">${t('查询码或登记码', 'Query code or registration code')}</label>
          <input
            id="code"
            name="code"
            maxlength="200"
            required
            autocomplete="off"
            spellcheck="false"
            class="mono"
          />
          <p>
            <button>${t('核验', 'Verify')}</button>
            <a href="/verify">${t('或上传确认单文件', 'or upload the sheet')}</a>
          </p>
        </form>
      </section>
      <section class="card" aria-labelledby="count">
        <h2 id="count">${t('算一个期限', 'Work out a deadline')}</h2>
        <p>
          ${t('输入哪天发生、多长时间，告诉您哪天届满，并在日历上逐日标出节假日和调休。', 'Say when it began and how long it is: you get the last day, and a calendar that marks every holiday and make-up day on the way.')}
        </p>
        <p><a class="button" href="/deadline">${t('打开期限计算', 'Open the calculator')}</a></p>
      </section>
    </div>`;
  return frame(view, { title: t('首页', 'Home'), main });
}
