import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, party, system } from '../../kernel/who.ts';
import type { Procedure, RecordedEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import type { FileRef } from './dossier.ts';
import { reasons, words } from './inputs.ts';

interface Side {
  readonly statement: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly sha256: string }[];
}

export interface ObjectionState {
  readonly status: string;
  readonly about: { readonly caseId: string; readonly title: string };
  readonly objector: { readonly id: string; readonly name: string };
  readonly registrant: { readonly code: string; readonly name: string };
  /** Who accepted the application: somebody else decides the objection (B4). */
  readonly acceptedBy: string;
  readonly claim: Side & { readonly interest: string };
  readonly reply: Side | null;
  readonly replyMissed: boolean;
  readonly decision: { readonly outcome: string; readonly reasons: string; readonly on: string } | null;
}

interface ObjectionFacts {
  /** The case objected to, as far as an objection may know it. */
  readonly parent: {
    readonly caseId: string;
    readonly procedure: string;
    readonly status: string;
    readonly title: string;
    readonly registrant: { readonly code: string; readonly name: string };
    readonly acceptedBy: string;
  } | null;
  readonly files: Readonly<Record<string, FileRef>>;
}

const act = actsOf<ObjectionState, RulePack, ObjectionFacts>();
const LAW = ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'];
const evidence = z.array(z.uuid()).min(1).max(20).meta({ title: '证据材料 Evidence', items: 'file' });

const lodge = act({
  title: text('提出异议', 'Lodge an objection'),
  help: text('公示期内，相关当事人可实名提出异议并提供必要的证据材料。', 'During the notice a party concerned may object under their real name, with evidence.'),
  law: LAW,
  by: [{ role: 'objector' }, { role: 'registrant' }],
  from: 'new',
  to: ['lodged'],
  input: z.strictObject({
    parent: z.uuid().meta({ title: '公示事项编号 The notice' }),
    interest: words(500).meta({ title: '与该登记的利害关系 Your interest' }),
    reason: reasons.meta({ title: '异议理由 Reasons' }),
    evidence,
  }),
  needs: ['parent', 'files'],
  emits: ['obj.Lodged'],
  decide({ input, facts, actor }) {
    if (!actor.realName) return notRealName();
    const { parent } = facts;
    if (!parent || parent.procedure !== 'reg.first' || parent.status !== 'in_notice') return notInNotice();
    if (actor.org?.code === parent.registrant.code) return ownCase();
    const files = named(input.evidence, facts.files);
    if (!files) return evidenceUnknown();
    const objector = { id: actor.org?.code ?? `account:${actor.accountId}`, name: actor.org?.name ?? actor.name };
    const { caseId, title, registrant, acceptedBy } = parent;
    return [
      {
        type: 'obj.Lodged',
        data: { about: { caseId, title }, registrant: { ...registrant }, acceptedBy },
        private: {
          identity: { objector },
          claim: { interest: input.interest, statement: input.reason, files },
        },
      },
    ];
  },
});

