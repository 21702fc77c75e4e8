import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { forEachDatabase } from '../../../test/databases.ts';
import { checkCreditCode } from '../../base/credit-code.ts';
import { isUuid } from '../../base/id.ts';
import { isRefusal } from '../../base/refusal.ts';
import { isRegion } from '../../base/region.ts';
import { roles } from '../../contexts/identity/roles.ts';
import {
  organisationConflict,
  organisationMissing,
  rolesConflict,
} from '../../contexts/identity/separation.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import { runnerOf } from '../../store/transaction.ts';
import { LOGIN } from '../accounts/account-inputs.ts';
import {
  DEMO_PASSWORD,
  demoAccountId,
  demoAccounts,
  demoOrganisations,
  hasDemoPeople,
  seedPeople,
} from './people.ts';
import { QUICK, testHouse } from '../identity/identity.fixtures.ts';
import { openOperations } from '../accounts/operations.ts';
import { passwordFlaw } from '../accounts/password.ts';
import { openSessions } from '../accounts/sessions.ts';

const NOW = '2026-03-02T09:00:00.000+08:00';
const byCode = new Map(demoOrganisations.map((one) => [one.code, one]));

test('演示单位的代码都通过 GB 32100 两重校验，不重复', () => {
  assert.equal(byCode.size, demoOrganisations.length);
  for (const { code, region } of demoOrganisations) {
    const checked = checkCreditCode(code);
    assert.ok(checked.ok && checked.code === code && checked.warnings.length === 0, code);
    assert.ok(isRegion(region), `${code} ${region}`);
  }
});

test('真实单位的代码与名称同公开名录一致，其余都标明演示', () => {
  const list = readFileSync(
    new URL('../../../test/data/uscc-public-bodies.csv', import.meta.url),
    'utf8',
  );
  for (const { code, name } of demoOrganisations) {
    const real = list.split(/\r?\n/).includes(`${code},${name}`);
    const named = ['12110000MB1B45614X', '11110000MB1660860K'].includes(code);
    assert.equal(real || named, !name.endsWith('（演示）'), name);
    assert.equal(code.includes('0YX'), name.endsWith('（演示）'), name);
  }
});

test('登记机构与规则包一致', () => {
  for (const pack of [beijingPack, chongqingPack]) {
    assert.equal(
      byCode.get(pack.profile.registrar.creditCode)?.name,
      pack.profile.registrar.name.zh,
    );
  }
});

test('每个角色至少有一个演示账户，角色不冲突，密码合规', () => {
  for (const { id } of roles) {
    assert.ok(
      demoAccounts.some((one) => one.roles.some((role) => role === id)),
      id,
    );
  }
  assert.equal(new Set(demoAccounts.map((one) => one.login)).size, demoAccounts.length);
  for (const one of demoAccounts) {
    assert.match(one.login, LOGIN);
    assert.ok(isUuid(demoAccountId(one.login)));
    assert.equal(rolesConflict(one.roles), undefined, one.login);
    assert.equal(organisationMissing(one.roles, one.org), undefined, one.login);
    assert.ok(one.org === null || byCode.has(one.org), one.login);
    const colleagues = demoAccounts.filter((other) => other.org !== null && other.org === one.org);
    const held = colleagues.flatMap((other) => other.roles);
    assert.equal(organisationConflict(one.roles, held), undefined, one.login);
    assert.equal(passwordFlaw(DEMO_PASSWORD, one), undefined, one.login);
  }
});

forEachDatabase((_name, open) => {
  test('重复装入不改变已有的，演示账户可以登录', async () => {
    const { pool } = await open();
    const runner = runnerOf(pool);
    assert.equal(await hasDemoPeople(runner), false);
    assert.equal(await seedPeople(runner, NOW), demoAccounts.length);
    assert.equal(await hasDemoPeople(runner), true);
    await pool.query("update account set name = '改过' where login = 'bj-li-ming'");
    await pool.query("delete from account where login = 'bj-wang-fang'");
    assert.equal(await seedPeople(runner, NOW), 1);
    assert.equal(await seedPeople(runner, NOW), 0);
    const { rows } = await pool.query("select name from account where login = 'bj-li-ming'");
    assert.deepEqual(rows, [{ name: '改过' }]);

    const house = testHouse(pool);
    const sessions = openSessions(house, openOperations(house), QUICK);
    const signed = await sessions.signIn({
      login: 'bj-xi-cheng',
      password: DEMO_PASSWORD,
      client: 'x',
    });
    assert.ok(!isRefusal(signed));
    assert.equal(signed.actor.accountId, demoAccountId('bj-xi-cheng'));
    assert.equal(signed.actor.org?.region, '110102');
    assert.deepEqual(signed.actor.roles, ['registrant', 'registrant_reviewer']);
  });
});
