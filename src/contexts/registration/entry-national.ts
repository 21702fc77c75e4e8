import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, RecordedEvent } from '../../kernel/types.ts';
import { system } from '../../kernel/who.ts';
import { act, type FirstState } from './first-state.ts';
import { words } from './inputs.ts';
import { registrarCode } from './registrar.ts';

/** What the entry knows of its being handed over to the national platform. */
export interface NationalNote {
  /** The national code (一证一码); null until the platform has said it. */
  readonly code: string | null;
  /** The last change it acknowledged, as a version of the case; 0 for none. */
  readonly version: number;
  readonly on: string | null;
  /** Its receipt; the log only commits to it. */
  readonly receipt: string | null;
  /** A change it would not take, until it took it after all. */
  readonly failed: { readonly version: number; readonly why: string } | null;
}

/** Why it would not take a change, as the contract with it has it; CONTRADICTION: it said two things. */
export const REFUSAL_WORDS = [
  'GAP',
  'STALE',
  'ALTERED',
  'CODE_TAKEN',
  'FORGED',
  'MALFORMED',
  'POLICY',
  'CONTRADICTION',
  'OTHER',
] as const;

const LAW = ['BJ-REG-17', 'CQ-REG-10', 'NAT-REG-14'];
const ENTRY = ['REGISTERED', 'CANCELLED', 'REVOKED'];
const NONE: NationalNote = { code: null, version: 0, on: null, receipt: null, failed: null };
const version = z.int().min(1).max(2_147_483_647);

/** Notes what the national platform acknowledged. One note covers every change up to its version; sends
 *  and retries are no events, the queue keeps them (decision 0027). */
export const noteNational = act({
  title: text('国家平台确认', 'Note the acknowledgement of the national platform'),
  law: LAW,
  by: [system],
  from: ENTRY,
  to: ENTRY,
  input: z.strictObject({
    version,
    nationalCode: z
      .string()
      .regex(/^[0-9A-Za-z][0-9A-Za-z./_-]{3,63}$/)
      .nullable(),
    receipt: words(500),
  }),
  emits: ['sync.Acknowledged'],
  decide({ state, input }) {
    const known = state.national ?? NONE;
    const code = input.nationalCode ?? known.code;
    if (known.code !== null && code !== known.code) return secondCode();
    if (input.version <= known.version && code === known.code) return [];
    const { version: upTo, nationalCode, receipt } = input;
    return [
      {
        type: 'sync.Acknowledged',
        data: { code: codeOf(state), version: upTo, nationalCode },
        private: { receipt: { text: receipt } },
      },
    ];
  },
});

/** Notes that the platform would not take a change, and so tells the registrar. */
export const noteNationalRefusal = act({
  title: text('国家平台未接收', 'Note a refusal by the national platform'),
  law: LAW,
  by: [system],
  from: ENTRY,
  to: ENTRY,
  input: z.strictObject({ version, why: z.enum(REFUSAL_WORDS) }),
  emits: ['sync.Failed'],
  decide({ state, input }) {
    const known = state.national ?? NONE;
    const heard = known.failed?.version === input.version || input.version <= known.version;
    return heard ? [] : [{ type: 'sync.Failed', data: { code: codeOf(state), ...input } }];
  },
});

/** Hands the entry over once more as it stands, because the copy of the counterpart was found wrong.
 *  `after`: the version the counterpart has; null where that is what it acknowledged last. */
export const handOverAgain = act({
  title: text('重新报送', 'Hand the entry over again'),
  law: LAW,
  by: [system],
  from: ENTRY,
  to: ENTRY,
  input: z.strictObject({
    counterpart: z.string().regex(/^[a-z][a-z-]{1,39}$/),
    after: z.int().min(0).max(2_147_483_647).nullable(),
  }),
  needs: ['registrar'],
  emits: ['sync.Queued'],
  decide: ({ state, input, facts }) => [
    {
      type: 'sync.Queued',
      data: {
        code: codeOf(state),
        change: 'reconciled',
        ...input,
        ...registrarCode(facts.registrar),
      },
    },
  ],
});

export const nationalEvents: Readonly<Record<string, EventSpec>> = {
  'sync.Acknowledged': {
    title: text('国家平台已确认', 'Acknowledged by the national platform'),
    law: LAW,
    groups: { receipt: ['registrant', 'agent'] },
    tells: ['registrant'],
  },
  'sync.Failed': {
    title: text('国家平台未接收', 'Not taken by the national platform'),
    law: LAW,
    tells: ['office'],
  },
};

/** The fold of these events; undefined for any other. */
export function evolveNational(state: FirstState, event: RecordedEvent): FirstState | undefined {
  const { data } = event;
  const known = state.national ?? NONE;
  if (event.type === 'sync.Failed') {
    const failed = { version: Number(data['version']), why: String(data['why']) };
    return { ...state, national: { ...known, failed } };
  }
  if (event.type !== 'sync.Acknowledged') return undefined;
  const upTo = Number(data['version']);
  const code = data['nationalCode'];
  const national: NationalNote = {
    code: typeof code === 'string' ? code : known.code,
    version: Math.max(upTo, known.version),
    on: event.at.slice(0, 10),
    receipt: textOf(event),
    failed: known.failed && known.failed.version > upTo ? known.failed : null,
  };
  return { ...state, national };
}

const textOf = (event: RecordedEvent): string | null => {
  const text = event.private?.['receipt']?.['text'];
  return typeof text === 'string' ? text : null;
};

const codeOf = ({ result }: FirstState): string => {
  if (!result) throw new Error('an entry without a result');
  return result.code;
};

const secondCode = (): Refusal =>
  refuse(
    'NATIONAL_CODE_SECOND',
    text(
      '该登记已有国家平台编码；一证一码，不得另编。',
      'The entry has its national code; one certificate has one code.',
    ),
    ['CQ-REG-10', 'BJ-REG-17'],
    'conflict',
  );
