import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { office } from '../../../test/office.ts';
import { consistency } from './consistency.ts';
import { registered, stateOf } from './dossier.fixtures.ts';

const found = (items: Readonly<Record<string, string>>): [string, string, string][] => {
  const at = office(beijingPack, '2026-03-02');
  return consistency(stateOf(registered(at, { items })), beijingPack, '2026-03-02')
    .filter(({ code }) => code === 'PUBLIC_PERSONAL')
    .map(({ item, level, says }) => [item, level, says.zh]);
};

test('将要公开的文字里像个人信息的，逐项提示，不妨碍提交', () => {
  const summary = '本数据按月记录婚姻登记办理情况，联系人：张悦，电话13800138000。';
  assert.deepEqual(found({ 'dataResource.summary': summary }), [
    [
      'dataResource.summary',
      'warning',
      '这一项将要公开，疑似含有自然人姓名、电话号码，公示前请核对。',
    ],
  ]);
  const [scenario] = found({ 'scenario.usable': '请发邮件至 a.b@example.cn 申请使用。' });
  assert.equal(scenario?.[0], 'scenario.usable');
});

test('不公开的各项不看，没有的不提示', () => {
  assert.deepEqual(found({ 'subject.contactPhone': '13900000001' }), []);
  assert.deepEqual(found({}), []);
});
