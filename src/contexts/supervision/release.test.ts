import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  mayNext,
  office,
  opens,
  passTo,
  refuses,
  statusOf,
  tryOpen,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, organisations, people, person } from '../../../test/office-people.ts';
import { FIGURES, isOpen } from './statistics.ts';

const desk = () => office(chongqingPack, '2026-03-02');
const authority = person('渝数据局', organisations.chongqingBureau, 'municipal_data_authority');
const asked = (at: Office): Case =>
  opens(at, 'stats', people.cqIssue, { figure: 'entries', purpose: '年度工作报告' });
const term = (more: JsonObject = {}): JsonObject => ({
  basis: 'agreed',
  legal: '市政府同意函',
  from: '2026-03-10',
  to: '2026-03-20',
  ...more,
});

test('北京的统计没有关闭，无须申请；重庆的须申请', () => {
  const at = office(beijingPack, '2026-03-02');
  const input = { figure: 'entries', purpose: '年度工作报告' };
  const refused = tryOpen(at, 'stats', people.issue, input);
  assert.equal(isRefusal(refused) && refused.code, 'STATISTICS_OPEN');
  assert.equal(statusOf(asked(desk())), 'asked');
});

test('同意的期限不颠倒、不在过去，外地主管部门不能同意', () => {
  const at = desk();
  const c = asked(at);
  const code = (more: JsonObject, by = authority) =>
    refuses(at, c, by, 'permitRelease', term(more)).code;
  assert.equal(code({ to: '2026-03-09' }), 'RELEASE_TERM');
  assert.equal(code({ from: '2026-01-01', to: '2026-03-01' }), 'RELEASE_TERM');
  assert.equal(code({}, people.municipal), 'PLACE_NOT_YOURS');
});

test('每个状态每人恰好能办这些；期满由系统停止发布', () => {
  const at = desk();
  const holds = (c: Case, ...acts: string[]) => {
    for (const who of [...everybody, authority]) {
      const supervises = who === authority || who === people.municipal;
      assert.deepEqual(mayNext(at, c, who), supervises ? acts : [], who.name);
    }
  };
  const c = asked(at);
  holds(c, 'permitRelease', 'refuseRelease');
  does(at, c, authority, 'permitRelease', term());
  holds(c, 'withdrawPermit');
  passTo(at, '2026-03-20');
  assert.equal(statusOf(c), 'permitted');
  passTo(at, '2026-03-21');
  assert.deepEqual([statusOf(c), c.events.at(-1)?.type], ['ENDED', 'stats.ReleaseEnded']);
  holds(c);
  const refused = does(at, asked(at), authority, 'refuseRelease', { reasons: '没有法律依据' });
  holds(refused);
  assert.equal(statusOf(refused), 'REFUSED');
});

test('收回同意的，期限随之停止', () => {
  const at = desk();
  const c = does(at, asked(at), authority, 'permitRelease', term());
  does(at, c, authority, 'withdrawPermit', { reasons: '工作已经结束' });
  passTo(at, '2026-04-01');
  assert.equal(c.events.at(-1)?.type, 'stats.ReleaseWithdrawn');
});

test('是否可以发布：规则开放的总是可以；关闭的只在同意的项目和期限之内', () => {
  const permit = { figure: 'entries', from: '2026-03-10', to: '2026-03-20' };
  for (const figure of FIGURES) {
    assert.equal(isOpen('open', figure, [], '2026-03-02'), true);
    assert.equal(isOpen('needsConsent', figure, [], '2026-03-15'), false);
    const may = (today: string) => isOpen('needsConsent', figure, [permit], today);
    assert.equal(may('2026-03-10'), figure === 'entries');
    assert.equal(may('2026-03-20'), figure === 'entries');
    assert.deepEqual([may('2026-03-09'), may('2026-03-21')], [false, false]);
  }
});
