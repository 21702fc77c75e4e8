import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../test/databases.ts';
import { isRefusal } from '../../base/refusal.ts';
import { code, ID, MINUTE, oneAccount, PASSWORD } from '../identity/identity.fixtures.ts';
import type { Enrolment } from './sign-in.ts';
import { stepAt, totpAt } from './totp.ts';

type Given = Parameters<typeof oneAccount> extends [unknown, ...infer Rest] ? Rest : never;

/** What the owner's telephone shows: it scanned the address. */
function codeOf(enrolment: Enrolment, step: number): string {
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? '';
  assert.equal(secret, enrolment.secret);
  let bits = '';
  for (const letter of secret) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return totpAt(Buffer.from(bytes.map((byte) => parseInt(byte, 2))), step);
}

forEachDatabase((_name, open) => {
  const set = async (...given: Given) => oneAccount((await open()).pool, ...given);

  test('登录名不分大小写、首尾空格不计', async () => {
    const { signIn } = await set();
    assert.equal(code(await signIn(PASSWORD, undefined, '  Min-Zheng ')), 'ok');
  });

  test('连续五次密码错误锁定三十分钟，锁定期内密码正确也不放行', async () => {
    const { signIn, house } = await set();
    for (let n = 0; n < 4; n += 1) assert.equal(code(await signIn('wrong')), 'SIGN_IN_FAILED');
    const fifth = await signIn('wrong');
    assert.ok(isRefusal(fifth));
    assert.equal(fifth.sentence.zh, '连续5次登录失败，账户已锁定，请在30分钟后再试。');
    house.pass(29 * MINUTE + 1);
    const held = await signIn();
    assert.ok(isRefusal(held));
    assert.equal(held.sentence.zh, '连续5次登录失败，账户已锁定，请在1分钟后再试。');
    assert.deepEqual(held.details, { retryAfter: 60 });
    house.pass(MINUTE);
    assert.equal(code(await signIn('wrong')), 'SIGN_IN_FAILED', '锁定期满重新计数');
    assert.equal(code(await signIn()), 'ok');
  });

  test('登录成功后失败次数清零', async () => {
    const { signIn } = await set();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 4; n += 1) await signIn('wrong');
      assert.equal(code(await signIn()), 'ok');
    }
  });

  test('同时发来的猜测也只算五次', async () => {
    const { signIn, log } = await set();
    const all = await Promise.all(Array.from({ length: 30 }, () => signIn('wrong')));
    assert.equal(all.filter((one) => code(one) === 'SIGN_IN_FAILED').length, 4);
    assert.equal(all.filter((one) => code(one) === 'SIGN_IN_LOCKED').length, 26);
    assert.equal((await log()).filter((l) => l.detail.reason === 'password').length, 4);
  });

  test('同时正确登录三十次都成功', async () => {
    const { signIn, sessions } = await set();
    const all = await Promise.all(Array.from({ length: 30 }, () => signIn()));
    assert.ok(all.every((one) => code(one) === 'ok'));
    assert.equal((await sessions.listSessions(ID)).length, 30);
  });

  test('不存在的登录名与存在的表现一致，日志不留下可能误填的密码', async () => {
    const { signIn, log } = await set();
    const outcomes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      outcomes.push(code(await signIn('wrong', undefined, 'my-secret-password')));
    }
    assert.deepEqual(outcomes, [
      ...Array(4).fill('SIGN_IN_FAILED'),
      'SIGN_IN_LOCKED',
      'SIGN_IN_LOCKED',
    ]);
    const lines = await log();
    assert.equal(lines.length, 6);
    assert.ok(!JSON.stringify(lines).includes('my-secret'));
    assert.equal(new Set(lines.map((l) => l.account)).size, 1, '同一登录名仍可关联');
  });

  test('恶意登录名和密码只得到普通拒绝', async () => {
    const { signIn } = await set();
    for (const login of ["' or 1=1 --", '\0', '\ud800', '', 'a'.repeat(1e5), '__proto__']) {
      assert.equal(code(await signIn('\0\ud800', undefined, login)), 'SIGN_IN_FAILED', login);
    }
    assert.equal(code(await signIn('x'.repeat(1e6))), 'SIGN_IN_FAILED');
  });

  test('正式环境不认演示账户', async () => {
    const { signIn } = await set('production', ['registrant'], true);
    assert.equal(code(await signIn()), 'ACCOUNT_DISABLED');
  });

  test('正式环境经办人员须先绑定身份验证器，绑定后凭验证码登录', async () => {
    const { sessions, signIn, house } = await set('production', ['registrar.intake']);
    assert.equal(code(await signIn()), 'TOTP_ENROL');
    const begun = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.ok(!isRefusal(begun));
    assert.equal(code(await signIn()), 'TOTP_NEEDED');
    const now = () => codeOf(begun, stepAt(house.time.nowMs()));
    assert.equal(code(await signIn(PASSWORD, now())), 'ok');
    assert.equal(code(await signIn(PASSWORD, now())), 'SIGN_IN_FAILED', '同一验证码不得再用');
    house.pass(MINUTE);
    assert.equal(code(await signIn()), 'TOTP_NEEDED');
    assert.equal(code(await signIn('wrong', now())), 'SIGN_IN_FAILED');
    assert.equal(code(await signIn(PASSWORD, now())), 'ok');
    const again = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.equal(code(again), 'TOTP_ENROLLED');
  });

  test('验证码猜错同样计入五次', async () => {
    const { sessions, signIn } = await set('production', ['registrar.intake']);
    const begun = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.ok(!isRefusal(begun));
    for (let n = 0; n < 4; n += 1)
      assert.equal(code(await signIn(PASSWORD, 'abcdef')), 'SIGN_IN_FAILED');
    assert.equal(code(await signIn(PASSWORD, 'abcdef')), 'SIGN_IN_LOCKED');
  });

  test('演示环境自愿绑定：确认前不要求验证码', async () => {
    const { sessions, signIn, house } = await set();
    const begun = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.ok(!isRefusal(begun));
    assert.match(begun.uri, /^otpauth:/);
    assert.equal(code(await signIn()), 'ok');
    assert.equal(code(await signIn(PASSWORD, codeOf(begun, stepAt(house.time.nowMs())))), 'ok');
    assert.equal(code(await signIn()), 'TOTP_NEEDED');
  });
});
