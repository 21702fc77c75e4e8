import { z } from 'zod';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { isSound, UNSOUND } from '../../base/sound-text.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { anyone, party } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { apart, correctable, readCorrections } from './correct-items.ts';
import { CORRECTION, interestMissing } from './correct-refusals.ts';
import type { CorrectState } from './correct-state.ts';
import { reasons, words } from './inputs.ts';
import { petitionActs } from './petition-acts.ts';
import { entryRefusal, notRealName, paperUnknown } from './petition-refusals.ts';
import { idOf, papersOf, wordsFor, type Claim, type PetitionFacts } from './petition.ts';

export const act = actsOf<CorrectState, RulePack, PetitionFacts>();
const ROLES = ['registrant', 'objector', 'agent'];

const asked = {
  items: z
    .array(
      z.strictObject({
        item: z.enum(correctable as [string, ...string[]]).meta({ title: '更正的项目 Item' }),
        value: z
          .string()
          .trim()
          .max(4000)
          .refine(isSound, UNSOUND)
          .meta({ title: '正确的内容（留空表示删去） The right value; empty takes it out' }),
      }),
    )
    .min(1)
    .max(40)
    .meta({ title: '需要更正的内容 What is to be corrected' }),
  explanation: reasons.meta({ title: '有误情况的说明 What is wrong' }),
  proof: z.array(z.uuid()).min(1).max(20).meta({ title: '证明材料 Proof', 'x-file': true }),
  interest: words(500).optional().meta({
    title: '与该登记的利害关系（非登记主体填写） Your interest, if not the registrant',
    'x-for': 'others',
    'x-needed': true,
  }),
  consent: z.uuid().optional().meta({
    title: '登记主体的书面同意（如有） Written consent of the registrant, if any',
    'x-file': true,
    'x-for': 'others',
  }),
};
const again = z.strictObject(asked).partial();

interface Standing {
  readonly own: boolean;
  readonly facts: Pick<PetitionFacts, 'files' | 'entryDossier'>;
  readonly rules: RulePack;
}

/** What is asked for after this input, with `before` where it says nothing. */
function claimOf(
  input: z.infer<typeof again>,
  before: Claim,
  { own, facts, rules }: Standing,
): Claim | Refusal {
  const { items, explanation, interest } = input;
  const dossier = facts.entryDossier?.dossier ?? {};
  const corrections = items && readCorrections(items, dossier, own, rules);
  if (isRefusal(corrections)) return corrections;
  const proof = input.proof && papersOf(input.proof, facts.files);
  const consent = papersOf(input.consent === undefined ? [] : [input.consent], facts.files);
  if ((input.proof && !proof) || !consent) return paperUnknown(CORRECTION);
  const claim: Claim = {
    ...before,
    ...(corrections ? { items: corrections } : {}),
    ...(explanation === undefined ? {} : { explanation }),
    ...(proof ? { proof } : {}),
    ...(interest === undefined ? {} : { interest }),
    ...(consent[0] ? { consent: consent[0] } : {}),
  };
  return own || claim['interest'] !== undefined ? claim : interestMissing();
}

/** The record is public and names no private person, so it names nobody who files. */
const hidesActor = true;

export const taking = petitionActs<CorrectState, z.infer<typeof again>>({
  law: CORRECTION,
  applicants: ROLES.map((role) => party(role, 'applicant')),
  items: ['items', 'explanation', 'proof', 'interest', 'consent'],
  again,
  needs: ['files', 'entryDossier'],
  claim: (input, before, { state, facts, rules }) =>
    claimOf(input, before, { own: state.own, facts, rules }),
  apart,
  accepted: 'reg.CorrectionAccepted',
  refusable: ['filed'],
  open: ['filed', 'gap', 'accepted', 'awaiting_consent', 'deciding'],
  hidesActor,
});

export const fileCorrection = act({
  title: text('申请更正登记', 'File a correction'),
  help: text(
    '登记主体或利害关系人认为登记内容有误的，可以实名申请更正，写明正确的内容并附证明材料。',
    'The registrant or an interested party asks, under their real name and with proof, to put an error right.',
  ),
  law: CORRECTION,
  by: ROLES.map(anyone),
  from: 'new',
  to: ['filed'],
  input: z.strictObject({
    entry: words(80).meta({ title: '登记编码 Registration code', 'x-entry': true }),
    ...asked,
  }),
  needs: ['entryDossier', 'files'],
  emits: ['reg.CorrectionFiled'],
  final: true,
  hidesActor,
  decide({ input, facts, actor, rules }) {
    if (!actor.realName) return notRealName(CORRECTION);
    const entry = facts.entryDossier;
    const ended = entryRefusal(entry, CORRECTION);
    if (ended || !entry) return ended ?? interestMissing();
    const own = actor.org?.code === entry.registrant.code;
    const claim = claimOf(input, {}, { own, facts, rules });
    if (isRefusal(claim)) return claim;
    const { caseId, registrant } = entry;
    const { asked: open, ...personal } = apart(claim, rules);
    return [
      {
        type: 'reg.CorrectionFiled',
        data: { about: caseId, registrant: registrant.code, own },
        private: {
          claim: { about: { ...wordsFor(entry), version: entry.version }, asked: open },
          ...personal,
          identity: {
            id: idOf(actor),
            name: actor.org?.name ?? actor.name,
            account: actor.accountId,
          },
        },
      },
    ];
  },
});
