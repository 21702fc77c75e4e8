import { plainDate } from '../../base/plain-date.ts';
import { orThrow, refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { standingOn, wordOn } from '../../contexts/registration/entry-standing.ts';
import type { House } from '../house.ts';
import type { EntryRow } from './public.ts';

/** A public entry as it stands, or as it stood at the end of a day (YYYY-MM-DD). Throws `Refused` for
 *  what is no day, a day to come, and one before the entry was in the register. */
export function entryOn(
  house: Pick<House, 'time'>,
  entry: EntryRow,
  on?: string,
): EntryRow & { readonly on?: string; readonly version?: number } {
  const today = house.time.today();
  const { status, validTo, life } = entry;
  if (on === undefined) return { ...entry, status: wordOn(status, validTo, today) };
  const day = orThrow(plainDate(on));
  if (day > today) throw new Refused(toCome());
  const stood = standingOn(life, day, status === 'renewalPending');
  if (!stood) throw new Refused(notYet());
  const version = life.versions.find(({ n }) => n === stood.version);
  const term = life.terms.findLast((one) => one.on <= day);
  const [said = '', granted = ''] = [version?.on, term?.on];
  // Each version and each term had a document of its own.
  const fields = { ...version?.fields, issuedOn: said > granted ? said : granted };
  return { ...entry, ...stood, fields, on: day };
}

const toCome = () =>
  refuse(
    'DAY_TO_COME',
    text('只能查询今天和以前的登记状态。', 'Only today and days before it can be asked for.'),
    [],
  );

const notYet = () =>
  refuse(
    'ENTRY_NOT_YET',
    text('这一天登记簿中还没有这一条目。', 'On that day the entry was not in the register yet.'),
    [],
    'unknown',
  );
