import type { Language, Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { startOfDay, orThrowDate } from '../../../base/plain-date.ts';
import { placeWord, procedureWord } from '../labels.ts';
import { shortDayText } from '../parts.ts';
import { address } from '../view.ts';
import { atomFile } from './atom.ts';
import { calendarFile, type CalendarEvent } from './icalendar.ts';
import { oneLine } from './one-line.ts';

/** A notice as feeds tell it. */
export interface FedNotice {
  readonly id: string;
  readonly jurisdiction: string;
  readonly procedure: string;
  readonly dataName: string;
  readonly registrantName: string;
  readonly from: string;
  readonly to: string;
  /** It ended before its last day. */
  readonly endedEarly: boolean;
  /** When it was published or, if that is over, when it ended; RFC 3339. */
  readonly changed: string;
}

export interface FeedOf {
  readonly lang: Language;
  readonly today: string;
  /** Where this register stands: `https://dj.example`. */
  readonly site: string;
  readonly jurisdiction: string | undefined;
  readonly notices: readonly FedNotice[];
}

/** A name fits on one line; nobody gives a data set a longer one on purpose. */
const NAME_MOST = 80;

/** The feed of the notice board (BJ-REG-13) for readers of news. */
export function noticesAtom(feed: FeedOf): string {
  const { lang, site, jurisdiction } = feed;
  const query = { jurisdiction, lang: lang === 'en' ? 'en' : undefined };
  return atomFile({
    id: `tag:${new URL(site).hostname},2026:notices${jurisdiction ? `:${jurisdiction}` : ''}:${lang}`,
    title: titleOf(feed),
    author: text('数籍 公共数据资源登记', 'Shuji, public data register')[lang],
    lang: lang === 'zh' ? 'zh-CN' : 'en',
    self: `${site}${address('/notices.atom', query)}`,
    page: `${site}${address('/notices', query)}`,
    updated: newest(feed),
    entries: feed.notices.map((notice) => ({
      id: `urn:uuid:${notice.id}`,
      title: `${procedureWord(notice.procedure)[lang]}${lang === 'zh' ? '：' : ': '}${named(notice)[lang]}`,
      summary: told(notice)
        .map((one) => one[lang])
        .join(lang === 'zh' ? '' : ' '),
      url: pageOf(feed, notice),
      published: startOfDay(orThrowDate(notice.from)),
      updated: notice.changed,
      category: { term: notice.jurisdiction, label: placeWord(notice.jurisdiction)[lang] },
    })),
  });
}

/** The same as a calendar: each period, and each last day to object. */
export const noticesCalendar = (feed: FeedOf): string =>
  calendarFile(
    titleOf(feed),
    feed.notices.flatMap((notice) => eventsOf(feed, notice)),
  );

/** When anything in the feed last changed. */
export const newest = ({ notices, today }: Pick<FeedOf, 'notices' | 'today'>): string =>
  notices
    .map(({ changed }) => changed)
    .toSorted()
    .at(-1) ?? startOfDay(orThrowDate(today));

function eventsOf(feed: FeedOf, notice: FedNotice): CalendarEvent[] {
  const { lang } = feed;
  const { id, changed, from, to } = notice;
  const [name, url] = [named(notice)[lang], pageOf(feed, notice)];
  const same = {
    changed,
    url,
    description: [...told(notice).map((one) => one[lang]), url],
    ...(notice.endedEarly ? ({ cancelled: true } as const) : {}),
  };
  const [period, last] = [
    text(`公示：${name}`, `On notice: ${name}`),
    text(`异议截止：${name}`, `Last day to object: ${name}`),
  ];
  return [
    { ...same, uid: `${id}-notice`, from, to, summary: period[lang] },
    { ...same, uid: `${id}-objection`, from: to, to, summary: last[lang] },
  ];
}

function titleOf({ lang, jurisdiction }: FeedOf): string {
  const place = jurisdiction ? placeWord(jurisdiction) : text('', '');
  return text(
    `${place.zh}公共数据资源登记公示`,
    `Public notices of registration ${place.en}`.trim(),
  )[lang];
}

function named({ dataName }: FedNotice): Text {
  const name = oneLine(dataName, NAME_MOST);
  return name === '' ? text('未命名的数据', 'unnamed data') : text(name, name);
}

function told({ jurisdiction, registrantName, from, to, endedEarly }: FedNotice): Text[] {
  const registrant = oneLine(registrantName, NAME_MOST);
  const place = placeWord(jurisdiction);
  const day = (date: string, lang: Language): string => shortDayText(lang, date);
  return [
    text(`登记主体：${registrant}（${place.zh}）。`, `Registrant: ${registrant} (${place.en}).`),
    text(
      `公示期：${day(from, 'zh')}至${day(to, 'zh')}，当日24时截止。`,
      `On notice from ${day(from, 'en')} to ${day(to, 'en')}, until 24:00.`,
    ),
    endedEarly
      ? text('公示已提前终止。', 'The notice was ended early.')
      : text(
          '公示期内，相关当事人可以实名提出异议。',
          'During it parties concerned may object under their real name.',
        ),
  ];
}

const pageOf = ({ site, lang }: FeedOf, { id }: FedNotice): string =>
  `${site}${address(`/notices/${id}`, { lang: lang === 'en' ? 'en' : undefined })}`;
