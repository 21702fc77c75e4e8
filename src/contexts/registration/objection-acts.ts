import { z } from 'zod';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, party, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import type { FileRef } from './dossier.ts';
import { reasons, words } from './inputs.ts';
import type { ObjectionFacts, ObjectionState } from './objection-state.ts';

const act = actsOf<ObjectionState, RulePack, ObjectionFacts>();
const LAW = ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'];
/** What is put on public notice (G9): a cancellation and a correction are not. */
const NOTICED = ['reg.first', 'reg.change'];
const evidence = z
  .array(z.uuid())
  .min(1)
  .max(20)
  .meta({ title: '证据材料 Evidence', 'x-file': true });

export const lodge = act({
  title: text('提出异议', 'Lodge an objection'),
  help: text(
    '公示期内，相关当事人可实名提出异议并提供必要的证据材料；规则把异议处理列在凭证发放之后的，对已登记的事项也可以提出。',
    'During the notice a party concerned may object under their real name, with evidence; where the rules list objections after the certificate, to a registered entry too.',
  ),
  law: LAW,
  by: [{ role: 'objector' }, { role: 'registrant' }],
  from: 'new',
  to: ['lodged'],
  input: z.strictObject({
    parent: words(80).meta({ title: '公示事项编号或者登记编码 The notice or the code' }),
    interest: words(500).meta({ title: '与该登记的利害关系 Your interest' }),
    reason: reasons.meta({ title: '异议理由 Reasons' }),
    evidence,
  }),
  needs: ['parent', 'files'],
  emits: ['obj.Lodged'],
  hidesActor: true,
  decide({ input, facts, actor, today, rules }) {
    if (!actor.realName) return notRealName();
    const { parent } = facts;
    if (!parent) return notInNotice();
    // Chongqing lists objections after the certificate (G20).
    const issued = rules.profile.objectionAfterIssue && parent.inForce;
    if (!issued && !onNotice(parent, today)) return notInNotice();
    if (actor.org?.code === parent.registrant.code) return ownCase();
    const files = named(input.evidence, facts.files);
    if (!files) return evidenceUnknown();
    const objector = {
      id: actor.org?.code ?? `account:${actor.accountId}`,
      name: actor.org?.name ?? actor.name,
    };
    const { caseId, title, registrant, acceptedBy } = parent;
    return [
      {
        type: 'obj.Lodged',
        // Of an entry in force nothing is public until the objection is upheld.
        data: issued ? {} : { about: caseId, registrant: registrant.code },
        private: {
          ...(issued ? { matter: { entry: caseId, registrant: registrant.code } } : {}),
          about: { title, registrantName: registrant.name },
          officer: { acceptedBy },
          identity: { objector, account: actor.accountId },
          claim: { interest: input.interest, statement: input.reason, files },
        },
      },
    ];
  },
});

function onNotice(parent: NonNullable<ObjectionFacts['parent']>, today: string): boolean {
  // The clock that closes the notice may be minutes behind the day.
  const over = parent.noticeTo !== undefined && today > parent.noticeTo;
  return NOTICED.includes(parent.procedure) && parent.status === 'in_notice' && !over;
}

