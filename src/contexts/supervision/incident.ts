import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, refuse } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Procedure, RecordedEvent } from '../../kernel/types.ts';
import { office } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { DUTY_OFFICERS, DUTY_READERS } from './duty.ts';
import { day, named, reasons, someFiles, type FileFact, type FileFacts } from './inputs.ts';

interface IncidentState {
  readonly status: string;
  readonly kind: string;
  readonly discoveredOn: string;
  readonly reportedOn: string;
  readonly description: string;
  readonly measures: readonly {
    readonly on: string;
    readonly text: string;
    readonly files: readonly FileFact[];
  }[];
  readonly closed: { readonly on: string; readonly cause: string; readonly fix: string } | null;
}

const act = actsOf<IncidentState, RulePack, { readonly files: FileFacts }>();
const LAW = ['NAT-REG-6', 'BJ-REG-20(4)', 'CQ-REG-7(3)'];
const BY = DUTY_OFFICERS.map(office);

const reportIncident = act({
  title: text('报告安全事件', 'Report an incident'),
  law: LAW,
  // Whoever of the office notices it says so; handling it is for those who keep up its duties.
  by: [...BY, office('registrar.intake'), office('registrar.objection')],
  from: 'new',
  to: ['reported'],
  input: z.strictObject({
    kind: z
      .enum(['leak', 'tamper', 'loss', 'other'])
      .meta({ title: '类别（泄露、篡改、丢失、其他） Kind' }),
    discoveredOn: day.meta({ title: '发现日期 Discovered on' }),
    description: reasons.meta({ title: '情况和涉及的数据 What happened, and to which data' }),
  }),
  emits: ['sec.IncidentReported'],
  decide({ input, today }) {
    if (input.discoveredOn > today) {
      const words = text('发现日期不能晚于今天。', 'An incident is not discovered in the future.');
      return refuse('DISCOVERED_AHEAD', words, LAW);
    }
    const { kind, discoveredOn, description } = input;
    return [
      {
        type: 'sec.IncidentReported',
        data: { kind, discoveredOn },
        private: { incident: { description } },
      },
    ];
  },
});

const takeIncidentMeasure = act({
  title: text('采取处置措施', 'Take a measure'),
  law: LAW,
  by: BY,
  from: ['reported'],
  to: ['reported'],
  input: z.strictObject({
    measure: reasons.meta({ title: '措施 Measure' }),
    evidence: someFiles.meta({ title: '材料 Papers', 'x-file': true }),
  }),
  needs: ['files'],
  emits: ['sec.MeasureTaken'],
  ready: ({ measures }) =>
    measures.length < MOST_MEASURES
      ? undefined
      : refuse(
          'MEASURES_FULL',
          text('措施记录已达到上限。', 'No more measures can be recorded here.'),
          LAW,
          'conflict',
        ),
  decide({ input, facts }) {
    const found = named(input.evidence, facts.files, LAW);
    if (isRefusal(found)) return found;
    const measure = { text: input.measure, files: found };
    return [{ type: 'sec.MeasureTaken', data: {}, private: { measure } }];
  },
});

const closeIncident = act({
  title: text('办结安全事件', 'Close the incident'),
  help: text(
    '至少采取一项措施后才能办结，并写明原因和整改。',
    'Only after at least one measure, with the cause and how it was mended.',
  ),
  law: LAW,
  by: BY,
  from: ['reported'],
  to: ['CLOSED'],
  input: z.strictObject({
    cause: reasons.meta({ title: '原因 Cause' }),
    fix: reasons.meta({ title: '整改 How it was mended' }),
  }),
  emits: ['sec.IncidentClosed'],
  final: true,
  ready: ({ measures }) =>
    measures.length > 0
      ? undefined
      : refuse(
          'NO_MEASURE',
          text('尚未采取任何处置措施，不能办结。', 'No measure was taken; it cannot be closed.'),
          LAW,
          'conflict',
        ),
  decide: ({ input }) => [
    { type: 'sec.IncidentClosed', data: {}, private: { outcome: { ...input } } },
  ],
});

const MOST_MEASURES = 200;

function evolve(state: IncidentState | undefined, event: RecordedEvent): IncidentState {
  const on = event.at.slice(0, 10);
  const said = (group: string, field: string): string =>
    String(event.private?.[group]?.[field] ?? '');
  if (event.type === 'sec.IncidentReported') {
    return {
      status: 'reported',
      kind: String(event.data['kind']),
      discoveredOn: String(event.data['discoveredOn']),
      reportedOn: on,
      description: said('incident', 'description'),
      measures: [],
      closed: null,
    };
  }
  if (!state) throw new Error(`sec.incident begins with ${event.type}`);
  if (event.type === 'sec.MeasureTaken') {
    const papers = (event.private?.['measure']?.['files'] ?? []) as unknown;
    const taken = { on, text: said('measure', 'text'), files: papers as readonly FileFact[] };
    return { ...state, measures: [...state.measures, taken] };
  }
  if (event.type === 'sec.IncidentClosed') {
    const closed = { on, cause: said('outcome', 'cause'), fix: said('outcome', 'fix') };
    return { ...state, status: 'CLOSED', closed };
  }
  throw new Error(`sec.incident does not know ${event.type}`);
}

const groups = (name: string) => ({ [name]: DUTY_READERS });

/** A security incident at the registrar (安全事件): requirement map E27, as far as BJ-REG-20(4) asks. */
export const incident: Procedure<IncidentState, RulePack> = {
  name: 'sec.incident',
  title: text('安全事件', 'Security incident'),
  law: LAW,
  states: {
    reported: { title: text('处置中', 'Being handled') },
    CLOSED: { title: text('已办结', 'Closed'), terminal: true },
  },
  parties: {},
  events: {
    'sec.IncidentReported': {
      title: text('报告安全事件', 'Incident reported'),
      law: LAW,
      groups: groups('incident'),
      tells: ['office'],
    },
    'sec.MeasureTaken': {
      title: text('采取处置措施', 'Measure taken'),
      law: LAW,
      groups: groups('measure'),
    },
    'sec.IncidentClosed': {
      title: text('办结安全事件', 'Incident closed'),
      law: LAW,
      groups: groups('outcome'),
    },
  },
  clocks: {},
  acts: { reportIncident, takeIncidentMeasure, closeIncident },
  evolve,
  partiesOf: () => [],
  headline: (s) => ({
    title: `安全事件（${s.discoveredOn}发现）`,
    registrant: null,
    district: null,
    search: `安全事件 ${s.discoveredOn}`,
  }),
  view: (state, _rules, _today, audience) =>
    (audience.some((a) => a === 'office' || DUTY_READERS.includes(a))
      ? { ...state }
      : { status: state.status }) as unknown as JsonObject,
};
