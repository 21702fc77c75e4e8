import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { industryName } from '../../base/industry.ts';
import { plainDate, type PlainDate } from '../../base/plain-date.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { office, system } from '../../kernel/who.ts';
import { endOfValidity } from '../../law/validity.ts';
import type { NoticeFieldId, RulePack } from '../../law/types.ts';
import { anyOpen } from './first-fold.ts';
import { registrarCode, registrarName, type Acting } from './registrar.ts';
import { act, coOwners, dataName, dossierText, type FirstState } from './first-state.ts';

export const publishNotice = act({
  title: text('发布公示', 'Publish the notice'),
  help: text(
    '公示内容即规则列明的各项，发布前请核对“公示预览”。',
    'The notice shows exactly the listed fields; check the preview before publishing.',
  ),
  law: ['NAT-REG-12', 'BJ-REG-13', 'CQ-REG-16'],
  by: [office('registrar.issue')],
  from: ['passed'],
  to: ['in_notice'],
  input: z.strictObject({}),
  needs: ['registrar'],
  emits: ['reg.NoticePublished'],
  final: true,
  // What a notice says is public while the office shows it; on the log it would be so for ever. The
  // log commits to it, so that a notice can be held against it.
  decide: ({ state, rules, today, facts }) => [
    {
      type: 'reg.NoticePublished',
      data: { from: today },
      private: { fields: noticeFields(state, rules, facts.registrar) },
    },
  ],
});

export const closeNotice = act({
  title: text('公示期满', 'Close the notice'),
  law: ['NAT-REG-12', 'BJ-REG-13', 'BJ-REG-15', 'CQ-REG-16'],
  by: [system],
  from: ['in_notice'],
  to: ['clear', 'objection_open'],
  input: z.strictObject({}),
  emits: ['reg.NoticeClosed'],
  decide: ({ state }) => [{ type: 'reg.NoticeClosed', data: { clean: !anyOpen(state) } }],
});

const objection = z.strictObject({ objection: z.uuid() });

export const noteObjection = act({
  title: text('登记异议', 'Note an objection'),
  law: ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'],
  by: [system],
  from: ['in_notice'],
  to: ['in_notice'],
  input: objection,
  emits: ['reg.ObjectionNoted'],
  decide: ({ input }) => [{ type: 'reg.ObjectionNoted', data: { objection: input.objection } }],
});

const UNDECIDED = ['in_notice', 'objection_open'];
/** States in which an objection to the notice may still be decided. When the application has ended
 *  in the meantime the decision is put on its record and moves nothing. */
const OBJECTED = [...UNDECIDED, 'WITHDRAWN', 'TERMINATED'];

export const settleObjection = act({
  title: text('异议已处理', 'Settle an objection'),
  law: ['NAT-REG-12', 'BJ-REG-15', 'CQ-REG-16'],
  by: [system],
  from: OBJECTED,
  to: [...OBJECTED, 'clear'],
  input: objection.extend({ outcome: z.enum(['dismissed', 'withdrawn']) }),
  emits: ['reg.ObjectionSettled'],
  decide: ({ input }) => [{ type: 'reg.ObjectionSettled', data: { ...input } }],
});

export const terminate = act({
  title: text('终止登记', 'Terminate the registration'),
  law: ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'],
  by: [system],
  from: OBJECTED,
  to: ['TERMINATED', 'WITHDRAWN'],
  input: objection,
  emits: ['reg.RegistrationTerminated', 'reg.ObjectionSettled'],
  decide: ({ state, input }) =>
    UNDECIDED.includes(state.status)
      ? [{ type: 'reg.RegistrationTerminated', data: { ...input, ground: 'objectionUpheld' } }]
      : [{ type: 'reg.ObjectionSettled', data: { ...input, outcome: 'upheld' } }],
});

