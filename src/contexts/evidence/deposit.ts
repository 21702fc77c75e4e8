import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { checkDeposit, invalidate, invalidateFor, noteLink } from './deposit-after.ts';
import { evolveDeposit } from './deposit-fold.ts';
import { deposit } from './deposit-hold.ts';
import { engageProvider, openDeposit, withdrawDeposit } from './deposit-open.ts';
import { attachProof } from './deposit-proof.ts';
import { DEPOSIT_LAW, THIRD_LAW, type DepositState } from './deposit-state.ts';

const BOTH = ['registrant', 'provider'];

const event = (
  zh: string,
  en: string,
  law: readonly string[],
  more: Partial<EventSpec> = {},
): EventSpec => ({ title: text(zh, en), law, ...more });

/** Evidence deposit (存证): requirement map E10. */
export const evidence: Procedure<DepositState, RulePack> = {
  name: 'evid',
  title: text('存证', 'Evidence deposit'),
  law: DEPOSIT_LAW,
  states: {
    open: { title: text('待存证', 'Open'), unfiled: true },
    engaged: { title: text('已委托，待存证', 'Service engaged'), unfiled: true },
    deposited: { title: text('已存证，待出具证明', 'Deposited, awaiting its proof') },
    proven: { title: text('已证明，可以关联', 'Proven, may be linked') },
    LINKED: { title: text('已关联登记', 'Linked'), terminal: true },
    INVALID: { title: text('存证无效', 'Invalid'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
  },
  parties: {
    registrant: text('登记主体', 'Registrant'),
    provider: text('存证机构', 'Third-party service'),
  },
  events: {
    'evid.Opened': event('新建存证', 'Opened', DEPOSIT_LAW, { groups: { subject: BOTH } }),
    'third.Engaged': event('委托存证机构', 'Service engaged', THIRD_LAW, {
      groups: { names: BOTH, conflict: BOTH },
      tells: BOTH,
    }),
    'third.ConflictFound': event('发现不独立', 'Conflict found', THIRD_LAW, {
      groups: { conflict: ['registrant'] },
      tells: ['registrant'],
    }),
    'evid.Deposited': event('存证', 'Deposited', DEPOSIT_LAW, {
      groups: { package: BOTH, timestamp: BOTH },
      tells: BOTH,
      bindsOthers: true,
    }),
    'evid.ProofAttached': event('出具证明', 'Proof attached', DEPOSIT_LAW, {
      groups: { proof: BOTH },
      tells: BOTH,
      bindsOthers: true,
    }),
    'evid.Linked': event('关联存证', 'Evidence linked', DEPOSIT_LAW, { tells: ['registrant'] }),
    'evid.Verified': event('核对相同', 'Digest matches', DEPOSIT_LAW),
    'evid.Mismatch': event('核对不同', 'Digest differs', DEPOSIT_LAW, {
      groups: { checked: BOTH },
      tells: [...BOTH, 'office'],
    }),
    'evid.Invalidated': event('认定无效', 'Invalidated', THIRD_LAW, {
      groups: { reasons: BOTH },
      tells: BOTH,
      bindsOthers: true,
    }),
    'evid.Withdrawn': event('撤回存证', 'Withdrawn', DEPOSIT_LAW, { tells: ['provider'] }),
  },
  clocks: {},
  acts: {
    openDeposit,
    engageProvider,
    deposit,
    attachProof,
    noteLink,
    checkDeposit,
    invalidate,
    invalidateFor,
    withdrawDeposit,
  },
  evolve: evolveDeposit,
  partiesOf: (state) => [
    { key: 'registrant', id: state.registrant.code, name: state.registrant.name },
    ...(state.provider
      ? [{ key: 'provider', id: state.provider.code, name: state.provider.name }]
      : []),
  ],
  headline: (state) => ({
    title: state.title || '（未命名）',
    registrant: state.registrant.name,
    district: state.registrant.region,
    search: [state.title, state.registrant.name, state.registrant.code, state.provider?.name].join(
      ' ',
    ),
  }),
  view: viewDeposit,
};

/** The parties and the office see the deposit; of a refused service only the registrant hears why.
 *  Supervisors learn that there is one, and how it stands. */
function viewDeposit(
  state: DepositState,
  _rules: RulePack,
  _today: string,
  audience: readonly string[],
): JsonObject {
  const { conflict, ...rest } = state;
  const inside = audience.some((a) => a === 'office' || BOTH.includes(a));
  const own = audience.includes('registrant') || audience.includes('office');
  const shown = inside
    ? { ...rest, ...(own ? { conflict } : {}) }
    : { status: state.status, mode: state.mode, registrant: state.registrant };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}
