import { isUuid } from '../base/id.ts';
import { orThrowDate } from '../base/plain-date.ts';
import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { entryOn } from '../app/entry-on.ts';
import {
  publicEntries,
  publicLapses,
  publicNotices,
  type EntryRow,
  type NoticeRow,
} from '../app/public.ts';
import type { House } from '../app/house.ts';
import { entryOfNotice } from '../app/public-case.ts';
import { openFigures } from '../app/statistics.ts';
import { deadline } from '../law/deadline.ts';
import { explain } from '../law/explain.ts';
import { jurisdictions, packFor, packInForce } from '../law/packs.ts';
import type { RulePack } from '../law/types.ts';
import { workingDaysLeft } from '../web/portal/countdown.ts';
import type { EntryData, PlainEntry } from '../web/portal/entry.ts';
import type { HomeData } from '../web/portal/home.ts';
import { publicStatus } from '../web/portal/labels.ts';
import type { NoticeData } from '../web/portal/notice.ts';
import type { LapsesData } from '../web/portal/lapses.ts';
import type { NoticeItem, NoticesData } from '../web/portal/notices.ts';
import { valueText } from '../web/portal/parts.ts';
import {
  facetNames,
  type FacetName,
  type FacetValue,
  type RegistrationsData,
} from '../web/portal/registrations.ts';

/** What an address asks; every value is bounded before it gets here. */
export type Asked = (name: string) => string | undefined;

const PAGE = 20;
const HOME_NOTICES = 5;
/** As many as the notice board gives at once, to find those that end soonest. */
const LOOKED_AT = 100;
/** Where the register stops counting. */
const COUNTED = 10_000;

const cursorOf = (asked: Asked): string | undefined => {
  const after = asked('after');
  return isUuid(after) ? after : undefined;
};

const placeOf = (asked: Asked): string | undefined =>
  jurisdictions.find((place) => place === asked('jurisdiction'));

function noticeItem(house: House, row: NoticeRow): NoticeItem {
  const today = house.time.today();
  const { id, jurisdiction, procedure, from, to } = row;
  return {
    id,
    jurisdiction,
    procedure,
    from,
    to,
    dataName: valueText(row.fields['dataName']),
    registrantName: valueText(row.fields['registrantName']),
    over: isOver(row, today),
    workingDaysLeft: workingDaysLeft(row, today, house.calendar()),
  };
}

const isOver = (row: NoticeRow, today: string): boolean => !row.open || row.to < today;

export async function homeData(house: House): Promise<HomeData> {
  const notices = await publicNotices(house, { open: true, limit: LOOKED_AT });
  const figures = await openFigures(house);
  const [counted, noticed] = [figures.places('entries'), figures.places('notices')];
  const counts = await Promise.all(
    counted.map(
      async (jurisdiction) => (await publicEntries(house, { jurisdiction, limit: 1 })).facets,
    ),
  );
  const n = counts.reduce((sum, facets) => sum + (facets['jurisdiction']?.[0]?.n ?? 0), 0);
  return {
    entries: { n, atLeast: n >= COUNTED, places: counted },
    openNotices: {
      n: notices.items.filter(({ jurisdiction }) => noticed.includes(jurisdiction)).length,
      atLeast: notices.next !== null,
      places: noticed,
    },
    notices: notices.items
      .toSorted((a, b) => (a.to < b.to ? -1 : 1))
      .slice(0, HOME_NOTICES)
      .map((row) => noticeItem(house, row)),
    workingDay: house.calendar().isWorkingDay(house.time.today()),
  };
}

export async function noticesData(house: House, asked: Asked): Promise<NoticesData> {
  const [jurisdiction, open, after] = [placeOf(asked), asked('state') !== 'over', cursorOf(asked)];
  const found = await publicNotices(house, { jurisdiction, open, after, limit: PAGE });
  const items = found.items.map((row) => noticeItem(house, row));
  return { items, jurisdiction, jurisdictions, open, after, next: found.next };
}

const packAt = (house: House, jurisdiction: string): { pack: RulePack; draft: boolean } => {
  const pack = packFor(jurisdiction);
  if (!pack) throw new Error(`a public row of the unknown place ${jurisdiction}`);
  return { pack, draft: packInForce(pack, house.time.today()) === 'draft' };
};

export async function noticeData(house: House, row: NoticeRow): Promise<NoticeData> {
  const today = house.time.today();
  const calendar = house.calendar();
  const at = packAt(house, row.jurisdiction);
  const length = at.pack.profile.clocks.publicNotice?.length ?? { until: row.to };
  const counted = deadline(orThrowDate(row.from), length, calendar);
  return {
    ...at,
    id: row.id,
    jurisdiction: row.jurisdiction,
    entry: await entryOfNotice(house, row.id),
    fields: row.fields,
    over: isOver(row, today),
    workingDaysLeft: workingDaysLeft(row, today, calendar),
    period: explain({ ...counted, due: row.to }, calendar),
    key: house.random(16).toString('hex'),
  };
}

export function plainEntry(house: House, row: Omit<EntryRow, 'queryCode' | 'life'>): PlainEntry {
  const { code, jurisdiction, status, validFrom, validTo, fields } = row;
  const { pack } = packAt(house, jurisdiction);
  return { pack, code, jurisdiction, status, validFrom, validTo, fields };
}

