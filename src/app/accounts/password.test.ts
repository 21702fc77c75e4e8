import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, passwordFlaw, verifyPassword } from './password.ts';

const QUICK = { memory: 64, passes: 1, lanes: 1 };
const salt = Buffer.from('0123456789abcdef');

test('与参考实现公布的 argon2id 向量一致', async () => {
  // The reference implementation's own test: t=2, m=2^16, p=1, "password", "somesalt".
  const phc = await hashPassword('password', Buffer.from('somesalt'), {
    memory: 65_536,
    passes: 2,
    lanes: 1,
  });
  const tag = Buffer.from(
    '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
    'hex',
  );
  const expected = tag.toString('base64').replace(/=+$/, '');
  assert.equal(phc, `$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$${expected}`);
  assert.ok(await verifyPassword('password', phc));
});

test('密码正确才通过，差一个字符、大小写、空格都不通过', async () => {
  const phc = await hashPassword('Demo-2026!', salt, QUICK);
  assert.ok(await verifyPassword('Demo-2026!', phc));
  for (const wrong of ['demo-2026!', 'Demo-2026', 'Demo-2026! ', '', 'Demo-2026!'.repeat(20)]) {
    assert.equal(await verifyPassword(wrong, phc), false, wrong);
  }
});

test('同一汉字或字母的不同编码写法视为同一密码', async () => {
  const phc = await hashPassword('caf\u00e9-2026', salt, QUICK);
  assert.ok(await verifyPassword('cafe\u0301-2026', phc));
});

test('损坏或参数过大的存储值按程序缺陷处理，不当作密码错误', async () => {
  const broken = [
    '',
    'plain',
    '$argon2i$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg',
    '$argon2id$v=19$m=99999999,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg',
    '$argon2id$v=19$m=64,t=1,p=1$$',
  ];
  for (const phc of broken) await assert.rejects(verifyPassword('x', phc), /PHC|salt/, phc);
});

test('排队计算有上限，全部完成后不留占用', async () => {
  const many = Array.from({ length: 40 }, () => hashPassword('Demo-2026!', salt, QUICK));
  assert.equal(new Set(await Promise.all(many)).size, 1);
  const flood = Array.from({ length: 300 }, () => hashPassword('Demo-2026!', salt, QUICK));
  const settled = await Promise.allSettled(flood);
  const refused = settled.filter((one) => one.status === 'rejected');
  assert.equal(refused.length, 96);
  assert.ok(await verifyPassword('Demo-2026!', await hashPassword('Demo-2026!', salt, QUICK)));
});

test('密码规则：长度、三类字符、不含登录名', () => {
  const person = { login: 'bj-min-zheng', roles: ['registrant'] };
  const officer = { login: 'bj-shou-li', roles: ['registrar.intake'] };
  assert.equal(passwordFlaw('Demo-2026!', officer), undefined);
  assert.equal(passwordFlaw('Demo-202', person), undefined);
  assert.match(passwordFlaw('Demo-202', officer)?.sentence.zh ?? '', /至少10位/);
  assert.match(passwordFlaw('Demo-20', person)?.sentence.zh ?? '', /至少8位/);
  assert.match(passwordFlaw('demo2026', person)?.sentence.zh ?? '', /四类中的三类/);
  assert.equal(passwordFlaw('数据登记demo2026', person), undefined);
  assert.match(passwordFlaw('X-BJ-min-ZHENG-1', person)?.sentence.zh ?? '', /登录名/);
  assert.match(passwordFlaw('Aa1Aa1Aa1Aa1', person)?.sentence.zh ?? '', /重复/);
  assert.match(passwordFlaw(`Aa1${'x'.repeat(200)}`, person)?.sentence.zh ?? '', /至多128位/);
  for (const flaw of [passwordFlaw('secret-abc', person), passwordFlaw('Zq9!Zq9!', person)]) {
    assert.ok(!JSON.stringify(flaw).includes('secret-abc'), '拒绝理由不得复述密码');
  }
});
