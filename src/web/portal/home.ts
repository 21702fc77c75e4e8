import { html } from 'hono/html';
import type { Months } from '../../app/public/months.ts';
import { text, type Language, type Text } from '../../base/text.ts';
import { leftWords } from './days/countdown.ts';
import { newestList, type RegistrationItem } from './found/found-list.ts';
import { frame } from './frame.ts';
import { placeWord } from './labels.ts';
import type { NoticeItem } from './notices/notices.ts';
import { inChinese, shortDay } from './parts.ts';
import { searchForm } from './found/search-form.ts';
import { slips } from './slips.ts';
import { tongue, type Html, type View } from './view.ts';
import { waitForm, type WaitPlace } from './waits.ts';

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
  /** Where nothing is on notice: what last was. */
  readonly ended: readonly NoticeItem[];
  readonly newest: readonly RegistrationItem[];
  readonly months: Months;
  readonly waits: readonly WaitPlace[];
  readonly workingDay: boolean;
}

/** Nothing at all where every place closes its numbers. */
function number(view: View, { n, atLeast, places }: Count, { zh, en }: Text): Html | '' {
  const t = tongue(view.lang);
  const words = places.map(placeWord);
  if (words.length === 0 || n === 0) return '';
  const of = [words.map((w) => w.zh).join('、'), words.map((w) => w.en).join(', ')];
  return html`<p class="quiet counted">
    <b>${n}${atLeast ? '+' : ''}</b> ${t(`${zh}（${of[0]}）`, `${en} (${of[1]})`)}
  </p>`;
}

function block(id: string, title: string, content: Html): Html {
  return html`<section class="card ask" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

/** The first page: what this register is, and the four questions people come with. */
export function homePage(view: View, data: HomeData): Html {
  const t = tongue(view.lang);
  const says = t(
    '谁持有什么公共数据，能用在哪里，登记到哪一天：都在这里查、在这里核。每一步依据哪一条、期限怎么算，也写在这里。',
    'Who holds which public data, what it may be used for, and until when it is registered: look it up and check it here, with the article behind every step and the arithmetic behind every deadline.',
  );
  const main = html`<section class="hero">
      <div>
        <h1>${t('公共数据资源登记簿', 'The register of public data resources')}</h1>
        <p class="lead">${says}</p>
      </div>
      ${slips(view, data.months)}
    </section>
    <div class="asks">
      ${block('what', t('登记了什么', 'What is registered'), registered(view, data))}
      ${block('soon', t('现在公示什么', 'What is on notice now'), onNotice(view, data))}
      ${block('check', t('这张确认单真不真', 'Is this sheet genuine'), genuine(view))}
      ${block('when', t('什么时候必须答复我', 'When must they answer me'), answered(view, data))}
    </div>`;
  const title = t('公共数据资源登记簿', 'The register of public data resources');
  return frame(view, { title, main, about: { path: '/', description: says } });
}

function registered(view: View, { newest, entries }: HomeData): Html {
  const t = tongue(view.lang);
  const list =
    newest.length === 0
      ? html`<p class="empty">
          ${t('登记簿还没有条目。第一项登记赋码后，名称、登记主体和有效期会列在这里。', 'The register is empty. The first registration will stand here with its name, registrant and validity once it has its code.')}
        </p>`
      : html`<h3>${t('最新登记', 'Newest')}</h3>
          ${newestList(view.lang, newest)}`;
  return html`${searchForm(view.lang)}${list}
    ${number(view, entries, text('项已登记，含已失效的', 'registered, ended ones included'))}
    <p class="ways-on">
      <a href="/registrations">${t('全部登记', 'All registrations')}</a>
      <a href="/figures">${t('登记数据', 'Figures')}</a>
    </p>`;
}

const noticeLines = (lang: Language, items: readonly NoticeItem[]): Html =>
  html`<ul class="short-list">
    ${items.map(
      (item) =>
        html`<li>
          <a href="/notices/${encodeURIComponent(item.id)}">${inChinese(lang, item.dataName)}</a>
          <span class="quiet"
            >${inChinese(lang, item.registrantName)} · ${tongue(lang)('截止', 'ends')}
            ${shortDay(lang, item.to)}</span
          >
          ${item.over ? '' : html`<span class="left${item.workingDaysLeft <= 3 ? ' soon' : ''}">${tongue(lang)(leftWords(item.workingDaysLeft, item.over))}</span>`}
        </li> `,
    )}
  </ul>`;

function onNotice(view: View, { notices, ended, openNotices }: HomeData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const list =
    notices.length === 0
      ? html`<p class="empty">
          ${t('现在没有公示。通过形式审核的登记会在这里公示，写明哪天截止。', 'Nothing is on notice now. What passes formal review will stand here with its last day.')}
        </p>`
      : noticeLines(lang, notices);
  const before =
    ended.length === 0
      ? ''
      : html`<h3>${t('最近结束的公示', 'Over lately')}</h3>
          ${noticeLines(lang, ended)}`;
  return html`<p>
      ${t('公示期内，相关当事人可以实名提出异议，附上证据。', 'While a notice runs, a party concerned may object under their real name, with evidence.')}
    </p>
    ${list}${before} ${number(view, openNotices, text('项正在公示', 'on notice now'))}
    <p class="ways-on">
      <a href="/notices"
        >${t('全部公示，公示日历和订阅', 'All notices, their calendar and feeds')}</a
      >
      <a href="/lapses">${t('注销公告', 'Announced lapses')}</a>
    </p>`;
}

function genuine(view: View): Html {
  const t = tongue(view.lang);
  return html`<form action="/verify" method="get">
      <label for="code">${t('查询码或登记码', 'Query code or registration code')}</label>
      <input
        id="code"
        name="code"
        maxlength="200"
        required
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        class="mono"
        aria-describedby="code-where"
      />
      <p class="quiet" id="code-where">
        ${t('查询码印在确认单二维码旁边；登记码是“登记编码”一栏。', 'The query code is printed beside the QR code; the registration code has a line of its own.')}
      </p>
      <p><button>${t('核验', 'Verify')}</button></p>
    </form>
    <h3>${t('会得到三种结论之一', 'You get one of three answers')}</h3>
    <ul class="answers">
      <li>
        <span class="chip good">${t('真实有效', 'Genuine')}</span>
        ${t('登记簿里有，还在有效期内', 'In the register and in force')}
      </li>
      <li>
        <span class="chip warn">${t('真实但已失效', 'Genuine, ended')}</span>
        ${t('期满、注销或者撤销，写明哪一种', 'Over, cancelled or revoked: it says which')}
      </li>
      <li>
        <span class="chip bad">${t('不能确认真实', 'Not genuine')}</span>
        ${t('登记簿里没有，或者文件被改过', 'Not in the register, or the file was altered')}
      </li>
    </ul>
    <p class="ways-on">
      <a href="/verify"
        >${t('用二维码图片或者PDF文件核验', 'Use a picture of the QR code, or the PDF itself')}</a
      >
      <a href="/verify/offline.html">${t('下载离线核验网页', 'A page that verifies offline')}</a>
    </p>`;
}

function answered(view: View, { waits, workingDay }: HomeData): Html {
  const t = tongue(view.lang);
  const today = workingDay
    ? t('今天是工作日。', 'Today is a working day.')
    : t(
        '今天是休息日，不计入工作日。',
        'Today is a day of rest and does not count as a working day.',
      );
  return html`${waitForm(view, waits)}
    <p class="ways-on">
      <span class="quiet">${today}</span>
      <a href="/deadline">${t('别的期限也能算', 'Work out any other period')}</a>
    </p>`;
}
