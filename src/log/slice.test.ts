import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../base/json.ts';
import { digestedLine, isInSlice, signedText, type SliceQuery } from './slice.ts';

const CODE = '11110000000021039C';
const all: SliceQuery = {
  from: '2026-03-02',
  to: '2026-03-03',
  jurisdictions: ['beijing'],
  procedure: null,
  organisation: null,
};
const entry = {
  at: '2026-03-02T00:00:00.000+08:00',
  jurisdiction: 'beijing',
  procedure: 'reg.first',
  actor: { role: 'registrar.intake', org: '12110000MB1B45614X' },
  data: { registrant: { code: CODE }, days: 3, more: [null, true, { deep: ['x'] }] },
};
const asks = (query: Partial<SliceQuery>, more: JsonObject = {}): boolean =>
  isInSlice({ ...entry, ...more }, { ...all, ...query });

test('起止两日都在内，以条目所写的日期为准', () => {
  assert.ok(asks({}));
  assert.ok(asks({}, { at: '2026-03-03T23:59:59.999+08:00' }));
  assert.ok(!asks({}, { at: '2026-03-01T23:59:59.999+08:00' }));
  assert.ok(!asks({}, { at: '2026-03-04T00:00:00.000+08:00' }));
  assert.ok(!asks({}, { at: 20_260_302 }));
});

test('只及所问的地区；日志自身的陈述不属哪一地区，总在其中', () => {
  assert.ok(!asks({ jurisdictions: ['chongqing'] }));
  assert.ok(!asks({ jurisdictions: [] }));
  const { jurisdiction: _place, ...ofTheLog } = entry;
  assert.ok(isInSlice(ofTheLog, { ...all, jurisdictions: [] }));
});

test('按程序；按单位：办理的单位，或条目任何一处写明的单位，须是整个代码', () => {
  assert.ok(asks({ procedure: 'reg.first' }) && !asks({ procedure: 'reg' }));
  assert.ok(asks({ organisation: CODE }) && asks({ organisation: '12110000MB1B45614X' }));
  assert.ok(asks({ organisation: CODE }, { data: { list: [{ of: CODE }] } }));
  assert.ok(!asks({ organisation: CODE }, { data: { note: `见${CODE}` } }));
  assert.ok(!asks({ organisation: CODE }, { data: { [CODE]: true } }));
});

test('求摘要的行和签名的正文，用通用工具即可重做', () => {
  assert.equal(digestedLine(7, '{"a":1}'), '7 {"a":1}\n');
  assert.equal(signedText('a/log', '00', '11'), 'shuji-slice-v1\na/log\nsha256 00\nsm3 11\n');
});
