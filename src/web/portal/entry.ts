import { html } from 'hono/html';
import type { Seal } from '../../app/chain-heads.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Language, Text } from '../../base/text.ts';
import type { RulePack } from '../../law/types.ts';
import { frame } from './frame.ts';
import {
  entryFields,
  hasEndedEarly,
  objectKindWord,
  placeWord,
  publicStatus,
  statusWord,
} from './labels.ts';
import {
  shortDayText,
  cites,
  dayTag,
  draftBanner,
  fieldList,
  rowsOf,
  statusChip,
  valueText,
  type Row,
} from './parts.ts';
import { endLaw, endSentence, lifeSection, type EndData, type LifeData } from './entry-life.ts';
import { objectionSection } from './objection-form.ts';
import { sealChip, seals } from './seal.ts';
import { validityBar } from './validity-bar.ts';
import { address, tongue, type Html, type View } from './view.ts';

/** What anybody may know of an entry. The result query code is the holder's and not among it. */
export interface EntryData {
  readonly code: string;
  readonly jurisdiction: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fields: JsonObject;
  readonly pack: RulePack;
  readonly draft: boolean;
  readonly life: LifeData;
  /** Of which day this is told, where another than today was asked for. */
  readonly asOf: AsOf | null;
  /** Chance for the idempotency key of one objection, where one may be lodged against the entry. */
  readonly objection: string | null;
  /** Why the day that was asked for cannot be shown. */
  readonly trouble: Text | null;
}

export interface AsOf {
  readonly day: string;
  readonly version: number;
}

/** What verification shows of it: the entry as it stands. */
export type PlainEntry = Omit<EntryData, 'draft' | 'life' | 'asOf' | 'objection' | 'trouble'>;

/** Where the assignment of the code stands on the log. */
export interface CodedSeal {
  readonly seal: Seal;
  readonly index: number | null;
}

/** One registered entry (BJ-REG-19; CQ-REG-7(5)). It is final when its code is witnessed, and says so
 *  until then; null: the code is of before there was a log. */
export function entryPage(view: View, entry: EntryData, coded: CodedSeal | null = null): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { profile } = entry.pack;
  const name = valueText(entry.fields['dataName']);
  const status = publicStatus(entry.status, entry.validTo, entry.asOf?.day ?? view.today);
  const window = profile.clocks.renewalWindow?.length;
  const sheet = t(profile.credential.title);
  const end = endOf(entry, status);
  const law = end
    ? endLaw(end, entry.pack)
    : [...new Set([...profile.validity.law, ...(profile.clocks.renewalWindow?.law ?? [])])];
  const main = html`<p class="crumbs">
      <a href="/registrations">${t('登记查询', 'The register')}</a>
    </p>
    <h1>
      <span class="kicker">${t('登记条目', 'Registered entry')} ${statusChip(lang, status)}</span>
      <span lang="zh-CN">${name}</span>
    </h1>
    ${entry.draft ? draftBanner(lang, entry.jurisdiction) : ''} ${notFinal(lang, entry, coded)}
    ${asked(lang, entry)}
    <div class="columns">
      <section aria-labelledby="what">
        <h2 id="what">${t('登记内容', 'What is registered')}</h2>
        ${fieldList(lang, entryRows(view, entry))}
      </section>
      <section aria-labelledby="until">
        <h2 id="until">${t('有效期', 'Validity')}</h2>
        ${hasEndedEarly(status) ? endedEarly(lang, entry, status, end) : validity(view, entry, status === 'active' && window?.unit === 'day' ? window.n : null)}
        ${status === 'renewalPending' ? carriedOver(lang) : ''} ${cites(lang, law)}
        ${entry.asOf ? '' : onChain(lang, coded)}
        <h2>${t('核验', 'Verify')}</h2>
        <p>
          <a class="button" href="${address('/verify', { code: entry.code })}"
            >${t(`核验这份${sheet}`, 'Verify this entry')}</a
          >
        </p>
        <p class="quiet">
          ${t(`${sheet}由登记主体下载、出示，这里不提供下载；拿到文件的人可以上传核验真伪。`, `The sheet itself (${sheet}) is downloaded and shown by the registrant and is not offered here; whoever holds a copy can upload it to verify it.`)}
        </p>
      </section>
    </div>
    ${lifeSection(view, entry.code, entry.life, entry.pack, entry.asOf?.version ?? entry.life.versions.at(-1)?.n ?? null, entry.asOf?.day)}
    ${objection(view, entry)}`;
  const json = address(`/api/public/registrations/${encodeURIComponent(entry.code)}`, {
    on: entry.asOf?.day,
  });
  const islands: readonly 'objection'[] = entry.objection && view.visitor ? ['objection'] : [];
  return frame(view, {
    title: `${name} · ${t('登记条目', 'Registered entry')}`,
    main,
    json,
    islands,
  });
}

