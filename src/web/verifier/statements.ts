import { text, type Text } from '../../base/text.ts';
import type { Check, CheckId, CheckState, Report } from './report.ts';

export type StatementId = 'signature' | 'logged' | 'witnessed' | 'timestamp';

/** One of the four things that a check says, in words for anybody. */
export interface Statement {
  readonly id: StatementId;
  readonly state: CheckState;
  readonly sentence: Text;
  readonly details: readonly Text[];
}

export const STATEMENTS: Readonly<
  Record<StatementId, { readonly name: Text; readonly asks: Text }>
> = {
  signature: {
    name: text('签名', 'Signature'),
    asks: text('是登记机构签发的，签后没有改过', 'Signed by the registrar and not altered since'),
  },
  logged: {
    name: text('收录', 'Inclusion'),
    asks: text('这一步记在公开的目录链上', 'The step stands on the public log'),
  },
  witnessed: {
    name: text('见证', 'Witnesses'),
    asks: text('有足够的见证人看过并联署', 'Enough witnesses saw it and cosigned'),
  },
  timestamp: {
    name: text('时间戳', 'Time-stamp'),
    asks: text('签名的时间另有证明', 'The time of the signature is vouched for'),
  },
};

/** Which further findings speak with each; the others only stand behind it. */
const WITH: Readonly<Record<StatementId, readonly CheckId[]>> = {
  signature: ['intact'],
  logged: ['code'],
  witnessed: [],
  timestamp: [],
};
const BEHIND: Readonly<Partial<Record<StatementId, readonly CheckId[]>>> = { logged: ['suites'] };

/** What is beside may only make it worse, and what cannot be told stays so. */
function worse(one: Check | undefined, other: Check): Check {
  if (one === undefined || (other.state === 'fail' && one.state !== 'fail')) return other;
  return other.state === 'caution' && one.state === 'pass' ? other : one;
}

const NOTHING_SAID: Readonly<Record<StatementId, Text>> = {
  signature: text('没有可以核对的签名。', 'There is no signature to check.'),
  logged: text('没有可以核对的入链证明。', 'There is no proof of inclusion to check.'),
  witnessed: text('没有可以核对的见证。', 'There are no cosignatures to check.'),
  timestamp: text('没有可以核对的时间戳。', 'There is no time-stamp to check.'),
};

function statement(id: StatementId, checks: readonly Check[]): Statement {
  const found = (ids: readonly CheckId[]): readonly Check[] =>
    ids.flatMap((one) => checks.filter((check) => check.id === one));
  const [own] = found([id]);
  const beside = found(WITH[id]);
  const worst = beside.reduce(worse, own);
  if (worst === undefined) return { id, state: 'absent', sentence: NOTHING_SAID[id], details: [] };
  const others = [...(own ? [own] : []), ...beside, ...found(BEHIND[id] ?? [])];
  const details = [
    ...others.filter((one) => one !== worst).map(({ sentence }) => sentence),
    ...others.flatMap((one) => one.details),
  ];
  return { id, state: worst.state, sentence: worst.sentence, details };
}

/** The four statements, all of them and in this order; none at all of what is nothing known here. */
export function statementsOf({ checks }: Pick<Report, 'checks'>): readonly Statement[] {
  const all = (Object.keys(STATEMENTS) as StatementId[]).map((id) => statement(id, checks));
  return all.every(({ state }) => state === 'absent') ? [] : all;
}
