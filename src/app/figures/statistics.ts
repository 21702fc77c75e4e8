import type { JsonObject } from '../../base/json.ts';
import { RELEASE } from '../../contexts/supervision/release.ts';
import {
  isOpen,
  type StatisticsFigure,
  type StatisticsPermit,
} from '../../contexts/supervision/statistics.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

const PERMITS = statement(
  'statistics_permits',
  `SELECT c.jurisdiction, e.entry FROM case_row c JOIN event e ON e.case_id = c.case_id
   WHERE c.jurisdiction = ANY($1::text[]) AND c.status = 'permitted' AND c.procedure = $2
     AND e.type = 'stats.ReleasePermitted' LIMIT 1000`,
);

/** Answers for one request which figures may be shown outside. */
export interface OpenFigures {
  mayRelease(jurisdiction: string, figure: StatisticsFigure): boolean;
  /** The places of which a figure may be shown. */
  places(figure: StatisticsFigure): string[];
}

const closedByRule = jurisdictions.filter(
  (place) => packFor(place)?.profile.statistics === 'needsConsent',
);

/** The one place that decides what derived from registrations goes outside (CQ-REG-19, G48): every list,
 *  export and chart that counts registrations asks here. A place nobody knows shows nothing. */
export async function openFigures(house: Pick<House, 'pool' | 'time'>): Promise<OpenFigures> {
  const rows = await runnerOf(house.pool).run<{ jurisdiction: string; entry: Buffer }>(PERMITS, [
    closedByRule,
    RELEASE,
  ]);
  const permits = rows.map(({ jurisdiction, entry }) => {
    const { data } = JSON.parse(entry.toString('utf8')) as { data: JsonObject };
    return { jurisdiction, permit: data as unknown as StatisticsPermit };
  });
  const today = house.time.today();
  function mayRelease(jurisdiction: string, figure: StatisticsFigure): boolean {
    const statistics = packFor(jurisdiction)?.profile.statistics;
    const own = permits.filter((p) => p.jurisdiction === jurisdiction).map((p) => p.permit);
    return statistics !== undefined && isOpen(statistics, figure, own, today);
  }
  return {
    mayRelease,
    places: (figure) => jurisdictions.filter((place) => mayRelease(place, figure)),
  };
}
