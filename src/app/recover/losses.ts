import { CODED } from '../../contexts/registration/first-events.ts';
import type { JsonObject } from '../../base/json.ts';
import { countSerials, openings, type Place } from '../../store/log-recover.ts';
import type { Runner } from '../../store/transaction.ts';
import { periodOf } from '../facts/facts.ts';
import type { Fetched } from './entries.ts';
import { projectRealName } from '../identity/real-name.ts';

/** What did not come back with the entries: nothing private is on the log. */
export interface Losses {
  /** Private parts. */
  readonly bodies: number;
  /** Cases that lost something of what they are about. */
  readonly content: ReadonlySet<string>;
  /** Other cases, of which only is lost who acted and what the acts were decided from. */
  readonly actors: ReadonlySet<string>;
}

/** Gathers what is lost, and what stands beside the events in tables that no rebuild writes. */
export function losses() {
  let bodies = 0;
  const content = new Set<string>();
  const actors = new Set<string>();
  const beside: Fetched[] = [];
  return {
    add(events: readonly Fetched[], missing: readonly Place[]): void {
      const gone = new Set(missing.map(({ caseId, version }) => `${caseId}/${version}`));
      for (const event of events) {
        if (!gone.has(`${event.caseId}/${event.version}`)) continue;
        if (event.type === CODED || event.procedure === 'account') beside.push(event);
        if (!event.hasBody) continue;
        bodies += 1;
        (event.hasContent ? content : actors).add(event.caseId);
      }
    },
    all: (): Losses => ({ bodies, content, actors: actors.difference(content) }),
    /** Serial numbers of codes, and which organisations are verified. */
    async count(tx: Runner): Promise<void> {
      const first = await openings(tx, [...new Set(beside.map(({ caseId }) => caseId))]);
      for (const event of beside) {
        const opening = (first.get(event.caseId)?.['data'] ?? {}) as JsonObject;
        if (event.type === CODED) await countCode(tx, dataOf(event), opening);
        else await projectRealName(tx, event.type, String(opening['organisation']));
      }
    },
  };
}

const dataOf = ({ entry }: Fetched): JsonObject =>
  (JSON.parse(entry.toString('utf8')) as { data: JsonObject }).data;

async function countCode(tx: Runner, data: JsonObject, opening: JsonObject): Promise<void> {
  const { region } = opening['registrant'] as { region: string };
  const period = periodOf(region, String(opening['objectKind']), String(data['assignedOn']));
  await countSerials(tx, String(data['scheme']), period, 1);
}
