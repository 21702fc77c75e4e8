import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { anyone, party, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import type { EvaluationFacts, EvaluationState } from './evaluation-state.ts';
import { foreignPlace, reasons } from './inputs.ts';

const act = actsOf<EvaluationState, RulePack, EvaluationFacts>();
export const LAW = ['NAT-REG-17', 'BJ-REG-22', 'CQ-REG-21'];
const AUTHORITY = [anyone('municipal_data_authority')];
const OFFICERS = ['registrar.intake', 'registrar.review', 'registrar.objection', 'registrar.issue'];

export const openPeriod = act({
  title: text('启动年度评价', 'Open the yearly evaluation'),
  help: text(
    '每个年度对登记机构评价一次；年度结束后计算指标。',
    'Each year the registrar is evaluated once; figures are computed when the year is over.',
  ),
  law: LAW,
  by: AUTHORITY,
  from: 'new',
  to: ['open'],
  input: z.strictObject({
    year: z.int().min(2025).max(2200).meta({ title: '评价年度 Year' }),
  }),
  needs: ['registrarOffice', 'evaluationOf'],
  emits: ['eval.PeriodOpened'],
  decide({ input, facts, actor, rules, today }) {
    const foreign = foreignPlace(actor, rules, LAW);
    if (foreign) return foreign;
    if (input.year > yearOf(today)) return yearAhead();
    if (facts.evaluationOf !== null) return yearTaken(facts.evaluationOf);
    const { subject } = facts.registrarOffice;
    const { code, name } = actor.org ?? { code: '', name: '' };
    return [
      {
        type: 'eval.PeriodOpened',
        data: { year: input.year, registrar: subject.code, authority: code },
        private: { names: { registrar: subject.name, authority: name } },
      },
    ];
  },
});

export const computeIndicators = act({
  title: text('计算指标', 'Compute the figures'),
  help: text(
    '由系统根据本地区当年的全部记录计算，任何人可以重算；没有权重，也没有分数线。',
    'Drawn from every record of the year, so that anyone can draw them again; no weights, no marks.',
  ),
  law: LAW,
  by: AUTHORITY,
  from: ['open', 'draft'],
  to: ['draft'],
  input: z.strictObject({}),
  needs: ['indicators'],
  emits: ['eval.IndicatorsComputed'],
  decide({ state, facts, today }) {
    if (yearOf(today) <= state.year) return yearRunning();
    return [
      {
        type: 'eval.IndicatorsComputed',
        data: {},
        private: { indicators: { figures: facts.indicators } },
      },
    ];
  },
});

export const comment = act({
  title: text('登记机构说明', 'Comment'),
  help: text(
    '被评价的登记机构可以对指标作出说明。',
    'The evaluated registrar may comment on the figures.',
  ),
  law: LAW,
  by: OFFICERS.map((role) => party(role, 'registrar')),
  from: ['draft'],
  to: ['draft'],
  input: z.strictObject({ text: reasons.meta({ title: '说明 Comment' }) }),
  emits: ['eval.CommentFiled'],
  ready: (state) => (state.comments.length < MOST_COMMENTS ? undefined : commentsFull()),
  decide: ({ input }) => [
    { type: 'eval.CommentFiled', data: {}, private: { comment: { text: input.text } } },
  ],
});

export const confirm = act({
  title: text('确认并发布评价', 'Confirm the evaluation'),
  law: LAW,
  by: AUTHORITY,
  from: ['draft'],
  to: ['PUBLISHED'],
  input: z.strictObject({ conclusion: reasons.meta({ title: '评价意见 Conclusion' }) }),
  emits: ['eval.RegistrarEvaluated'],
  final: true,
  decide: ({ state, input }) => [
    {
      type: 'eval.RegistrarEvaluated',
      data: { year: state.year, registrar: state.registrar.code },
      private: { conclusion: { text: input.conclusion } },
    },
  ],
});

export const flagEvaluationOverdue = act({
  title: text('标记评价逾期', 'Flag the evaluation as overdue'),
  law: LAW,
  by: [system],
  from: ['open', 'draft'],
  to: ['open', 'draft'],
  input: z.strictObject({}),
  emits: ['eval.EvaluationOverdue'],
  decide: () => [{ type: 'eval.EvaluationOverdue', data: {} }],
});

const MOST_COMMENTS = 20;
export const yearOf = (day: string): number => Number(day.slice(0, 4));

const yearAhead = (): Refusal =>
  refuse('YEAR_AHEAD', text('该年度尚未开始。', 'That year has not begun.'), LAW);

const yearTaken = (caseId: string): Refusal =>
  refuse(
    'YEAR_TAKEN',
    text('该年度的评价已经启动。', 'That year is being evaluated already.'),
    LAW,
    'conflict',
    { caseId },
  );

const yearRunning = (): Refusal =>
  refuse(
    'YEAR_RUNNING',
    text('年度尚未结束，届时再计算指标。', 'The year is not over; compute its figures then.'),
    LAW,
    'conflict',
  );

const commentsFull = (): Refusal =>
  refuse(
    'COMMENTS_FULL',
    text('说明已达到上限。', 'No more comments can be filed.'),
    LAW,
    'conflict',
  );
