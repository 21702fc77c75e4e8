import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setRoles } from '../src/app/accounts/account-changes.ts';
import { createAccount, foundAdministrators } from '../src/app/accounts/accounts.ts';
import {
  actorWith,
  done,
  founding,
  PASSWORD,
  REGISTRAR,
} from '../src/app/identity/identity.fixtures.ts';
import { codeOf } from './authenticator.ts';
import { openAttack, problemOf, type Attacker } from './doors.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('正式方式的双因素登录', () => {
  let at: Attacker;
  before(async () => {
    const secret = randomBytes(32).toString('hex');
    at = await openAttack({ SHUJI_MODE: 'production', SHUJI_SECRET: secret });
    const { desk } = at.door.services;
    done(await foundAdministrators(desk, founding));
    const input = { login: 'shou-li', name: '李文', org: REGISTRAR.code, password: PASSWORD };
    const { accountId } = done(await createAccount(desk, actorWith('admin.system'), input));
    done(await setRoles(desk, actorWith('admin.security'), accountId, ['registrar.intake']));
  });
  after(() => at.close());

  const send = (path: string, body: object, headers = {}): Promise<Response> =>
    at.send('POST', path, {
      headers: { ...JSON_TYPE, ...headers },
      body: JSON.stringify(body),
    });
  const refusal = async (answer: Promise<Response>): Promise<readonly [number, string]> => {
    const { status, code } = await problemOf(await answer);
    return [status, code];
  };
  const body = async <T>(answer: Promise<Response>): Promise<T> => {
    const response = await answer;
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as T;
  };
  const officer = { account: 'shou-li', password: PASSWORD };
  const safety = { account: founding.security.login, password: founding.security.password };
  const begin = (who: object) =>
    body<{ uri: string; secret: string }>(send('/api/session/totp', who));
  const enter = (who: object, totp: string) =>
    body<{ token: string }>(send('/api/session', { ...who, totp }));
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('登记机构人员先绑定身份验证器，再凭验证码登录', async () => {
    assert.deepEqual(await refusal(send('/api/session', officer)), [403, 'TOTP_ENROL']);
    const wrong = { ...officer, password: 'Wrong-2026!' };
    assert.deepEqual(await refusal(send('/api/session/totp', wrong)), [401, 'SIGN_IN_FAILED']);
    const abandoned = await begin(officer);
    assert.deepEqual(await refusal(send('/api/session', officer)), [401, 'TOTP_NEEDED']);
    const { uri, secret } = await begin(officer);
    assert.notEqual(secret, abandoned.secret);
    assert.equal(new URL(uri).searchParams.get('secret'), secret);
    assert.match(decodeURIComponent(uri), /^otpauth:\/\/totp\/数籍:shou-li\?/);
    const old = send('/api/session', { ...officer, totp: codeOf(abandoned.secret) });
    assert.deepEqual(await refusal(old), [401, 'SIGN_IN_FAILED']);
    await enter(officer, codeOf(secret));
    const again = send('/api/session', { ...officer, totp: codeOf(secret) });
    assert.deepEqual(await refusal(again), [401, 'SIGN_IN_FAILED'], 'a code serves once');
    assert.deepEqual(await refusal(send('/api/session', officer)), [401, 'TOTP_NEEDED']);
    assert.deepEqual(await refusal(send('/api/session/totp', officer)), [409, 'TOTP_ENROLLED']);
  });

  it('遗失身份验证器：安全管理员解除后才能重新绑定，会话随之结束', async () => {
    const mine = await enter(safety, codeOf((await begin(safety)).secret));
    const rows = await at.rows("SELECT account_id AS id FROM account WHERE login = 'shou-li'");
    const id = String(rows[0]?.['id']);
    const headers = bearer(mine.token);
    const running = await body<{ items: { current: boolean }[] }>(
      at.send('GET', `/api/sessions?account=${id}`, { headers }),
    );
    assert.deepEqual(
      running.items.map(({ current }) => current),
      [false],
    );
    await body(at.send('DELETE', `/api/admin/accounts/${id}/totp`, { headers }));
    assert.deepEqual(await refusal(send('/api/session', officer)), [403, 'TOTP_ENROL']);
    const { token } = await enter(officer, codeOf((await begin(officer)).secret));
    const own = bearer(token);
    const list = await body<{ items: { current: boolean }[] }>(
      at.send('GET', '/api/sessions', { headers: own }),
    );
    assert.deepEqual(
      list.items.map(({ current }) => current),
      [true],
    );
    const [admin] = await at.rows('SELECT account_id AS id FROM account WHERE login = $1', [
      safety.account,
    ]);
    const foreign = at.send('GET', `/api/sessions?account=${String(admin?.['id'])}`, {
      headers: own,
    });
    assert.deepEqual(await refusal(foreign), [403, 'ACCOUNT_NOT_YOURS']);
    const away = at.send('DELETE', `/api/admin/accounts/${id}/totp`, { headers: own });
    assert.deepEqual(await refusal(away), [403, 'ACCOUNT_NOT_YOURS']);
    await at.door.services.operations.flush();
    const log = await at.rows(
      "SELECT kind, ok FROM operation WHERE kind IN ('sessions.read', 'account.removeTotp') ORDER BY operation_id",
    );
    assert.deepEqual(
      log.map(({ kind, ok }) => `${String(kind)} ${String(ok)}`),
      [
        'sessions.read true',
        'account.removeTotp true',
        'sessions.read false',
        'account.removeTotp false',
      ],
    );
  });

  it('回答都合乎接口文档', () => {
    assert.deepEqual([...at.door.breaches], []);
  });
});