const notifyRegistrant = act({
  title: text('告知登记主体', 'Notify the registrant'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [office('registrar.objection')],
  from: ['lodged'],
  to: ['awaiting_reply'],
  input: z.strictObject({}),
  emits: ['obj.RegistrantNotified'],
  decide: () => [{ type: 'obj.RegistrantNotified', data: {} }],
});

const reply = act({
  title: text('答复异议', 'Reply'),
  help: text('登记主体应在期限内提供必要的证据材料。', 'The registrant answers with evidence within the period.'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [party('registrant', 'registrant')],
  from: ['awaiting_reply'],
  to: ['reviewing'],
  input: z.strictObject({ statement: reasons.meta({ title: '答复意见 Statement' }), evidence }),
  needs: ['files'],
  emits: ['obj.ReplyFiled'],
  decide({ input, facts }) {
    const files = named(input.evidence, facts.files);
    if (!files) return evidenceUnknown();
    return [{ type: 'obj.ReplyFiled', data: {}, private: { reply: { statement: input.statement, files } } }];
  },
});

const missReply = act({
  title: text('逾期未答复', 'Reply missed'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [system],
  from: ['awaiting_reply'],
  to: ['reviewing'],
  input: z.strictObject({}),
  emits: ['obj.ReplyMissed'],
  decide: () => [{ type: 'obj.ReplyMissed', data: {} }],
});

const decided = z.strictObject({ reasons: reasons.meta({ title: '复核理由 Reasons' }) });

const uphold = act({
  title: text('异议成立，终止登记', 'Uphold and terminate'),
  law: LAW,
  by: [office('registrar.objection')],
  from: ['reviewing'],
  to: ['UPHELD'],
  input: decided,
  emits: ['obj.Upheld'],
  final: true,
  ready: anotherOfficer,
  decide: (c) => [outcome('obj.Upheld', c.state, c.input.reasons)],
});

const dismiss = act({
  title: text('异议不成立', 'Dismiss'),
  law: ['NAT-REG-12', 'BJ-REG-14', 'BJ-REG-15', 'CQ-REG-16'],
  by: [office('registrar.objection')],
  from: ['reviewing'],
  to: ['DISMISSED'],
  input: decided,
  emits: ['obj.Dismissed'],
  final: true,
  ready: anotherOfficer,
  decide: (c) => [outcome('obj.Dismissed', c.state, c.input.reasons)],
});

const withdrawObjection = act({
  title: text('撤回异议', 'Withdraw the objection'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [party('objector', 'objector'), party('registrant', 'objector')],
  from: ['lodged', 'awaiting_reply', 'reviewing'],
  to: ['WITHDRAWN'],
  input: z.strictObject({}),
  emits: ['obj.Withdrawn'],
  final: true,
  decide: ({ state }) => [{ type: 'obj.Withdrawn', data: { about: state.about.caseId } }],
});

/** The decision names both files by digest, so that it can be shown what was examined. */
const outcome = (type: string, state: ObjectionState, why: string) => ({
  type,
  data: { about: state.about.caseId },
  private: {
    decision: { reasons: why, examined: [...state.claim.files, ...(state.reply?.files ?? [])].map((f) => f.sha256) },
  },
});

function anotherOfficer(state: ObjectionState, actor: { readonly accountId: string }): Refusal | undefined {
  if (state.acceptedBy !== actor.accountId) return undefined;
  return refuse('SAME_OFFICER', text('受理该申请的人员不得复核其异议。', 'Whoever accepted the application may not decide its objection.'), ['BJ-REG-14', 'CQ-REG-7'], 'forbidden');
}

function named(ids: readonly string[], files: Readonly<Record<string, FileRef>>) {
  const found = ids.flatMap((id) => files[id] ?? []).map(({ id, name, sha256 }) => ({ id, name, sha256 }));
  return found.length === ids.length ? found : undefined;
}

function evolve(state: ObjectionState | undefined, event: RecordedEvent): ObjectionState {
  const { data, private: secret } = event;
  const side = (group: string): Side => ({ statement: '', files: [], ...secret?.[group] });
  if (event.type === 'obj.Lodged') {
    return {
      status: 'lodged',
      about: data['about'] as unknown as ObjectionState['about'],
      objector: (secret?.['identity']?.['objector'] ?? { id: '', name: '' }) as ObjectionState['objector'],
      registrant: data['registrant'] as unknown as ObjectionState['registrant'],
      acceptedBy: String(data['acceptedBy']),
      claim: { interest: '', ...side('claim') },
      reply: null,
      replyMissed: false,
      decision: null,
    };
  }
  if (!state) throw new Error(`objection begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  const end = (status: string): ObjectionState => ({
    ...state,
    status,
    decision: { outcome: status, reasons: String(secret?.['decision']?.['reasons'] ?? ''), on },
  });
  switch (event.type) {
    case 'obj.RegistrantNotified':
      return { ...state, status: 'awaiting_reply' };
    case 'obj.ReplyFiled':
      return { ...state, status: 'reviewing', reply: side('reply') };
    case 'obj.ReplyMissed':
      return { ...state, status: 'reviewing', replyMissed: true };
    case 'obj.Upheld':
      return end('UPHELD');
    case 'obj.Dismissed':
      return end('DISMISSED');
    case 'obj.Withdrawn':
      return end('WITHDRAWN');
    default:
      throw new Error(`objection does not know ${event.type}`);
  }
}

const BOTH = ['objector', 'registrant'];

/** Objection in the notice period (公示异议): requirement map E7. */
export const objection: Procedure<ObjectionState, RulePack> = {
  name: 'reg.objection',
  title: text('公示异议', 'Objection in the notice'),
  law: LAW,
  states: {
    lodged: { title: text('已提出', 'Lodged') },
    awaiting_reply: { title: text('待登记主体答复', 'Awaiting the reply') },
    reviewing: { title: text('复核中', 'In re-examination') },
    UPHELD: { title: text('异议成立', 'Upheld'), terminal: true },
    DISMISSED: { title: text('异议不成立', 'Dismissed'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
  },
  parties: { objector: text('异议人', 'Objector'), registrant: text('登记主体', 'Registrant') },
  events: {
    'obj.Lodged': { title: text('提出异议', 'Lodged'), law: LAW, groups: { identity: ['objector'], claim: BOTH }, tells: ['office'] },
    'obj.RegistrantNotified': { title: text('告知登记主体', 'Registrant notified'), law: ['BJ-REG-14', 'CQ-REG-16'], tells: ['registrant'] },
    'obj.ReplyFiled': { title: text('登记主体答复', 'Reply filed'), law: ['BJ-REG-14', 'CQ-REG-16'], groups: { reply: BOTH }, tells: ['office'] },
    'obj.ReplyMissed': { title: text('逾期未答复', 'Reply missed'), law: ['BJ-REG-14', 'CQ-REG-16'], tells: ['office', 'registrant'] },
    'obj.Upheld': { title: text('异议成立', 'Upheld'), law: LAW, groups: { decision: BOTH }, tells: BOTH },
    'obj.Dismissed': { title: text('异议不成立', 'Dismissed'), law: ['BJ-REG-15', 'CQ-REG-16', 'NAT-REG-12'], groups: { decision: BOTH }, tells: BOTH },
    'obj.Withdrawn': { title: text('撤回异议', 'Withdrawn'), law: ['BJ-REG-14', 'CQ-REG-16'], tells: ['office', 'registrant'] },
  },
  clocks: {
    objectionReply: {
      title: text('答复期限', 'Time to reply'),
      law: ['BJ-REG-14', 'CQ-REG-16'],
      length: (_state, rules) => rules.profile.clocks.objectionReply?.length ?? null,
      startsOn: ['obj.RegistrantNotified'],
      stopsOn: ['obj.ReplyFiled', 'obj.Withdrawn'],
      onExpiry: 'missReply',
      onExpiryText: text('逾期未答复的，登记机构依现有材料复核', 'the registrar decides on what it has'),
    },
  },
  acts: { lodge, notifyRegistrant, reply, missReply, uphold, dismiss, withdraw: withdrawObjection },
  evolve,
  partiesOf: (state) => [
    { key: 'objector', ...state.objector },
    { key: 'registrant', id: state.registrant.code, name: state.registrant.name },
  ],
  headline: (state) => ({
    title: `对“${state.about.title}”的异议`,
    registrant: state.registrant.name,
    district: null,
    search: `${state.about.title} ${state.registrant.name}`,
  }),
  parentOf: (state) => state.about.caseId,
  view(state, _rules, _today, audience) {
    const { objector, acceptedBy: _officer, ...rest } = state;
    if (!audience.some((a) => a === 'office' || BOTH.includes(a))) return { status: state.status };
    const identified = audience.includes('office') || audience.includes('objector');
    return { ...rest, ...(identified ? { objector } : {}) } as unknown as JsonObject;
  },
};

const notRealName = (): Refusal =>
  refuse('NOT_REAL_NAME', text('须实名提出异议，请先完成实名认证。', 'Objections are made under a verified real name.'), LAW, 'forbidden');

const notInNotice = (): Refusal =>
  refuse('NOT_IN_NOTICE', text('该事项不在公示期内，逾期不再受理异议。', 'The notice period is not running; an objection is late or not possible.'), LAW, 'conflict');

const ownCase = (): Refusal =>
  refuse('OWN_CASE', text('登记主体不能对自己的登记提出异议，可撤回申请。', 'A registrant cannot object to its own registration; it may withdraw it.'), LAW, 'forbidden');

const evidenceUnknown = (): Refusal =>
  refuse('FILE_UNKNOWN', text('所引用的证据文件不存在或不属于您。', 'An evidence file does not exist or is not yours.'), LAW);
