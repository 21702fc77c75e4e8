import { z } from 'zod';
import type { Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Actor } from '../../kernel/types.ts';
import { office, party, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { day, reasons, words } from './inputs.ts';
import { paperUnknown } from './petition-refusals.ts';
import { papersOf } from './petition.ts';
import {
  alreadyRevoked,
  answerTooSoon,
  enoughSaid,
  entryUnknown,
  groundNotListed,
  LAW,
  notNotified,
  ownEntry,
  sameOfficer,
  stillTime,
  underWay,
} from './revocation-refusals.ts';
import type { RevocationFacts, RevocationState } from './revocation-state.ts';

const act = actsOf<RevocationState, RulePack, RevocationFacts>();
const MOST_STATEMENTS = 20;
const papers = (least: number) => z.array(z.uuid()).min(least).max(20);
const because = (title: string) => z.strictObject({ reasons: reasons.meta({ title }) });

export const openRevocation = act({
  title: text('立案调查（撤销登记）', 'Open an investigation'),
  help: text(
    '登记机构自行发现或者接到举报的，依规则列明的情形立案；登记已注销的，也可以撤销。',
    'On its own finding or on a report, on a listed ground; a cancelled entry can be revoked too.',
  ),
  law: LAW,
  by: [office('registrar.review')],
  from: 'new',
  to: ['verifying'],
  input: z.strictObject({
    entry: words(80).meta({ title: '登记编码 Registration code', 'x-entry': true }),
    ground: words(60).meta({ title: '法定情形 Ground', options: 'revocationGrounds' }),
    source: z
      .enum(['own', 'report', 'objection'])
      .meta({ title: '来源：自行发现、举报或者异议成立 Source' }),
    facts: reasons.meta({ title: '涉嫌的事实（登记主体可见） Facts alleged' }),
    evidence: papers(1).meta({ title: '证据材料 Evidence', 'x-file': true }),
    reporter: words(500)
      .optional()
      .meta({ title: '举报人和举报情况（仅登记机构可见） Who reported' }),
  }),
  needs: ['entry', 'files', 'petitions'],
  emits: ['reg.RevocationOpened'],
  decide({ input, facts, rules, actor }) {
    const { entry } = facts;
    if (!entry) return entryUnknown();
    if (entry.status === 'REVOKED') return alreadyRevoked();
    if (entry.registrant.code === actor.org?.code) return ownEntry();
    if (facts.petitions.some((p) => p.open)) return underWay();
    if (!rules.profile.revocationGrounds.some((g) => g.id === input.ground))
      return groundNotListed(rules);
    const files = papersOf(input.evidence, facts.files);
    if (!files) return paperUnknown(LAW);
    const { code: registrant, name: registrantName, region } = entry.registrant;
    const { ground, source, reporter } = input;
    return [
      {
        type: 'reg.RevocationOpened',
        // A suspicion is nobody's business while it is one: the log is public and keeps for ever.
        data: {},
        private: {
          matter: { entry: entry.caseId, registrant, ground, source },
          about: { title: entry.title, code: entry.code, registrantName, region },
          facts: { text: input.facts, files },
          office: { officers: entry.officers, ...(reporter === undefined ? {} : { reporter }) },
        },
      },
    ];
  },
});

export const notifyRegistrant = act({
  title: text('告知登记主体', 'Notify the registrant'),
  help: text(
    '告知涉嫌的事实，并写明陈述的最后一日；规则没有规定天数，应当给予合理的时间。可以再次告知以延长。',
    'Tells what is alleged and until when to answer. The rules name no number of days: give a reasonable time. It can be lengthened by telling again.',
  ),
  law: LAW,
  by: [office('registrar.review')],
  from: ['verifying'],
  to: ['verifying'],
  input: z.strictObject({ answerBy: day.meta({ title: '陈述的最后一日 Answer by' }) }),
  emits: ['reg.RevocationNotified'],
  decide({ state, input, today }) {
    const after = state.answerBy !== null && state.answerBy > today ? state.answerBy : today;
    if (input.answerBy <= after) return answerTooSoon(after);
    return [{ type: 'reg.RevocationNotified', data: { answerBy: input.answerBy } }];
  },
});

export const fileStatement = act({
  title: text('陈述和申辩', 'File a statement'),
  help: text(
    '调查期间登记主体可以随时陈述、申辩并提交材料。',
    'While facts are being verified the registrant may state its case at any time, with papers.',
  ),
  law: LAW,
  by: [party('registrant', 'registrant')],
  from: ['verifying'],
  to: ['verifying'],
  input: z.strictObject({
    statement: reasons.meta({ title: '陈述和申辩意见 Statement' }),
    evidence: papers(0).default([]).meta({ title: '材料 Papers', 'x-file': true }),
  }),
  needs: ['files'],
  emits: ['reg.StatementFiled'],
  // Whose statement it is would say who is investigated, on a log that keeps it for ever.
  hidesActor: true,
  ready: (state) => (state.statements.length >= MOST_STATEMENTS ? enoughSaid() : undefined),
  decide({ input, facts }) {
    const files = papersOf(input.evidence, facts.files);
    if (!files) return paperUnknown(LAW);
    const statement = { text: input.statement, files };
    return [{ type: 'reg.StatementFiled', data: {}, private: { statement } }];
  },
});

/** Its day is over and it said nothing: it may still speak, but nobody waits for it any more. */
export const missAnswer = act({
  title: text('逾期未陈述', 'Answer missed'),
  law: LAW,
  by: [system],
  from: ['verifying'],
  to: ['verifying'],
  input: z.strictObject({}),
  emits: ['reg.AnswerMissed'],
  decide: () => [{ type: 'reg.AnswerMissed', data: {} }],
});

export const confirmFacts = act({
  title: text('核实认定', 'Confirm the facts'),
  help: text(
    '登记主体已经陈述，或者告知的时间已过，才能认定事实。',
    'Only after the registrant answered, or after the day it was given.',
  ),
  law: LAW,
  by: [office('registrar.review')],
  from: ['verifying'],
  to: ['verified'],
  input: z.strictObject({
    findings: reasons.meta({ title: '认定的事实 Findings' }),
    evidence: papers(1).meta({ title: '据以认定的证据 Evidence', 'x-file': true }),
  }),
  needs: ['files'],
  emits: ['reg.RevocationVerified'],
  final: true,
  ready(state, actor, today) {
    if (state.answerBy === null) return notNotified();
    return involved(state.officers, actor) ?? (today ? mayAnswerYet(state, today) : undefined);
  },
  decide({ state, input, facts, today }) {
    const early = mayAnswerYet(state, today);
    if (early) return early;
    const files = papersOf(input.evidence, facts.files);
    if (!files) return paperUnknown(LAW);
    const findings = { text: input.findings, files };
    return [{ type: 'reg.RevocationVerified', data: {}, private: { findings } }];
  },
});

export const revokeRegistration = act({
  title: text('撤销登记', 'Revoke the registration'),
  help: text(
    '由立案、核实以外的人员决定；公开为“已撤销”，与注销不同。',
    'Decided by another officer than opened or verified it; public as "revoked", which is not "cancelled".',
  ),
  law: LAW,
  by: [office('registrar.issue')],
  from: ['verified'],
  to: ['REVOKED'],
  input: because('撤销理由 Reasons'),
  emits: ['reg.EntryRevoked'],
  final: true,
  ready: (state, actor) =>
    involved([...state.officers, state.openedBy, state.confirmedBy ?? ''], actor),
  decide: ({ state, input }) => [
    {
      type: 'reg.EntryRevoked',
      data: { about: state.about.caseId, ground: state.ground },
      private: { decision: { reasons: input.reasons, examined: examined(state) } },
    },
  ],
});

export const dismissRevocation = act({
  title: text('终结调查，不予撤销', 'Dismiss'),
  help: text(
    '事实不能认定或者不属于法定情形的，终结调查；登记不受影响。',
    'Where the facts are not shown, or are no listed ground; the entry stands.',
  ),
  law: LAW,
  by: [office('registrar.review'), office('registrar.issue')],
  from: ['verifying', 'verified'],
  to: ['CLOSED'],
  input: because('不予撤销的理由 Reasons'),
  emits: ['reg.RevocationDismissed'],
  final: true,
  decide: ({ state, input }) => [
    {
      type: 'reg.RevocationDismissed',
      data: {},
      private: { decision: { reasons: input.reasons, examined: examined(state) } },
    },
  ],
});

/** The decision names every paper by digest, so that it can be shown what was examined. */
const examined = (state: RevocationState): string[] => [
  ...new Set(
    [state.facts, ...state.statements, ...(state.findings ? [state.findings] : [])].flatMap((s) =>
      s.files.map((f) => f.sha256),
    ),
  ),
];

/** It was told, has not answered, and its last day to answer is not over. */
const mayAnswerYet = (
  { answerBy, answered }: RevocationState,
  today: string,
): Refusal | undefined =>
  answerBy !== null && !answered && today <= answerBy ? stillTime(answerBy) : undefined;

const involved = (officers: readonly string[], actor: Actor): Refusal | undefined =>
  officers.includes(actor.accountId) ? sameOfficer() : undefined;
