import { isPlainDate } from '../../base/plain-date.ts';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { owedIn } from '../owed.ts';
import { procedures } from '../procedures.ts';

/** What a figure counts, and so which cases stand behind it. */
export interface Behind {
  /** A mark of `contexts/supervision/marks.ts`, or `late`: open, with its deadline over, or `owing`. */
  readonly mark: string;
  /** What was decided, named or flagged; for `late` the clock; empty: all. */
  readonly said: string;
  /** `late`: after the deadline; `first`: the first decision of its kind in the case. */
  readonly only: '' | 'late' | 'first';
  readonly from: string;
  readonly to: string;
  readonly procedure: string;
  readonly district: string;
}

const FIELDS = ['mark', 'said', 'only', 'from', 'to', 'procedure', 'district'] as const;
/** Longer than any that this program writes. */
export const BEHIND_MAX = 200;

/** As it stands in an address. */
export function behindWord(behind: Partial<Behind> & Pick<Behind, 'mark'>): string {
  return FIELDS.map((field) => behind[field] ?? '')
    .join('~')
    .replace(/~+$/, '');
}

/** Reads it back; throws Refused (BEHIND_INVALID) for what nobody here wrote. */
export function readBehind(word: string): Behind {
  const parts = word.slice(0, BEHIND_MAX).split('~');
  const [mark = '', said = '', only = '', from = '', to = '', procedure = '', district = ''] =
    parts;
  const codes = [mark, said, procedure].every((code) => /^[\w.]{0,60}$/.test(code));
  const days = [from, to].every((day) => day === '' || isPlainDate(day));
  const sound = mark !== '' && codes && days && /^\d{0,6}$/.test(district);
  if (
    parts.length > FIELDS.length ||
    !sound ||
    !(only === '' || only === 'late' || only === 'first')
  )
    throw new Refused(invalid());
  return { mark, said, only, from, to, procedure, district };
}

type Bind = (value: unknown) => string;

/** The marks that are counted, as conditions on rows `m` of `case_mark`. */
export function markWhere(b: Behind, bind: Bind): string[] {
  const where = [`m.mark = ${bind(b.mark)}`];
  if (b.said !== '') where.push(`m.said = ${bind(b.said)}`);
  if (b.only === 'late') where.push('m.day > m.due');
  if (b.only === 'first') where.push('m.first');
  if (b.from !== '') where.push(`m.day >= ${bind(b.from)}::date`);
  if (b.to !== '') where.push(`m.day <= ${bind(b.to)}::date`);
  if (b.procedure !== '') where.push(`m.procedure = ${bind(b.procedure)}`);
  return where;
}

/** Where a decision may be owed, as `procedure status clock`. */
export const LATE_PLACES = procedures.flatMap((procedure) =>
  Object.keys(procedure.states).flatMap((status) =>
    owedIn(procedure, status).map((clock) => `${procedure.name} ${status} ${clock}`),
  ),
);

/** A decision owed by the registrar whose deadline is over: rows `c` of `case_row` with that clock `l`.
 *  `places`: `LATE_PLACES`, bound. */
export const lateClock = (places: string): string =>
  `l.case_id = c.case_id AND l.state = 'expired' AND c.procedure || ' ' || c.status || ' ' || l.name = ANY(${places})`;

/** Duties to register that are past their time: what a holder owes, as `late` is what the office owes. */
export const OWING = 'owing';
export const OWING_WHERE = ["c.procedure = 'reg.duty'", "c.status = 'overdue'"];

/** The cases behind a figure, as conditions on rows `c` of `case_row`. */
export function casesBehind(b: Behind, bind: Bind): string[] {
  const where = b.district === '' ? [] : [`c.district = ${bind(b.district)}`];
  if (b.mark === OWING) return [...where, ...OWING_WHERE];
  if (b.mark !== 'late') {
    const marks = markWhere(b, bind).join(' AND ');
    return [...where, `EXISTS (SELECT FROM case_mark m WHERE m.case_id = c.case_id AND ${marks})`];
  }
  const clock = b.said === '' ? '' : ` AND l.name = ${bind(b.said)}`;
  where.push(`EXISTS (SELECT FROM clock l WHERE ${lateClock(bind(LATE_PLACES))}${clock})`);
  if (b.procedure !== '') where.push(`c.procedure = ${bind(b.procedure)}`);
  return where;
}

const invalid = () =>
  refuse(
    'BEHIND_INVALID',
    text(
      '所指的统计项无效，请从统计页重新进入。',
      'The figure named here is not valid; come again from the page of figures.',
    ),
    [],
    'malformed',
  );
