import type { JsonObject } from '../base/json.ts';
import { entryOf, eventOf, type Body, type CaseStamp } from '../log/entry.ts';
import type { RecordedEvent } from '../kernel/types.ts';
import type { EventRow } from './cases.ts';
import { seal, unseal, type SealKeys } from './seal.ts';
import { statement, type Runner } from './transaction.ts';

/** Where a body is sealed: it cannot be moved to another event. */
export const placeOfBody = (caseId: string, version: number): string => `body/${caseId}/${version}`;

/** An event as it goes to disk: entry bytes with both leaf hashes, and its sealed body; `record` is
 *  what its act was decided from, where it is the first of the act. */
export function eventRow(
  keys: SealKeys,
  stamp: CaseStamp,
  event: RecordedEvent,
  salt: () => string,
  record: JsonObject | undefined,
): EventRow {
  const { entry, body } = entryOf(event, stamp, salt, record);
  const secret =
    body === '{}'
      ? null
      : seal(keys, placeOfBody(event.caseId, event.version), Buffer.from(body, 'utf8'));
  return { version: event.version, type: event.type, at: event.at, entry, body: secret };
}

export interface StoredEventRow {
  case_id: string;
  version: number;
  entry: Buffer;
  body: Buffer | null;
}

/** An erasure leaves no body; one that was lost with the database and could not come back with the
 *  log is empty. */
export const isLost = ({ body }: Pick<StoredEventRow, 'body'>): boolean => body?.length === 0;

export function openBody(keys: SealKeys, row: StoredEventRow): Body {
  if (row.body === null || isLost(row)) return {};
  return JSON.parse(
    unseal(keys, placeOfBody(row.case_id, row.version), row.body).toString('utf8'),
  ) as Body;
}

export const openEvent = (keys: SealKeys, row: StoredEventRow): RecordedEvent =>
  eventOf(row.entry, openBody(keys, row));

const HISTORY = statement(
  'event_history',
  `SELECT e.case_id, e.version, e.entry, b.body FROM event e
   LEFT JOIN event_body b ON b.case_id = e.case_id AND b.version = e.version
   WHERE e.case_id = $1 ORDER BY e.version LIMIT 10000`,
);

/** All events of a case, in order; erased bodies leave their private groups out. */
export async function historyOf(
  runner: Runner,
  keys: SealKeys,
  caseId: string,
): Promise<RecordedEvent[]> {
  const rows = await runner.run<StoredEventRow>(HISTORY, [caseId]);
  return rows.map((row) => openEvent(keys, row));
}

const SOME = statement(
  'event_some',
  `SELECT e.case_id, e.version, e.type, e.entry, b.body FROM event e
   LEFT JOIN event_body b ON b.case_id = e.case_id AND b.version = e.version
   WHERE e.case_id = $1 AND e.version > $2 ORDER BY e.version LIMIT $3`,
);

/** Events of a case as they are stored, those after a version. */
export const storedEvents = (
  runner: Runner,
  caseId: string,
  after: number,
  limit: number,
): Promise<(StoredEventRow & { type: string })[]> =>
  runner.run<StoredEventRow & { type: string }>(SOME, [caseId, after, limit]);