export const assignCode = act({
  title: text('赋码并发放登记结果', 'Assign the code and issue the result'),
  law: [
    'NAT-REG-13',
    'NAT-REG-15',
    'BJ-REG-15',
    'BJ-REG-17',
    'BJ-REG-18a',
    'CQ-REG-10',
    'CQ-REG-17',
  ],
  by: [office('registrar.issue')],
  from: ['clear'],
  to: ['REGISTERED'],
  input: z.strictObject({}),
  needs: ['newCode', 'registrar'],
  emits: [
    'reg.CodeAssigned',
    'reg.ValidityFixed',
    'reg.ConfirmationIssued',
    'cert.Issued',
    'sync.Queued',
    'cat.CityCatalogueUpdated',
  ],
  final: true,
  decide({ state, rules, today, facts }) {
    if (anyOpen(state)) return objectionStillOpen();
    const validTo = validityEnd(state, rules, today);
    if (isRefusal(validTo)) return validTo;
    const { code, scheme, queryCode } = facts.newCode;
    const acting = registrarCode(facts.registrar);
    const { kind } = rules.profile.credential;
    const issued = { assignedOn: today, issuedOn: today, validFrom: today, validTo, kind };
    return [
      {
        type: 'reg.CodeAssigned',
        data: { scheme, code, ...issued, ...acting },
        private: { query: { code: queryCode }, ...registrarName(facts.registrar) },
      },
      {
        type: 'reg.ValidityFixed',
        data: { validFrom: today, validTo, anchor: rules.profile.validity.anchor },
      },
      {
        type: kind === 'confirmation' ? 'reg.ConfirmationIssued' : 'cert.Issued',
        data: { code, issuedOn: today },
      },
      { type: 'sync.Queued', data: { code, change: 'assigned', ...acting } },
      { type: 'cat.CityCatalogueUpdated', data: { code } },
    ];
  },
});

/** Three years, or the authorised term where the agreement ends sooner (BJ-REG-18, G3, G4). */
export function validityEnd(state: FirstState, rules: RulePack, today: string): string | Refusal {
  const { validity } = rules.profile;
  const start = plainDate(today);
  if (isRefusal(start)) return start;
  const full = endOfValidity(start, validity.years, validity.end);
  if (state.objectKind === 'resource' || !validity.cappedByAgreement) return full;
  const agreed = plainDate(dossierText(state, 'product', 'agreementTo'));
  if (isRefusal(agreed)) return agreed;
  if (agreed < start) return agreementOver(agreed);
  return agreed < full ? agreed : full;
}

/** Exactly the fields the pack lists, in its order; nothing else of the dossier becomes public. `acting`:
 *  who registers, where it is not the registrar of the pack. */
export function noticeFields(state: FirstState, rules: RulePack, acting?: Acting): JsonObject {
  const values: Record<NoticeFieldId, string> = {
    registrantName: state.registrant.name,
    registrationType: state.change ? '变更登记' : '首次登记',
    dataName: dataName(state),
    dataSummary: summaryOf(state),
    industry: industryLabel(dossierText(state, 'dataResource', 'industryCode')),
    registrar: acting?.name ?? rules.profile.registrar.name.zh,
    platform: rules.profile.platform.name.zh,
    coOwnerNames: coOwners(state)
      .map((o) => o.name)
      .join('、'),
  };
  return Object.fromEntries(rules.profile.noticeFields.map((f) => [f.id, values[f.id]]));
}

export const summaryOf = (state: FirstState): string =>
  (state.objectKind === 'resource' ? '' : dossierText(state, 'product', 'intro')) ||
  dossierText(state, 'dataResource', 'summary');

export const industryLabel = (code: string): string => {
  const name = industryName(code);
  return name ? `${code} ${name.zh}` : code;
};

const objectionStillOpen = (): Refusal =>
  refuse(
    'OBJECTION_OPEN',
    text('尚有异议未处理，不得赋码。', 'An objection is not decided yet; no code may be assigned.'),
    ['BJ-REG-15', 'NAT-REG-13'],
    'conflict',
  );

const agreementOver = (on: PlainDate): Refusal =>
  refuse(
    'AGREEMENT_OVER',
    text(
      `授权协议已于${on}届满，不能赋码。`,
      `The authorisation ended on ${on}; no code can be assigned.`,
    ),
    ['BJ-REG-18a', 'CQ-REG-17', 'NAT-REG-15'],
  );
