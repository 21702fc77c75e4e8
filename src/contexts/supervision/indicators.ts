import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';

/** The public half of one event, as far as figures are drawn from it: nothing private is needed, so
 *  that whoever is evaluated can draw them again from the log alone. */
export interface IndicatorRow {
  readonly caseId: string;
  readonly version: number;
  readonly type: string;
  /** RFC 3339 instant with the offset of Asia/Shanghai. */
  readonly at: string;
  readonly role: string;
  readonly deadlines: readonly {
    readonly clock: string;
    readonly startedOn: string;
    readonly due: string;
  }[];
}

export type Axis = 'efficiency' | 'conformity' | 'quality' | 'security';
/** `share`: `value` out of `of`. `workingDays`: `value` over `of` decisions, null where there was none.
 *  `count`: `value`, with `of` as what it is to be read against. */
export type Unit = 'share' | 'workingDays' | 'count';

export interface Indicator {
  readonly axis: Axis;
  readonly unit: Unit;
  readonly title: Text;
  readonly of: Text;
  readonly law: readonly string[];
}

/** One figure. No weight, mark or threshold: the texts name none. */
export type Figure = { readonly id: string; readonly value: number | null; readonly of: number };

const ACCEPTANCE = ['NAT-REG-10', 'BJ-REG-11a', 'CQ-REG-16'];
const REVIEW = ['NAT-REG-11', 'BJ-REG-12a', 'CQ-REG-16'];
const SECURITY = ['BJ-REG-20(3)', 'CQ-REG-7(3)'];
const indicator = (
  axis: Axis,
  unit: Unit,
  title: Text,
  of: Text,
  law: readonly string[],
): Indicator => ({ axis, unit, title, of, law });

const acceptances = text('件受理决定', 'decisions on acceptance');
const reviews = text('件审核决定', 'decisions in review');

/** What is drawn on each of the four axes of BJ-REG-22, in the order of the report. */
export const indicators: Readonly<Record<string, Indicator>> = {
  acceptanceMedian: indicator(
    'efficiency',
    'workingDays',
    text('受理用时，中位数', 'Time to accept, median'),
    acceptances,
    ACCEPTANCE,
  ),
  acceptanceNinth: indicator(
    'efficiency',
    'workingDays',
    text('受理用时，九成以内', 'Time to accept, ninth decile'),
    acceptances,
    ACCEPTANCE,
  ),
  acceptanceInTime: indicator(
    'efficiency',
    'share',
    text('按期作出的受理决定', 'Decisions on acceptance in time'),
    acceptances,
    ACCEPTANCE,
  ),
  reviewMedian: indicator(
    'efficiency',
    'workingDays',
    text('审核用时，中位数', 'Time to review, median'),
    reviews,
    REVIEW,
  ),
  reviewNinth: indicator(
    'efficiency',
    'workingDays',
    text('审核用时，九成以内', 'Time to review, ninth decile'),
    reviews,
    REVIEW,
  ),
  reviewInTime: indicator(
    'efficiency',
    'share',
    text('按期作出的审核决定', 'Decisions in review in time'),
    reviews,
    REVIEW,
  ),
  acceptanceOverdue: indicator(
    'conformity',
    'count',
    text('受理逾期', 'Acceptance overdue'),
    text('件次送交受理', 'filings sent in'),
    ACCEPTANCE,
  ),
  reviewOverdue: indicator(
    'conformity',
    'count',
    text('审核逾期', 'Review overdue'),
    text('件次受理', 'acceptances'),
    REVIEW,
  ),
  delaysUnexplained: indicator(
    'conformity',
    'count',
    text('审核逾期而未说明原因', 'Overdue reviews not explained'),
    text('件次审核逾期', 'overdue reviews'),
    REVIEW,
  ),
  noticesRepeated: indicator(
    'conformity',
    'count',
    text('同一环节再次告知补正', 'Gaps notified again at the same stage'),
    text('次告知补正', 'notices of gaps'),
    ['NAT-REG-10', 'NAT-REG-11', 'BJ-REG-11b', 'BJ-REG-12b', 'CQ-REG-16'],
  ),
  objectionsUpheld: indicator(
    'quality',
    'count',
    text('异议成立', 'Objections upheld'),
    text('件异议有结论', 'objections decided'),
    ['NAT-REG-12', 'BJ-REG-14', 'BJ-REG-15', 'CQ-REG-16'],
  ),
  // Nothing on record says whose error a correction mends.
  corrections: indicator(
    'quality',
    'count',
    text('更正登记（不区分差错出自哪一方）', 'Corrections, whoever made the error'),
    text('件赋码', 'codes assigned'),
    ['NAT-REG-9(3)', 'BJ-REG-10(3)', 'CQ-REG-16'],
  ),
  revocations: indicator(
    'quality',
    'count',
    text('撤销登记', 'Registrations revoked'),
    text('件赋码', 'codes assigned'),
    ['NAT-REG-20', 'BJ-REG-24', 'CQ-REG-23'],
  ),
  measures: indicator(
    'quality',
    'count',
    text('对登记机构采取的措施', 'Measures against the registrar'),
    text('件举报', 'reports'),
    ['NAT-REG-19', 'BJ-REG-23', 'CQ-REG-22'],
  ),
  selfChecksInTime: indicator(
    'security',
    'share',
    text('按期完成的安全自查', 'Self-checks in time'),
    text('次应当完成的自查', 'self-checks due'),
    SECURITY,
  ),
  incidentsClosed: indicator(
    'security',
    'share',
    text('当年报告并已办结的安全事件', 'Incidents reported in the year and closed'),
    text('件安全事件', 'incidents'),
    ['BJ-REG-20(4)', 'CQ-REG-7(3)'],
  ),
};

/** The figures of a year with what they were drawn from; a type, because it is put on record. */
export type Figures = {
  readonly year: number;
  readonly figures: readonly Figure[];
  readonly span: {
    /** First and last day, Asia/Shanghai. */
    readonly from: string;
    readonly to: string;
    readonly cases: number;
    readonly events: number;
    /** SHA-256 over the rows, one line of canonical JSON each, by case and version. */
    readonly digest: string;
  };
  /** The calendar working days were counted by. */
  readonly calendar: string;
  /** How far the log was signed when they were computed; null where nothing was signed yet. */
  readonly log: { readonly size: number; readonly root: string } | null;
};
