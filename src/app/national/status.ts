import type { JsonObject } from '../../base/json.ts';
import { text, type Text } from '../../base/text.ts';
import { countHandOvers, readCounterpart, type Counts } from '../../store/counterparts.ts';
import { latestReports } from '../../store/reconciliations.ts';
import type { Runner } from '../../store/transaction.ts';

/** off: no address is set. alarm: somebody has to look. */
export type LinkState = 'off' | 'working' | 'retrying' | 'alarm';

/** How handing over to one counterpart stands. Instants in RFC 3339. */
export interface LinkStatus extends Counts {
  readonly counterpart: string;
  readonly state: LinkState;
  readonly alarms: readonly { readonly code: Alarm; readonly what: Text }[];
  readonly failures: number;
  readonly failingSince: string | null;
  readonly nextAt: string | null;
  /** A word, never an address. */
  readonly lastError: string | null;
  readonly lastAnswerAt: string | null;
  readonly repeated: number;
  /** When both registers were last compared, and what was left; null before the first time. */
  readonly reconciledAt: string | null;
  readonly differences: number | null;
}

const ALARMS = {
  FAILING: text('连续失败超过十分钟', 'It has failed for more than ten minutes'),
  REFUSED: text('有变更被对方拒收，须人工处理', 'Changes were refused and wait for a person'),
  STALE: text('有变更排队超过一小时', 'Changes have waited for more than an hour'),
  DIFFERENT: text('最近一次对账仍有差异', 'The last comparison left differences'),
} as const satisfies Readonly<Record<string, Text>>;
type Alarm = keyof typeof ALARMS;

const FAILING_MS = 10 * 60_000;
const STALE_MS = 60 * 60_000;

/** `configured`: an address is set. Without one nothing alarms: what waits is meant to wait. */
export async function linkStatus(
  runner: Runner,
  name: string,
  nowMs: number,
  configured: boolean,
): Promise<LinkStatus> {
  const [row, counts, [report]] = await Promise.all([
    readCounterpart(runner, name),
    countHandOvers(runner, name),
    latestReports(runner, name, 1),
  ]);
  const since = (at: string | null | undefined): number => (at ? nowMs - Date.parse(at) : 0);
  const differences = numberIn(report, 'differences');
  const met: readonly (readonly [Alarm, boolean])[] = [
    ['FAILING', since(row?.failingSince) > FAILING_MS],
    ['REFUSED', counts.refused > 0],
    ['STALE', since(counts.oldest) > STALE_MS],
    ['DIFFERENT', (differences ?? 0) > 0],
  ];
  const alarms = configured
    ? met.filter(([, is]) => is).map(([code]) => ({ code, what: ALARMS[code] }))
    : [];
  const failures = row?.failures ?? 0;
  const trying = alarms.length > 0 ? 'alarm' : failures > 0 ? 'retrying' : 'working';
  return {
    counterpart: name,
    state: configured ? trying : 'off',
    alarms,
    ...counts,
    failures,
    failingSince: row?.failingSince ?? null,
    nextAt: row?.nextAt ?? null,
    lastError: row?.lastError ?? null,
    lastAnswerAt: row?.lastAnswerAt ?? null,
    repeated: row?.repeated ?? 0,
    reconciledAt: typeof report?.['endedAt'] === 'string' ? report['endedAt'] : null,
    differences,
  };
}

const numberIn = (report: JsonObject | undefined, field: string): number | null => {
  const value = report?.[field];
  return typeof value === 'number' ? value : null;
};

/** What anybody may know: whether it works, and no number that would count the register (CQ-REG-19). */
export interface PublicLinkStatus extends Pick<
  LinkStatus,
  'counterpart' | 'state' | 'alarms' | 'failingSince' | 'lastAnswerAt' | 'reconciledAt'
> {
  readonly waiting: boolean;
  /** Whether the last comparison ended without a difference; null before the first. */
  readonly agrees: boolean | null;
}

export const publicLinkStatus = (status: LinkStatus): PublicLinkStatus => ({
  counterpart: status.counterpart,
  state: status.state,
  alarms: status.alarms,
  waiting: status.queued > 0,
  failingSince: status.failingSince,
  lastAnswerAt: status.lastAnswerAt,
  reconciledAt: status.reconciledAt,
  agrees: status.differences === null ? null : status.differences === 0,
});
