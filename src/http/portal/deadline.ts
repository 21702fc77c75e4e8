import { createHash } from 'node:crypto';
import type { Unit } from '../../base/deadline.ts';
import { plainDate } from '../../base/plain-date.ts';
import { isRefusal } from '../../base/refusal.ts';
import { upTo } from '../../base/sound-text.ts';
import { text, type Language } from '../../base/text.ts';
import type { House } from '../../app/house.ts';
import { longest } from '../../law/count.ts';
import { deadline } from '../../law/deadline.ts';
import { explain } from '../../law/explain.ts';
import { latestStart } from '../../law/latest-start.ts';
import { matters } from '../../law/matters.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';
import {
  deadlineQuery,
  units,
  type DeadlineData,
  type Preset,
} from '../../web/portal/days/deadline.ts';
import { calendarFile } from '../../web/portal/feeds/icalendar.ts';
import { unitWords } from '../../web/portal/labels.ts';
import { address } from '../../web/portal/view.ts';
import type { Asked } from './data.ts';

const EARLIEST = '1990-01-01';
const LATEST = '2099-12-31';

/** What the calculator shows: the answer, or in a sentence why there is none. */
export function deadlineData(house: House, given: Asked): DeadlineData {
  const jurisdiction = jurisdictions.find((place) => place === given('jurisdiction')) ?? 'beijing';
  const notice = packFor(jurisdiction)?.profile.clocks.publicNotice?.length;
  const asked = {
    way: given('way') === 'back' ? ('back' as const) : ('on' as const),
    from: upTo(given('from') ?? house.time.today(), 20),
    length: upTo(given('length') ?? String(notice?.n ?? 1), 10),
    unit: units.find((unit) => unit === given('unit')) ?? 'workingDay',
    jurisdiction,
  };
  const page = { asked, jurisdictions, presets: presetsOf(jurisdiction) };
  if (given('from') === undefined) return { ...page, answer: null, trouble: null };
  return { ...page, ...answered(house, asked) };
}

function answered(
  house: House,
  asked: DeadlineData['asked'],
): Pick<DeadlineData, 'answer' | 'trouble'> {
  const from = plainDate(asked.from);
  if (isRefusal(from) || from < EARLIEST || from > LATEST) {
    return { answer: null, trouble: dateWrong };
  }
  const n = /^\d{1,4}$/.test(asked.length) ? Number(asked.length) : 0;
  if (n < 1 || n > longest[asked.unit]) return { answer: null, trouble: lengthWrong(asked.unit) };
  const calendar = house.calendar();
  const length = { n, unit: asked.unit };
  const start = asked.way === 'back' ? latestStart(from, length, calendar) : from;
  return { answer: explain(deadline(start, length, calendar), calendar), trouble: null };
}

/** The one day that was asked for, as a calendar; undefined where there is no answer. */
export function deadlineCalendar(house: House, given: Asked, lang: Language, site: string) {
  const { asked, answer } = deadlineData(house, given);
  if (!answer) return undefined;
  const back = asked.way === 'back';
  const day = back ? answer.startedOn : answer.due;
  const [n, unit] = [asked.length, unitWords[asked.unit]];
  const summary = back
    ? text(`至迟今天开始（期限${n}${unit.zh}）`, `Begin today at the latest (${n} ${unit.en})`)
    : text(`期限届满（${n}${unit.zh}）`, `Last day of ${n} ${unit.en}`);
  const query = { ...deadlineQuery(asked), lang: lang === 'en' ? 'en' : undefined };
  const url = `${site}${address('/deadline', query)}`;
  const doubt = text(
    '暂定：放假安排公布后可能改变。',
    'Provisional: it may change when holidays are published.',
  );
  return calendarFile(summary[lang], [
    {
      uid: createHash('sha256').update(url).digest('hex').slice(0, 32),
      changed: house.time.now(),
      from: day,
      to: day,
      summary: summary[lang],
      description: [answer.explanation[lang], ...(answer.provisional ? [doubt[lang]] : []), url],
      url,
    },
  ]);
}

const dateWrong = text(
  `日期应为${EARLIEST}至${LATEST}之间真实存在的一天，例如2026-02-13。`,
  `The date must be a real day from ${EARLIEST} to ${LATEST}, such as 2026-02-13.`,
);

const lengthWrong = (unit: Unit) =>
  text(
    `期限应为1至${longest[unit]}的整数。`,
    `The length must be a whole number from 1 to ${longest[unit]}.`,
  );

/** The periods a place's rules name, in the order two places are compared. */
function presetsOf(jurisdiction: string): readonly Preset[] {
  const pack = packFor(jurisdiction);
  if (!pack) return [];
  return Object.entries(pack.profile.clocks).flatMap(([name, clock]) => {
    const label = matters.find(({ path }) => path === `clocks.${name}`)?.label;
    // The renewal window is counted back from the last valid day, not on from an event.
    if (clock === null || label === undefined || name === 'renewalWindow') return [];
    const { n, unit } = clock.length;
    return [{ label, n, unit, law: clock.law, inferred: clock.basis === 'inf' }];
  });
}
