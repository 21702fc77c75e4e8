import { z } from 'zod';
import { checkCreditCode } from '../../base/credit-code.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { anyone } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { files, foreignPlace, named, reasons, someFiles, words } from './inputs.ts';
import { WITHDRAW, type MisconductFacts, type MisconductState } from './misconduct-state.ts';

const act = actsOf<MisconductState, RulePack, MisconductFacts>();
export const LAW = ['NAT-REG-19', 'BJ-REG-23', 'CQ-REG-22'];
const AUTHORITY = [anyone('municipal_data_authority')];
/** Everybody who can sign in and neither runs the system nor only looks at it. */
const REPORTERS = [
  'objector',
  'registrant',
  'registrant_reviewer',
  'agent',
  'third_party_service',
  'registrar.intake',
  'registrar.review',
  'registrar.objection',
  'registrar.issue',
];

export const reportMisconduct = act({
  title: text('举报登记机构', 'Report the registrar'),
  help: text(
    '实名举报；举报人是谁只有市数据主管部门知道，登记机构不知道。',
    'Under your real name, which only the municipal data authority learns; the registrar does not.',
  ),
  law: LAW,
  by: REPORTERS.map(anyone),
  from: 'new',
  to: ['reported'],
  input: z.strictObject({
    ground: words(40).meta({ title: '情形 Ground', options: 'registrarMisconduct' }),
    statement: reasons.meta({ title: '事实和理由 Facts and reasons' }),
    evidence: someFiles.meta({ title: '证据材料 Evidence', 'x-file': true }),
  }),
  needs: ['files', 'registrarOffice'],
  emits: ['eval.MisconductReported'],
  // Of the few who hold an officer's role the registrar would know at once which of them it was.
  hidesActor: 'reporter',
  decide({ input, facts, actor, rules }) {
    if (!actor.realName) return notRealName();
    const ground = rules.profile.registrarMisconduct.find((g) => g.id === input.ground);
    if (!ground) return groundUnknown();
    const found = named(input.evidence, facts.files, LAW);
    if (isRefusal(found)) return found;
    const { code, name } = facts.registrarOffice.subject;
    return [
      {
        type: 'eval.MisconductReported',
        // What is only alleged stays off the log; what is found goes on it with the measure.
        data: { registrar: code },
        private: {
          registrar: { name },
          identity: { reporter: `person:${actor.accountId}`, name: actor.name },
          report: { ground: ground.id, statement: input.statement, files: found },
        },
      },
    ];
  },
});

export const openInvestigation = act({
  title: text('立案调查', 'Open an investigation'),
  law: LAW,
  by: AUTHORITY,
  from: ['reported'],
  to: ['investigating'],
  input: z.strictObject({}),
  emits: ['eval.InvestigationOpened'],
  decide({ actor, rules }) {
    const { code, name } = actor.org ?? { code: '', name: '' };
    return (
      foreignPlace(actor, rules, LAW) ?? [
        {
          type: 'eval.InvestigationOpened',
          data: { authority: code },
          private: { authority: { name } },
        },
      ]
    );
  },
});

const successor = words(40).meta({
  title: '继任登记机构的统一社会信用代码 Credit code of the successor',
});

export const takeMeasure = act({
  title: text('采取管理措施', 'Take a measure'),
  help: text(
    '约谈、现场指导或者取消登记资格。取消资格即时生效，指定继任机构后由其办理。',
    'Interview, on-site guidance or withdrawal of the status, which takes effect at once.',
  ),
  law: [...LAW, 'CQ-REG-25'],
  by: AUTHORITY,
  from: ['investigating'],
  to: ['MEASURE_TAKEN', 'vacant', 'STATUS_WITHDRAWN'],
  input: z.strictObject({
    measure: z
      .enum(['interview', 'on_site_guidance', WITHDRAW])
      .meta({ title: '措施（约谈、现场指导、取消登记资格） Measure' }),
    reasons: reasons.meta({ title: '查明的事实和理由 Findings and reasons' }),
    evidence: files(1).meta({ title: '证据材料 Evidence', 'x-file': true }),
    goodFaith: words(1000).optional().meta({ title: '善意过失的认定（可选） Good-faith finding' }),
    successor: successor.optional(),
  }),
  needs: ['files', 'registrarOffice', 'successor'],
  emits: ['eval.RegistrarMeasureTaken'],
  final: true,
  decide({ state, input, facts, rules }) {
    const found = named(input.evidence, facts.files, LAW);
    if (isRefusal(found)) return found;
    const withdraws = input.measure === WITHDRAW;
    if (!withdraws && input.successor !== undefined) return successorUnasked();
    if (withdraws && facts.registrarOffice.holder !== state.registrar.code) return lostAlready();
    const next = input.successor === undefined ? null : heir(input.successor, facts, rules, state);
    if (isRefusal(next)) return next;
    const { ground, registrar } = state;
    return [
      {
        type: 'eval.RegistrarMeasureTaken',
        data: {
          registrar: registrar.code,
          ground,
          measure: input.measure,
          goodFaith: input.goodFaith !== undefined,
          ...(next ? { successor: next.code } : {}),
        },
        private: {
          decision: {
            reasons: input.reasons,
            files: found,
            ...(input.goodFaith === undefined ? {} : { goodFaith: input.goodFaith }),
          },
          ...(next ? { successor: { name: next.name } } : {}),
        },
      },
    ];
  },
});

