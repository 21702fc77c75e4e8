import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, daysBetween, orThrowDate } from '../../base/plain-date.ts';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import { endOfRenewal } from '../../law/validity.ts';
import { renewedTerm, windowRefusal } from './renewal-term.ts';

const BASE = orThrowDate('2026-01-01');
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(BASE, n));
const maybeDay = fc.option(anyDay);
const rules = fc.constantFrom(beijingPack, chongqingPack);
const months = fc.integer({ min: 1, max: 60 });
const kind = fc.constantFrom<('resource' | 'product' | 'service')[]>(
  'resource',
  'product',
  'service',
);
const entry = fc.record({ validTo: anyDay, objectKind: kind, authorisedTo: maybeDay });
const claim = fc.record({ months, agreementTo: maybeDay });

test('任何有效期、月数和授权期限：新旧有效期相接，不重叠、不留空档，不超过三年和授权期限', () => {
  let granted = 0;
  fc.assert(
    fc.property(entry, claim, rules, (of, asked, pack) => {
      const term = renewedTerm(of, asked, pack);
      if (isRefusal(term)) return;
      granted += 1;
      assert.equal(daysBetween(orThrowDate(of.validTo), term.from), 1, '首尾相接');
      assert.ok(term.to >= term.from, '至少一天');
      assert.ok(asked.months <= 36);
      assert.ok(
        term.to <= endOfRenewal(of.validTo, pack.profile.validity.renewYears),
        '不超过三年',
      );
      assert.ok(term.to <= addMonths(of.validTo, asked.months), '不超过所申请的月数');
      const until = asked.agreementTo ?? of.authorisedTo;
      if (of.objectKind === 'resource') assert.equal(term.to, addMonths(of.validTo, asked.months));
      else assert.ok(until !== null && term.to <= until, '不超过授权期限');
    }),
    { numRuns: 2000 },
  );
  assert.ok(granted > 200, `只有${granted}次获得续展`);
});

test('拒绝的都有道理：月数过长、没有授权期限、授权已尽或者多要了整月', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(entry, claim, rules, (of, asked, pack) => {
      const term = renewedTerm(of, asked, pack);
      if (!isRefusal(term)) return;
      seen.add(term.code);
      if (term.code === 'RENEWAL_TOO_LONG') return assert.ok(asked.months > 36);
      assert.notEqual(of.objectKind, 'resource');
      const until = asked.agreementTo ?? of.authorisedTo;
      if (term.code === 'AGREEMENT_WANTED')
        return assert.ok(
          asked.agreementTo === null && (of.authorisedTo ?? of.validTo) <= of.validTo,
        );
      assert.ok(until !== null);
      if (term.code === 'AUTHORISATION_OVER') return assert.ok(until <= of.validTo);
      assert.equal(term.code, 'RENEWAL_BEYOND_AUTHORISATION');
      return assert.ok(until <= addMonths(of.validTo, asked.months - 1), '少要一个月也够');
    }),
    { numRuns: 2000 },
  );
  assert.equal(seen.size, 4, [...seen].join());
});

test('任何一天：续展期正好是最后六十个自然日，节假日照算', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -200, max: 200 }), rules, (validTo, days, pack) => {
      const today = addDays(validTo, days);
      const refusal = windowRefusal(validTo, pack, today);
      const code = days > 0 ? 'RENEWAL_TOO_LATE' : days <= -60 ? 'RENEWAL_TOO_EARLY' : undefined;
      assert.equal(refusal?.code, code, `${today} ${validTo}`);
    }),
    { numRuns: 500 },
  );
});

test('一届接一届：不论每次要多少月，各届相接，没有一天落空', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.array(fc.integer({ min: 1, max: 36 }), { maxLength: 8 }),
      (from, all) => {
        let validTo = from;
        for (const asked of all) {
          const of = { validTo, objectKind: 'resource' as const, authorisedTo: null };
          const term = renewedTerm(of, { months: asked, agreementTo: null }, beijingPack);
          assert.ok(!isRefusal(term));
          assert.equal(term.from, addDays(validTo, 1));
          validTo = term.to;
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('闰日届满的，续到平年二月末', () => {
  const of = { validTo: '2028-02-29', objectKind: 'resource' as const, authorisedTo: null };
  const asked = { months: 36, agreementTo: null };
  assert.deepEqual(renewedTerm(of, asked, beijingPack), { from: '2028-03-01', to: '2031-02-28' });
});
