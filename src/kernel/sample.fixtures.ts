import { z } from 'zod';
import { refuse } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { actsOf } from './act.ts';
import type { Standing } from './who.ts';
import { anyone, office, party, system } from './who.ts';
import type { Actor, CaseState, Procedure } from './types.ts';
import type { Standstill, Taking } from './take.ts';

/** A letter that is filed, may be put aside, answered in time or lapses: enough for every rule of
 *  the kernel and for nothing else. */
export interface Letter extends CaseState {
  readonly owner: string;
  readonly words: string;
}

export interface Rules {
  readonly days: number | null;
}

const act = actsOf<Letter, Rules, { readonly weather: string }>();
const empty = z.strictObject({});
const LAW = ['BJ-REG-9'];

const file = act({
  title: text('提交', 'File'),
  law: LAW,
  by: [anyone('registrant')],
  from: 'new',
  to: ['filed'],
  input: z.strictObject({ words: z.string() }),
  needs: ['weather'],
  emits: ['letter.Filed'],
  decide: ({ actor, input, facts }) =>
    facts.weather === 'storm'
      ? refuse('STORM', text('暴雨停办。', 'Closed for the storm.'), LAW)
      : [
          {
            type: 'letter.Filed',
            data: { owner: actor.org?.code ?? `account:${actor.accountId}` },
            private: { words: { text: input.words } },
          },
        ],
});

const answer = act({
  title: text('答复', 'Answer'),
  law: LAW,
  by: [office('registrar.intake')],
  from: ['filed'],
  to: ['ANSWERED'],
  input: empty,
  emits: ['letter.Answered'],
  decide: () => [{ type: 'letter.Answered', data: {} }],
});

const renew = act({
  title: text('重新提交', 'File anew'),
  law: LAW,
  by: [party('registrant', 'owner')],
  from: ['filed', 'LAPSED'],
  to: ['filed'],
  input: empty,
  emits: ['letter.Renewed'],
  ready: (state) =>
    state.words === '' ? refuse('EMPTY', text('空函。', 'Empty.'), LAW, 'conflict') : undefined,
  decide: () => [{ type: 'letter.Renewed', data: {} }],
});

const lapse = act({
  title: text('逾期', 'Lapse'),
  law: LAW,
  by: [system],
  from: ['filed'],
  to: ['LAPSED'],
  input: empty,
  emits: ['letter.Lapsed'],
  decide: () => [{ type: 'letter.Lapsed', data: {} }],
});

const whisper = act({
  title: text('匿名', 'Whisper'),
  law: LAW,
  by: [anyone('objector')],
  from: ['filed'],
  to: ['filed'],
  input: empty,
  emits: ['letter.Whispered'],
  hidesActor: true,
  decide: () => [{ type: 'letter.Whispered', data: {} }],
});

const blunder = act({
  title: text('误操作', 'Blunder'),
  law: LAW,
  by: [anyone('registrant')],
  from: ['filed'],
  to: ['filed'],
  input: z.strictObject({ how: z.string() }),
  emits: ['letter.Whispered', 'letter.Lost', 'letter.Lapsed'],
  decide: ({ input }) => [{ type: input.how, data: {} }],
});

const event = (zh: string, en: string) => ({ title: text(zh, en), law: LAW });

export const letter: Procedure<Letter, Rules> = {
  name: 'letter',
  title: text('来函', 'Letter'),
  law: LAW,
  states: {
    filed: { title: text('已提交', 'Filed') },
    ANSWERED: { title: text('已答复', 'Answered'), terminal: true },
    LAPSED: { title: text('已逾期', 'Lapsed') },
  },
  parties: { owner: text('来函单位', 'Owner') },
  events: {
    'letter.Filed': event('提交', 'Filed'),
    'letter.Answered': event('答复', 'Answered'),
    'letter.Renewed': event('重新提交', 'Renewed'),
    'letter.Lapsed': event('逾期', 'Lapsed'),
    'letter.Whispered': event('匿名', 'Whispered'),
    'letter.Lost': event('遗失', 'Lost'),
  },
  clocks: {
    answer: {
      title: text('答复期限', 'Time to answer'),
      law: LAW,
      length: (_state, rules) =>
        rules.days === null ? null : { n: rules.days, unit: 'workingDay' },
      startsOn: ['letter.Filed', 'letter.Renewed'],
      stopsOn: ['letter.Answered'],
      onExpiry: 'lapse',
      onExpiryText: text('逾期', 'it lapses'),
    },
  },
  acts: { file, answer, renew, lapse, whisper, blunder },
  evolve(state, recorded) {
    if (recorded.type === 'letter.Filed') {
      const words = String(recorded.private?.['words']?.['text'] ?? '');
      return { status: 'filed', owner: String(recorded.data['owner']), words };
    }
    if (!state) throw new Error('no letter');
    const next: Record<string, string> = {
      'letter.Answered': 'ANSWERED',
      'letter.Renewed': 'filed',
      'letter.Lapsed': 'LAPSED',
      'letter.Lost': 'lost',
    };
    return { ...state, status: next[recorded.type] ?? state.status };
  },
  partiesOf: (state) => [{ key: 'owner', id: state.owner, name: state.owner }],
  headline: () => ({ title: '来函', registrant: null, district: null, search: '' }),
  view: (state) => ({ status: state.status }),
};

export const REGISTRAR = 'registrar-code';

export function actor(org: string | null, ...roles: string[]): Actor {
  const accountId = `${org ?? 'citizen'}-${roles.join('-')}`;
  const of = org === null ? null : { code: org, name: org, region: '110000' };
  return { kind: 'person', accountId, name: accountId, realName: true, org: of, roles };
}

export const machine: Actor = { ...actor(null), kind: 'system', accountId: 'system' };

export const standing = (state?: Letter): Standing => ({
  parties: state ? letter.partiesOf(state) : [],
  registrar: REGISTRAR,
});

/** An act on a letter on a day, as the one way in would put it to the kernel. */
export function taking(
  act: string,
  by: Actor,
  before: Standstill<Letter> | undefined,
  more: Partial<Taking<Letter, Rules>> = {},
): Taking<Letter, Rules> {
  return {
    procedure: letter,
    act,
    before,
    input: {},
    facts: { weather: 'fine' },
    rules: { days: 5 },
    actor: by,
    standing: standing(before?.state),
    at: '2026-03-02T09:00:00+08:00',
    today: '2026-03-02',
    caseId: 'case-1',
    jurisdiction: 'beijing',
    cites: (law) => law,
    random: () => '00',
    count: (from, length) => ({
      startedOn: from,
      length: 'n' in length ? length.n : 0,
      unit: 'n' in length ? length.unit : 'until',
      due: `${from}+${'n' in length ? length.n : length.until}`,
      provisional: false,
      calendar: 'test',
    }),
    ...more,
  };
}
