import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { DomainEvent } from '../../kernel/types.ts';
import { office, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { EXTENDED, REVISED } from './entry-events.ts';
import { act, type FirstState } from './first-state.ts';
import { day, words } from './inputs.ts';
import { registrarCode, registrarName, type Acting } from './registrar.ts';

const RENEWAL = ['NAT-REG-15', 'BJ-REG-18b', 'CQ-REG-18'];
const LIVE = ['REGISTERED'];
const ENDED = ['CANCELLED', 'REVOKED'];
const none = z.strictObject({});
/** What leaves the house when an entry moves, and what a lapse is made of. */
const SENT = ['sync.Queued', 'cat.CityCatalogueUpdated'];
const LAPSE = ['reg.CancelledOnExpiry', 'reg.CancellationAnnounced', ...SENT];

export const openRenewalWindow = act({
  title: text('进入续展期', 'Open the renewal window'),
  law: RENEWAL,
  by: [system],
  from: LIVE,
  to: LIVE,
  input: none,
  emits: ['reg.RenewalWindowOpened'],
  decide: ({ state }) => [
    { type: 'reg.RenewalWindowOpened', data: { validTo: state.result?.validTo ?? null } },
  ],
});

export const remindExpiry = act({
  title: text('提示即将届满', 'Remind of the expiry'),
  help: text(
    '向登记主体发送提示：有效期即将届满，可以申请续展；不续展的期满注销。',
    'Tells the registrant that the validity ends soon, and that an entry not renewed is cancelled.',
  ),
  law: RENEWAL,
  by: [office('registrar.intake'), office('registrar.issue')],
  from: LIVE,
  to: LIVE,
  input: none,
  emits: ['reg.ExpiryReminded'],
  ready: (state) => (state.life?.windowOn ? undefined : windowClosed()),
  decide: ({ state }) => [
    { type: 'reg.ExpiryReminded', data: { validTo: state.result?.validTo ?? null } },
  ],
});

const renewal = z.strictObject({ renewal: z.uuid() });

export const noteRenewal = act({
  title: text('收到续展申请', 'Note a renewal'),
  law: RENEWAL,
  by: [system],
  from: LIVE,
  to: LIVE,
  input: renewal,
  emits: ['entry.RenewalNoted'],
  decide: ({ state, input }) =>
    state.life?.renewal ? renewalOpen() : [{ type: 'entry.RenewalNoted', data: { ...input } }],
});

/** A renewal that was refused or withdrawn after the term was over ends the entry with it (G10). */
export const settleRenewal = act({
  title: text('续展申请未予办理', 'Settle a renewal'),
  law: RENEWAL,
  by: [system],
  from: [...LIVE, ...ENDED],
  to: [...LIVE, ...ENDED],
  input: renewal.extend({ outcome: z.enum(['refused', 'withdrawn']) }),
  needs: ['registrar'],
  emits: ['entry.RenewalSettled', ...LAPSE],
  decide({ state, input, rules, today, facts }) {
    if (state.life?.renewal !== input.renewal) return [];
    const over = state.life.carriedOver && today > (state.result?.validTo ?? '');
    return [
      { type: 'entry.RenewalSettled', data: { ...input } },
      ...(over ? lapsed(state, rules, facts.registrar) : []),
    ];
  },
});

export const extend = act({
  title: text('续展', 'Extend the entry'),
  law: RENEWAL,
  by: [system],
  from: LIVE,
  to: LIVE,
  input: renewal.extend({ validFrom: day, validTo: day }),
  needs: ['registrar'],
  emits: [EXTENDED, 'reg.ConfirmationIssued', 'cert.Issued', ...SENT],
  decide({ state, input, rules, today, facts }) {
    const { renewal: by, validFrom: termFrom, validTo } = input;
    if (state.life?.renewal !== by) return noSuchRenewal();
    const { code } = resultOf(state);
    return [
      {
        type: EXTENDED,
        data: { by, code, termFrom, validTo, ...registrarCode(facts.registrar) },
        ...(facts.registrar ? { private: registrarName(facts.registrar) } : {}),
      },
      issued(state, rules, today),
      ...sent(state, 'renewed', facts.registrar),
    ];
  },
});

/** The term is over: what was not renewed is cancelled, by the system, under its article. */
export const lapse = act({
  title: text('期满注销', 'Cancel on expiry'),
  law: [...RENEWAL, 'BJ-REG-10(4)'],
  by: [system],
  from: LIVE,
  to: [...LIVE, 'CANCELLED'],
  input: none,
  needs: ['registrar'],
  emits: ['reg.RenewalCarriedOver', ...LAPSE],
  decide: ({ state, rules, facts }) =>
    state.life?.renewal
      ? [{ type: 'reg.RenewalCarriedOver', data: { renewal: state.life.renewal } }]
      : lapsed(state, rules, facts.registrar),
});

export const revise = act({
  title: text('更新登记簿', 'Revise the entry'),
  law: ['NAT-REG-9', 'BJ-REG-10(2)', 'BJ-REG-10(3)', 'CQ-REG-16'],
  by: [system],
  from: LIVE,
  to: LIVE,
  input: z.strictObject({ by: z.uuid(), kind: z.enum(['change', 'correction']) }),
  needs: ['revision', 'registrar'],
  emits: [REVISED, 'reg.ConfirmationIssued', 'cert.Issued', ...SENT],
  decide({ state, input, rules, today, facts }) {
    const { by, kind } = input;
    const { code, validTo } = resultOf(state);
    const { material, personal } = facts.revision;
    const version = (state.life?.versions.length ?? 0) + 1;
    return [
      {
        type: REVISED,
        data: { by, kind, code, version, validTo, ...registrarCode(facts.registrar) },
        private: {
          material,
          ...(Object.keys(personal).length > 0 ? { personal } : {}),
          ...registrarName(facts.registrar),
        },
      },
      issued(state, rules, today),
      ...sent(state, kind === 'change' ? 'changed' : 'corrected', facts.registrar),
    ];
  },
});

const ending = z.strictObject({ by: z.uuid(), ground: words(60) });

export const cancelEntry = act({
  title: text('注销', 'Cancel the entry'),
  law: ['NAT-REG-9(4)', 'BJ-REG-10(4)', 'CQ-REG-16'],
  by: [system],
  from: LIVE,
  to: ['CANCELLED'],
  input: ending,
  needs: ['registrar'],
  emits: ['entry.Cancelled', ...SENT],
  decide: ({ state, input, facts }) => [
    { type: 'entry.Cancelled', data: { ...input, code: resultOf(state).code } },
    ...sent(state, 'cancelled', facts.registrar),
  ],
});

/** A cancelled entry can still be revoked: nobody escapes the one by asking for the other. */
export const revokeEntry = act({
  title: text('撤销', 'Revoke the entry'),
  law: ['NAT-REG-20', 'BJ-REG-24', 'CQ-REG-23'],
  by: [system],
  from: [...LIVE, 'CANCELLED'],
  to: ['REVOKED'],
  input: ending,
  needs: ['registrar'],
  emits: ['entry.Revoked', ...SENT],
  decide: ({ state, input, facts }) => [
    { type: 'entry.Revoked', data: { ...input, code: resultOf(state).code } },
    ...sent(state, 'revoked', facts.registrar),
  ],
});

const sent = (state: FirstState, change: string, acting: Acting): DomainEvent[] => [
  { type: 'sync.Queued', data: { code: resultOf(state).code, change, ...registrarCode(acting) } },
  { type: 'cat.CityCatalogueUpdated', data: { code: resultOf(state).code } },
];

const lapsed = (state: FirstState, rules: RulePack, acting: Acting): DomainEvent[] => [
  {
    type: 'reg.CancelledOnExpiry',
    data: { code: resultOf(state).code, ground: 'not_renewed', validTo: resultOf(state).validTo },
  },
  ...(rules.profile.onLapse === 'cancelAndAnnounce'
    ? [{ type: 'reg.CancellationAnnounced', data: { code: resultOf(state).code } }]
    : []),
  ...sent(state, 'cancelled', acting),
];

const issued = (state: FirstState, rules: RulePack, today: string): DomainEvent => ({
  type: rules.profile.credential.kind === 'confirmation' ? 'reg.ConfirmationIssued' : 'cert.Issued',
  data: { code: resultOf(state).code, issuedOn: today },
});

function resultOf(state: FirstState) {
  if (!state.result) throw new Error('an entry without a result');
  return state.result;
}

const windowClosed = (): Refusal =>
  refuse(
    'NOT_EXPIRING',
    text('尚未进入续展期，无需提示。', 'The renewal window is not open yet.'),
    RENEWAL,
    'conflict',
  );

const renewalOpen = (): Refusal =>
  refuse(
    'RENEWAL_OPEN',
    text('该登记已有一件续展申请在办。', 'A renewal of this entry is under way.'),
    RENEWAL,
    'conflict',
  );

const noSuchRenewal = (): Refusal =>
  refuse(
    'RENEWAL_UNKNOWN',
    text('登记簿中没有这件续展申请。', 'The entry knows of no such renewal.'),
    RENEWAL,
    'conflict',
  );
