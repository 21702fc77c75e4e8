import { html } from 'hono/html';
import type { ChainHeads, Seal } from '../../../app/log/chain-heads.ts';
import type { DayCount } from '../../../app/log/chain-growth.ts';
import { text, type Text } from '../../../base/text.ts';
import type { SuiteId } from '../../../log/suite.ts';
import { treeSection, type TreeData } from './chain-tree.ts';
import { byWhom, recordedAt, secondsText, type ChainItem } from './chain-words.ts';
import { frame } from '../frame.ts';
import { growthChart } from './growth-chart.ts';
import { listTable } from '../list-table.ts';
import { pager } from '../parts.ts';
import { sealChip, seals } from './seal.ts';
import { address, tongue, type Html, type View } from '../view.ts';

/** A witness, or a mirror, as the log knows it. */
export interface WitnessItem {
  readonly name: string;
  /** Not independent: run by the demonstration itself. */
  readonly demonstration: boolean;
  /** POSIX seconds of its newest cosignature, 0 before the first, and the length it was on. */
  readonly time: number;
  readonly size: number;
  readonly fault: string | null;
}

export interface ChainData {
  readonly heads: ChainHeads;
  /** The tree that is drawn. */
  readonly tree: TreeData;
  /** Why nothing is accepted just now; null while all is well. */
  readonly trouble: Text | null;
  readonly witnesses: readonly WitnessItem[];
  /** How many witnesses must cosign; null where the policy asks for none. */
  readonly quorum: number | null;
  readonly growth: readonly DayCount[];
  readonly items: readonly ChainItem[];
  /** The place the list begins below, and where it goes on; null at either end. */
  readonly before: number | null;
  readonly next: number | null;
}

const TREES: readonly { readonly suite: SuiteId; readonly title: Text; readonly path: string }[] = [
  { suite: 'sha256', title: text('国际密码（SHA-256）', 'SHA-256'), path: '/log' },
  { suite: 'sm3', title: text('国密（SM3）', 'SM3 (Chinese cryptography)'), path: '/log/sm3' },
];

/** The log: how far it is, who watches it, and what was entered lately. */
export function chainPage(view: View, data: ChainData): Html {
  const t = tongue(view.lang);
  const title = t('目录链', 'The catalogue chain');
  const first = data.before === null;
  const main = html`<h1>${title}</h1>
    ${data.trouble ? html`<p class="note bad">${t(data.trouble)}</p>` : ''}
    ${first ? html`${standing(view, data)}${treeSection(view.lang, data.tree)}${grown(view, data)}` : ''}
    ${data.items.length === 0 ? empty(view) : recent(view, data)}
    ${first ? html`${newest(view, data)}${watched(view, data)}${meanings(view, data)}` : ''}`;
  return frame(view, { title, main, islands: ['copy'] });
}

/** How far it is. */
function standing(view: View, { heads, quorum, witnesses }: ChainData): Html {
  const t = tongue(view.lang);
  const numbers =
    quorum === null
      ? html`<div>
          <dd>0</dd>
          <dt>${t('位见证人', 'witnesses')}</dt>
        </div>`
      : html`<div>
            <dd>${heads.witnessed}</dd>
            <dt>${t('条已见证', 'of them witnessed')}</dt>
          </div>
          <div>
            <dd>${quorum}</dd>
            <dt>
              ${t(`位见证人联署才算见证，共 ${witnesses.length} 位`, `of ${witnesses.length} witnesses must cosign`)}
            </dt>
          </div>`;
  return html`<p class="lead">
      ${t('每办一步，就在这里记一条，按先后相连；事后改动会被发现，谁都可以自己核对。个人信息和材料内容不在链上，只留一个加盐的承诺值。', 'Every step taken leaves an entry here, each tied to those before it. A later change would be found out, and anybody can check that. Personal data and material are not on it; only a salted commitment of them is.')}
    </p>
    <dl class="numbers">
      <div>
        <dd>${heads.published}</dd>
        <dt>${t('条已入链', 'entries on the log')}</dt>
      </div>
      ${numbers}
    </dl>`;
}

