import { html } from 'hono/html';
import type { LinkState, PublicLinkStatus } from '../../app/national/status.ts';
import { text, type Language, type Text } from '../../base/text.ts';
import { frame } from './frame.ts';
import { cites, fieldList, type Row } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

const states: Readonly<
  Record<LinkState, { readonly tone: string; readonly word: Text; readonly means: Text }>
> = {
  off: {
    tone: 'warn',
    word: text('未接通', 'Not connected'),
    means: text(
      '尚未设置国家平台的网址，登记簿的变化排队等候。',
      'No address of the national platform is set; changes of the register wait.',
    ),
  },
  working: {
    tone: 'good',
    word: text('正常', 'Working'),
    means: text(
      '登记簿的每一次变化按次序报送国家平台，取得回执。',
      'Every change of the register is handed over in order and acknowledged.',
    ),
  },
  retrying: {
    tone: 'warn',
    word: text('重试中', 'Trying again'),
    means: text(
      '国家平台暂时没有应答，正在重试；没有变化会丢失。',
      'The national platform does not answer for now and is tried again; no change is lost.',
    ),
  },
  alarm: {
    tone: 'bad',
    word: text('须处理', 'Needs attention'),
    means: text(
      '报送不正常，登记机构已收到报警。',
      'Handing over does not go as it should; the registrar has been told.',
    ),
  },
};

/** How handing over to the national platform stands: for anybody to see (BJ-REG-17, CQ-REG-10). */
export function nationalPage(view: View, link: PublicLinkStatus): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('国家平台对接', 'The national platform');
  const { tone, word, means } = states[link.state];
  const main = html`<p class="crumbs">
      <a href="/registrations">${t('登记查询', 'The register')}</a>
    </p>
    <h1>${title} <span class="chip ${tone}">${t(word)}</span></h1>
    <p class="lead">${t(means)}</p>
    ${link.alarms.map(({ what }) => html`<p class="note warn">${t(what)}</p>`)}
    <section aria-labelledby="now">
      <h2 id="now">${t('报送', 'Handing over')}</h2>
      ${fieldList(lang, rowsOf(lang, link))}
      <p class="quiet">
        ${t('时间均为北京时间。', 'Times are Beijing time.')}
        ${view.demo ? t('对接用的是真实时钟，与演示时间不同。', 'The link goes by the real clock, which is not that of the demonstration.') : ''}
      </p>
      ${cites(lang, ['BJ-REG-17', 'CQ-REG-10', 'NAT-REG-14'])}
    </section>`;
  return frame(view, { title, main, json: '/api/public/national' });
}

function rowsOf(lang: Language, link: PublicLinkStatus): Row[] {
  const t = tongue(lang);
  const at = (when: string | null): Html | string => (when === null ? '' : instant(when));
  const left = link.agrees ? t('没有差异', 'No difference') : t('仍有差异', 'Differences are left');
  return [
    {
      label: t('在途的变化', 'Changes on their way'),
      value: link.waiting ? t('有', 'Yes') : t('没有', 'None'),
    },
    { label: t('最近一次应答', 'Last answer'), value: at(link.lastAnswerAt) },
    { label: t('最近一次对账', 'Last comparison'), value: at(link.reconciledAt) },
    { label: t('对账结果', 'Its result'), value: link.agrees === null ? '' : left },
  ];
}

/** In Beijing time, to the minute. */
const instant = (at: string): Html => {
  const there = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return html`<time datetime="${at}">${there.slice(0, 16).replace('T', ' ')}</time>`;
};
