import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure, RecordedEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { shown, type ErasureState } from './erasable.ts';
import {
  confirmErasure,
  grantErasure,
  refuseErasure,
  requestErasure,
  returnErasure,
  withdrawErasure,
} from './erase-acts.ts';
import { LAW } from './erase-refusals.ts';

const ASKED = ['requester'];

const event = (
  zh: string,
  en: string,
  tells: readonly string[],
  groups?: EventSpec['groups'],
): EventSpec => ({ title: text(zh, en), law: LAW, tells, ...(groups ? { groups } : {}) });

const decision = { decision: ASKED };

/** Lawful erasure of personal information (依法清空): two people of the office, the log unchanged. */
export const erase: Procedure<ErasureState, RulePack> = {
  name: 'records.erase',
  title: text('个人信息依法清空', 'Lawful erasure'),
  law: LAW,
  states: {
    requested: { title: text('待决定', 'Awaiting a decision') },
    granted: { title: text('待第二人确认', 'Awaiting confirmation') },
    ERASED: { title: text('已清空', 'Erased'), terminal: true },
    REFUSED: { title: text('不予清空', 'Refused'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
  },
  parties: { requester: text('申请人', 'Requester') },
  events: {
    'records.ErasureRequested': event('申请清空', 'Asked for', ['office'], {
      request: ASKED,
      identity: ASKED,
    }),
    'records.ErasureGranted': event('决定清空', 'Granted', ['office'], decision),
    'records.ErasureRefused': event('不予清空', 'Refused', ASKED, decision),
    'records.ErasureReturned': event('退回重新决定', 'Sent back', ['office'], { decision: [] }),
    'records.ErasureWithdrawn': event('撤回申请', 'Withdrawn', ['office']),
    'records.Erased': event('已清空', 'Erased', ASKED),
  },
  clocks: {},
  acts: {
    requestErasure,
    grantErasure,
    refuseErasure,
    confirmErasure,
    returnErasure,
    withdrawErasure,
  },
  evolve,
  partiesOf: ({ requester }) => [{ key: 'requester', ...requester }],
  partyReaders: { requester: ASKED },
  headline: () => ({
    title: '个人信息依法清空',
    registrant: null,
    district: null,
    search: '个人信息依法清空',
  }),
  parentOf: ({ about }) => about,
  view: (state, _rules, _today, audience): JsonObject =>
    audience.some((a) => a === 'office' || a === 'requester')
      ? shown(state)
      : { status: state.status, ground: state.ground, classes: [...state.classes] },
};

function evolve(state: ErasureState | undefined, e: RecordedEvent): ErasureState {
  const reasons = String(e.private?.['decision']?.['text'] ?? '');
  if (e.type === 'records.ErasureRequested') return requested(e);
  if (!state) throw new Error(`records.erase begins with ${e.type}`);
  switch (e.type) {
    case 'records.ErasureGranted':
      return { ...state, status: 'granted', decidedBy: e.actor.account, reasons };
    case 'records.ErasureRefused':
      return { ...state, status: 'REFUSED', decidedBy: e.actor.account, reasons };
    case 'records.ErasureReturned':
      return { ...state, status: 'requested', decidedBy: null, reasons };
    case 'records.ErasureWithdrawn':
      return { ...state, status: 'WITHDRAWN' };
    case 'records.Erased':
      return { ...state, status: 'ERASED', confirmedBy: e.actor.account };
    default:
      throw new Error(`records.erase does not know ${e.type}`);
  }
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function requested({ data, private: secret }: RecordedEvent): ErasureState {
  const asked = secret?.['request'];
  const who = secret?.['identity'];
  return {
    status: 'requested',
    about: String(data['about']),
    ground: String(data['ground']),
    classes: list(data['classes']),
    parts: list(asked?.['parts']),
    basis: String(asked?.['basis'] ?? ''),
    statement: String(asked?.['statement'] ?? ''),
    requester: { id: String(who?.['id'] ?? ''), name: String(who?.['name'] ?? '') },
    decidedBy: null,
    confirmedBy: null,
    reasons: '',
  };
}
