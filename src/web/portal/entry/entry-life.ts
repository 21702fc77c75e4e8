import { html } from 'hono/html';
import type { JsonObject } from '../../../base/json.ts';
import type { Language, Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import type { RulePack } from '../../../law/types.ts';
import { entryFields } from '../labels.ts';
import { dayTag, shortDayText, valueText } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';

/** What the register publishes of the life of an entry; oldest first. */
export interface LifeData {
  readonly versions: readonly {
    readonly n: number;
    readonly on: string;
    readonly kind: string;
    readonly fields: JsonObject;
  }[];
  readonly terms: readonly { readonly from: string; readonly to: string; readonly on: string }[];
  readonly ends: readonly EndData[];
}

export interface EndData {
  readonly as: string;
  readonly ground: string;
  readonly on: string;
}

const kindWords: Readonly<Record<string, Text>> = {
  first: text('首次登记', 'First registration'),
  change: text('变更登记', 'Change'),
  correction: text('更正登记', 'Correction'),
  renewal: text('续展登记', 'Renewal'),
  CANCELLED: text('注销登记', 'Cancellation'),
  REVOKED: text('撤销登记', 'Revocation'),
};

const lifeWord = (kind: string): Text => kindWords[kind] ?? text(kind, kind);

const NOT_RENEWED = text('有效期届满，未续展', 'Its validity was over and it was not renewed');

/** Why an entry ended, in the words of its rule pack. */
export function groundWord({ as, ground }: EndData, { profile }: RulePack): Text {
  if (ground === 'not_renewed') return NOT_RENEWED;
  const listed = as === 'REVOKED' ? profile.revocationGrounds : profile.cancellationGrounds;
  return listed.find(({ id }) => id === ground)?.label ?? text(ground, ground);
}

interface Step {
  readonly on: string;
  readonly kind: string;
  readonly says: Html | string;
  readonly n?: number;
}

/** The articles an entry ended under. */
export function endLaw({ as, ground }: EndData, { profile }: RulePack): readonly string[] {
  if (ground === 'not_renewed') return profile.clocks.renewalWindow?.law ?? profile.validity.law;
  const listed = as === 'REVOKED' ? profile.revocationGrounds : profile.cancellationGrounds;
  return listed.find(({ id }) => id === ground)?.law ?? [];
}

/** When and why, in one sentence. */
export function endSentence(end: EndData, pack: RulePack): Text {
  const [why, day] = [groundWord(end, pack), (lang: Language) => shortDayText(lang, end.on)];
  return text(`${day('zh')}，${why.zh}。`, `${day('en')}: ${why.en}.`);
}

/** What became of an entry, in the order of the days, with a way to each version (BJ-REG-10(2)). */
export function lifeSection(
  view: View,
  code: string,
  life: LifeData,
  pack: RulePack,
  shown: number | null,
  day: string | null = null,
): Html | '' {
  const { lang } = view;
  const t = tongue(lang);
  if (life.versions.length === 0) return '';
  const here = `/registrations/${encodeURIComponent(code)}`;
  const steps = stepsOf(lang, life, pack);
  return html`<section aria-labelledby="life">
    <h2 id="life">${t('登记沿革', 'Course of the entry')}</h2>
    <ol class="life">
      ${steps.map(
        ({ on, kind, says, n }) =>
          html`<li class="${kind}">
            ${dayTag(lang, on)}<b>${t(lifeWord(kind))}</b>
            <span>${says}</span>
            ${n === undefined ? '' : versionLink(lang, here, n, n === shown)}
          </li> `,
      )}
    </ol>
    <form class="filter" method="get" action="${here}">
      <label for="on">${t('看某一天的登记状态', 'As it stood on')}</label>
      <input id="on" name="on" type="date" required max="${view.today}" value="${day ?? ''}" />
      <button class="quiet-button">${t('查看', 'Show')}</button>
    </form>
  </section>`;
}

function versionLink(lang: Language, here: string, n: number, current: boolean): Html {
  const t = tongue(lang);
  return current
    ? html`<span class="quiet">${t('当前显示', 'shown here')}</span>`
    : html`<a href="${address(here, { version: String(n) })}"
        >${t(`看第${n}版`, `See version ${n}`)}</a
      >`;
}

function stepsOf(lang: Language, life: LifeData, pack: RulePack): Step[] {
  const t = tongue(lang);
  const day = (date: string): string => shortDayText(lang, date);
  const until = (to: string): string => t(`有效期至${day(to)}`, `valid until ${day(to)}`);
  const [first, ...renewed] = life.terms;
  const versions = life.versions.map((version, at): Step => {
    const before = life.versions[at - 1];
    const what = before
      ? changedFields(lang, before.fields, version.fields, pack)
      : first
        ? until(first.to)
        : '';
    const number = t(`第${version.n}版`, `Version ${version.n}`);
    const says = what === '' ? number : t(`${number}：${what}`, `${number}: ${what}`);
    return { on: version.on, kind: version.kind, n: version.n, says };
  });
  return [
    ...versions,
    ...renewed.map((term) => ({ on: term.on, kind: 'renewal', says: until(term.to) })),
    ...life.ends.map((end) => ({ on: end.on, kind: end.as, says: t(groundWord(end, pack)) })),
  ].toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}

/** Which public fields differ; a version can also differ in what is not public. */
function changedFields(
  lang: Language,
  before: JsonObject,
  after: JsonObject,
  { profile }: RulePack,
): string {
  const t = tongue(lang);
  const changed = [...profile.noticeFields, ...entryFields].filter(
    ({ id }) => valueText(before[id]) !== valueText(after[id]),
  );
  const names = changed.map(({ label }) => t(label)).join(t('、', ', '));
  return names === ''
    ? t('公开内容没有变化', 'nothing public changed')
    : t(`更新了${names}`, `changed ${names}`);
}
