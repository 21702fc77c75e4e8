import { text, type Text } from '../../../base/text.ts';
import type { Filters } from './filters.ts';

type Narrowing = Omit<Partial<Filters>, 'jurisdiction' | 'sort' | 'q'>;

/** One way to look at the queue: a tab. `count` names the figure the server gives for it. */
export interface Preset {
  readonly id: string;
  readonly word: Text;
  readonly filters: Narrowing;
  readonly count?: 'forMe' | 'desk' | 'pool' | 'overdue' | 'notice' | 'coding';
  /** What to do where there is nothing. */
  readonly empty: Text;
}

const NOTHING = text('没有事项。', 'There is nothing here.');

const FOR_ME: Preset = {
  id: 'forMe',
  word: text('待我办', 'For me'),
  filters: { forMe: true },
  count: 'forMe',
  empty: text(
    '没有等您办理的事项。可以看“全部在办”，了解其他事项的进展。',
    'Nothing waits for you. “All open” shows how the others are getting on.',
  ),
};
const DESK: Preset = {
  id: 'desk',
  word: text('在我手上', 'In my hands'),
  filters: { desk: 'mine' },
  count: 'desk',
  empty: text(
    '您手上没有事项。可以到“无人认领”选择事项，点“认领”。',
    'You have nothing in hand. Choose cases under “Unclaimed” and take them.',
  ),
};
const POOL: Preset = {
  id: 'pool',
  word: text('无人认领', 'Unclaimed'),
  filters: { desk: 'none', forMe: true },
  count: 'pool',
  empty: text(
    '等您办理的事项都已有人认领。',
    'Everything that waits for you is in somebody’s hands.',
  ),
};
const OVERDUE: Preset = {
  id: 'overdue',
  word: text('逾期', 'Overdue'),
  filters: { overdue: true },
  count: 'overdue',
  empty: text('没有逾期的事项。', 'Nothing is overdue.'),
};
const NOTICE: Preset = {
  id: 'notice',
  word: text('公示中', 'On notice'),
  filters: { status: 'in_notice' },
  count: 'notice',
  empty: text('目前没有公示中的登记。', 'No registration is on notice.'),
};
const CODING: Preset = {
  id: 'coding',
  word: text('待赋码', 'To be coded'),
  filters: { status: 'clear' },
  count: 'coding',
  empty: text(
    '没有待赋码的登记。公示期满、没有未了的异议时，会出现在这里。',
    'Nothing waits for a code. It comes here once its notice is over without an open objection.',
  ),
};
const OURS: Preset = {
  id: 'ours',
  word: text('本单位', 'Our own'),
  filters: { mine: true },
  empty: text(
    '本单位没有在办的事项。可以从“新建”开始一项登记。',
    'Your organisation has no open case. Begin one with “New case”.',
  ),
};
const OPEN: Preset = {
  id: 'open',
  word: text('全部在办', 'All open'),
  filters: { which: 'open' },
  empty: text('目前没有在办的事项。', 'No case is open.'),
};
const ALL: Preset = {
  id: 'all',
  word: text('含已办结', 'With finished ones'),
  filters: { which: 'all' },
  empty: NOTHING,
};

const isOfficer = (roles: readonly string[]): boolean =>
  roles.some((role) => role.startsWith('registrar.'));
const isParty = (roles: readonly string[]): boolean =>
  roles.some((role) => /^(?:registrant|registrant_reviewer|agent|objector)$/.test(role));

export const officer = isOfficer;

/** The tabs of whoever holds these roles, the first of which is where they begin. */
export function presetsFor(roles: readonly string[]): readonly Preset[] {
  if (isOfficer(roles)) {
    const coding = roles.includes('registrar.issue') ? [CODING] : [];
    return [FOR_ME, DESK, POOL, OVERDUE, NOTICE, ...coding, OPEN, ALL];
  }
  if (isParty(roles)) return [OPEN, FOR_ME, OVERDUE, NOTICE, ALL];
  if (roles.includes('third_party_service')) return [OPEN, FOR_ME, ALL];
  return [OPEN, FOR_ME, OURS, OVERDUE, NOTICE, ALL];
}

const KEYS: readonly (keyof Narrowing)[] = [
  'procedure',
  'status',
  'mine',
  'forMe',
  'desk',
  'overdue',
  'drifted',
  'due',
  'which',
];

/** The tab whose filters these are, nothing more and nothing less. */
export const presetOf = (
  presets: readonly Preset[],
  filters: Partial<Filters>,
): Preset | undefined =>
  presets.find((preset) => KEYS.every((key) => preset.filters[key] === filters[key]));

/** What an address asks for: where it narrows nothing, a person begins with their first tab, and a search
 *  goes through everything open. */
export function asked(presets: readonly Preset[], search: Partial<Filters>): Partial<Filters> {
  if (KEYS.some((key) => search[key] !== undefined)) return search;
  const begin = search.q === undefined ? presets[0] : OPEN;
  return { ...search, ...begin?.filters };
}

/** The same address with the filters of a tab; words and order stay. */
export function withPreset(filters: Partial<Filters>, preset: Preset): Partial<Filters> {
  const { jurisdiction, sort, q } = filters;
  return {
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(sort === undefined ? {} : { sort }),
    ...(q === undefined ? {} : { q }),
    ...preset.filters,
  };
}
