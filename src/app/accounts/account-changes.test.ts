import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../test/databases.ts';
import { runnerOf } from '../../store/transaction.ts';
import { removeTotp, setDisabled, setRoles } from './account-changes.ts';
import { changePassword, resetPassword } from './account-password.ts';
import {
  CIVIL,
  code,
  done,
  founded,
  MINUTE,
  PASSWORD,
  REGISTRAR,
} from '../identity/identity.fixtures.ts';
import { projectRealName, setRealName } from '../identity/real-name.ts';

forEachDatabase((_name, open) => {
  const set = async () => founded((await open()).pool);

  test('冲突的角色不得授予，也不得授予本人', async () => {
    const { desk, security, person } = await set();
    const id = await person('zhang', CIVIL.code, 'registrant');
    const grant = async (...roles: string[]) => code(await setRoles(desk, security, id, roles));
    assert.equal(await grant('admin.system', 'registrant'), 'ROLES_CONFLICT');
    assert.equal(await grant('registrar.intake', 'registrar.objection'), 'ROLES_CONFLICT');
    assert.equal(await grant('root'), 'ROLE_UNKNOWN');
    assert.equal(
      code(await setRoles(desk, security, security.accountId, ['registrant'])),
      'ACCOUNT_OWN',
    );
    assert.equal(code(await setRoles(desk, security, 'x', ['registrant'])), 'ACCOUNT_UNKNOWN');
    const citizen = await person('li-na', null);
    assert.equal(
      code(await setRoles(desk, security, citizen, ['agent'])),
      'ROLE_NEEDS_ORGANISATION',
    );
    assert.equal(code(await setRoles(desk, security, citizen, ['objector'])), 'ok');
  });

  test('登记机构的单位里不得出现第三方服务角色，同时授予也不行', async () => {
    const { desk, security, person } = await set();
    const officer = await person('shou', REGISTRAR.code);
    const other = await person('other', REGISTRAR.code);
    const both = await Promise.all([
      setRoles(desk, security, officer, ['registrar.intake']),
      setRoles(desk, security, other, ['third_party_service']),
    ]);
    assert.deepEqual(both.map(code).toSorted(), ['ROLES_CONFLICT', 'ok']);
  });

  test('改角色、停用随即作用于已登录的会话', async () => {
    const { desk, security, sessions, signIn, person } = await set();
    const id = await person('zhang', CIVIL.code, 'registrant');
    const { token } = done(await signIn('zhang', PASSWORD));
    assert.ok(await sessions.actorOf(token));
    done(await setRoles(desk, security, id, ['registrant', 'registrant_reviewer']));
    assert.equal((await sessions.actorOf(token))?.actor.roles.length, 2);
    done(await setDisabled(desk, security, id, true));
    assert.equal(await sessions.actorOf(token), undefined);
    done(await setRoles(desk, security, id, ['registrant']));
    assert.equal(code(await signIn('zhang', PASSWORD)), 'ACCOUNT_DISABLED', '改角色不解除停用');
    done(await setDisabled(desk, security, id, false));
    assert.equal(code(await signIn('zhang', PASSWORD)), 'ok');
  });

  test('停用可由系统或安全管理员办理，启用只能由安全管理员，启用同时解除锁定', async () => {
    const { desk, system, security, signIn, person } = await set();
    const id = await person('zhang', CIVIL.code, 'registrant');
    for (let n = 0; n < 5; n += 1) await signIn('zhang', 'wrong');
    assert.equal(code(await signIn('zhang', PASSWORD)), 'SIGN_IN_LOCKED');
    assert.equal(code(await setDisabled(desk, system, id, true)), 'ok');
    assert.equal(code(await setDisabled(desk, system, id, false)), 'ACCOUNT_NOT_YOURS');
    assert.equal(code(await setDisabled(desk, security, id, false)), 'ok');
    assert.equal(code(await signIn('zhang', PASSWORD)), 'ok');
  });

  test('最后一名可用的管理员不得停用或改任', async () => {
    const { desk, system, security, person } = await set();
    assert.equal(
      code(await setDisabled(desk, security, system.accountId, true)),
      'LAST_ADMINISTRATOR',
    );
    assert.equal(code(await setRoles(desk, security, system.accountId, [])), 'LAST_ADMINISTRATOR');
    assert.equal(
      code(await resetPassword(desk, system, security.accountId, PASSWORD)),
      'LAST_ADMINISTRATOR',
    );
    await person('second', REGISTRAR.code, 'admin.system');
    assert.equal(code(await setDisabled(desk, security, system.accountId, true)), 'ok');
  });

  test('改密码须知原密码，其他会话随之结束，猜原密码同样会锁定', async () => {
    const { desk, sessions, signIn, person } = await set();
    await person('zhang', CIVIL.code, 'registrant');
    const here = done(await signIn('zhang', PASSWORD));
    const there = done(await signIn('zhang', PASSWORD));
    await sessions.actorOf(there.token);
    const to = async (old: string, next: string) =>
      code(await changePassword(desk, here.actor, here.session.id, { old, next }));
    assert.equal(await to(PASSWORD, PASSWORD), 'PASSWORD_SAME');
    assert.equal(await to(PASSWORD, 'weak'), 'PASSWORD_WEAK');
    assert.equal(await to(PASSWORD, 'Rainy-2027-day'), 'ok');
    assert.ok(await sessions.actorOf(here.token));
    assert.equal(await sessions.actorOf(there.token), undefined);
    assert.equal(code(await signIn('zhang', PASSWORD)), 'SIGN_IN_FAILED');
    for (let n = 0; n < 3; n += 1)
      assert.equal(await to('guess', 'Rainy-2028-day'), 'SIGN_IN_FAILED');
    assert.equal(await to('guess', 'Rainy-2028-day'), 'SIGN_IN_LOCKED');
    assert.equal(await to('Rainy-2027-day', 'Rainy-2028-day'), 'SIGN_IN_LOCKED');
  });

  test('重置密码后账户停用，须安全管理员启用：任何一名管理员都不能独自冒用', async () => {
    const { desk, system, security, signIn, person } = await set();
    const id = await person('zhang', CIVIL.code, 'registrant');
    assert.equal(
      code(await resetPassword(desk, security, id, 'Rainy-2027-day')),
      'ACCOUNT_NOT_YOURS',
    );
    assert.equal(code(await resetPassword(desk, system, id, 'weak')), 'PASSWORD_WEAK');
    assert.equal(code(await resetPassword(desk, system, id, 'Rainy-2027-day')), 'ok');
    assert.equal(code(await signIn('zhang', 'Rainy-2027-day')), 'ACCOUNT_DISABLED');
    done(await setDisabled(desk, security, id, false));
    assert.equal(code(await signIn('zhang', 'Rainy-2027-day')), 'ok');
  });

  test('身份验证器遗失由安全管理员解除', async () => {
    const { desk, sessions, system, security, signIn, person, house } = await set();
    const id = await person('zhang', CIVIL.code, 'registrant');
    done(await sessions.beginTotp({ login: 'zhang', password: PASSWORD, client: 'x' }));
    assert.equal(code(await removeTotp(desk, system, id)), 'ACCOUNT_NOT_YOURS');
    done(await removeTotp(desk, security, id));
    house.pass(MINUTE);
    assert.equal(code(await signIn('zhang', PASSWORD)), 'ok');
  });

  test('个人实名由受理人员核验，不得核验本人', async () => {
    const { desk, system, sessions, signIn, person } = await set();
    await person('li-na', null, 'objector');
    const officer = await person('shou', REGISTRAR.code, 'registrar.intake');
    const intake = done(await signIn('shou', PASSWORD)).actor;
    const { token } = done(await signIn('li-na', PASSWORD));
    assert.equal((await sessions.actorOf(token))?.actor.realName, false);
    assert.equal(code(await setRealName(desk, system, 'li-na', true)), 'ACCOUNT_NOT_YOURS');
    assert.equal(code(await setRealName(desk, intake, 'nobody', true)), 'ACCOUNT_UNKNOWN');
    assert.equal(code(await setRealName(desk, intake, 'shou', true)), 'ACCOUNT_OWN');
    done(await setRealName(desk, intake, 'li-na', true));
    assert.equal((await sessions.actorOf(token))?.actor.realName, true);
    const { rows } = await desk.house.pool.query(
      'select real_name from account where account_id = $1',
      [officer],
    );
    assert.deepEqual(rows, [{ real_name: false }], '被拒绝的核验不留结果');
  });

  test('单位实名状态随实名认证事项变化', async () => {
    const { pool } = await set();
    const runner = runnerOf(pool);
    const state = async () =>
      (await pool.query<object>('select real_name from organisation where code = $1', [CIVIL.code]))
        .rows;
    assert.equal(await projectRealName(runner, 'account.Verified', CIVIL.code), true);
    assert.deepEqual(await state(), [{ real_name: 'verified' }]);
    assert.equal(await projectRealName(runner, 'account.Disabled', CIVIL.code), true);
    assert.deepEqual(await state(), [{ real_name: 'none' }]);
    assert.equal(await projectRealName(runner, 'reg.Submitted', CIVIL.code), false);
    assert.equal(await projectRealName(runner, 'account.Verified', '11110102000037911R'), false);
  });
});
