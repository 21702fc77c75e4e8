import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Procedure, RecordedEvent } from '../../kernel/types.ts';
import { anyone, office, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { DUTY_OFFICERS, DUTY_READERS } from './duty.ts';
import { day, foreignPlace, reasons, words } from './inputs.ts';
import { FIGURES, type StatisticsPermit } from './statistics.ts';

export interface ReleaseState {
  readonly status: string;
  readonly figure: string;
  readonly purpose: string;
  readonly permit: (StatisticsPermit & { readonly basis: string; readonly legal: string }) | null;
  readonly refusal: string | null;
}

const act = actsOf<ReleaseState, RulePack, Record<never, never>>();
const LAW = ['NAT-REG-14', 'BJ-REG-16', 'CQ-REG-19'];
const AUTHORITY = [anyone('municipal_data_authority')];
const askRelease = act({
  title: text('申请发布统计信息', 'Ask to release statistics'),
  help: text(
    '登记信息的统计分析结果缺省不对外提供，未经法定或者同意不得发布。',
    'What is derived from registrations is closed unless the law or consent opens it.',
  ),
  law: LAW,
  by: DUTY_OFFICERS.map(office),
  from: 'new',
  to: ['asked'],
  input: z.strictObject({
    figure: z.enum(FIGURES).meta({ title: '统计项目 Figure' }),
    purpose: reasons.meta({ title: '用途和提供方式 Purpose and manner' }),
  }),
  emits: ['stats.ReleaseAsked'],
  decide({ input, rules }) {
    if (rules.profile.statistics === 'open') return openAnyway();
    const data = { figure: input.figure };
    return [{ type: 'stats.ReleaseAsked', data, private: { ask: { purpose: input.purpose } } }];
  },
});

const permitRelease = act({
  title: text('同意发布', 'Permit the release'),
  law: LAW,
  by: AUTHORITY,
  from: ['asked'],
  to: ['permitted'],
  input: z.strictObject({
    basis: z.enum(['law', 'agreed']).meta({ title: '依据（法定、同意） Basis' }),
    legal: words(1000, 5).meta({ title: '法律依据或同意文件 Legal basis or consent' }),
    from: day.meta({ title: '起始日期 From' }),
    to: day.meta({ title: '截止日期 To' }),
  }),
  emits: ['stats.ReleasePermitted'],
  final: true,
  decide({ state, input, actor, rules, today }) {
    const foreign = foreignPlace(actor, rules, LAW);
    if (foreign) return foreign;
    const { basis, from, to, legal } = input;
    if (to < from || to < today) return termWrong();
    return [
      {
        type: 'stats.ReleasePermitted',
        data: { figure: state.figure, basis, from, to },
        private: { basis: { legal } },
      },
    ];
  },
});

const refuseRelease = act({
  title: text('不同意发布', 'Refuse the release'),
  law: LAW,
  by: AUTHORITY,
  from: ['asked'],
  to: ['REFUSED'],
  input: z.strictObject({ reasons: reasons.meta({ title: '理由 Reasons' }) }),
  emits: ['stats.ReleaseRefused'],
  final: true,
  decide: ({ input, actor, rules }) =>
    foreignPlace(actor, rules, LAW) ?? [
      { type: 'stats.ReleaseRefused', data: {}, private: { decision: { ...input } } },
    ],
});

const withdrawPermit = act({
  title: text('收回同意', 'Withdraw the permit'),
  law: LAW,
  by: AUTHORITY,
  from: ['permitted'],
  to: ['ENDED'],
  input: z.strictObject({ reasons: reasons.meta({ title: '理由 Reasons' }) }),
  emits: ['stats.ReleaseWithdrawn'],
  final: true,
  decide: ({ input, actor, rules }) =>
    foreignPlace(actor, rules, LAW) ?? [
      { type: 'stats.ReleaseWithdrawn', data: {}, private: { decision: { ...input } } },
    ],
});

const endRelease = act({
  title: text('发布期满', 'End the release'),
  law: LAW,
  by: [system],
  from: ['permitted'],
  to: ['ENDED'],
  input: z.strictObject({}),
  emits: ['stats.ReleaseEnded'],
  decide: () => [{ type: 'stats.ReleaseEnded', data: {} }],
});

function evolve(state: ReleaseState | undefined, event: RecordedEvent): ReleaseState {
  const { data } = event;
  const said = (group: string, field: string): string =>
    String(event.private?.[group]?.[field] ?? '');
  if (event.type === 'stats.ReleaseAsked') {
    const purpose = said('ask', 'purpose');
    const figure = String(data['figure']);
    return { status: 'asked', figure, purpose, permit: null, refusal: null };
  }
  if (!state) throw new Error(`stats begins with ${event.type}`);
  switch (event.type) {
    case 'stats.ReleasePermitted': {
      const term = { from: String(data['from']), to: String(data['to']) };
      const grounds = { basis: String(data['basis']), legal: said('basis', 'legal') };
      return {
        ...state,
        status: 'permitted',
        permit: { figure: state.figure, ...term, ...grounds },
      };
    }
    case 'stats.ReleaseRefused':
      return { ...state, status: 'REFUSED', refusal: said('decision', 'reasons') };
    case 'stats.ReleaseWithdrawn':
      return { ...state, status: 'ENDED', refusal: said('decision', 'reasons') };
    case 'stats.ReleaseEnded':
      return { ...state, status: 'ENDED' };
    default:
      throw new Error(`stats does not know ${event.type}`);
  }
}

const openAnyway = (): Refusal =>
  refuse(
    'STATISTICS_OPEN',
    text('本地规则没有限制统计信息，无须申请。', 'Statistics are open here; no permit is needed.'),
    LAW,
    'conflict',
  );

const termWrong = (): Refusal =>
  refuse(
    'RELEASE_TERM',
    text(
      '期限不正确：截止日期应不早于起始日期和今天。',
      'The term is wrong: its end must not precede its start or today.',
    ),
    LAW,
  );

export const RELEASE = 'stats';

/** Release of statistics on registrations (统计信息发布): requirement map E40, G48. */
export const release: Procedure<ReleaseState, RulePack> = {
  name: RELEASE,
  title: text('统计信息发布', 'Release of statistics'),
  law: LAW,
  states: {
    asked: { title: text('待主管部门决定', 'Awaiting the decision') },
    permitted: { title: text('同意发布', 'Permitted') },
    REFUSED: { title: text('不同意发布', 'Refused'), terminal: true },
    ENDED: { title: text('已停止发布', 'Ended'), terminal: true },
  },
  parties: {},
  events: {
    'stats.ReleaseAsked': {
      title: text('申请发布', 'Release asked'),
      law: LAW,
      groups: { ask: DUTY_READERS },
    },
    'stats.ReleasePermitted': {
      title: text('同意发布', 'Release permitted'),
      law: LAW,
      groups: { basis: DUTY_READERS },
      tells: ['office'],
      bindsOthers: true,
    },
    'stats.ReleaseRefused': {
      title: text('不同意发布', 'Release refused'),
      law: LAW,
      groups: { decision: DUTY_READERS },
      tells: ['office'],
    },
    'stats.ReleaseWithdrawn': {
      title: text('收回同意', 'Permit withdrawn'),
      law: LAW,
      groups: { decision: DUTY_READERS },
      tells: ['office'],
      bindsOthers: true,
    },
    'stats.ReleaseEnded': {
      title: text('发布期满', 'Release ended'),
      law: LAW,
      tells: ['office'],
      bindsOthers: true,
    },
  },
  clocks: {
    release: {
      title: text('发布期限', 'Term of the release'),
      law: LAW,
      length: (state) => (state.permit ? { until: state.permit.to } : null),
      startsOn: ['stats.ReleasePermitted'],
      stopsOn: ['stats.ReleaseWithdrawn'],
      onExpiry: 'endRelease',
      onExpiryText: text('停止发布', 'the figures are closed again'),
    },
  },
  acts: { askRelease, permitRelease, refuseRelease, withdrawPermit, endRelease },
  evolve,
  partiesOf: () => [],
  headline: () => ({ title: '统计信息发布', registrant: null, district: null, search: '统计信息' }),
  view: (state, _rules, _today, audience) =>
    (audience.some((a) => a === 'office' || DUTY_READERS.includes(a))
      ? { ...state }
      : { status: state.status }) as unknown as JsonObject,
};