/** How fast it grows. */
function grown(view: View, { heads, growth }: ChainData): Html | '' {
  const t = tongue(view.lang);
  return heads.published === 0
    ? ''
    : html`<section aria-labelledby="growth">
        <h2 id="growth">
          ${t(`近 ${growth.length} 天的新记录`, `New entries in the last ${growth.length} days`)}
        </h2>
        ${growthChart(view.lang, growth)}
      </section>`;
}

function empty(view: View): Html {
  const t = tongue(view.lang);
  return html`<section>
    <p class="empty">
      ${t('还没有记录。第一件事项开始办理后，第一条记录几秒内就会出现在这里。', 'There are no entries yet. The first appears here seconds after the first case is begun.')}
      <a href="/help">${t('怎样开始办理', 'How to begin')}</a>
    </p>
  </section>`;
}

function recent(view: View, data: ChainData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const heads = [
    [t('记录', 'Entry'), 25],
    t('时间', 'Time'),
    t('程序', 'Procedure'),
    t('办理者', 'By'),
    [t('事项', 'Case'), 10],
    [t('状态', 'Stands'), 15],
  ] as const;
  const rows = data.items.map(
    (item) =>
      [
        html`<a href="/chain/${item.index}">${item.title[lang]}</a> <br /><span class="quiet"
            >${t(`第 ${item.index} 号`, `No. ${item.index}`)}</span
          >`,
        recordedAt(item.at),
        item.procedureTitle[lang],
        byWhom(lang, item),
        item.jurisdiction === null ? '—' : html`<span class="mono">${item.caseId.slice(-6)}</span>`,
        sealChip(lang, item.seal),
      ] as const,
  );
  const next = data.next === null ? null : address('/chain', { before: `${data.next}` });
  return html`<section aria-labelledby="recent">
    <h2 id="recent">
      ${data.before === null ? t('最近的记录', 'Newest entries') : t('更早的记录', 'Older entries')}
    </h2>
    <form class="filter" method="get" action="/chain">
      <label for="at">${t('从第几号看起', 'Begin at number')}</label>
      <input
        id="at"
        name="at"
        inputmode="numeric"
        pattern="[0-9]*"
        maxlength="15"
        class="mono short"
      />
      <button class="quiet-button">${t('去', 'Go')}</button>
    </form>
    ${listTable(heads, rows)} ${pager(lang, data.before === null ? null : '/chain', next)}
  </section>`;
}

/** Where the log stands now, as a note that anybody may keep and compare with another's. */
function newest(view: View, { heads }: ChainData): Html {
  const t = tongue(view.lang);
  const cards = TREES.map(({ suite, title, path }) => {
    const { checkpoint, witnessed } = heads.notes[suite];
    const note = witnessed ?? checkpoint;
    if (note === null) return '';
    const [origin = '', size = '', root = ''] = note.split('\n');
    return html`<div class="card">
      <h3>${t(title)}</h3>
      <dl class="fields">
        <div>
          <dt>${t('链名', 'Log')}</dt>
          <dd class="mono">${origin}</dd>
        </div>
        <div>
          <dt>${t('长度', 'Length')}</dt>
          <dd class="mono">${size}</dd>
        </div>
        <div>
          <dt>${t('根', 'Root')}</dt>
          <dd class="mono">${root}</dd>
        </div>
      </dl>
      <details>
        <summary>${t('完整的签名检查点', 'The whole signed checkpoint')}</summary>
        <pre class="wrapped" id="note-${suite}">${note}</pre>
        <p>
          <button type="button" class="quiet-button" hidden data-copy="note-${suite}">
            ${t('复制', 'Copy')}
          </button>
        </p>
      </details>
      <p class="quiet">
        ${witnessed === null ? '' : html`<a href="${path}/witnessed">${t('已见证的', 'Witnessed')}</a> · `}<a
          href="${path}/checkpoint"
          >${t('最新的', 'Newest')}</a
        >
        · <a href="${path}/policy">${t('信任策略', 'Policy')}</a>
      </p>
    </div>`;
  });
  return html`<section aria-labelledby="newest">
    <h2 id="newest">${t('最新检查点', 'The newest checkpoint')}</h2>
    <p>
      ${t('检查点是对整条链此刻内容的签名。记下一份，日后拿来一比，就知道有没有人改写过历史。', 'A checkpoint is a signature on all that the log holds at that moment. Keep one, compare it later, and you know whether history was rewritten.')}
    </p>
    <div class="pair">${cards}</div>
  </section>`;
}

