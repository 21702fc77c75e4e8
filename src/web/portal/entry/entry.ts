import { html } from 'hono/html';
import type { Seal } from '../../../app/log/chain-heads.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Language, Text } from '../../../base/text.ts';
import type { RulePack } from '../../../law/types.ts';
import { citationOf, datasetOf, entryDescription, entryPath } from './entry-data.ts';
import { entryGroups } from './entry-groups.ts';
import { endLaw, endSentence, lifeSection, type EndData, type LifeData } from './entry-life.ts';
import { rightsSection } from './entry-rights.ts';
import { frame } from '../frame.ts';
import { hasEndedEarly, publicStatus, statusWord } from '../labels.ts';
import { objectionSection } from '../objection/objection-form.ts';
import {
  cites,
  draftBanner,
  inChinese,
  shortDay,
  shortDayText,
  statusChip,
  valueText,
} from '../parts.ts';
import { qrCode } from '../verify/qr.ts';
import { sealChip, seals } from '../chain/seal.ts';
import { validityBar } from './validity-bar.ts';
import { address, tongue, type Html, type View } from '../view.ts';

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
  /** Whether one may object to it in force. */
  readonly objection: boolean;
  /** The notice it came from, where that still stands on the board. */
  readonly notice: string | null;
  /** Why the day that was asked for cannot be shown. */
  readonly trouble: Text | null;
}

export interface AsOf {
  readonly day: string;
  readonly version: number;
}

/** What verification shows of it: the entry as it stands. */
export type PlainEntry = Pick<
  EntryData,
  'code' | 'jurisdiction' | 'status' | 'validFrom' | 'validTo' | 'fields' | 'pack'
>;

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
  const name = valueText(entry.fields['dataName']);
  const status = publicStatus(entry.status, entry.validTo, entry.asOf?.day ?? view.today);
  const shown = entry.asOf?.version ?? entry.life.versions.at(-1)?.n ?? null;
  const main = html`<h1>
      <span class="kicker">${t('登记条目', 'Registered entry')} ${statusChip(lang, status)}</span>
      <span lang="zh-CN">${name}</span>
    </h1>
    <p class="lead">
      ${inChinese(lang, valueText(entry.fields['registrantName']))}
      <span class="mono">${entry.code}</span>
    </p>
    ${entry.draft ? draftBanner(lang, entry.jurisdiction) : ''} ${notFinal(lang, entry, coded)}
    ${asked(lang, entry)}
    <div class="entry">
      <div>
        ${entryGroups(view, entry)}
        ${entry.notice === null ? '' : html`<p><a href="/notices/${entry.notice}">${t('看登记前的公示', 'See the notice it came from')}</a></p>`}
        ${lifeSection(view, entry.code, entry.life, entry.pack, shown, entry.asOf?.day)}
        ${citation(view, entry)}
      </div>
      <div>
        ${standing(view, entry, status)} ${verification(view, entry, coded)}
        ${entry.asOf ? '' : rightsSection(view, entry)}
      </div>
    </div>
    ${objection(view, entry)}`;
  const json = address(`/api/public/registrations/${encodeURIComponent(entry.code)}`, {
    on: entry.asOf?.day,
  });
  const about = {
    path: entryPath(entry.code),
    description: entryDescription(view, entry),
    // The entry as it stands is what is to be found.
    ...(entry.asOf ? { hidden: true } : { data: datasetOf(view, entry) }),
  };
  return frame(view, {
    title: `${name} · ${t('登记条目', 'Registered entry')}`,
    main,
    json,
    about,
    trail: [{ path: '/registrations', label: { zh: '登记查询', en: 'The register' } }],
    islands: ['copy'],
  });
}

/** Where the rules list objections after the certificate (CQ-REG-16). */
function objection(view: View, { code, pack, objection: open }: EntryData): Html | '' {
  return open
    ? objectionSection(view, { about: 'registrations', id: code, pack, over: false })
    : '';
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
    <a href="${entryPath(code)}">${t('看现行内容', 'See it as it stands now')}</a>
  </p>`;
}

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

/** Until when it is valid, or how it ended. */
function standing(view: View, entry: EntryData, status: string): Html {
  const { lang } = view;
  const t = tongue(lang);
  const { profile } = entry.pack;
  const window = profile.clocks.renewalWindow;
  const end = endOf(entry, status);
  const law = end
    ? endLaw(end, entry.pack)
    : [...new Set([...profile.validity.law, ...(window?.law ?? [])])];
  const days = status === 'active' && window?.length.unit === 'day' ? window.length.n : null;
  return html`<section class="card" aria-labelledby="until">
    <h2 id="until">${t('有效期', 'Validity')}</h2>
    ${hasEndedEarly(status) ? endedEarly(lang, entry, status, end) : validity(view, entry, days)}
    ${status === 'renewalPending' ? html`<p class="note">${t('届满前已经申请续展，续展办结之前继续有效。', 'A renewal was filed in time: it stays in force until that is decided.')}</p>` : ''}
    ${cites(lang, law)}
  </section>`;
}

function validity(view: View, entry: EntryData, windowDays: number | null): Html {
  const { validFrom, validTo } = entry;
  const t = tongue(view.lang);
  return html`<p class="term">
      ${shortDay(view.lang, validFrom)} ${t('至', 'to')} ${shortDay(view.lang, validTo)}
    </p>
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

/** The address that verifies it, as a link and as a picture for a camera; and its place on the log. The
 *  chain is that of the entry as it stands: an earlier day had another record. */
function verification(view: View, entry: EntryData, coded: CodedSeal | null): Html {
  const t = tongue(view.lang);
  const sheet = t(entry.pack.profile.credential.title);
  const path = address('/verify', { code: entry.code });
  return html`<section class="card" aria-labelledby="verify">
    <h2 id="verify">${t('核验', 'Verify')}</h2>
    <div class="verify-by">
      ${qrCode(`${view.site}${path}`, t('核验地址的二维码', 'QR code of the address that verifies it'))}
      <div>
        <p><a class="button" href="${path}">${t(`核验这份${sheet}`, 'Verify this entry')}</a></p>
        <p class="quiet">
          ${t('或者用手机扫码，在手机上看现在的登记状态。', 'Or scan it, and see on your telephone how the entry stands now.')}
        </p>
      </div>
    </div>
    ${coded === null || entry.asOf ? '' : onChain(view.lang, coded)}
    <p class="quiet">
      ${t(`${sheet}由登记主体下载、出示，这里不提供下载；拿到文件的人可以上传核验真伪。`, `The sheet itself (${sheet}) is downloaded and shown by the registrant and is not offered here; whoever holds a copy can upload it to verify it.`)}
    </p>
  </section>`;
}

function onChain(lang: Language, { seal, index }: CodedSeal): Html {
  const t = tongue(lang);
  return html`<h3>${t('目录链', 'The catalogue chain')}</h3>
    <p>
      ${sealChip(lang, seal)} ${t(seals[seal].means)}
      ${index === null ? '' : html`<a href="/chain/${index}">${t(`第 ${index} 号记录`, `Entry number ${index}`)}</a>`}
    </p>`;
}

function citation(view: View, entry: EntryData): Html {
  const t = tongue(view.lang);
  return html`<section aria-labelledby="cite">
    <h2 id="cite">${t('引用这项登记', 'Cite this entry')}</h2>
    <p class="citation" id="citation" lang="zh-CN">${citationOf(view, entry)}</p>
    <p>
      <button type="button" class="quiet-button" data-copy="citation" hidden>
        ${t('复制', 'Copy')}
      </button>
    </p>
  </section>`;
}
