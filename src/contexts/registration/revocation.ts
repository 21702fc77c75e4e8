import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { SUPERVISOR } from './first-view.ts';
import {
  confirmFacts,
  dismissRevocation,
  fileStatement,
  missAnswer,
  notifyRegistrant,
  openRevocation,
  revokeRegistration,
} from './revocation-acts.ts';
import { LAW } from './revocation-refusals.ts';
import { evolveRevocation, type RevocationState, type Said } from './revocation-state.ts';

const REGISTRANT = ['registrant'];

const event = (
  zh: string,
  en: string,
  tells: readonly string[],
  groups: EventSpec['groups'] = {},
): EventSpec => ({ title: text(zh, en), law: LAW, tells, groups });

/** Revocation for misconduct (撤销): requirement map E6. Not a cancellation, and never called one. */
export const revocation: Procedure<RevocationState, RulePack> = {
  name: 'reg.revoke',
  title: text('撤销登记', 'Revocation'),
  law: LAW,
  states: {
    verifying: { title: text('调查核实中', 'Verifying') },
    verified: { title: text('已核实，待决定', 'Verified, to be decided') },
    REVOKED: { title: text('已撤销', 'Revoked'), terminal: true },
    CLOSED: { title: text('调查终结，不予撤销', 'Closed, not revoked'), terminal: true },
  },
  parties: { registrant: text('登记主体', 'Registrant') },
  events: {
    'reg.RevocationOpened': event('立案调查', 'Opened', [], {
      matter: REGISTRANT,
      about: REGISTRANT,
      facts: REGISTRANT,
      office: [],
    }),
    'reg.RevocationNotified': event('告知登记主体', 'Registrant notified', REGISTRANT),
    'reg.StatementFiled': event('登记主体陈述', 'Statement filed', ['office'], {
      statement: REGISTRANT,
    }),
    'reg.AnswerMissed': event('逾期未陈述', 'Answer missed', ['office', ...REGISTRANT]),
    'reg.RevocationVerified': event('核实认定', 'Facts verified', ['office', ...REGISTRANT], {
      findings: REGISTRANT,
    }),
    'reg.EntryRevoked': {
      ...event('撤销登记', 'Entry revoked', REGISTRANT, { decision: REGISTRANT }),
      bindsOthers: true,
    },
    'reg.RevocationDismissed': event('终结调查，不予撤销', 'Dismissed', REGISTRANT, {
      decision: REGISTRANT,
    }),
  },
  clocks: {
    registrantAnswer: {
      title: text('登记主体陈述的时间', 'Time to answer'),
      law: LAW,
      // A day the officer names: the rules set none.
      length: (state) => (state.answerBy === null ? null : { until: state.answerBy }),
      startsOn: ['reg.RevocationNotified'],
      stopsOn: [
        'reg.StatementFiled',
        'reg.RevocationVerified',
        'reg.EntryRevoked',
        'reg.RevocationDismissed',
      ],
      onExpiry: 'missAnswer',
      onExpiryText: text(
        '未陈述的，登记机构依现有材料核实',
        'without an answer the registrar goes by what it has',
      ),
    },
  },
  acts: {
    openRevocation,
    notifyRegistrant,
    fileStatement,
    missAnswer,
    confirmFacts,
    revoke: revokeRegistration,
    dismiss: dismissRevocation,
  },
  evolve: evolveRevocation,
  partiesOf: ({ registrant }) => [
    { key: 'registrant', id: registrant.code, name: registrant.name },
  ],
  headline: ({ about, registrant }) => ({
    title: `撤销调查：${about.title}`,
    registrant: registrant.name,
    district: registrant.region || null,
    search: `${about.title} ${about.code} ${registrant.name}`,
  }),
  // Sealed, it may have been lost with what a recovery could not bring back.
  parentOf: (state) => state.about.caseId || undefined,
  view: viewRevocation,
};

/** What was said comes before what shows it; as it is kept, the order is by chance. */
const inOrder = ({ text: words, files, on }: Said) => ({ text: words, files, on });

/** The registrant reads all that is said against it, but not who said it; the office reads that too.
 *  Supervisors learn the ground, the course and the end. */
function viewRevocation(
  state: RevocationState,
  _rules: RulePack,
  _today: string,
  audience: readonly string[],
): JsonObject {
  const office = audience.includes('office');
  const inside = office || audience.includes('registrant');
  if (!inside && !audience.some((a) => SUPERVISOR.test(a))) return { status: state.status };
  const { status, about, registrant, ground, source, facts, findings, ended } = state;
  const shown = {
    status,
    about,
    registrant,
    ground,
    source,
    openedOn: facts.on,
    notifiedOn: state.notifiedOn,
    answerBy: state.answerBy,
    answered: state.answered,
    verifiedOn: findings?.on ?? null,
    endedOn: ended?.on ?? null,
    ...(inside
      ? {
          facts: inOrder(facts),
          statements: state.statements.map(inOrder),
          findings: findings && inOrder(findings),
          reasons: ended?.reasons ?? null,
        }
      : {}),
    ...(office ? { reporter: state.reporter } : {}),
  };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}
