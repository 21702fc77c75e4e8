import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownCodeScheme } from '../../contexts/credential/code-scheme.ts';
import { queryCode } from '../../contexts/credential/query-code.ts';
import { miswritten } from './miswritten.ts';

const said = (typed: string): string | undefined => miswritten(typed, [ownCodeScheme.id])?.zh;
const code = ownCodeScheme.assign({
  regionCode: '110000',
  registrarCode: '1',
  objectKind: 'resource',
  industryCode: 'S92',
  day: '2026-03-02',
  serial: 13,
});
const query = queryCode('0123456789abcdef0123456789abcd');

test('抄错一位的编码说明可能抄错、核对哪里；抄对的不说', () => {
  for (const right of [code, code.toLowerCase(), code.replaceAll('-', ' '), query])
    assert.equal(said(right), undefined, right);
  const last = code.at(-1) === '7' ? '8' : '7';
  assert.match(said(code.slice(0, -1) + last) ?? '', /抄写有误：登记码校验位不符/);
  assert.match(said(code.slice(0, -3)) ?? '', /抄写有误：登记码格式不符/);
  const other = query.at(0) === 'A' ? 'B' : 'A';
  assert.match(said(other + query.slice(1)) ?? '', /抄写有误：登记结果查询码不正确/);
  assert.match(said('九'.repeat(100_000)) ?? '', /查询码不正确/);
});
