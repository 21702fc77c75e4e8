import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { beijingPack } from '../../law/beijing.ts';
import { does, dueOf, mayNext, office, passTo, refuses, statusOf } from '../../../test/office.ts';
import { people } from '../../../test/office-people.ts';
import { beijingOperator } from './dossier.fixtures.ts';
import {
  agreed,
  checked,
  expiring,
  filedRenewal,
  renewalOf,
  SHORT,
  validToOf,
  why,
} from './renewal.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const next = (day: string, days = 1): string => addDays(orThrowDate(day), days);

test('补充只能告知一次；补充后沿用未改的项目，续展期已过也不失效', () => {
  const at = desk();
  const entry = expiring(at);
  const c = filedRenewal(at, entry, people.filer, { months: 24 });
  does(at, c, people.intake, 'notifyGaps', why);
  assert.equal(refuses(at, c, people.issue, 'approve', checked).code, 'ACT_WRONG_STATE');
  passTo(at, next(validToOf(entry), 2));
  assert.equal(refuses(at, c, people.filer, 'resubmit', {}).code, 'NOTHING_SUPPLIED');
  assert.equal(refuses(at, c, people.filer, 'resubmit', { months: 48 }).code, 'RENEWAL_TOO_LONG');
  const undeclared = refuses(at, c, people.filer, 'resubmit', { unchanged: false });
  assert.equal(undeclared.code, 'CONTENT_UNDECLARED');
  does(at, c, people.filer, 'resubmit', { months: 12 });
  assert.deepEqual([renewalOf(c).claim.months, renewalOf(c).claim.unchanged], [12, true]);
  assert.equal(refuses(at, c, people.issue, 'notifyGaps', why).code, 'GAPS_TOLD_ONCE');
  does(at, c, people.issue, 'approve', checked);
});

test('告知补充即写明补充到哪一天：有效期届满之日；补充了就不再计，届满后才告知的没有这一天', () => {
  const at = desk();
  const entry = expiring(at);
  const c = filedRenewal(at, entry, people.filer, { months: 24 });
  assert.equal(dueOf(c, 'gapSupply'), undefined);
  does(at, c, people.intake, 'notifyGaps', why);
  assert.equal(dueOf(c, 'gapSupply'), validToOf(entry));
  does(at, c, people.filer, 'resubmit', { months: 12 });
  assert.equal(dueOf(c, 'gapSupply'), undefined);
  const again = desk();
  const other = expiring(again);
  const late = filedRenewal(again, other, people.filer);
  passTo(again, next(validToOf(other), 2));
  does(again, late, people.intake, 'notifyGaps', why);
  assert.equal(dueOf(late, 'gapSupply'), undefined);
});

test('补充时换交授权文件的，以新交的为准', () => {
  const at = desk();
  const entry = expiring(at, { ...SHORT, cast: beijingOperator });
  const by = people.operator;
  const c = filedRenewal(at, entry, by, { months: 6, ...agreed(at, by, '2027-06-30') });
  does(at, c, people.issue, 'notifyGaps', why);
  const short = { ...agreed(at, by, '2027-03-31') };
  assert.equal(refuses(at, c, by, 'resubmit', short).code, 'RENEWAL_BEYOND_AUTHORISATION');
  const file = agreed(at, by, '2027-12-31');
  does(at, c, by, 'resubmit', { months: 12, ...file });
  assert.equal(renewalOf(c).claim.agreement?.id, file['agreement']);
  does(at, c, people.issue, 'approve', checked);
  assert.equal(validToOf(entry), '2027-12-31');
});

test('告知补充后一直不补充的：届满前等待，届满后可以不予续展，登记随之注销', () => {
  const at = desk();
  const entry = expiring(at);
  const c = filedRenewal(at, entry);
  does(at, c, people.intake, 'notifyGaps', why);
  passTo(at, validToOf(entry));
  assert.equal(refuses(at, c, people.issue, 'refuse', why).code, 'GAPS_STILL_OPEN');
  assert.deepEqual(mayNext(at, c, people.issue), [], '办不了的不列出来');
  passTo(at, next(validToOf(entry), 30));
  assert.deepEqual(mayNext(at, c, people.issue), ['refuse']);
  assert.deepEqual([statusOf(entry), statusOf(c)], ['REGISTERED', 'gap']);
  does(at, c, people.issue, 'refuse', why);
  assert.deepEqual([statusOf(entry), statusOf(c)], ['CANCELLED', 'REFUSED']);
});
