import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountInput, organisationInput } from './account-inputs.ts';

const account = { login: 'li-si', org: null, password: 'x' };
const organisation = { code: 'x', kind: 'enterprise', region: '110000' };

test('姓名、单位名称看得见、不叠字，才分得清是谁', () => {
  const blank = [
    '\u3164\u3164',
    '\u2800\u2800',
    '李\u200b四',
    '李\u202e四',
    `李${'\u0301'.repeat(50)}`,
  ];
  for (const name of blank) {
    assert.equal(accountInput.safeParse({ ...account, name }).success, false, encodeURI(name));
    assert.equal(organisationInput.safeParse({ ...organisation, name }).success, false);
  }
  for (const name of ['李四', '阿卜杜拉·买买提', '葛\u{e0100}城', 'Zoë O’Neil']) {
    assert.ok(accountInput.safeParse({ ...account, name }).success, name);
    assert.ok(organisationInput.safeParse({ ...organisation, name }).success, name);
  }
});
