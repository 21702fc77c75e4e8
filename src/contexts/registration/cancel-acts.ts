import { z } from 'zod';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Actor } from '../../kernel/types.ts';
import { anyone, office, party, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import * as no from './cancel-refusals.ts';
import { CANCELLATION } from './cancel-refusals.ts';
import type { CancelState, Capacity } from './cancel-state.ts';
import type { EntryFact } from './entry-fact.ts';
import { reasons, words } from './inputs.ts';
import { petitionActs } from './petition-acts.ts';
import { entryRefusal, notRealName, paperUnknown } from './petition-refusals.ts';
import { papersOf, wordsFor, type Claim, type PetitionFacts } from './petition.ts';

const act = actsOf<CancelState, RulePack, PetitionFacts>();
const OPEN = ['filed', 'gap', 'accepted'];
/** The one ground on which others than the registrant may ask: that there is none any more (G23). */
const ENDED = 'registrant_ended';

const papers = {
  statement: z.uuid().meta({ title: '注销说明文件（盖章） Sealed statement', 'x-file': true }),
  explanation: reasons.meta({ title: '注销情形说明 Explanation' }),
  proof: z
    .array(z.uuid())
    .max(20)
    .optional()
    .meta({ title: '证明材料 Proof', 'x-file': true, 'x-not-holder': { needed: true } }),
};
const again = z.strictObject(papers).partial();

/** The papers after this input, those of `before` where it names none. */
function claimOf(
  input: z.infer<typeof again>,
  before: Claim,
  { files }: Pick<PetitionFacts, 'files'>,
  capacity: Capacity,
): Claim | Refusal {
  const statement = input.statement === undefined ? [] : papersOf([input.statement], files);
  const proof = papersOf(input.proof ?? [], files);
  if (!statement || !proof) return paperUnknown(CANCELLATION);
  const claim = {
    ...before,
    ...(input.explanation === undefined ? {} : { explanation: input.explanation }),
    ...(statement[0] ? { statement: statement[0] } : {}),
    ...(input.proof === undefined ? {} : { proof }),
  };
  const proven = Array.isArray(claim['proof']) && claim['proof'].length > 0;
  return capacity === 'registrant' || proven ? claim : no.proofMissing();
}

const shared = petitionActs<CancelState, z.infer<typeof again>>({
  law: CANCELLATION,
  applicants: [party('registrant', 'applicant')],
  items: ['statement', 'explanation', 'proof'],
  again,
  needs: ['files'],
  claim: (input, before, { state, facts }) => claimOf(input, before, facts, state.capacity),
  accepted: 'reg.CancellationAccepted',
  // No later refusal is in the law: what comes to light after acceptance is refused as it would
  // have been before, on a listed ground (the reading of G15).
  refusable: ['filed', 'accepted'],
  open: OPEN,
});

const fileCancellation = act({
  title: text('申请注销登记', 'File a cancellation'),
  help: text(
    '登记主体申请注销；登记主体已终止的，由承继、清算、上级单位申请，或由登记机构核实后依职权办理。',
    'Filed by the registrant; where it has ended, by its successor, liquidator or superior unit, or opened by the registrar after verification.',
  ),
  law: CANCELLATION,
  by: [anyone('registrant'), office('registrar.review')],
  from: 'new',
  to: ['filed', 'accepted'],
  input: z.strictObject({
    entry: words(80).meta({ title: '登记编码 Registration code', 'x-entry': true }),
    ground: words(60).meta({
      title: '注销情形 Ground',
      options: 'cancellationGrounds',
      'x-not-holder': { among: [ENDED] },
    }),
    capacity: z.enum(['successor', 'liquidator', 'superior_unit']).optional().meta({
      title: '非登记主体的，以何身份申请 Capacity, if not the registrant',
      'x-for': 'others',
      'x-needed': true,
    }),
    ...papers,
  }),
  // The others first: reading them holds the entry, so that it is read as it then stands.
  needs: ['petitions', 'entry', 'files'],
  emits: ['reg.CancellationFiled', 'reg.CancellationAccepted'],
  final: true,
  decide({ input, facts, actor, rules }) {
    const { ground } = input;
    const { entry } = facts;
    const ended = entryRefusal(entry, CANCELLATION);
    if (ended || !entry) return ended ?? no.notRegistrant();
    const grounds = rules.profile.cancellationGrounds;
    if (!grounds.some((g) => g.id === ground)) {
      return no.groundUnlisted(grounds.map((g) => g.label.zh));
    }
    const capacity = capacityOf(actor, entry, ground, input.capacity);
    if (isRefusal(capacity)) return capacity;
    // One that waits for its applicant holds up nobody: anybody could so keep an entry from its end.
    if (facts.petitions.some((p) => p.open && p.status !== 'gap')) return no.cancellationOpen();
    const claim = claimOf(input, {}, facts, capacity);
    if (isRefusal(claim)) return claim;
    const { caseId, registrant } = entry;
    const filed = {
      type: 'reg.CancellationFiled',
      data: { about: caseId, registrant: registrant.code, ground, capacity },
      private: {
        claim: {
          about: { ...wordsFor(entry), applicantName: actor.org?.name ?? '' },
          asked: claim,
        },
      },
    };
    // The office receives nothing from itself: its own verification is the acceptance.
    const accepted = { type: 'reg.CancellationAccepted', data: {} };
    return capacity === 'registrar' ? [filed, accepted] : [filed];
  },
});

/** As what this actor may ask for the end of the entry (G23), or why not. Whoever is here without
 *  the role of a registrant came in as the office. */
function capacityOf(
  actor: Actor,
  { registrant }: EntryFact,
  ground: string,
  said: Exclude<Capacity, 'registrant' | 'registrar'> | undefined,
): Capacity | Refusal {
  const own = actor.org?.code === registrant.code;
  if (!actor.roles.includes('registrant')) {
    if (own) return no.ownRegistrar();
    return ground === ENDED ? 'registrar' : no.exOfficioGround();
  }
  if (own) return 'registrant';
  if (ground !== ENDED) return no.notRegistrant();
  if (!actor.realName) return notRealName(CANCELLATION);
  return said ?? no.capacityUnsaid();
}

const complete = act({
  title: text('办结注销', 'Complete the cancellation'),
  help: text(
    '核实注销情形后办结，登记即行注销，编码仍可查询并显示已注销。',
    'Once the ground is verified the entry is cancelled; its code still answers, and says so.',
  ),
  law: CANCELLATION,
  by: [office('registrar.review')],
  from: ['accepted'],
  to: ['CANCELLED'],
  input: z.strictObject({
    verified: z.literal(true).meta({ title: '已核实注销情形和材料 Ground and papers verified' }),
  }),
  needs: ['entry'],
  emits: ['reg.EntryCancelled'],
  final: true,
  ready: (state, actor) =>
    state.capacity === 'registrar' && state.acceptedBy === actor.accountId
      ? no.sameOfficer()
      : undefined,
  decide({ state, facts }) {
    const ended = entryRefusal(facts.entry, CANCELLATION);
    if (ended) return ended;
    const data = { about: state.about.caseId, ground: state.ground };
    return [{ type: 'reg.EntryCancelled', data }];
  },
});

const flagCompletionOverdue = act({
  title: text('标记注销逾期', 'Flag the cancellation as overdue'),
  law: CANCELLATION,
  by: [system],
  from: ['accepted'],
  to: ['accepted'],
  input: z.strictObject({}),
  emits: ['reg.CancellationOverdue'],
  decide: () => [{ type: 'reg.CancellationOverdue', data: {} }],
});

const discontinue = act({
  title: text('终止依职权注销', 'Discontinue'),
  help: text(
    '登记机构依职权启动后发现登记主体仍然存续的，终止办理，登记不受影响。',
    'Where the registrant turns out to exist, the registrar drops what it began; the entry stands.',
  ),
  law: CANCELLATION,
  by: [office('registrar.review')],
  from: ['accepted'],
  to: ['WITHDRAWN'],
  input: z.strictObject({ reasons: reasons.meta({ title: '理由 Reasons' }) }),
  emits: ['reg.ApplicationWithdrawn'],
  final: true,
  ready: (state) => (state.capacity === 'registrar' ? undefined : no.notExOfficio()),
  decide: ({ input }) => [
    { type: 'reg.ApplicationWithdrawn', data: {}, private: { reasons: { text: input.reasons } } },
  ],
});

export const cancelActs = {
  fileCancellation,
  ...shared,
  // What the registrar began itself nobody applied for.
  refuseAcceptance: {
    ...shared.refuseAcceptance,
    ready: (state: CancelState) =>
      state.capacity === 'registrar' ? no.nothingApplied() : undefined,
  },
  complete,
  discontinue,
  flagCompletionOverdue,
};