/** Where the rules list objections after the certificate (CQ-REG-16). */
function objection(view: View, { code, jurisdiction, objection: key }: EntryData): Html | '' {
  if (key === null) return '';
  return objectionSection(view, { id: code, jurisdiction, over: false, issued: true, key });
}

/** The day that was asked for, and the way back to the present. */
function asked(lang: Language, { asOf, trouble, code }: EntryData): Html | '' {
  const t = tongue(lang);
  if (trouble) {
    return html`<p class="note warn" role="status">
      ${t(trouble)} ${t('下面是现行内容。', 'What follows is the entry as it stands now.')}
    </p>`;
  }
  if (!asOf) return '';
  const day = shortDayText(lang, asOf.day);
  return html`<p class="note" role="status">
    <b
      >${t(`${day}当日的登记内容和状态（第${asOf.version}版）`, `As it stood on ${day}, version ${asOf.version}`)}</b
    >
    <a href="/registrations/${encodeURIComponent(code)}"
      >${t('看现行内容', 'See it as it stands now')}</a
    >
  </p>`;
}

const carriedOver = (lang: Language): Html =>
  html`<p class="note">
    ${tongue(lang)('届满前已经申请续展，续展办结之前继续有效。', 'A renewal was filed in time: it stays in force until that is decided.')}
  </p>`;

function notFinal(lang: Language, { life }: EntryData, coded: CodedSeal | null): Html | '' {
  const t = tongue(lang);
  if (coded?.seal !== 'waiting' && coded?.seal !== 'published') return '';
  const again = life.versions.length + life.terms.length > 2;
  return html`<p class="note warn">
    <b
      >${again ? t('登记簿已更新，待见证', 'Updated, not witnessed yet') : t('已赋码，待见证', 'Coded, not witnessed yet')}</b
    >
    ${t('见证人联署后才算最终完成，通常只要几秒；请稍后刷新。', 'It is final once the witnesses have cosigned, mostly within seconds; reload in a moment.')}
  </p>`;
}

/** Of the entry as it stands; an earlier day had another record. */
function onChain(lang: Language, coded: CodedSeal | null): Html | '' {
  const t = tongue(lang);
  if (coded === null) return '';
  const { seal, index } = coded;
  return html`<h2>${t('目录链', 'The catalogue chain')}</h2>
    <p>
      ${sealChip(lang, seal)} ${t(seals[seal].means)}
      ${index === null ? '' : html`<a href="/chain/${index}">${t(`第 ${index} 号记录`, `Entry number ${index}`)}</a>`}
    </p>`;
}

function validity(view: View, entry: EntryData, windowDays: number | null): Html {
  const { validFrom, validTo } = entry;
  return html`<p>${dayTag(view.lang, validFrom)} – ${dayTag(view.lang, validTo)}</p>
    ${entry.asOf ? '' : validityBar(view.lang, validFrom, validTo, view.today, windowDays)}`;
}

/** How it had ended by the day that is shown. */
function endOf({ asOf, life }: EntryData, status: string): EndData | undefined {
  if (!hasEndedEarly(status)) return undefined;
  return life.ends.findLast(({ on }) => asOf === null || on <= asOf.day);
}

function endedEarly(
  lang: Language,
  entry: EntryData,
  status: string,
  end: EndData | undefined,
): Html {
  const t = tongue(lang);
  const day = (date: string): string => shortDayText(lang, date);
  return html`<p class="note warn">
    <b>${t(statusWord(status))}</b>
    ${end ? t(endSentence(end, entry.pack)) : ''}
    ${t(`不再有效。原定有效期${day(entry.validFrom)}至${day(entry.validTo)}。`, `It is no longer in force; its validity was to run from ${day(entry.validFrom)} to ${day(entry.validTo)}.`)}
  </p>`;
}

/** The rows of an entry: its code, the fields of the notice, then the others that are public. The type
 *  of registration is the notice's: what an entry came about by is its course. */
export function entryRows(view: View, entry: PlainEntry): Row[] {
  const { lang } = view;
  const t = tongue(lang);
  const said = entryFields.filter(({ id }) => id !== 'nationalCode' || id in entry.fields);
  const rest = rowsOf(lang, said, entry.fields);
  const kind = valueText(entry.fields['objectKind']);
  return [
    {
      label: t('登记码', 'Registration code'),
      value: html`<span class="mono">${entry.code}</span>`,
    },
    { label: t('地区', 'Place'), value: t(placeWord(entry.jurisdiction)) },
    ...rowsOf(
      lang,
      entry.pack.profile.noticeFields.filter(({ id }) => id !== 'registrationType'),
      entry.fields,
    ),
    ...rest.map((row, at) =>
      said[at]?.id === 'objectKind' ? { ...row, value: t(objectKindWord(kind)) } : row,
    ),
  ];
}
