import type { Length } from '../../base/deadline.ts';
import type { JsonObject } from '../../base/json.ts';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import {
  activate,
  draftMandate,
  expire,
  remindTerm,
  revoke,
  seal,
  useMandate,
} from './agency-acts.ts';
import { evolveAgency, type AgencyState } from './agency-state.ts';

const LAW = ['BJ-REG-8e', 'BJ-REG-10(1)8', 'CQ-REG-9'];
const PARTIES = ['principal', 'agent'];

const event = (zh: string, en: string, groups?: EventSpec['groups']): EventSpec => ({
  title: text(zh, en),
  law: LAW,
  tells: PARTIES,
  ...(groups ? { groups } : {}),
});

/** Agency delegation (委托代理): requirement map E9. */
export const agency: Procedure<AgencyState, RulePack> = {
  name: 'agency',
  title: text('委托代理', 'Agency mandate'),
  law: LAW,
  states: {
    drafted: { title: text('待盖章', 'Awaiting seals') },
    sealed: { title: text('已盖章，未到起始日', 'Sealed, not begun') },
    active: { title: text('有效', 'In force') },
    ENDED: { title: text('已终止', 'Ended'), terminal: true },
  },
  parties: { principal: text('委托登记主体', 'Principal'), agent: text('代理机构', 'Agent') },
  events: {
    'agency.MandateDrafted': event('拟定委托', 'Drafted', { names: PARTIES, agreement: PARTIES }),
    'agency.MandateSealed': event('盖章', 'Sealed'),
    'agency.MandateActivated': event('生效', 'Activated'),
    'agency.MandateUsed': { ...event('依委托办理', 'Used'), tells: ['principal'] },
    'agency.MandateExpiring': event('委托将满', 'Expiring'),
    'agency.MandateRevoked': event('解除', 'Revoked', { reason: PARTIES }),
    'agency.MandateExpired': event('期满', 'Expired'),
  },
  clocks: {
    begin: {
      title: text('委托起始', 'Start of the term'),
      law: LAW,
      // The day before the first day: a clock acts when its last day is over.
      length: (state) =>
        state.seals.length === 2 ? { until: addDays(orThrowDate(state.from), -1) } : null,
      startsOn: ['agency.MandateSealed'],
      stopsOn: ['agency.MandateActivated', 'agency.MandateRevoked', 'agency.MandateExpired'],
      onExpiry: 'activate',
      onExpiryText: text('委托自起始日生效', 'the mandate comes into force'),
    },
    term: {
      title: text('委托期限', 'Term of the mandate'),
      law: LAW,
      length: (state) => ({ until: state.to }),
      startsOn: ['agency.MandateDrafted'],
      stopsOn: ['agency.MandateRevoked'],
      onExpiry: 'expire',
      onExpiryText: text(
        '期满失去代理权限，在办事项由登记主体继续',
        'the agent loses its power; running cases go on with the registrant',
      ),
    },
    termReminder: {
      title: text('委托将满提示', 'Reminder of the end of the term'),
      law: LAW,
      length: reminder,
      startsOn: ['agency.MandateActivated'],
      stopsOn: ['agency.MandateRevoked', 'agency.MandateExpired'],
      onExpiry: 'remindTerm',
      onExpiryText: text('提示双方委托将满', 'both sides are told that the term is ending'),
    },
  },
  acts: { draftMandate, seal, activate, useMandate, remindTerm, revoke, expire },
  evolve: evolveAgency,
  partiesOf: (state) => [
    { key: 'principal', id: state.principal.code, name: state.principal.name },
    { key: 'agent', id: state.agent.code, name: state.agent.name },
  ],
  headline: (state) => ({
    title: `${state.principal.name}委托${state.agent.name}`,
    registrant: state.principal.name,
    district: null,
    search: `${state.principal.name} ${state.agent.name}`,
  }),
  view: (state, _rules, _today, audience) =>
    (audience.some((a) => a === 'office' || PARTIES.includes(a))
      ? { ...state }
      : { status: state.status }) as unknown as JsonObject,
};

/** The last day before the reminder; a mandate shorter than that has none. */
function reminder(state: AgencyState, rules: RulePack): Length | null {
  const before = rules.profile.clocks.mandateReminder?.length;
  if (before?.unit !== 'day') return null;
  const until = addDays(orThrowDate(state.to), -before.n);
  return until < state.from ? null : { until };
}
