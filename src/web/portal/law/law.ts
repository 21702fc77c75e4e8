import { html } from 'hono/html';
import type { Implementation } from '../../../app/coverage.ts';
import { text, type Language, type Text } from '../../../base/text.ts';
import { RETENTION_CLASSES, retentionTitles } from '../../../law/retention.ts';
import type { Article, Profile, RuleText } from '../../../law/types.ts';
import { frame } from '../frame.ts';
import { articleKindWords, standingWords } from '../labels.ts';
import { fieldList, inChinese, shortDay } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';

/** The texts this register carries out, each with its standing. */
export function lawPage(view: View, texts: readonly RuleText[]): Html {
  const { lang } = view;
  const t = tongue(lang);
  const title = t('规则', 'The rules');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('系统的每一步都写明依据哪一条。这里逐条说明规则的意思，以及系统用什么来落实它；条文摘要是我们自己写的，以公布的正式文本为准。', 'Every step of this system names its article. Here is what each article asks, in our own words, and what carries it out. The published text prevails.')}
    </p>
    ${texts.map(
      (one) =>
        html`<section class="card" aria-labelledby="${one.id}">
          <h2 id="${one.id}"><a href="/law/${one.id}">${t(one.title)}</a></h2>
          <p>${standing(lang, one)}</p>
          <p class="quiet">
            ${t(one.issuer)}${one.instrument === null ? '' : html` · ${inChinese(lang, one.instrument)}`}
            · ${t(`${topLevel(one).length}条`, `${topLevel(one).length} articles`)}
          </p>
        </section>`,
    )}
    <p class="ways">
      <a class="button" href="/law/compare"
        >${t('北京与重庆规则比较', 'Compare Beijing and Chongqing')}</a
      >
      <a class="button quiet-button" href="/procedures"
        >${t('办理程序和步骤图', 'Procedures, with pictures')}</a
      >
      <a class="button quiet-button" href="/deadline">${t('期限计算', 'Deadline calculator')}</a>
    </p>`;
  return frame(view, { title, main, json: '/api/law' });
}

/** One text: standing, notes, and its articles with what carries each out. */
export function lawTextPage(
  view: View,
  rule: RuleText,
  implementation: (id: string) => Implementation,
  retention?: Profile['retention'],
): Html {
  const { lang } = view;
  const t = tongue(lang);
  const none = t('未注明', 'Not given');
  const day = (date: string | null): Html | string => (date === null ? none : shortDay(lang, date));
  const main = html`<h1>${t(rule.title)}</h1>
    ${rule.status === 'draft' ? html`<p class="note warn"><b>${t(standingWords.draft)}</b> ${t('系统按草案试运行，可能随正式文本改变。', 'The system runs it as a trial; it may change with the final text.')}</p>` : html`<p>${standing(lang, rule)}</p>`}
    ${fieldList(lang, [
      { label: t('制定机关', 'Issued by'), value: t(rule.issuer) },
      {
        label: t('文号', 'Instrument'),
        value: rule.instrument === null ? none : inChinese(lang, rule.instrument),
      },
      { label: t('印发日期', 'Issued on'), value: day(rule.issuedOn) },
      { label: t('施行日期', 'In force from'), value: day(rule.effectiveFrom) },
      { label: t('失效日期', 'In force until'), value: day(rule.effectiveTo) },
    ])}
    <ul class="plain-list quiet">
      ${rule.notes.map((note) => html`<li>${t(note)}</li>`)}
    </ul>
    ${retention === undefined ? '' : retentionPart(lang, retention)}
    <h2>${t('逐条', 'Article by article')}</h2>
    <ol class="articles">
      ${rule.articles.map((article) => articleRow(lang, article, implementation(article.id)))}
    </ol>`;
  const trail = [{ path: '/law', label: text('规则', 'The rules') }];
  return frame(view, { title: t(rule.title), main, json: '/api/law', trail });
}

/** How long things are kept: a setting of the office, and said to be one. */
function retentionPart(lang: Language, { years }: Profile['retention']): Html {
  const t = tongue(lang);
  return html`<h2>${t('保存期限', 'Retention')}</h2>
    <p class="quiet">
      ${t('规则没有规定保存年数。以下是默认的办理设置，登记机构可以另行设定；期满只提出清空的建议，由两人决定，不自动删除。', 'The text names no number of years. These are the default settings of the office, which may set others; what is past them is only proposed for erasure, which two people decide, and never deleted by itself.')}
    </p>
    ${fieldList(
      lang,
      RETENTION_CLASSES.map((kind) => ({
        label: t(retentionTitles[kind]),
        value:
          years[kind] === null
            ? t('一直保存', 'Kept for good')
            : t(`${years[kind]}年`, `${years[kind]} years`),
      })),
    )}`;
}

function articleRow(lang: Language, article: Article, done: Implementation): Html {
  const t = tongue(lang);
  const label = articleLabel(article);
  return html`<li${isPart(article) ? html` class="part"` : ''}><a href="/law/articles/${encodeURIComponent(article.id)}">${t(label)}</a> <span>${t(article.summary)}</span> ${carried(lang, article, done)}</li>\n`;
}

/** 第十条第（一）项; in English the number as the id has it. */
export function articleLabel(article: Article): Text {
  const [, , ...number] = article.id.split('-');
  const letter = /[a-z]$/.exec(article.id)?.[0] ?? '';
  return { zh: `${article.label}${letter}`, en: `Art. ${number.join('-')}` };
}

function carried(lang: Language, article: Article, done: Implementation): Html | '' {
  const t = tongue(lang);
  if (isCarriedOut(done)) {
    const parts = [
      counted(lang, done.rules.length, text('处规则数据', 'rule')),
      counted(lang, done.acts.length, text('个事项', 'act')),
      counted(lang, done.clocks.length, text('个期限', 'clock')),
      counted(lang, done.pages.length, text('个页面', 'page')),
    ];
    return html`<span class="chip good">${parts.filter(Boolean).join(' · ')}</span>`;
  }
  if (article.kinds.includes('OR'))
    return html`<span class="chip">${t(articleKindWords.OR)}</span>`;
  return done.waits === null ? '' : html`<span class="chip warn">${t('待落实', 'Waits')}</span>`;
}

function counted(lang: Language, n: number, what: Text): string {
  if (n === 0) return '';
  return lang === 'zh' ? `${n}${what.zh}` : `${n} ${what.en}${n === 1 ? '' : 's'}`;
}

export const isCarriedOut = ({ acts, clocks, rules, pages }: Implementation): boolean =>
  acts.length + clocks.length + rules.length + pages.length > 0;

export function standing(lang: Language, rule: RuleText): Html {
  const tone = rule.status === 'draft' ? 'warn' : 'good';
  return html`<span class="chip ${tone}">${standingWords[rule.status][lang]}</span>`;
}

/** An item, paragraph or split of an article, by its id. */
const isPart = ({ id }: Article): boolean => !/^[A-Z]+-[A-Z]+-\d+$/.test(id);

const topLevel = (rule: RuleText): readonly Article[] =>
  rule.articles.filter((article) => !isPart(article));
