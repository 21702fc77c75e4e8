import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import {
  dismiss,
  lodge,
  missReply,
  notifyRegistrant,
  reply,
  uphold,
  upholdIssued,
  withdrawObjection,
} from './objection-acts.ts';
import { evolveObjection, type ObjectionState } from './objection-state.ts';

const LAW = ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'];
const BOTH = ['objector', 'registrant'];

/** Objection in the notice period (公示异议), and after the certificate where the rules list it there
 *  (G20): requirement map E7. */
export const objection: Procedure<ObjectionState, RulePack> = {
  name: 'reg.objection',
  title: text('登记异议', 'Objection to a registration'),
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
    'obj.Lodged': {
      title: text('提出异议', 'Lodged'),
      law: LAW,
      groups: { about: BOTH, matter: BOTH, officer: [], identity: ['objector'], claim: BOTH },
      tells: ['office'],
    },
    'obj.RegistrantNotified': {
      title: text('告知登记主体', 'Registrant notified'),
      law: ['BJ-REG-14', 'CQ-REG-16'],
      tells: ['registrant'],
    },
    'obj.ReplyFiled': {
      title: text('登记主体答复', 'Reply filed'),
      law: ['BJ-REG-14', 'CQ-REG-16'],
      groups: { reply: BOTH },
      tells: ['office'],
    },
    'obj.ReplyMissed': {
      title: text('逾期未答复', 'Reply missed'),
      law: ['BJ-REG-14', 'CQ-REG-16'],
      tells: ['office', 'registrant'],
    },
    'obj.Upheld': {
      title: text('异议成立', 'Upheld'),
      law: LAW,
      groups: { decision: BOTH },
      tells: BOTH,
    },
    'obj.UpheldAfterIssue': {
      title: text('异议成立（凭证发放之后）', 'Upheld after the certificate'),
      law: ['CQ-REG-16'],
      groups: { decision: BOTH },
      tells: [...BOTH, 'office'],
    },
    'obj.Dismissed': {
      title: text('异议不成立', 'Dismissed'),
      law: ['BJ-REG-15', 'CQ-REG-16', 'NAT-REG-12'],
      groups: { decision: BOTH },
      tells: BOTH,
    },
    'obj.Withdrawn': {
      title: text('撤回异议', 'Withdrawn'),
      law: ['BJ-REG-14', 'CQ-REG-16'],
      tells: ['office', 'registrant'],
    },
  },
  clocks: {
    objectionReply: {
      title: text('答复期限', 'Time to reply'),
      law: ['BJ-REG-14', 'CQ-REG-16'],
      length: (_state, rules) => rules.profile.clocks.objectionReply?.length ?? null,
      startsOn: ['obj.RegistrantNotified'],
      stopsOn: ['obj.ReplyFiled', 'obj.Withdrawn'],
      onExpiry: 'missReply',
      onExpiryText: text(
        '逾期未答复的，登记机构依现有材料复核',
        'the registrar decides on what it has',
      ),
    },
  },
  acts: {
    lodge,
    notifyRegistrant,
    reply,
    missReply,
    uphold,
    upholdIssued,
    dismiss,
    withdraw: withdrawObjection,
  },
  evolve: evolveObjection,
  partyReaders: { objector: ['objector'] },
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
  // Sealed, it may have been lost with what a recovery could not bring back.
  parentOf: (state) => state.about.caseId || undefined,
  view: viewObjection,
};

/** Both sides and the office read the file; who objects is known to the office and the objector.
 *  Others, supervisors among them, learn what it is about and how it ended. */
function viewObjection(
  state: ObjectionState,
  _rules: RulePack,
  _today: string,
  audience: readonly string[],
): JsonObject {
  const { status, about, issued, registrant, objector, claim, replyMissed, decision } = state;
  const inside = audience.some((a) => a === 'office' || BOTH.includes(a));
  const identified = audience.includes('office') || audience.includes('objector');
  const shown = {
    status,
    about,
    issued,
    registrant,
    replyMissed,
    ...(inside ? { claim, reply: state.reply, decision } : {}),
    ...(identified ? { objector } : {}),
  };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}