function watched(view: View, { witnesses, quorum }: ChainData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const heads = [
    [t('见证人', 'Witness'), 40],
    t('情况', 'State'),
    t('最近联署', 'Newest cosignature'),
    [t('联署到', 'Up to'), 15],
  ] as const;
  const rows = witnesses.map(
    ({ name, demonstration, time, size, fault }) =>
      [
        html`<span class="mono">${name}</span>
          ${demonstration ? html`<span class="chip warn">${t('演示见证，不独立', 'Demonstration, not independent')}</span>` : ''}`,
        fault === null
          ? html`<span class="chip ${time === 0 ? '' : 'good'}"
              >${time === 0 ? t('还没有联署', 'Not yet') : t('正常', 'Well')}</span
            >`
          : html`<span class="chip bad">${t('没有应答', 'No answer')}</span>
              <span class="quiet">${fault}</span>`,
        secondsText(time),
        t(`第 ${size} 条`, `${size} entries`),
      ] as const,
  );
  return html`<section aria-labelledby="witnesses">
    <h2 id="witnesses">${t('谁在见证', 'Who watches')}</h2>
    ${
      quorum === null || rows.length === 0
        ? html`<p class="empty">
            ${t('本站还没有设见证人。运行人员可以在信任策略里列出审计、公证等独立单位，他们各自运行见证程序。', 'No witnesses are set here yet. The operator may name independent bodies (auditors, notaries) in the policy; each runs a witness of its own.')}
          </p>`
        : listTable(heads, rows)
    }
    ${
      view.demo
        ? html`<p class="quiet">
            ${t('见证人用的是真实时钟，与演示时间不同。', 'Witnesses go by the real clock, which is not that of the demonstration.')}
          </p>`
        : ''
    }
  </section>`;
}

function meanings(view: View, { quorum, witnesses }: ChainData): Html {
  const t = tongue(view.lang);
  const rehearsed = witnesses.every(({ demonstration }) => demonstration);
  const shown: readonly Seal[] =
    quorum === null ? ['alone'] : ['published', rehearsed ? 'rehearsed' : 'witnessed'];
  return html`<section aria-labelledby="means">
    <h2 id="means">${t('这些词是什么意思', 'What these words mean')}</h2>
    <dl class="fields">
      ${shown.map(
        (seal) =>
          html`<div>
            <dt>${sealChip(view.lang, seal)}</dt>
            <dd>${t(seals[seal].means)}</dd>
          </div>`,
      )}
      <div>
        <dt>${t('不说明', 'It does not mean')}</dt>
        <dd>
          ${t('链上的记录只证明当时这样办过、以后没有改过，不证明数据内容真实，也不证明权属。', 'An entry proves that it was done so and not changed since; not that the data is true, nor who owns it.')}
        </dd>
      </div>
    </dl>
    <p>
      <a href="/verify">${t('拿文件来核对', 'Check a file')}</a> ·
      <a href="/verify/offline.html">${t('下载离线核验网页', 'Download the offline verifier')}</a>
    </p>
  </section>`;
}
