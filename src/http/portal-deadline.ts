import type { Unit } from '../base/deadline.ts';
import { plainDate } from '../base/plain-date.ts';
import { isRefusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { House } from '../app/house.ts';
import { longest } from '../law/count.ts';
import { deadline } from '../law/deadline.ts';
import { explain } from '../law/explain.ts';
import { matters } from '../law/matters.ts';
import { jurisdictions, packFor } from '../law/packs.ts';
import { units, type DeadlineData, type Preset } from '../web/portal/deadline.ts';
import type { Asked } from './portal-data.ts';

const EARLIEST = '1990-01-01';
const LATEST = '2099-12-31';

/** What the calculator shows: the answer, or in a sentence why there is none. */
export function deadlineData(house: House, given: Asked): DeadlineData {
  const jurisdiction = jurisdictions.find((place) => place === given('jurisdiction')) ?? 'beijing';
  const notice = packFor(jurisdiction)?.profile.clocks.publicNotice?.length;
  const asked = {
    from: (given('from') ?? house.time.today()).slice(0, 20),
    length: (given('length') ?? String(notice?.n ?? 1)).slice(0, 10),
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
  const counted = deadline(from, { n, unit: asked.unit }, calendar);
  return { answer: explain(counted, calendar), trouble: null };
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
    return [{ label, n: clock.length.n, unit: clock.length.unit, law: clock.law }];
  });
}