export const nameSuccessor = act({
  title: text('指定继任登记机构', 'Name the successor'),
  law: [...LAW, 'CQ-REG-6'],
  by: AUTHORITY,
  from: ['vacant'],
  to: ['STATUS_WITHDRAWN'],
  input: z.strictObject({ successor }),
  needs: ['registrarOffice', 'successor'],
  emits: ['eval.SuccessorNamed'],
  final: true,
  decide({ state, input, facts, rules }) {
    const next = heir(input.successor, facts, rules, state);
    if (isRefusal(next)) return next;
    return [
      {
        type: 'eval.SuccessorNamed',
        data: { successor: next.code },
        private: { successor: { name: next.name } },
      },
    ];
  },
});

export const dismissReport = act({
  title: text('不予采取措施', 'Dismiss the report'),
  law: LAW,
  by: AUTHORITY,
  from: ['reported', 'investigating'],
  to: ['DISMISSED'],
  input: z.strictObject({ reasons: reasons.meta({ title: '理由 Reasons' }) }),
  emits: ['eval.ReportDismissed'],
  final: true,
  decide: ({ input, actor, rules }) =>
    foreignPlace(actor, rules, LAW) ?? [
      {
        type: 'eval.ReportDismissed',
        data: {},
        private: { decision: { reasons: input.reasons } },
      },
    ],
});

/** Who may come after: a body of this place that the register knows and that never lost the office. */
function heir(
  given: string,
  { registrarOffice, successor: found }: Pick<MisconductFacts, 'registrarOffice' | 'successor'>,
  rules: RulePack,
  state: MisconductState,
): { readonly code: string; readonly name: string } | Refusal {
  const checked = checkCreditCode(given);
  if (!checked.ok) return checked.refusal;
  const here = rules.profile.scope.regions.some((region) => found?.region.startsWith(region));
  if (!found || found.code !== checked.code || !here) return successorUnknown();
  if (found.code === state.registrar.code || registrarOffice.withdrawn.includes(found.code)) {
    return successorBarred();
  }
  return found;
}

const notRealName = (): Refusal =>
  refuse(
    'NOT_REAL_NAME',
    text('须实名举报，请先完成实名认证。', 'A report is made under a verified real name.'),
    LAW,
    'forbidden',
  );

const groundUnknown = (): Refusal =>
  refuse(
    'GROUND_UNKNOWN',
    text('请从规则列明的情形中选择。', 'Choose one of the grounds the rules list.'),
    LAW,
  );

const successorUnasked = (): Refusal =>
  refuse(
    'SUCCESSOR_UNASKED',
    text(
      '只有取消登记资格时才指定继任机构。',
      'A successor is named only where the status is withdrawn.',
    ),
    LAW,
  );

const successorUnknown = (): Refusal =>
  refuse(
    'SUCCESSOR_UNKNOWN',
    text(
      '单位登记中没有这一单位，或者不在本地区。',
      'No organisation of this place is registered under that code.',
    ),
    LAW,
  );

const successorBarred = (): Refusal =>
  refuse(
    'SUCCESSOR_BARRED',
    text('被取消登记资格的单位不能继任。', 'A body that lost the status cannot be a successor.'),
    LAW,
  );

const lostAlready = (): Refusal =>
  refuse(
    'STATUS_LOST_ALREADY',
    text('该单位已不是登记机构。', 'This body is no longer the registrar.'),
    LAW,
    'conflict',
  );