/** An entry as it stands, or under `?version=` or `?on=` as it stood. */
export function entryData(house: House, row: EntryRow, asked: Asked): EntryData {
  const { draft, pack } = packAt(house, row.jurisdiction);
  const inForce = row.status === 'active' || row.status === 'renewalPending';
  const open = pack.profile.objectionAfterIssue && inForce;
  const objection = open ? house.random(16).toString('hex') : null;
  const of = { ...plainEntry(house, row), draft, life: row.life, objection };
  const n = Number(asked('version') ?? '');
  const version = row.life.versions.find((one) => one.n === n);
  if (!version && asked('version')) return { ...of, asOf: null, trouble: NO_VERSION };
  const day = version?.on ?? asked('on');
  if (day === undefined || day === '') return { ...of, asOf: null, trouble: null };
  try {
    const stood = entryOn(house, row, day);
    const { status, validFrom, validTo } = stood;
    const shown = version ?? row.life.versions.find((one) => one.n === stood.version);
    // Of two versions of one day the later one stood at its end; the earlier can still be read.
    const fields = { ...stood.fields, ...shown?.fields };
    const asOf = { day, version: shown?.n ?? 1 };
    return { ...of, status, validFrom, validTo, fields, asOf, objection: null, trouble: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...of, asOf: null, trouble: error.refusal.sentence };
  }
}

const NO_VERSION = text('登记簿中没有这一版。', 'The register has no such version.');

export async function lapsesData(house: House, asked: Asked): Promise<LapsesData> {
  const after = cursorOf(asked);
  const found = await publicLapses(house, { after, limit: PAGE });
  const items = found.items.map((row) => ({
    code: row.code,
    jurisdiction: row.jurisdiction,
    dataName: valueText(row.fields['dataName']),
    registrantName: valueText(row.fields['registrantName']),
    status: row.status,
    validTo: row.validTo,
    announced: row.announced,
  }));
  return { items, after, next: found.next, law: ['CQ-REG-18'] };
}

export async function registrationsData(house: House, asked: Asked): Promise<RegistrationsData> {
  const chosen: Partial<Record<FacetName, string>> = {};
  for (const name of facetNames) {
    const value = name === 'jurisdiction' ? placeOf(asked) : asked(name);
    if (value !== undefined && value !== '') chosen[name] = value.slice(0, 40);
  }
  const q = (asked('q') ?? '').trim().slice(0, 200);
  const filter = { ...chosen, ...(q === '' ? {} : { q }) };
  const after = cursorOf(asked);
  const found = await publicEntries(house, { ...filter, after, limit: PAGE });
  const today = house.time.today();
  const places = jurisdictions.filter((place) => (chosen.jurisdiction ?? place) === place);
  const figures = await openFigures(house);
  const closed = places.filter((place) => !figures.mayRelease(place, 'facets'));
  return {
    q,
    chosen,
    after,
    next: found.next,
    items: found.items.map((row) => ({
      code: row.code,
      jurisdiction: row.jurisdiction,
      dataName: valueText(row.fields['dataName']),
      registrantName: valueText(row.fields['registrantName']),
      objectKind: row.objectKind,
      status: publicStatus(row.status, row.validTo, today),
      validTo: row.validTo,
    })),
    facets: await openFacets(house, filter, found.facets, { places, closed }),
    uncounted: closed.map((jurisdiction) => ({
      jurisdiction,
      law: packFor(jurisdiction)?.profile.statisticsLaw ?? [],
    })),
  };
}

type Facets = Readonly<Record<string, readonly { readonly value: string; readonly n: number }[]>>;

/** Every value that was found, but counted only over the places whose rules let counts be shown
 *  (CQ-REG-19 closes what is derived from registrations). */
async function openFacets(
  house: House,
  filter: Readonly<Partial<Record<FacetName | 'q', string>>>,
  all: Facets,
  { places, closed }: { readonly places: readonly string[]; readonly closed: readonly string[] },
): Promise<Partial<Record<FacetName, readonly FacetValue[]>>> {
  const open = places.filter((place) => !closed.includes(place));
  const counted =
    closed.length === 0
      ? [all]
      : await Promise.all(
          open.map(
            async (jurisdiction) =>
              (await publicEntries(house, { ...filter, jurisdiction, limit: 1 })).facets,
          ),
        );
  const facets: Partial<Record<FacetName, readonly FacetValue[]>> = {};
  for (const name of facetNames) {
    // A place that is not counted can still be gone to.
    const uncounted = name === 'jurisdiction' ? closed.map((value) => ({ value, n: 0 })) : [];
    const shown = (all[name] ?? []).filter(({ value }) =>
      uncounted.every((u) => u.value !== value),
    );
    facets[name] = [...shown, ...uncounted]
      .filter(({ value }) => value !== '')
      .map(({ value }) => ({ value, n: sumOf(counted, name, value) }))
      .toSorted((a, b) => (b.n ?? 0) - (a.n ?? 0) || (a.value < b.value ? -1 : 1));
  }
  return facets;
}

function sumOf(counted: readonly Facets[], name: FacetName, value: string): number | null {
  const found = counted.flatMap(
    (facets) => facets[name]?.filter((one) => one.value === value) ?? [],
  );
  return found.length === 0 ? null : found.reduce((sum, { n }) => sum + n, 0);
}
