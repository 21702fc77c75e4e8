import { z } from 'zod';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { isSound, UNSOUND } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Actor } from '../../kernel/types.ts';
import { office, party } from '../../kernel/who.ts';
import { ERASURE_GROUNDS } from '../../law/retention.ts';
import type { RulePack } from '../../law/types.ts';
import { PART_CLASSES } from './classes.ts';
import { CASES_MAX, type Erasable, type ErasureState } from './erasable.ts';
import * as no from './erase-refusals.ts';

interface Facts {
  readonly erasable: Erasable | null;
}

const act = actsOf<ErasureState, RulePack, Facts>();
const { LAW } = no;

const words = (most: number, least: number) =>
  z.string().trim().min(least).max(most).refine(isSound, UNSOUND);
const reasons = words(2000, 5).meta({ title: '理由 Reasons' });

/** Why what the house found does not allow the erasure that is asked for. */
function barred(found: Erasable | null): Refusal | Erasable {
  if (!found) return no.unknownCase();
  if (found.unknown.length > 0) return no.unknownParts(found.unknown);
  if (found.kept.length > 0) return no.officersKept(found.kept);
  if (!found.settled) return no.notSettled();
  if (found.cases > CASES_MAX) return no.tooWide();
  if (found.parts === 0) return no.nothing();
  return found.breaksPublic ? no.publicKept() : found;
}

/** Who asks, as a party of this case: an organisation, or a citizen by account. */
const requesterOf = ({ org, accountId, name }: Actor) =>
  org ? { id: org.code, name: org.name } : { id: `account:${accountId}`, name };

export const requestErasure = act({
  title: text('申请清空个人信息', 'Ask for an erasure'),
  help: text(
    '由当事方申请，或由登记机构依职权、依本人书面请求提出；登记编码和公开字段不在其内，链上的记录不变。',
    'Asked for by a party, or proposed by the registrar; codes and public fields are not touched, and the log stays as it is.',
  ),
  law: LAW,
  by: [
    { role: 'registrant' },
    { role: 'agent' },
    { role: 'objector' },
    office('registrar.intake'),
    office('registrar.review'),
  ],
  from: 'new',
  to: ['requested'],
  input: z.strictObject({
    about: z.uuid().meta({ title: '事项编号 Case' }),
    ground: z.enum(ERASURE_GROUNDS.map(({ id }) => id)).meta({ title: '事由 Ground' }),
    basis: words(500, 4).meta({ title: '法律依据 Legal basis' }),
    classes: z
      .array(z.enum(PART_CLASSES))
      .max(PART_CLASSES.length)
      .default([])
      .meta({ title: '清空的类别 Kinds of content' }),
    parts: z
      .array(z.string().regex(/^[1-9]\d{0,8}\/\$?[A-Za-z]{1,60}$/))
      .max(200)
      .default([])
      .meta({
        title:
          '逐项指明的部分（事件序号/组，如3/personal，每行一项） Parts one by one (event/group, one a line)',
      }),
    statement: words(2000, 5).meta({ title: '请求和说明 Statement' }),
  }),
  needs: ['erasable'],
  emits: ['records.ErasureRequested'],
  decide({ input, facts, actor }) {
    if (input.classes.length + input.parts.length === 0) return no.namesNothing();
    const found = barred(facts.erasable);
    if (isRefusal(found)) return found;
    const { about, ground, classes, basis, parts, statement } = input;
    const asking = found.standing === 'party' ? requesterOf(actor) : { id: '', name: '' };
    return [
      {
        type: 'records.ErasureRequested',
        data: { about, ground, classes: [...classes] },
        private: { request: { basis, statement, parts: [...parts] }, identity: asking },
      },
    ];
  },
});

export const withdrawErasure = act({
  title: text('撤回申请', 'Withdraw'),
  law: LAW,
  by: ['registrant', 'agent', 'objector'].map((role) => party(role, 'requester')),
  from: ['requested', 'granted'],
  to: ['WITHDRAWN'],
  input: z.strictObject({}),
  emits: ['records.ErasureWithdrawn'],
  decide: () => [{ type: 'records.ErasureWithdrawn', data: {} }],
});

export const grantErasure = act({
  title: text('决定清空', 'Grant'),
  help: text(
    '决定后须由另一人确认才执行；执行后不能恢复。',
    'Carried out only when a second person confirms it; then it cannot be undone.',
  ),
  law: LAW,
  by: [office('registrar.review')],
  from: ['requested'],
  to: ['granted'],
  input: z.strictObject({ reasons }),
  needs: ['erasable'],
  emits: ['records.ErasureGranted'],
  decide({ input, facts }) {
    const found = barred(facts.erasable);
    if (isRefusal(found)) return found;
    return [
      { type: 'records.ErasureGranted', data: {}, private: { decision: { text: input.reasons } } },
    ];
  },
});

export const refuseErasure = act({
  title: text('不予清空', 'Refuse'),
  law: LAW,
  by: [office('registrar.review')],
  from: ['requested'],
  to: ['REFUSED'],
  input: z.strictObject({ reasons }),
  emits: ['records.ErasureRefused'],
  final: true,
  decide: ({ input }) => [
    { type: 'records.ErasureRefused', data: {}, private: { decision: { text: input.reasons } } },
  ],
});

const SECOND = [
  office('registrar.issue'),
  office('registrar.intake'),
  office('registrar.objection'),
  office('registrar.review'),
];

const notAlone = (state: ErasureState, actor: Actor): Refusal | undefined =>
  state.decidedBy === null || state.decidedBy === '' || state.decidedBy === actor.accountId
    ? no.samePerson()
    : undefined;

export const confirmErasure = act({
  title: text('复核确认并执行清空', 'Confirm and erase'),
  help: text(
    '由作出决定以外的第二人办理；确认后立即清空，不能恢复。',
    'By a second person, not by who decided; it takes effect at once and cannot be undone.',
  ),
  law: LAW,
  by: SECOND,
  from: ['granted'],
  to: ['ERASED'],
  input: z.strictObject({
    examined: z
      .literal(true)
      .meta({ title: '已核对事项、类别和依据 Case, kinds and basis checked' }),
  }),
  needs: ['erasable'],
  emits: ['records.Erased'],
  final: true,
  ready: notAlone,
  decide({ state, facts }) {
    const found = barred(facts.erasable);
    if (isRefusal(found)) return found;
    const { about, ground, classes } = state;
    const { cases, parts } = found;
    return [
      { type: 'records.Erased', data: { about, ground, classes: [...classes], cases, parts } },
    ];
  },
});

export const returnErasure = act({
  title: text('退回重新决定', 'Send back'),
  law: LAW,
  by: SECOND,
  from: ['granted'],
  to: ['requested'],
  input: z.strictObject({ reasons }),
  emits: ['records.ErasureReturned'],
  ready: notAlone,
  decide: ({ input }) => [
    { type: 'records.ErasureReturned', data: {}, private: { decision: { text: input.reasons } } },
  ],
});
