import type { JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { askReconciliation } from '../../store/counterparts.ts';
import { latestReports } from '../../store/reconciliations.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { Link } from './link.ts';
import { NATIONAL } from './port.ts';
import { linkStatus, publicLinkStatus, type LinkStatus, type PublicLinkStatus } from './status.ts';
import { machineMs } from '../accounts/session-store.ts';

/** What people and monitors see of the links, and what they may ask of them. */
export interface NationalDesk {
  status(): Promise<PublicLinkStatus>;
  /** With its numbers. */
  figures(by: Actor): Promise<LinkStatus | Refusal>;
  reports(by: Actor): Promise<JsonObject[] | Refusal>;
  /** Has both registers compared by whoever sends; the report comes later. */
  ask(by: Actor, disown: boolean): Promise<{ readonly askedAt: string } | Refusal>;
  /** Prometheus text. */
  lines(): Promise<string[]>;
}

const REPORTS = 20;
/** The registrar under its duty to exchange, the authority over it, and who runs and audits the house. */
const READERS = [
  'admin.system',
  'admin.audit',
  'auditor',
  'municipal_data_authority',
  'registrar.issue',
];
const ASKERS = ['admin.system', 'municipal_data_authority'];

const isOneOf = (by: Actor, roles: readonly string[]): boolean =>
  roles.some((role) => by.roles.includes(role));

/** `links`: those of this process; empty where no address is set. */
export function nationalDesk(house: House, links: readonly Link[]): NationalDesk {
  const runner = runnerOf(house.pool);
  const own = links.find(({ name }) => name === NATIONAL);
  const status = (): Promise<LinkStatus> =>
    linkStatus(runner, NATIONAL, machineMs(house.time), own !== undefined);
  return {
    status: async () => publicLinkStatus(await status()),
    figures: async (by) => (isOneOf(by, READERS) ? status() : notYours()),
    reports: async (by) =>
      isOneOf(by, READERS) ? latestReports(runner, NATIONAL, REPORTS) : notYours(),
    async ask(by, disown) {
      // To strike entries of another register is for the authority alone.
      if (!isOneOf(by, disown ? ['municipal_data_authority'] : ASKERS)) return notYours();
      if (!own) return noLink();
      const askedAt = new Date(machineMs(house.time)).toISOString();
      await askReconciliation(runner, NATIONAL, askedAt, disown);
      return { askedAt };
    },
    async lines() {
      const now = await status();
      const totals = own?.totals();
      const line = (name: string, kind: 'gauge' | 'counter', value: number): string =>
        `# TYPE shuji_national_${name} ${kind}\nshuji_national_${name} ${value}`;
      const age = (at: string | null): number =>
        at === null ? 0 : Math.max(0, (machineMs(house.time) - Date.parse(at)) / 1000);
      return [
        line('configured', 'gauge', own ? 1 : 0),
        line('sender', 'gauge', own?.sends() ? 1 : 0),
        line('alarm', 'gauge', now.state === 'alarm' ? 1 : 0),
        line('queued', 'gauge', now.queued),
        line('refused', 'gauge', now.refused),
        line('unnoted', 'gauge', now.unnoted),
        line('oldest_seconds', 'gauge', Math.round(age(now.oldest))),
        line('failures_in_a_row', 'gauge', now.failures),
        line('taken_total', 'counter', totals?.taken ?? 0),
        line('repeated_total', 'counter', totals?.repeated ?? 0),
        line('refused_total', 'counter', totals?.refused ?? 0),
        line('failures_total', 'counter', totals?.failures ?? 0),
        line('differences', 'gauge', now.differences ?? 0),
        line('reconciled_timestamp_seconds', 'gauge', seconds(now.reconciledAt)),
      ];
    },
  };
}

const seconds = (at: string | null): number => (at === null ? 0 : Date.parse(at) / 1000);

const notYours = (): Refusal =>
  refuse(
    'ACT_NOT_YOURS',
    text('您的角色无权查看或发起对账。', 'Your role may not read or ask for a comparison.'),
    ['BJ-REG-17', 'CQ-REG-10'],
    'forbidden',
  );

const noLink = (): Refusal =>
  refuse(
    'NATIONAL_LINK_OFF',
    text(
      '尚未设置国家平台的网址（SHUJI_NATIONAL_URL），无从对账。',
      'No address of the national platform is set (SHUJI_NATIONAL_URL); there is nothing to compare with.',
    ),
    ['BJ-REG-17', 'CQ-REG-10'],
    'conflict',
  );
