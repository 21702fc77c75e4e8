import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import {
  comment,
  computeIndicators,
  confirm,
  flagEvaluationOverdue,
  LAW,
  openPeriod,
} from './evaluation-acts.ts';
import { evolveEvaluation, type EvaluationState } from './evaluation-state.ts';

export const EVALUATION = 'eval';

const SIDES = ['registrar', 'authority'];
/** Supervising bodies read the figures that the registrar is measured by (BJ-REG-21). */
const READERS = [
  ...SIDES,
  'municipal_data_authority',
  'supervisor_cac',
  'supervisor_police',
  'supervisor_finance',
  'auditor',
];

const event = (zh: string, en: string, more: Partial<EventSpec> = {}): EventSpec => ({
  title: text(zh, en),
  law: LAW,
  tells: SIDES,
  ...more,
});

/** Yearly evaluation of the registrar (登记机构年度评价): requirement map E12. Chongqing says yearly;
 *  Beijing names no period and is taken to be yearly (G50). */
export const evaluation: Procedure<EvaluationState, RulePack> = {
  name: EVALUATION,
  title: text('登记机构年度评价', 'Yearly evaluation of the registrar'),
  law: LAW,
  aboutOffice: true,
  states: {
    open: { title: text('已启动', 'Open') },
    draft: { title: text('指标已计算', 'Figures computed') },
    PUBLISHED: { title: text('已发布', 'Published'), terminal: true },
  },
  parties: {
    registrar: text('被评价的登记机构', 'Evaluated registrar'),
    authority: text('评价机关', 'Evaluating authority'),
  },
  events: {
    'eval.PeriodOpened': event('启动年度评价', 'Evaluation opened', { groups: { names: READERS } }),
    'eval.IndicatorsComputed': event('计算指标', 'Figures computed', {
      groups: { indicators: READERS },
    }),
    'eval.CommentFiled': event('登记机构说明', 'Comment filed', { groups: { comment: READERS } }),
    'eval.RegistrarEvaluated': event('发布评价', 'Registrar evaluated', {
      groups: { conclusion: READERS },
      bindsOthers: true,
    }),
    'eval.EvaluationOverdue': event('评价逾期', 'Evaluation overdue'),
  },
  clocks: {
    evaluation: {
      title: text('年度评价期限', 'Time for the yearly evaluation'),
      law: LAW,
      // Yearly: the report on one year comes before the next one is over.
      length: (state) => ({ until: `${state.year + 1}-12-31` }),
      startsOn: ['eval.PeriodOpened'],
      stopsOn: ['eval.RegistrarEvaluated'],
      onExpiry: 'flagEvaluationOverdue',
      onExpiryText: text(
        '标记为逾期，原文没有其他后果',
        'flagged as overdue; the texts name no other consequence',
      ),
    },
  },
  acts: { openPeriod, computeIndicators, comment, confirm, flagEvaluationOverdue },
  evolve: evolveEvaluation,
  partiesOf: (state) => [
    { key: 'registrar', id: state.registrar.code, name: state.registrar.name },
    { key: 'authority', id: state.authority.code, name: state.authority.name },
  ],
  headline: (state) => ({
    title: `${state.year}年度登记机构评价`,
    registrant: null,
    district: null,
    search: `${state.year} ${state.registrar.name}`,
  }),
  view: (state, _rules, _today, audience) =>
    JSON.parse(
      JSON.stringify(audience.some((a) => READERS.includes(a)) ? state : { status: state.status }),
    ) as JsonObject,
};
