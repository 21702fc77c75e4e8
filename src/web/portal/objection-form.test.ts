import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryPage } from './entry.ts';
import { entry, viewFor, visitor } from './portal.fixtures.ts';

const issued = { ...entry, jurisdiction: 'chongqing', code: 'CQ-CODE-1', objection: 'key-of-one' };

test('凭证发放之后也受理异议的地方，条目页给出说明和表单，写登记编码', async () => {
  const shown = String(await entryPage(viewFor('zh', { visitor }), issued));
  assert.match(shown, /data-parent="CQ-CODE-1"/);
  assert.match(shown, /写明应当更正还是立案调查是否撤销/);
  assert.doesNotMatch(shown, /成立的，终止登记/);
  assert.match(shown, /第十六条/);
});

test('条目页：未登录的先登录再回到异议处；只在公示期受理的地方不给', async () => {
  const here = `/registrations/${issued.code}`;
  const stranger = String(await entryPage(viewFor('zh', { here }), issued));
  assert.match(stranger, /\/signin\?next=%2Fregistrations%2FCQ-CODE-1%23objection/);
  assert.doesNotMatch(stranger, /data-objection/);
  const beijing = String(await entryPage(viewFor('zh', { visitor }), entry));
  assert.doesNotMatch(beijing, /提出异议/);
});
