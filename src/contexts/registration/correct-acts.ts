import { z } from 'zod';
import { text } from '../../base/text.ts';
import { office, party } from '../../kernel/who.ts';
import { act, fileCorrection, taking } from './correct-filing.ts';
import { revisionOf, type Correction } from './correct-items.ts';
import * as no from './correct-refusals.ts';
import { CORRECTION } from './correct-refusals.ts';
import { consented, unasked, type CorrectState } from './correct-state.ts';
import type { EntryDossier } from './entry-fact.ts';
import { reasons } from './inputs.ts';
import { entryRefusal, paperUnknown } from './petition-refusals.ts';
import { papersOf } from './petition.ts';

const DECIDABLE = ['accepted', 'awaiting_consent', 'deciding'];

const askConsent = act({
  title: text('征求登记主体意见', 'Ask the registrant'),
  help: text(
    '由利害关系人申请的，征求登记主体是否书面同意。规则没有规定答复期限。',
    'Where an interested party asks, the registrant says whether it consents in writing. The rules set no time for the answer.',
  ),
  law: CORRECTION,
  by: [office('registrar.review')],
  from: ['accepted'],
  to: ['awaiting_consent'],
  input: z.strictObject({}),
  emits: ['reg.ConsentRequested'],
  ready: (state) => (state.own ? no.consentNotNeeded() : undefined),
  decide: () => [{ type: 'reg.ConsentRequested', data: {} }],
});

const giveConsent = act({
  title: text('书面同意更正', 'Consent in writing'),
  help: text(
    '上传盖章的书面同意；同意后登记机构应当予以更正。',
    'With a sealed paper; the registrar then makes the correction.',
  ),
  law: CORRECTION,
  by: [party('registrant', 'registrant')],
  from: ['awaiting_consent'],
  to: ['deciding'],
  input: z.strictObject({
    paper: z.uuid().meta({ title: '盖章的同意文件 Sealed consent', 'x-file': true }),
  }),
  needs: ['files'],
  emits: ['reg.ConsentGiven'],
  final: true,
  decide({ input, facts }) {
    const [paper] = papersOf([input.paper], facts.files) ?? [];
    if (!paper) return paperUnknown(CORRECTION);
    return [{ type: 'reg.ConsentGiven', data: {}, private: { consent: { paper } } }];
  },
});

const declineConsent = act({
  title: text('不同意更正', 'Decline'),
  help: text(
    '不同意的，只有证据证明登记确有错误才予以更正。',
    'The entry is then corrected only where proof shows the error.',
  ),
  law: CORRECTION,
  by: [party('registrant', 'registrant')],
  from: ['awaiting_consent'],
  to: ['deciding'],
  input: z.strictObject({ reasons: reasons.meta({ title: '不同意的理由 Reasons' }) }),
  emits: ['reg.ConsentDeclined'],
  final: true,
  decide: ({ input }) => [
    { type: 'reg.ConsentDeclined', data: {}, private: { reasons: { text: input.reasons } } },
  ],
});

const grant = act({
  title: text('准予更正', 'Grant the correction'),
  help: text(
    '登记主体书面同意，或者有证据证明登记确有错误的，予以更正；更正后的内容即写入登记簿。',
    'On written consent, or where proof shows the error; the corrected content is written into the entry.',
  ),
  law: CORRECTION,
  by: [office('registrar.review')],
  from: DECIDABLE,
  to: ['CORRECTED'],
  input: z.strictObject({
    proofShows: z
      .boolean()
      .default(false)
      .meta({ title: '证据证明登记确有错误 The proof shows the error' }),
    finding: reasons.meta({ title: '认定的事实和理由 Finding' }),
  }),
  needs: ['entryDossier'],
  emits: ['reg.CorrectionGranted'],
  final: true,
  ready: (state) => (unasked(state) ? no.consentNotAsked() : undefined),
  decide({ state, input, facts, rules }) {
    const entry = facts.entryDossier;
    const ended = entryRefusal(entry, CORRECTION);
    if (ended) return ended;
    // Silence is no consent: while the answer is awaited, only proof will do.
    const agreed = state.status !== 'awaiting_consent' && consented(state);
    if (!agreed && !input.proofShows) return no.neither();
    const items = (state.claim['items'] ?? []) as readonly Correction[];
    const moved = movedItems(state, entry);
    if (moved.length > 0) return no.entryMoved(moved);
    const { material, personal } = revisionOf(items, rules);
    return [
      {
        type: 'reg.CorrectionGranted',
        data: { about: state.about.caseId, basis: agreed ? 'consent' : 'proof' },
        private: {
          material,
          ...(Object.keys(personal).length > 0 ? { personal } : {}),
          finding: { text: input.finding },
        },
      },
    ];
  },
});

const refuseCorrection = act({
  title: text('不予更正', 'Refuse the correction'),
  help: text(
    '没有书面同意，证据也不能证明登记有误的，不予更正；登记内容不变。',
    'Without consent, and where no proof shows an error; the entry stays as it is.',
  ),
  law: CORRECTION,
  by: [office('registrar.review')],
  from: DECIDABLE,
  to: ['REFUSED'],
  input: z.strictObject({ finding: reasons.meta({ title: '不予更正的理由 Reasons' }) }),
  needs: ['entryDossier'],
  emits: ['reg.CorrectionRefused'],
  final: true,
  ready: (state) => (unasked(state) ? no.consentNotAsked() : undefined),
  decide({ state, input, facts }) {
    // What somebody has put right or otherwise since cannot be granted, whoever consented.
    const bound = state.consent?.answer === 'given';
    if (bound && movedItems(state, facts.entryDossier).length === 0) return no.consentBinds();
    return [
      { type: 'reg.CorrectionRefused', data: {}, private: { finding: { text: input.finding } } },
    ];
  },
});

/** Items asked for that a later version than the one found wrong has written. */
function movedItems(state: CorrectState, entry: EntryDossier | null): string[] {
  const items = (state.claim['items'] ?? []) as readonly Correction[];
  const later = (entry?.written ?? []).filter(({ n }) => n > state.version);
  return items
    .map(({ item }) => item)
    .filter((item) => later.some((one) => one.items.includes(item)));
}

export const correctActs = {
  fileCorrection,
  ...taking,
  askConsent,
  giveConsent,
  declineConsent,
  grant,
  refuseCorrection,
};
