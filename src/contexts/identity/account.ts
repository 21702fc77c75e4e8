import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { isSound, UNSOUND } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, party } from '../../kernel/who.ts';
import type { EventSpec, Procedure, RecordedEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { askVerifier, noteCheck, reasonsNeeded, type IdentityCheck } from './account-check.ts';

export interface AccountState {
  readonly status: string;
  readonly organisation: { readonly code: string; readonly name: string };
  readonly proof: { readonly id: string; readonly name: string; readonly sha256: string } | null;
  readonly operator: string;
  /** How often an identity was stated or sent to be checked: an answer belongs to one of these. */
  readonly round: number;
  /** The identity service was asked and has not answered. */
  readonly asked: boolean;
  readonly check: IdentityCheck | null;
  /** Why it was rejected or disabled; empty otherwise. */
  readonly reason: string;
}

interface AccountFacts {
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly realName: string;
  } | null;
  readonly files: Readonly<
    Record<string, { readonly id: string; readonly name: string; readonly sha256: string }>
  >;
}

const act = actsOf<AccountState, RulePack, AccountFacts>();
const LAW = ['CQ-REG-11', 'BJ-REG-3'];
const REG = ['registrant'];

/** Words of a person on one line, all of it to be seen. */
const plain = (most: number, least: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((s) => isSound(s) && !/\p{Cc}/u.test(s), UNSOUND);

const identity = z.strictObject({
  operator: plain(60, 2).meta({ title: '经办人姓名 Acting person' }),
  proof: z
    .uuid()
    .meta({ title: '单位身份证明及授权文件 Proof of identity and authority', 'x-file': true }),
});

const requestAccount = act({
  title: text('申请登记账户', 'Request an account'),
  help: text(
    '由登记机构对单位和经办人进行实名认证。',
    'The registrar verifies the organisation and the acting person.',
  ),
  law: LAW,
  by: [{ role: 'registrant' }],
  from: 'new',
  to: ['requested'],
  input: identity,
  needs: ['organisation', 'files'],
  emits: ['account.Requested'],
  decide({ input, facts }) {
    if (!facts.organisation) return noOrganisation();
    if (facts.organisation.realName === 'verified') return verifiedAlready();
    const proof = facts.files[input.proof];
    if (!proof) return proofUnknown();
    return [identified('account.Requested', facts.organisation, input.operator, proof)];
  },
});

const verify = act({
  title: text('实名认证通过', 'Verify'),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['requested'],
  to: ['VERIFIED'],
  input: z.strictObject({
    checked: z.literal(true).meta({ title: '已核对单位和经办人身份 Both identities checked' }),
    reasons: plain(1000, 5)
      .optional()
      .meta({ title: '理由（核验服务未核实的必填） Reasons, where the service did not confirm' }),
  }),
  emits: ['account.Verified'],
  decide({ state, input: { reasons } }) {
    const check = state.check?.outcome ?? 'none';
    if (check !== 'none' && check !== 'verified' && reasons === undefined) return reasonsNeeded();
    return [
      {
        type: 'account.Verified',
        data: { organisation: state.organisation.code, check },
        ...(reasons === undefined ? {} : { private: { reason: { text: reasons } } }),
      },
    ];
  },
});

const reject = act({
  title: text('实名认证不通过', 'Reject'),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['requested'],
  to: ['REJECTED'],
  input: z.strictObject({
    reason: plain(1000, 5).meta({ title: '理由 Reason' }),
  }),
  emits: ['account.Rejected'],
  final: true,
  decide: ({ input }) => [
    { type: 'account.Rejected', data: {}, private: { reason: { text: input.reason } } },
  ],
});

const updateInfo = act({
  title: text('更新账户信息', 'Update'),
  help: text('身份信息变化后须重新认证。', 'A change of identity needs verification anew.'),
  law: LAW,
  by: [party('registrant', 'registrant')],
  from: ['VERIFIED'],
  to: ['requested'],
  input: identity,
  needs: ['files'],
  emits: ['account.Updated'],
  decide({ state, input, facts }) {
    const proof = facts.files[input.proof];
    if (!proof) return proofUnknown();
    return [identified('account.Updated', state.organisation, input.operator, proof)];
  },
});

const disable = act({
  title: text('停用账户', 'Disable'),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['VERIFIED'],
  to: ['DISABLED'],
  input: z.strictObject({
    reason: plain(1000, 5).meta({ title: '理由 Reason' }),
  }),
  emits: ['account.Disabled'],
  final: true,
  decide: ({ state, input }) => [
    {
      type: 'account.Disabled',
      data: { organisation: state.organisation.code },
      private: { reason: { text: input.reason } },
    },
  ],
});

/** The acting person is personal information: committed to, never on the log. */
const identified = (
  type: string,
  { code, name }: AccountState['organisation'],
  operator: string,
  proof: { readonly id: string; readonly name: string; readonly sha256: string },
) => ({
  type,
  data: { organisation: code },
  private: {
    identity: { name, operator, proof: { id: proof.id, name: proof.name, sha256: proof.sha256 } },
  },
});

function evolve(state: AccountState | undefined, event: RecordedEvent): AccountState {
  const secret = event.private?.['identity'];
  const named = {
    operator: String(secret?.['operator'] ?? ''),
    proof: (secret?.['proof'] ?? null) as unknown as AccountState['proof'],
  };
  if (event.type === 'account.Requested') {
    return {
      status: 'requested',
      organisation: {
        code: String(event.data['organisation']),
        name: String(secret?.['name'] ?? ''),
      },
      ...named,
      round: 1,
      asked: false,
      check: null,
      reason: '',
    };
  }
  if (!state) throw new Error(`account begins with ${event.type}`);
  switch (event.type) {
    case 'account.Verified':
      return { ...state, status: 'VERIFIED' };
    case 'account.Rejected':
      return { ...state, status: 'REJECTED', reason: reasonOf(event) };
    case 'account.Disabled':
      return { ...state, status: 'DISABLED', reason: reasonOf(event) };
    case 'account.Updated':
      return {
        ...state,
        status: 'requested',
        ...named,
        round: state.round + 1,
        asked: false,
        check: null,
      };
    case 'account.CheckAsked':
      return { ...state, round: state.round + 1, asked: true, check: null };
    case 'account.Checked':
      return { ...state, asked: false, check: checkOf(event) };
    default:
      throw new Error(`account does not know ${event.type}`);
  }
}

/** Empty once it was lawfully erased. */
const reasonOf = ({ private: secret }: RecordedEvent): string =>
  String(secret?.['reason']?.['text'] ?? '');

const checkOf = ({ data, private: secret }: RecordedEvent): IdentityCheck => ({
  outcome: data['outcome'] as IdentityCheck['outcome'],
  adapter: String(data['adapter']),
  reference: String(secret?.['check']?.['reference'] ?? ''),
  message: String(secret?.['check']?.['message'] ?? ''),
});

const event = (
  zh: string,
  en: string,
  tells: readonly string[],
  groups?: EventSpec['groups'],
): EventSpec => ({
  title: text(zh, en),
  law: LAW,
  tells,
  ...(groups ? { groups } : {}),
});

/** Real-name account of a registrant (登记账户实名认证): requirement map E11. */
export const account: Procedure<AccountState, RulePack> = {
  name: 'account',
  title: text('登记账户实名认证', 'Real-name account'),
  law: LAW,
  states: {
    requested: { title: text('待认证', 'Awaiting verification') },
    VERIFIED: { title: text('已认证', 'Verified') },
    REJECTED: { title: text('未通过', 'Rejected'), terminal: true },
    DISABLED: { title: text('已停用', 'Disabled'), terminal: true },
  },
  parties: { registrant: text('申请单位', 'Applicant') },
  events: {
    'account.Requested': event('申请账户', 'Requested', ['office'], { identity: REG }),
    'account.CheckAsked': event('送身份核验', 'Sent to be checked', []),
    'account.Checked': event('核验答复', 'Answer of the identity service', ['office'], {
      check: [],
    }),
    'account.Verified': event('认证通过', 'Verified', REG, { reason: [] }),
    'account.Rejected': event('认证不通过', 'Rejected', REG, { reason: REG }),
    'account.Updated': event('更新信息', 'Updated', ['office'], { identity: REG }),
    'account.Disabled': event('停用', 'Disabled', REG, { reason: REG }),
  },
  clocks: {},
  acts: { requestAccount, askVerifier, noteCheck, verify, reject, updateInfo, disable },
  evolve,
  partiesOf: (state) => [
    { key: 'registrant', id: state.organisation.code, name: state.organisation.name },
  ],
  headline: (state) => ({
    title: `${state.organisation.name}登记账户`,
    registrant: state.organisation.name,
    district: null,
    search: `${state.organisation.name} ${state.organisation.code}`,
  }),
  view: (state, _rules, _today, audience) => seenBy(state, audience) as unknown as JsonObject,
};

/** What the identity service said is for the office that decides. */
function seenBy(state: AccountState, audience: readonly string[]): Partial<AccountState> {
  if (audience.includes('office')) return state;
  const { status, organisation, operator, proof, reason } = state;
  return audience.includes('registrant')
    ? { status, organisation, operator, proof, reason }
    : { status };
}

const noOrganisation = (): Refusal =>
  refuse(
    'ORGANISATION_UNKNOWN',
    text('该账户未归属任何已登记的单位。', 'This account belongs to no registered organisation.'),
    LAW,
    'forbidden',
  );

const verifiedAlready = (): Refusal =>
  refuse(
    'ALREADY_VERIFIED',
    text('本单位已通过实名认证。', 'Your organisation is verified already.'),
    LAW,
    'conflict',
  );

const proofUnknown = (): Refusal =>
  refuse(
    'FILE_UNKNOWN',
    text(
      '所引用的证明文件不存在或不属于本单位。',
      'The proof file does not exist or is not yours.',
    ),
    LAW,
  );
