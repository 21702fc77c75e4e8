import { html } from 'hono/html';
import type { Language } from '../../../base/text.ts';
import { toBase64 } from '../../../log/bytes.ts';
import type { SuiteId } from '../../../log/suite.ts';
import { hashShort, numberSaid, stretchSaid } from '../../verifier/tree/numbers-said.ts';
import { TREE_NAMES } from '../../verifier/tree/way-words.ts';
import type { Way } from '../../verifier/tree/way.ts';
import { svg } from '../svg.ts';
import { treePicture } from './tree-picture.ts';
import { tongue, type Html } from '../view.ts';

/** One of the two trees as its newest signed head says. */
export interface TreeData {
  readonly suite: SuiteId;
  readonly size: number;
  /** null before there is a head. */
  readonly root: Uint8Array | null;
  /** Entries under the newest head that enough witnesses cosigned. */
  readonly witnessed: number;
  /** The newest entry's way to the root; null where there is none, or it could not be read. */
  readonly way: Way | null;
}

const TREES: readonly SuiteId[] = ['sha256', 'sm3'];

/** Which of the two trees is shown; each is as good as the other. */
export function treeTabs(lang: Language, path: string, shown: SuiteId): Html {
  const t = tongue(lang);
  return html`<ul class="tabs" aria-label="${t('两棵树', 'The two trees')}">
    ${TREES.map(
      (suite) =>
        html`<li>
          <a href="${path}?tree=${suite}#tree" ${suite === shown ? html`aria-current="true"` : ''}
            >${TREE_NAMES[suite][lang]}</a
          >
        </li> `,
    )}
  </ul>`;
}

/** What the signs of the picture mean. */
function legend(lang: Language, { size }: TreeData): Html {
  const t = tongue(lang);
  const rows: readonly (readonly [string, string])[] = [
    [
      'root',
      t(
        '根：代表全部记录的一个值，链和见证人签的就是它',
        'The root: one value for all entries, which the log and its witnesses sign',
      ),
    ],
    [
      'sibling',
      t(
        '收起的子树：下面的数字是它有多少条记录',
        'A subtree folded up: the number below is how many entries it has',
      ),
    ],
    [
      'newest',
      size === 0
        ? t('最新的记录', 'The newest entry')
        : t(
            `最新的记录：第 ${numberSaid(size - 1)} 号`,
            `The newest entry: number ${numberSaid(size - 1)}`,
          ),
    ],
    ['next', t('下一条记录会长在这里', 'Where the next entry will grow')],
  ];
  return html`<ul class="legend tree-legend">
    ${rows.map(
      ([sign, said]) =>
        html`<li>
          <svg
            class="tree"
            viewBox="0 0 20 20"
            aria-hidden="true"
            fill="none"
            stroke="currentColor"
          >
            ${
              sign === 'sibling'
                ? html`<path class="sibling" d="M10 3L3 17H17Z"></path>`
                : html`<circle class="${sign}" cx="10" cy="10" r="7"></circle>`
            }
          </svg>
          ${said}
        </li> `,
    )}
  </ul>`;
}

/** The parts the root is made of, with their hashes: what the picture shows, in words. */
function parts(lang: Language, { way, root }: TreeData): Html | '' {
  if (way === null || root === null) return '';
  const t = tongue(lang);
  return html`<details>
    <summary>${t('各部分的哈希', 'The hashes of the parts')}</summary>
    <ul class="plain-list">
      ${way.steps
        .toReversed()
        .map(
          ({ sibling, hash }) =>
            html`<li>
              ${stretchSaid(sibling)[lang]}${t(`，${numberSaid(sibling.end - sibling.start)} 条：`, ` (${numberSaid(sibling.end - sibling.start)}): `)}<code
                class="mono"
                >${hashShort(hash)}</code
              >
            </li> `,
        )}
      <li>
        ${stretchSaid({ start: way.index, end: way.index + 1 })[lang]}${t('，最新：', ' (newest): ')}<code
          class="mono"
          >${hashShort(way.leaf)}</code
        >
      </li>
      <li>
        ${t('根：', 'Root: ')}<code class="mono">${hashShort(root)}</code> =
        <code class="mono">${toBase64(root)}</code>
      </li>
    </ul>
  </details>`;
}

/** The tree as it stands: drawn, told, and what it means. */
export function treeSection(lang: Language, data: TreeData): Html {
  const t = tongue(lang);
  const { suite, size, root, witnessed } = data;
  const picture = treePicture(size, root);
  const seen =
    witnessed === 0
      ? t('还没有见证人联署。', 'No witnesses have cosigned yet.')
      : t(
          `链已签名；见证人联署到第 ${numberSaid(witnessed)} 条。`,
          `Signed by the log; cosigned by witnesses up to ${numberSaid(witnessed)} entries.`,
        );
  return html`<section aria-labelledby="tree">
    <h2 id="tree">${t('正在生长的树', 'The growing tree')}</h2>
    ${treeTabs(lang, '/chain', suite)}
    <div class="columns">
      <figure>${svg(lang, picture)}</figure>
      <div>
        <p>${picture.told[lang]} ${size === 0 ? '' : seen}</p>
        <p class="quiet">
          ${t('每条记录是一片叶子，两两合在一起算哈希，一直算到根。改动任何一条，根就不同；所以只要记住根，就记住了全部。', 'Each entry is a leaf; two and two are hashed together up to the root. Change any of them and the root is another: whoever keeps the root has kept them all.')}
        </p>
        ${legend(lang, data)} ${parts(lang, data)}
        ${
          size === 0
            ? ''
            : html`<p>
                <a href="/chain/${size - 1}?tree=${suite}#tree"
                  >${t('看最新一条怎样连到根', 'See how the newest is tied to the root')}</a
                >
              </p>`
        }
      </div>
    </div>
  </section>`;
}
