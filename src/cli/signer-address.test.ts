import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLocal, listeningOf } from './signer-address.ts';

test('监听地址三种写法：主机和端口、IPv6、套接字', () => {
  assert.deepEqual(listeningOf('127.0.0.1:8421'), { host: '127.0.0.1', port: 8421 });
  assert.deepEqual(listeningOf('[::1]:0'), { host: '::1', port: 0 });
  assert.deepEqual(listeningOf('unix:/run/shuji/signer.sock'), { path: '/run/shuji/signer.sock' });
  for (const wrong of [
    '',
    '8421',
    ':8421',
    'host',
    'host:65536',
    'host:-1',
    '[zz]:1',
    '[1]:1',
    '::1:80',
  ])
    assert.equal(listeningOf(wrong), undefined, wrong);
  for (const wrong of ['unix:', 'unix:signer.sock', 'unix:/a:b', 'host:1/', 'http://host:1'])
    assert.equal(listeningOf(wrong), undefined, wrong);
});

test('只有本机能到的地址才不用口令：看似本机的名称不算', () => {
  const local = (address: string): boolean => {
    const at = listeningOf(address);
    assert.ok(at, address);
    return isLocal(at);
  };
  for (const yes of ['127.0.0.1:1', '127.8.8.8:1', 'localhost:1', '[::1]:1', 'unix:/s'])
    assert.equal(local(yes), true, yes);
  for (const no of [
    '0.0.0.0:1',
    '[::]:1',
    '10.0.0.1:1',
    '127.0.0.1.example:1',
    '127.1:1',
    '1270:1',
  ])
    assert.equal(local(no), false, no);
});
