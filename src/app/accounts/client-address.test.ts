import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { clientAddress, trustedProxies } from './client-address.ts';

const behind = (list: string) => {
  const trusted = trustedProxies(list);
  if (!trusted) throw new Error(list);
  return (socket: string, forwarded?: string) => clientAddress(socket, forwarded, trusted);
};

it('未设可信代理：转发头一律不采信', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), (socket, forwarded) => {
      assert.equal(clientAddress(socket, forwarded, undefined), socket);
    }),
  );
});

it('来者不是可信代理：转发头不采信', () => {
  assert.equal(behind('10.0.0.0/8')('203.0.113.9', '198.51.100.1'), '203.0.113.9');
});

it('经可信代理：从右往左取第一个不可信的地址，左边自报的不算', () => {
  const client = behind('127.0.0.1, 10.0.0.0/8,::1');
  assert.equal(client('127.0.0.1', '203.0.113.9'), '203.0.113.9');
  assert.equal(client('::ffff:127.0.0.1', '1.1.1.1, 203.0.113.9, 10.2.3.4'), '203.0.113.9');
  assert.equal(client('::1', '2001:db8::7'), '2001:db8::7');
});

it('转发头缺失、无法读懂或者很长：退回到最后一个可信的地址', () => {
  const client = behind('10.0.0.0/8');
  assert.equal(client('10.0.0.1'), '10.0.0.1');
  assert.equal(client('10.0.0.1', ''), '10.0.0.1');
  assert.equal(client('10.0.0.1', '1.1.1.1, somebody'), '10.0.0.1');
  assert.equal(client('10.0.0.1', Array(1000).fill('10.9.9.9').join(',')), '10.9.9.9');
});

it('网段写错、或者等于所有人：不收', () => {
  for (const list of [
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/129',
    'proxy',
    '10.0.0',
    '10.0.0.0/8/8',
    '1/1',
  ]) {
    assert.equal(trustedProxies(list), null, list);
  }
});
