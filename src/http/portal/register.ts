import { FACETS, publicCounts, type Facet } from '../../app/public/counts.ts';
import type { House } from '../../app/house.ts';
import { publicMonths } from '../../app/public/months.ts';
import {
  publicEntries,
  sortOf,
  SORTS,
  type EntryFilter,
  type FoundEntry,
} from '../../app/public/search.ts';
import { publicNotices } from '../../app/public/public.ts';
import type { ReadMemory } from '../../app/read-memory.ts';
import { openFigures } from '../../app/figures/statistics.ts';
import { upTo, withoutUnseen } from '../../base/sound-text.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';
import type { RegistrationItem } from '../../web/portal/found/found-list.ts';
import type { HomeData } from '../../web/portal/home.ts';
import { publicStatus } from '../../web/portal/labels.ts';
import { valueText } from '../../web/portal/parts.ts';
import type { FacetValue } from '../../web/portal/found/found-facets.ts';
import type { RegistrationsData } from '../../web/portal/found/registrations.ts';
import type { Asked } from './data.ts';
import { noticeItem } from './notices.ts';
import { waitsOf } from './waits.ts';

const PAGE = 20;
const HOME_NOTICES = 4;
const HOME_ENDED = 3;
const HOME_NEWEST = 4;
/** As many as the notice board gives at once: beyond it, counting says "at least". */
const LOOKED_AT = 100;
const LONGEST = 40;
const CURSOR_LONGEST = 250;

const itemOf = (row: FoundEntry, today: string): RegistrationItem => ({
  code: row.code,
  jurisdiction: row.jurisdiction,
  dataName: valueText(row.fields['dataName']),
  summary: valueText(row.fields['dataSummary']),
  registrantName: valueText(row.fields['registrantName']),
  objectKind: row.objectKind,
  industry: row.industry,
  status: publicStatus(row.status, row.validTo, today),
  registered: row.registered,
  validTo: row.validTo,
});

/** The first page: the four things people come for, each with something to take hold of. */
export async function homeData(house: House): Promise<HomeData> {
  const today = house.time.today();
  const figures = await openFigures(house);
  const noticed = figures.places('notices');
  const notices = await publicNotices(house, { open: true, limit: LOOKED_AT });
  const [ended, newest, counts, months] = await Promise.all([
    notices.items.length > 0
      ? { items: [] }
      : publicNotices(house, { open: false, limit: HOME_ENDED }),
    publicEntries(house, { limit: HOME_NEWEST }),
    publicCounts(house, {}, figures),
    publicMonths(house, figures),
  ]);
  return {
    entries: counts.total ?? { n: 0, atLeast: false, places: [] },
    openNotices: {
      n: notices.items.filter(({ jurisdiction }) => noticed.includes(jurisdiction)).length,
      atLeast: notices.next !== null,
      places: noticed,
    },
    notices: notices.items.slice(0, HOME_NOTICES).map((row) => noticeItem(house, row)),
    ended: ended.items.map((row) => noticeItem(house, row)),
    newest: newest.items.map((row) => itemOf(row, today)),
    months,
    waits: waitsOf(),
    workingDay: house.calendar().isWorkingDay(today),
  };
}

/** What an address asks of the register; every value is bounded. */
function filterOf(asked: Asked): { chosen: Partial<Record<Facet, string>>; q: string } {
  const chosen: Partial<Record<Facet, string>> = {};
  for (const name of FACETS) {
    const value = asked(name);
    if (value === undefined || value === '') continue;
    if (name === 'jurisdiction' && !jurisdictions.includes(value)) continue;
    chosen[name] = upTo(value, LONGEST);
  }
  // Pasted words bring along what nobody sees, and would not find what they name.
  const q = withoutUnseen(upTo(asked('q') ?? '', 400)).text;
  return { chosen, q: upTo(q.trim(), 200) };
}

export async function registrationsData(
  house: House,
  asked: Asked,
  memory?: ReadMemory,
): Promise<RegistrationsData> {
  const { chosen, q } = filterOf(asked);
  const filter: EntryFilter = { ...chosen, ...(q === '' ? {} : { q }) };
  const sort = sortOf({ q, sort: SORTS.find((one) => one === asked('sort')) });
  const cursor = (name: string): string | undefined => asked(name)?.slice(0, CURSOR_LONGEST);
  const [after, before] = [cursor('after'), cursor('before')];
  const today = house.time.today();
  const figures = await openFigures(house);
  // Asked again inside: what may be shown belongs to the same reading as what is kept.
  const count = async () => publicCounts(house, filter, await openFigures(house));
  const [found, counted] = await Promise.all([
    publicEntries(house, { ...filter, sort, after, before, limit: PAGE }),
    memory ? memory.keep(`counts ${today} ${JSON.stringify(filter)}`, count) : count(),
  ]);
  const closed = jurisdictions
    .filter((place) => (chosen.jurisdiction ?? place) === place)
    .filter((place) => !figures.mayRelease(place, 'facets'));
  const uncounted: readonly FacetValue[] = closed
    .filter((place) => counted.facets.jurisdiction?.every(({ value }) => value !== place) ?? true)
    // A place that is not counted can still be gone to.
    .map((value) => ({ value, n: null }));
  return {
    q,
    chosen,
    sort,
    total: counted.total,
    items: found.items.map((row) => itemOf(row, today)),
    next: found.next,
    previous: found.previous,
    facets: {
      ...counted.facets,
      jurisdiction: [...(counted.facets.jurisdiction ?? []), ...uncounted],
    },
    uncounted: closed.map((jurisdiction) => ({
      jurisdiction,
      law: packFor(jurisdiction)?.profile.statisticsLaw ?? [],
    })),
  };
}
