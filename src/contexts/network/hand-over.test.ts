import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf, FORMAT, judge, messageSchema, type HandOver } from './hand-over.ts';

const message = (version: number, previous: number, more: Partial<HandOver> = {}): HandOver => ({
  format: FORMAT,
  registrar: '12110000MB1234567C',
  caseId: '0190b000-0000-7000-8000-000000000001',
  version,
  previous,
  change: 'changed',
  at: '2026-03-02T09:00:00.000+08:00',
  jurisdiction: 'beijing',
  pack: 'beijing-registration-2025',
  code: 'DJ-110000-Y-2026-0000001-1',
  nationalCode: null,
  status: 'active',
  validFrom: '2026-03-02',
  validTo: '2029-03-01',
  fields: { dataName: '养老机构名录' },
  ...more,
});

/** A receiver that keeps what it takes. */
function receiver() {
  const taken = new Map<number, string>();
  let version = 0;
  return (m: HandOver): string => {
    const digest = digestOf(m);
    const held = version > 0 ? { version, digestAt: (v: number) => taken.get(v) } : undefined;
    const verdict = judge(held, m, digest);
    if (verdict === 'take') {
      taken.set(m.version, digest);
      version = m.version;
    }
    return verdict;
  };
}

test('第一次报送之前没有别的；之后每次接着上一次', () => {
  const give = receiver();
  assert.equal(give(message(19, 7)), 'GAP');
  assert.equal(give(message(19, 0)), 'take');
  assert.equal(give(message(25, 22)), 'GAP');
  assert.equal(give(message(25, 0)), 'GAP');
  assert.equal(give(message(22, 19)), 'take');
  assert.equal(give(message(25, 22)), 'take');
});

test('重复投递认得出来，无论隔了多久；同一版本换了内容的不收', () => {
  const give = receiver();
  give(message(19, 0));
  give(message(22, 19));
  assert.equal(give(message(22, 19)), 'repeat');
  assert.equal(give(message(19, 0)), 'repeat');
  assert.equal(give(message(19, 0, { status: 'revoked' })), 'ALTERED');
  assert.equal(give(message(22, 19, { fields: {} })), 'ALTERED');
});

test('迟到的旧变更不能盖过新的', () => {
  const give = receiver();
  give(message(22, 0));
  assert.equal(give(message(19, 0)), 'STALE');
});

test('摘要与字段的书写次序无关，与任何一处内容有关', () => {
  const { fields, ...rest } = message(19, 0);
  assert.equal(digestOf({ fields, ...rest } as HandOver), digestOf(message(19, 0)));
  const others: Partial<HandOver>[] = [
    { code: 'DJ-2' },
    { nationalCode: 'DEMO-1' },
    { validTo: '2028-01-01' },
    { fields: { dataName: '养老机构名录。' } },
    { previous: 1 },
  ];
  for (const other of others) {
    assert.notEqual(digestOf(message(19, 0, other)), digestOf(message(19, 0)));
  }
});

test('格式以外的一律不认：多出的字段、不是编码的国家编码、过多的字段', () => {
  assert.ok(messageSchema.safeParse(message(19, 0)).success);
  const wrong: unknown[] = [
    { ...message(19, 0), queryCode: '查询码' },
    message(0, 0),
    message(19, -1),
    message(19, 0, { nationalCode: '张某某的编码' }),
    message(19, 0, { caseId: 'x' }),
    message(19, 0, {
      fields: Object.fromEntries(Array.from({ length: 61 }, (_, i) => [`f${i}`, 1])),
    }),
  ];
  for (const one of wrong) assert.equal(messageSchema.safeParse(one).success, false);
});
