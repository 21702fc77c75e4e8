import { html } from 'hono/html';
import { text } from '../../../base/text.ts';
import type { SuiteId } from '../../../log/suite.ts';
import { textOf } from '../../../log/bytes.ts';
import type { Way } from '../../verifier/tree/way.ts';
import { byWhom, recordedAt, type ChainItem } from './chain-words.ts';
import { frame } from '../frame.ts';
import { placeWord } from '../labels.ts';
import { cites, fieldList } from '../parts.ts';
import { sealChip, seals } from './seal.ts';
import { treeTabs } from './chain-tree.ts';
import { wayFigure } from './way-figure.ts';
import { tongue, type Html, type View } from '../view.ts';

export interface ChainEntryData {
  readonly item: ChainItem;
  /** Leaf hashes in hex. */
  readonly leaves: Readonly<Record<SuiteId, string>>;
  /** How it is tied to the root of the tree that is shown; null while it waits for its place. */
  readonly proof: EntryProof | null;
  /** Whether there is an entry after this one. */
  readonly newer: boolean;
  /** Where strangers may read of the case. */
  readonly code: string | null;
  readonly notice: boolean;
  /** Articles that are known here. */
  readonly law: readonly string[];
}

/** The proof of one tree, as its file says, and the way it describes. */
export interface EntryProof {
  readonly suite: SuiteId;
  readonly file: string;
  readonly way: Way;
}

/** One entry of the log: what it says, how firmly it stands, and how to check that. */
export function chainEntryPage(view: View, data: ChainEntryData): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { item } = data;
  const { index } = item;
  const title = item.title[lang];
  const main = html`<h1>
      <span class="kicker"
        >${t(`第 ${index} 号记录`, `Entry number ${index}`)} ${sealChip(lang, item.seal)}</span
      >
      ${title}
    </h1>
    <div class="columns">
      <section aria-labelledby="what">
        <h2 id="what">${t('这一步', 'This step')}</h2>
        ${fieldList(lang, [
          { label: t('时间', 'Time'), value: recordedAt(item.at) },
          { label: t('程序', 'Procedure'), value: item.procedureTitle[lang] },
          {
            label: t('地区', 'Place'),
            value: item.jurisdiction === null ? '' : t(placeWord(item.jurisdiction)),
          },
          { label: t('办理者', 'By'), value: byWhom(lang, item) },
          {
            label: t('事项', 'Case'),
            value: html`<span class="mono">${item.caseId}</span>
              <span class="quiet">${t(`第 ${item.version} 步`, `step ${item.version}`)}</span>`,
          },
        ])}
        ${data.law.length > 0 ? cites(lang, data.law) : ''} ${elsewhere(view, data)}
      </section>
      <section aria-labelledby="firm">
        <h2 id="firm">${t('在链上', 'On the log')}</h2>
        <p>${sealChip(lang, item.seal)} ${t(seals[item.seal].means)}</p>
        ${fieldList(lang, [
          {
            label: t('叶值（SHA-256）', 'Leaf (SHA-256)'),
            value: html`<span class="mono">${data.leaves.sha256}</span>`,
          },
          {
            label: t('叶值（SM3）', 'Leaf (SM3)'),
            value: html`<span class="mono">${data.leaves.sm3}</span>`,
          },
        ])}
        ${proofs(view, data)}
      </section>
    </div>
    ${tied(view, data)} ${original(view, item)}
    <nav class="pager" aria-label="${t('前后记录', 'Neighbours')}">
      ${index === 0 ? '' : html`<a href="/chain/${index - 1}">${t('前一条', 'Earlier')}</a>`}
      ${data.newer ? html`<a href="/chain/${index + 1}">${t('后一条', 'Later')}</a>` : ''}
    </nav>`;
  const trail = [{ path: '/chain', label: text('目录链', 'The catalogue chain') }];
  return frame(view, {
    title: `${title} · ${t(`目录链第 ${index} 号`, `entry ${index}`)}`,
    trail,
    main,
  });
}

