import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, refuse } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Procedure, RecordedEvent } from '../../kernel/types.ts';
import { office } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { DUTY_OFFICERS, DUTY_READERS } from './duty.ts';
import { files, named, words, type FileFact, type FileFacts } from './inputs.ts';

interface PlanState {
  readonly status: string;
  readonly version: number;
  readonly filedOn: string;
  readonly title: string;
  readonly files: readonly FileFact[];
}

interface Facts {
  readonly files: FileFacts;
  readonly sameOpen: string | null;
}

const act = actsOf<PlanState, RulePack, Facts>();
const LAW = ['NAT-REG-6', 'BJ-REG-20(4)', 'CQ-REG-7(3)'];
const BY = DUTY_OFFICERS.map(office);
const plan = z.strictObject({
  title: words(200, 2).meta({ title: '预案名称 Title' }),
  plan: files(1).meta({ title: '预案文本 The plan', 'x-file': true }),
});

const filed = (version: number, input: z.infer<typeof plan>, facts: Pick<Facts, 'files'>) => {
  const found = named(input.plan, facts.files, LAW);
  if (isRefusal(found)) return found;
  const document = { title: input.title, files: found };
  return [{ type: 'sec.PlanFiled', data: { version }, private: { plan: document } }];
};

const filePlan = act({
  title: text('备案应急预案', 'File the emergency plan'),
  law: LAW,
  by: BY,
  from: 'new',
  to: ['in_force'],
  input: plan,
  needs: ['files', 'sameOpen'],
  emits: ['sec.PlanFiled'],
  decide: ({ input, facts }) =>
    facts.sameOpen === null
      ? filed(1, input, facts)
      : refuse(
          'PLAN_ON_FILE',
          text(
            '已有应急预案，请在原事项中更新。',
            'There is a plan on file; file a new version there.',
          ),
          LAW,
          'conflict',
          { caseId: facts.sameOpen },
        ),
});

const updatePlan = act({
  title: text('更新应急预案', 'File a new version'),
  law: LAW,
  by: BY,
  from: ['in_force'],
  to: ['in_force'],
  input: plan,
  needs: ['files'],
  emits: ['sec.PlanFiled'],
  decide: ({ state, input, facts }) => filed(state.version + 1, input, facts),
});

function evolve(_state: PlanState | undefined, event: RecordedEvent): PlanState {
  if (event.type !== 'sec.PlanFiled') throw new Error(`sec.plan does not know ${event.type}`);
  const { title = '', files: papers = [] } = event.private?.['plan'] ?? {};
  return {
    status: 'in_force',
    version: Number(event.data['version']),
    filedOn: event.at.slice(0, 10),
    title: String(title),
    files: papers as unknown as readonly FileFact[],
  };
}

/** The emergency plan of the registrar and its versions (应急预案). */
export const emergencyPlan: Procedure<PlanState, RulePack> = {
  name: 'sec.plan',
  title: text('应急预案', 'Emergency plan'),
  law: LAW,
  states: { in_force: { title: text('执行中', 'In force') } },
  parties: {},
  events: {
    'sec.PlanFiled': {
      title: text('备案预案版本', 'Version filed'),
      law: LAW,
      groups: { plan: DUTY_READERS },
    },
  },
  clocks: {},
  acts: { filePlan, updatePlan },
  evolve,
  partiesOf: () => [],
  headline: (s) => ({
    title: `应急预案（第${s.version}版）`,
    registrant: null,
    district: null,
    search: '应急预案',
  }),
  view: (state, _rules, _today, audience) =>
    (audience.some((a) => a === 'office' || DUTY_READERS.includes(a))
      ? { ...state }
      : { status: state.status }) as unknown as JsonObject,
};
