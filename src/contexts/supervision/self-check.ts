import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { isRefusal, refuse } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, system } from '../../kernel/who.ts';
import type { Procedure, RecordedEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { named, someFiles, words, type FileFact, type FileFacts } from './inputs.ts';
import { DUTY_OFFICERS, DUTY_READERS } from './duty.ts';

interface SelfCheckState {
  readonly status: string;
  /** How often, in days: the registrar's own choice, because the texts say no more than regularly. */
  readonly everyDays: number;
  readonly lastOn: string;
  readonly overdue: boolean;
  readonly last: {
    readonly on: string;
    readonly result: string;
    readonly findings: string;
    readonly files: readonly FileFact[];
  } | null;
}

interface Facts {
  readonly files: FileFacts;
  /** Another case of this procedure that still runs in the same place. */
  readonly sameOpen: string | null;
}

const act = actsOf<SelfCheckState, RulePack, Facts>();
const LAW = ['NAT-REG-6', 'BJ-REG-20(3)', 'CQ-REG-7(3)'];
const BY = DUTY_OFFICERS.map(office);
const everyDays = z
  .int()
  .min(1)
  .max(366)
  .meta({ title: '自查周期（天），由登记机构自定 Days between self-checks' });

const schedule = act({
  title: text('设定自查周期', 'Set up the self-checks'),
  help: text(
    '原文只要求定期自查，周期由登记机构自定并记录在案。',
    'The texts ask for regular self-checks; how often is for the registrar to say, on the record.',
  ),
  law: LAW,
  by: BY,
  from: 'new',
  to: ['running'],
  input: z.strictObject({ everyDays }),
  needs: ['sameOpen'],
  emits: ['sec.SelfCheckScheduled'],
  decide: ({ input, facts }) =>
    facts.sameOpen === null
      ? [{ type: 'sec.SelfCheckScheduled', data: { everyDays: input.everyDays } }]
      : refuse(
          'SELF_CHECK_RUNNING',
          text(
            '自查已经设定，请在原事项中办理。',
            'Self-checks are set up already; use that case.',
          ),
          LAW,
          'conflict',
          { caseId: facts.sameOpen },
        ),
});

const reschedule = act({
  title: text('调整自查周期', 'Change the period'),
  law: LAW,
  by: BY,
  from: ['running'],
  to: ['running'],
  input: z.strictObject({ everyDays }),
  emits: ['sec.SelfCheckRescheduled'],
  decide: ({ input }) => [
    { type: 'sec.SelfCheckRescheduled', data: { everyDays: input.everyDays } },
  ],
});

const recordSelfCheck = act({
  title: text('记录自查', 'Record a self-check'),
  law: LAW,
  by: BY,
  from: ['running'],
  to: ['running'],
  input: z.strictObject({
    result: z.enum(['sound', 'faults']).meta({ title: '结果（正常、发现问题） Result' }),
    findings: words(4000, 5).meta({ title: '检查内容和发现的问题 What was checked and found' }),
    evidence: someFiles.meta({ title: '检查记录 Papers', 'x-file': true }),
  }),
  needs: ['files'],
  emits: ['sec.SelfCheckRecorded'],
  decide({ input, facts }) {
    const found = named(input.evidence, facts.files, LAW);
    if (isRefusal(found)) return found;
    return [
      {
        type: 'sec.SelfCheckRecorded',
        data: { result: input.result },
        private: { check: { findings: input.findings, files: found } },
      },
    ];
  },
});

const flagSelfCheckOverdue = act({
  title: text('标记自查逾期', 'Flag the self-check as overdue'),
  law: LAW,
  by: [system],
  from: ['running'],
  to: ['running'],
  input: z.strictObject({}),
  emits: ['sec.SelfCheckOverdue'],
  decide: () => [{ type: 'sec.SelfCheckOverdue', data: {} }],
});

function evolve(state: SelfCheckState | undefined, event: RecordedEvent): SelfCheckState {
  const on = event.at.slice(0, 10);
  const { data } = event;
  if (event.type === 'sec.SelfCheckScheduled') {
    const days = Number(data['everyDays']);
    return { status: 'running', everyDays: days, lastOn: on, overdue: false, last: null };
  }
  if (!state) throw new Error(`sec.selfcheck begins with ${event.type}`);
  switch (event.type) {
    case 'sec.SelfCheckRescheduled':
      return { ...state, everyDays: Number(data['everyDays']) };
    case 'sec.SelfCheckRecorded': {
      const { findings = '', files: papers = [] } = event.private?.['check'] ?? {};
      const last = {
        on,
        result: String(data['result']),
        findings: String(findings),
        files: papers as unknown as readonly FileFact[],
      };
      return { ...state, lastOn: on, overdue: false, last };
    }
    case 'sec.SelfCheckOverdue':
      return { ...state, overdue: true };
    default:
      throw new Error(`sec.selfcheck does not know ${event.type}`);
  }
}

/** Regular self-checks of the registrar's security (安全自查): clock `sec.selfCheck` of the requirement map. */
export const selfCheck: Procedure<SelfCheckState, RulePack> = {
  name: 'sec.selfcheck',
  title: text('安全自查', 'Security self-checks'),
  law: LAW,
  states: { running: { title: text('定期自查中', 'Running') } },
  parties: {},
  events: {
    'sec.SelfCheckScheduled': { title: text('设定自查周期', 'Scheduled'), law: LAW },
    'sec.SelfCheckRescheduled': { title: text('调整自查周期', 'Rescheduled'), law: LAW },
    'sec.SelfCheckRecorded': {
      title: text('完成自查', 'Self-check recorded'),
      law: LAW,
      groups: { check: DUTY_READERS },
    },
    'sec.SelfCheckOverdue': {
      title: text('自查逾期', 'Self-check overdue'),
      law: LAW,
      tells: ['office'],
    },
  },
  clocks: {
    selfCheck: {
      title: text('自查周期', 'Time to the next self-check'),
      law: LAW,
      length: (s) => ({ until: addDays(orThrowDate(s.lastOn), s.everyDays) }),
      startsOn: ['sec.SelfCheckScheduled', 'sec.SelfCheckRescheduled', 'sec.SelfCheckRecorded'],
      stopsOn: [],
      onExpiry: 'flagSelfCheckOverdue',
      onExpiryText: text('标记为逾期', 'flagged as overdue'),
    },
  },
  acts: { schedule, reschedule, recordSelfCheck, flagSelfCheckOverdue },
  evolve,
  partiesOf: () => [],
  headline: () => ({ title: '安全自查', registrant: null, district: null, search: '安全自查' }),
  view: (state, _rules, _today, audience) =>
    (audience.some((a) => a === 'office' || DUTY_READERS.includes(a))
      ? { ...state }
      : { status: state.status }) as unknown as JsonObject,
};
