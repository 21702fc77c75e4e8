import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../test/databases.ts';
import type { Actor } from '../../kernel/types.ts';
import { setDisabled, setRoles } from './account-changes.ts';
import { accountInput, organisationInput } from './account-inputs.ts';
import { listAccounts, listOrganisations } from './account-lists.ts';
import { createAccount, createOrganisation, foundAdministrators } from './accounts.ts';
import {
  actorWith,
  CIVIL,
  code,
  done,
  founded,
  founding,
  PASSWORD,
  QUICK,
  testHouse,
} from '../identity/identity.fixtures.ts';
import { openOperations } from './operations.ts';
import { openSessions } from './sessions.ts';

forEachDatabase((_name, open) => {
  const set = async () => founded((await open()).pool);

  test('控制台只能设立一次三名管理员，三人三个密码', async () => {
    const { desk } = await set();
    assert.equal(code(await foundAdministrators(desk, founding)), 'ADMINISTRATORS_EXIST');
    const same = { ...founding, audit: { ...founding.audit, password: 'System-2026!' } };
    assert.equal(code(await foundAdministrators(desk, same)), 'PASSWORD_WEAK');
  });

  test('同时两处设立管理员，只有一处成功', async () => {
    const { pool } = await open();
    const house = testHouse(pool);
    const operations = openOperations(house);
    const desk = {
      house,
      operations,
      sessions: openSessions(house, operations, QUICK),
      cost: QUICK,
    };
    const both = await Promise.all([
      foundAdministrators(desk, founding),
      foundAdministrators(desk, founding),
    ]);
    assert.deepEqual(both.map(code).toSorted(), ['ADMINISTRATORS_EXIST', 'ok']);
    assert.equal((await pool.query('select 1 from account')).rowCount, 3);
  });

  test('开户与授权由两人分别办理，授权前账户不能使用', async () => {
    const { desk, system, security, signIn, person } = await set();
    const input = { login: 'li', name: '李', org: CIVIL.code, password: PASSWORD };
    assert.equal(code(await createAccount(desk, security, input)), 'ACCOUNT_NOT_YOURS');
    const id = await person('zhang', CIVIL.code);
    assert.equal(code(await signIn('zhang', PASSWORD)), 'ACCOUNT_DISABLED');
    assert.equal(code(await setRoles(desk, system, id, ['registrant'])), 'ACCOUNT_NOT_YOURS');
    assert.equal(code(await setDisabled(desk, security, id, false)), 'ACCOUNT_WITHOUT_ROLES');
    done(await setRoles(desk, security, id, ['registrant']));
    assert.deepEqual(done(await signIn('zhang', PASSWORD)).actor.roles, ['registrant']);
  });

  test('单位代码按 GB 32100 校验，错码、重复、身份证号一律拒绝', async () => {
    const { desk, system } = await set();
    const enter = async (given: string, by: Actor = system) =>
      code(await createOrganisation(desk, by, { ...CIVIL, code: given }));
    assert.equal(await enter('11110000000021039D'), 'USCC_CHECK');
    assert.equal(await enter('11010519491231002X'), 'USCC_PERSONAL_ID');
    assert.equal(await enter(' 1111 0000 0000 2103 9c '), 'ORGANISATION_EXISTS');
    assert.equal(await enter('11110102000037911R'), 'ok');
    assert.equal(await enter('11110102000037807M', actorWith('admin.audit')), 'ACCOUNT_NOT_YOURS');
    assert.equal(organisationInput.safeParse({ ...CIVIL, region: '999999' }).success, false);
  });

  test('登录名不得重复，单位须先登记，密码须合规', async () => {
    const { desk, system, person } = await set();
    await person('zhang', CIVIL.code);
    const open = async (change: object) => {
      const input = { login: 'wang', name: '王芳', org: CIVIL.code, password: PASSWORD, ...change };
      return code(await createAccount(desk, system, accountInput.parse(input)));
    };
    assert.equal(await open({ login: 'Zhang' }), 'LOGIN_TAKEN');
    assert.equal(await open({ org: '11110102000037911R' }), 'ORGANISATION_UNKNOWN');
    assert.equal(await open({ password: 'short' }), 'PASSWORD_WEAK');
    assert.equal(
      await open({ password: 'Short-1!x' }),
      'PASSWORD_WEAK',
      '尚不知角色，按最严的十位',
    );
    assert.equal(await open({ org: null }), 'ok');
    for (const login of ['a', '-ab', 'a b c', '张悦', 'a'.repeat(41), "x';--"]) {
      const input = { login, name: '王芳', org: null, password: PASSWORD };
      assert.equal(accountInput.safeParse(input).success, false, login);
    }
  });

  test('账户和单位清单只给管理员看，分页有界，不含密码', async () => {
    const { desk, system, person } = await set();
    await person('zhang', CIVIL.code, 'registrant');
    assert.equal(
      code(await listAccounts(desk, actorWith('registrar.review'), {})),
      'ACCOUNT_NOT_YOURS',
    );
    assert.equal(
      code(await listOrganisations(desk, actorWith('auditor'), {})),
      'ACCOUNT_NOT_YOURS',
    );
    const all: string[] = [];
    let after: string | undefined;
    do {
      const page = done(await listAccounts(desk, system, { limit: 3, after }));
      all.push(...page.items.map((line) => line.login));
      assert.ok(!JSON.stringify(page).includes('argon2'));
      after = page.next ?? undefined;
    } while (after !== undefined);
    assert.deepEqual(all, ['an-quan', 'shen-ji', 'xi-tong', 'zhang']);
    const found = done(await listAccounts(desk, system, { q: '张', limit: NaN }));
    assert.deepEqual(
      found.items.map((line) => line.login),
      ['zhang'],
    );
    assert.equal(done(await listAccounts(desk, system, { q: '%' })).items.length, 0);
    assert.equal(
      done(await listOrganisations(desk, system, { q: '民政' })).items[0]?.code,
      CIVIL.code,
    );
  });

  test('每一次更改和被拒绝的更改都有记录', async () => {
    const { desk, system, security, person, log } = await set();
    const id = await person('zhang', CIVIL.code, 'registrant');
    await setRoles(desk, system, id, ['agent']);
    await setDisabled(desk, security, id, true);
    const lines = (await log()).map((l) => `${l.kind} ${l.ok}`);
    for (const expected of [
      'account.found true',
      'org.Registered true',
      'account.create true',
      'account.setRoles true',
      'account.setRoles false',
      'account.setDisabled true',
    ]) {
      assert.ok(lines.includes(expected), expected);
    }
  });
});