/** Where the case can be read; who may see it in the workbench, that decides itself. */
function elsewhere(view: View, { item, code, notice }: ChainEntryData): Html | '' {
  const t = tongue(view.lang);
  const links = [
    code === null
      ? ''
      : html`<li>
          <a href="/registrations/${encodeURIComponent(code)}"
            >${t('登记条目', 'The registered entry')}</a
          >
        </li>`,
    notice
      ? html`<li><a href="/notices/${item.caseId}">${t('登记公示', 'The public notice')}</a></li>`
      : '',
    view.visitor === null || view.workbench === null || item.jurisdiction === null
      ? ''
      : html`<li>
          <a href="${view.workbench}cases/${item.caseId}"
            >${t('在工作台打开（有权的人才看得到）', 'Open in the workbench (for those who may see it)')}</a
          >
        </li>`,
  ].filter((link) => link !== '');
  return links.length === 0
    ? html`<p class="quiet">
        ${t('这一事项没有公开的页面：还没有公示，或者不属于公开的程序。', 'The case has no public page: it is not on notice yet, or not of a kind that is published.')}
      </p>`
    : html`<h3>${t('在别处看这一事项', 'The case elsewhere')}</h3>
        <ul class="links">
          ${links}
        </ul>`;
}

function proofs(view: View, { item }: ChainEntryData): Html {
  const t = tongue(view.lang);
  const { index } = item;
  if (item.seal === 'waiting') return html``;
  return html`<p>
      ${t('下载证明文件，连同记录都在里面，拿到哪里都能核对：', 'Download a proof; the entry is inside, and it can be checked anywhere:')}
    </p>
    <ul class="links">
      <li>
        <a href="/chain/${index}/sha256.tlog-proof" download
          >${t('国际密码证明（SHA-256）', 'Proof, SHA-256')}</a
        >
      </li>
      <li>
        <a href="/chain/${index}/sm3.tlog-proof" download>${t('国密证明（SM3）', 'Proof, SM3')}</a>
      </li>
      <li>
        <a href="/chain/${index}/entry.json" download>${t('只要记录本身', 'The entry alone')}</a>
      </li>
    </ul>
    <p><a class="button" href="/verify">${t('去核对', 'Check it')}</a></p>`;
}

/** The entry's way to the root, and the proof itself: a page that was saved still holds all of it. */
function tied(view: View, { item, proof }: ChainEntryData): Html | '' {
  if (proof === null) return '';
  const { lang } = view;
  const t = tongue(lang);
  const { suite, file, way } = proof;
  return html`<section aria-labelledby="tree">
    <h2 id="tree">${t('它怎样连到根', 'How it is tied to the root')}</h2>
    ${treeTabs(lang, `/chain/${item.index}`, suite)}
    <div class="columns">
      ${wayFigure(lang, way)}
      <div>
        <p>
          ${t('从最下面这条记录的叶值出发，每上一层，和旁边的值放在一起再算一次哈希；算到最上面，就是链签过名的根。旁边的值只有几个，所以不必拿到整条链就能核对。', 'Begin with the leaf of this entry at the bottom. At each level its value is hashed together with the one beside it, and the last is the root that the log signed. There are only a few values beside it, so that nobody needs the whole log to check one entry.')}
        </p>
        <p>
          ${t('旁边的三角形是收起的子树，下面写着它的哈希（开头几位）和包含的号码；圆点是单独一条记录。', 'A triangle is a subtree folded up; below it stand the beginning of its hash and the numbers of its entries. A dot is a single entry.')}
        </p>
        <p class="quiet">
          ${t('这一页存下来以后照样能看；证明文件的原文在下面，可以粘贴到离线核验网页里核对。', 'Saved, this page can be read all the same; the proof below can be pasted into the offline verifier.')}
        </p>
        <details>
          <summary>${t('证明文件原文', 'The proof itself')}</summary>
          <pre class="wrapped">${file}</pre>
        </details>
      </div>
    </div>
  </section>`;
}

function original(view: View, item: ChainItem): Html {
  const t = tongue(view.lang);
  const raw = textOf(item.bytes) ?? '';
  return html`<section aria-labelledby="original">
    <h2 id="original">${t('记录原文', 'The entry itself')}</h2>
    <p class="quiet">
      ${t('“commitments”下面每一行是一组非公开内容的承诺值：内容本身不在链上，持有内容和盐的人可以证明它没有变过。', 'Each line under “commitments” stands for a group that is not public: it is not on the log, and whoever has it with its salt can prove that it did not change.')}
    </p>
    <pre class="wrapped">${JSON.stringify(JSON.parse(raw === '' ? '{}' : raw), undefined, 2)}</pre>
    <details>
      <summary>
        ${t('链上的字节（规范 JSON，一行）', 'The bytes on the log (canonical JSON, one line)')}
      </summary>
      <pre class="wrapped">${raw}</pre>
    </details>
  </section>`;
}
