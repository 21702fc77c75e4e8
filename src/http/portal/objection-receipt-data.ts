import { orThrowDate } from '../../base/plain-date.ts';
import { text, type Text } from '../../base/text.ts';
import type { House } from '../../app/house.ts';
import { publicCase } from '../../app/public/case.ts';
import { pinnedPack } from '../../app/rules.ts';
import type { CaseView } from '../../app/view.ts';
import type { ObjectionState } from '../../contexts/registration/objection-state.ts';
import { deadline } from '../../law/deadline.ts';
import { explain } from '../../law/explain.ts';
import type { RulePack } from '../../law/types.ts';
import type { StoredCase } from '../../store/cases.ts';
import { objectionLaw } from '../../web/portal/objection/objection-form.ts';
import type { ObjectionReceipt } from '../../web/portal/objection/objection-receipt.ts';

/** What the receipt of an objection says, from the case as its objector may see it. */
export async function receiptOf(
  { house }: { readonly house: House },
  stored: StoredCase,
  view: CaseView,
): Promise<ObjectionReceipt> {
  const state = stored.state as ObjectionState;
  const pack = pinnedPack(stored.pack);
  const { code, notice } = await publicCase(house, state.about.caseId);
  const entry = state.issued && code !== null ? `/registrations/${encodeURIComponent(code)}` : null;
  const about = state.issued ? 'registrations' : 'notices';
  return {
    id: stored.caseId,
    lodgedAt: view.openedAt,
    name: state.about.title,
    about: state.issued ? entry : notice ? `/notices/${state.about.caseId}` : null,
    objector: state.objector.name,
    files: state.claim.files.map(({ name, sha256 }) => ({ name, sha256 })),
    status: view.statusTitle ?? text(view.status, view.status),
    ended: view.status === view.status.toUpperCase(),
    reply: replyOf(house, state, view, pack),
    law: objectionLaw({ about, pack }),
    answer: state.reply && { statement: state.reply.statement, files: state.reply.files.length },
    answerMissed: state.replyMissed,
    decision: decided(state),
    withdrawable: view.actions.some(({ act }) => act === 'withdraw'),
  };
}

/** To withdraw is no decision of the office. */
function decided({ decision, issued }: ObjectionState): ObjectionReceipt['decision'] {
  if (decision === null || decision.outcome === 'WITHDRAWN') return null;
  const { on, reasons, outcome } = decision;
  const follows = FOLLOWS[decision.remedy ?? `${outcome} ${issued ? 'issued' : 'noticed'}`] ?? null;
  return { on, reasons, follows };
}

const FOLLOWS: Readonly<Record<string, Text>> = {
  correction: text(
    '应当更正：由登记主体或者您申请更正登记。',
    'To be corrected, on the application of the registrant or of you.',
  ),
  revocation: text(
    '由登记机构立案调查是否撤销。',
    'The registrar investigates whether to revoke it.',
  ),
  'UPHELD noticed': text(
    '这项登记终止，不赋予编码，也不发放凭证。',
    'This registration ends: it is given no code and no certificate.',
  ),
  'DISMISSED noticed': text('登记继续办理。', 'The registration goes on.'),
  'DISMISSED issued': text('登记照旧有效。', 'The registration stays in force.'),
};

/** By when the registrant answers: as it runs, or as it would if the registrant were told today. */
function replyOf(
  house: House,
  state: ObjectionState,
  view: CaseView,
  pack: RulePack,
): ObjectionReceipt['reply'] {
  const calendar = house.calendar();
  const running = view.clocks.find(({ name }) => name === 'objectionReply');
  if (running) {
    const { startedOn, length, due, provisional } = running;
    const unit = running.unit as 'workingDay' | 'day' | 'year';
    const recorded = { startedOn, length, unit, due, provisional, calendar: running.calendar };
    return { deadline: explain(recorded, calendar), assumed: false };
  }
  const length = pack.profile.clocks.objectionReply?.length;
  if (state.status !== 'lodged' || !length) return null;
  const today = orThrowDate(house.time.today());
  return { deadline: explain(deadline(today, length, calendar), calendar), assumed: true };
}
