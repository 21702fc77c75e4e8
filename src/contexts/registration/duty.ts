import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { ARISES, correctSupply, noteSupply, raise, release, TIME } from './duty-acts.ts';
import { fulfil, flagOverdue, remind } from './duty-course.ts';
import { evolveDuty, type DutyState } from './duty-state.ts';
import { viewDuty } from './duty-view.ts';

/** The unit itself, and the authorities that keep the list. */
const READERS = ['registrant', 'authority', 'municipal_data_authority', 'district_data_authority'];

const event = (
  zh: string,
  en: string,
  law: readonly string[],
  tells: readonly string[],
  groups: readonly string[] = [],
): EventSpec => ({
  title: text(zh, en),
  law,
  tells,
  groups: Object.fromEntries(groups.map((group) => [group, READERS])),
});

const OVER = ['reg.DutyFulfilled', 'reg.DutyReleased'];

/** Duty to register (登记义务): requirement map E40, D1 `reg.filingDuty`. */
export const duty: Procedure<DutyState, RulePack> = {
  name: 'reg.duty',
  title: text('登记义务', 'Duty to register'),
  law: [...ARISES, ...TIME],
  states: {
    arisen: { title: text('待首次提供或交付', 'Nothing supplied yet') },
    running: { title: text('待申请登记', 'Awaiting an application') },
    overdue: { title: text('逾期未申请', 'Overdue') },
    reminded: { title: text('已提醒（鼓励登记）', 'Reminded (encouraged)') },
    FULFILLED: { title: text('已申请', 'Fulfilled'), terminal: true },
    RELEASED: { title: text('已解除', 'Released'), terminal: true },
  },
  parties: {
    registrant: text('持有单位', 'Holder'),
    authority: text('列明机关', 'Authority that raised it'),
  },
  events: {
    'reg.DutyArose': event(
      '列入待登记清单',
      'Duty arose',
      ARISES,
      ['registrant'],
      ['names', 'object'],
    ),
    'reg.FilingClockStarted': event('申请期限起算', 'Time to file started', TIME, ['registrant']),
    'reg.SupplyCorrected': event(
      '更正提供或交付日期',
      'Day of supply corrected',
      TIME,
      ['registrant'],
      ['reasons'],
    ),
    'reg.FilingReminded': event('提醒申请登记', 'Reminded to file', TIME, ['registrant']),
    'reg.FilingOverdue': event('逾期未申请', 'Filing overdue', TIME, [
      'registrant',
      'authority',
      'office',
    ]),
    'reg.DutyFulfilled': event('已提交申请', 'Application filed', TIME, ['authority']),
    'reg.DutyReleased': event('解除登记义务', 'Released', ARISES, ['registrant'], ['reasons']),
  },
  clocks: {
    filingDuty: {
      title: text('申请登记期限', 'Time to file'),
      law: TIME,
      length: (state, rules) => timeToFile(state, rules)?.length ?? null,
      from: (state) => state.countedFrom ?? undefined,
      startsOn: ['reg.FilingClockStarted'],
      stopsOn: OVER,
      onExpiry: 'flagOverdue',
      onExpiryText: text(
        '应当登记的列入逾期清单；鼓励登记的再提醒一次',
        'a duty goes on the overdue list; who is encouraged is reminded once more',
      ),
    },
    filingReminder: {
      title: text('到期前提醒', 'Reminder before the end'),
      law: TIME,
      length: reminder,
      from: (state) => state.countedFrom ?? undefined,
      startsOn: ['reg.FilingClockStarted'],
      stopsOn: [...OVER, 'reg.FilingOverdue'],
      onExpiry: 'remind',
      onExpiryText: text('提醒持有单位申请登记', 'the holder is reminded to file'),
    },
  },
  acts: { raise, noteSupply, correctSupply, release, remind, flagOverdue, fulfil },
  evolve: evolveDuty,
  partiesOf: ({ holder, raisedBy: { role, code, name } }) => [
    { key: 'registrant', id: holder.code, name: holder.name },
    ...(role.endsWith('_data_authority') && code !== holder.code
      ? [{ key: 'authority', id: code, name }]
      : []),
  ],
  headline: ({ objectName, holder }) => ({
    title: objectName || '（未命名）',
    registrant: holder.name,
    district: holder.region,
    search: `${objectName} ${holder.name} ${holder.code}`,
  }),
  view: (state, _rules, _today, audience): JsonObject => viewDuty(state, audience),
};

const timeToFile = (state: DutyState, { profile: { clocks } }: RulePack) =>
  state.transition ? clocks.filingTransition : clocks.filingDuty;

/** So many days before the end as the pack says, counted from the same day. */
function reminder(state: DutyState, rules: RulePack) {
  const whole = timeToFile(state, rules)?.length;
  const before = rules.profile.clocks.filingReminder?.length;
  if (!whole || !before || before.n >= whole.n || before.unit !== whole.unit) return null;
  return { ...whole, n: whole.n - before.n };
}