export const notifyRegistrant = act({
  title: text('告知登记主体', 'Notify the registrant'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [office('registrar.objection')],
  from: ['lodged'],
  to: ['awaiting_reply'],
  input: z.strictObject({}),
  emits: ['obj.RegistrantNotified'],
  decide: () => [{ type: 'obj.RegistrantNotified', data: {} }],
});

export const reply = act({
  title: text('答复异议', 'Reply'),
  help: text(
    '登记主体应在期限内提供必要的证据材料。',
    'The registrant answers with evidence within the period.',
  ),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [party('registrant', 'registrant')],
  from: ['awaiting_reply'],
  to: ['reviewing'],
  input: z.strictObject({ statement: reasons.meta({ title: '答复意见 Statement' }), evidence }),
  needs: ['files'],
  emits: ['obj.ReplyFiled'],
  // Of an entry in force the public record does not yet say whose it is.
  hidesActor: true,
  decide({ input, facts }) {
    const files = named(input.evidence, facts.files);
    if (!files) return evidenceUnknown();
    return [
      {
        type: 'obj.ReplyFiled',
        data: {},
        private: { reply: { statement: input.statement, files } },
      },
    ];
  },
});

export const missReply = act({
  title: text('逾期未答复', 'Reply missed'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [system],
  from: ['awaiting_reply'],
  to: ['reviewing'],
  input: z.strictObject({}),
  emits: ['obj.ReplyMissed'],
  decide: () => [{ type: 'obj.ReplyMissed', data: {} }],
});

const decided = z.strictObject({ reasons: reasons.meta({ title: '复核理由 Reasons' }) });

export const uphold = act({
  title: text('异议成立，终止登记', 'Uphold and terminate'),
  law: LAW,
  by: [office('registrar.objection')],
  from: ['reviewing'],
  to: ['UPHELD'],
  input: decided,
  emits: ['obj.Upheld'],
  final: true,
  ready: (state, actor) => (state.issued ? issuedAlready() : anotherOfficer(state, actor)),
  decide: (c) => [outcome('obj.Upheld', c.state, c.input.reasons)],
});

export const upholdIssued = act({
  title: text('异议成立，转更正或者撤销', 'Uphold: correct or investigate'),
  help: text(
    '登记已经生效，异议成立不直接终止登记：写明应当更正，还是立案调查是否撤销。更正由登记主体或者异议人申请，撤销由登记机构另行立案。',
    'The registration is in force: say whether it is to be corrected, on the registrant\u2019s or the objector\u2019s application, or whether the registrar investigates revoking it.',
  ),
  law: ['NAT-REG-12', 'CQ-REG-16'],
  by: [office('registrar.objection')],
  from: ['reviewing'],
  to: ['UPHELD'],
  input: decided.extend({
    remedy: z.enum(['correction', 'revocation']).meta({ title: '处理：更正或者撤销 Remedy' }),
  }),
  emits: ['obj.UpheldAfterIssue'],
  final: true,
  ready: (state, actor) => (state.issued ? anotherOfficer(state, actor) : notIssuedYet()),
  decide({ state, input }) {
    const upheld = outcome('obj.UpheldAfterIssue', state, input.reasons);
    return [{ ...upheld, data: { entry: state.about.caseId, remedy: input.remedy } }];
  },
});

export const dismiss = act({
  title: text('异议不成立', 'Dismiss'),
  law: ['NAT-REG-12', 'BJ-REG-14', 'BJ-REG-15', 'CQ-REG-16'],
  by: [office('registrar.objection')],
  from: ['reviewing'],
  to: ['DISMISSED'],
  input: decided,
  emits: ['obj.Dismissed'],
  final: true,
  ready: anotherOfficer,
  decide: (c) => [outcome('obj.Dismissed', c.state, c.input.reasons)],
});

export const withdrawObjection = act({
  title: text('撤回异议', 'Withdraw the objection'),
  law: ['BJ-REG-14', 'CQ-REG-16'],
  by: [party('objector', 'objector'), party('registrant', 'objector')],
  from: ['lodged', 'awaiting_reply', 'reviewing'],
  to: ['WITHDRAWN'],
  input: z.strictObject({}),
  emits: ['obj.Withdrawn'],
  hidesActor: true,
  final: true,
  decide: ({ state }) => [{ type: 'obj.Withdrawn', data: aboutOf(state) }],
});

/** `about` moves the case on notice; an entry in force stands as it is. */
const aboutOf = ({ issued, about }: ObjectionState) => (issued ? {} : { about: about.caseId });

/** The decision names both files by digest, so that it can be shown what was examined. */
const outcome = (type: string, state: ObjectionState, why: string) => ({
  type,
  data: aboutOf(state),
  private: {
    decision: {
      reasons: why,
      examined: [...state.claim.files, ...(state.reply?.files ?? [])].map((f) => f.sha256),
    },
  },
});

function anotherOfficer(
  state: ObjectionState,
  actor: { readonly accountId: string },
): Refusal | undefined {
  if (state.acceptedBy !== actor.accountId) return undefined;
  return refuse(
    'SAME_OFFICER',
    text(
      '受理该申请的人员不得复核其异议。',
      'Whoever accepted the application may not decide its objection.',
    ),
    ['BJ-REG-14', 'CQ-REG-7'],
    'forbidden',
  );
}

function named(ids: readonly string[], files: Readonly<Record<string, FileRef>>) {
  const found = ids
    .flatMap((id) => files[id] ?? [])
    .map(({ id, name, sha256 }) => ({ id, name, sha256 }));
  return found.length === ids.length ? found : undefined;
}

const notRealName = (): Refusal =>
  refuse(
    'NOT_REAL_NAME',
    text('须实名提出异议，请先完成实名认证。', 'Objections are made under a verified real name.'),
    LAW,
    'forbidden',
  );

const notInNotice = (): Refusal =>
  refuse(
    'NOT_IN_NOTICE',
    text(
      '该事项不在公示期内，逾期不再受理异议。',
      'The notice period is not running; an objection is late or not possible.',
    ),
    LAW,
    'conflict',
  );

const issuedAlready = (): Refusal =>
  refuse(
    'OBJECTION_AFTER_ISSUE',
    text(
      '该登记已经生效，不能以异议终止；异议成立的，转更正或者撤销。',
      'The registration is in force and is not ended by an objection: correct it or investigate.',
    ),
    ['CQ-REG-16'],
    'conflict',
  );

const notIssuedYet = (): Refusal =>
  refuse(
    'OBJECTION_IN_NOTICE',
    text(
      '该事项还在登记过程中，异议成立的终止登记。',
      'Nothing is registered yet: an objection that is upheld ends the application.',
    ),
    LAW,
    'conflict',
  );

const ownCase = (): Refusal =>
  refuse(
    'OWN_CASE',
    text(
      '登记主体不能对自己的登记提出异议，可撤回申请。',
      'A registrant cannot object to its own registration; it may withdraw it.',
    ),
    LAW,
    'forbidden',
  );

const evidenceUnknown = (): Refusal =>
  refuse(
    'FILE_UNKNOWN',
    text('所引用的证据文件不存在或不属于您。', 'An evidence file does not exist or is not yours.'),
    LAW,
  );
