import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../base/json.ts';
import { mergeDraft } from './merge-draft.ts';

const begin = { everyDays: 30 };
const merge = mergeDraft(begin);
const draft = (values: Record<string, Json>, ...ids: string[]): Json => ({
  values: { ...begin, ...values },
  files: ids.map((id) => ({ id, name: `${id}.pdf` })),
});

test('旧稿还没读到就填了别的项目：旧稿里的都留下，附件也都认得', () => {
  assert.deepEqual(
    merge(
      {},
      draft({ result: '正常', paper: 'b' }, 'b'),
      draft({ findings: '备份', proof: 'a' }, 'a'),
    ),
    draft({ result: '正常', paper: 'b', findings: '备份', proof: 'a' }, 'b', 'a'),
  );
});

test('填的是同一项：由人选；没有动过的默认值不算填过', () => {
  assert.equal(merge({}, draft({ findings: '甲' }), draft({ findings: '乙' })), undefined);
  const changed = draft({ everyDays: 7 });
  assert.deepEqual(
    merge({}, draft({ findings: '甲' }), changed),
    draft({ everyDays: 7, findings: '甲' }),
  );
});

test('另一个窗口已经办成、清掉暂存：存过的不再回来，没存的还在', () => {
  const kept = draft({ findings: '甲' });
  assert.deepEqual(
    merge(kept, draft({ findings: '甲', result: '正常' }), {}),
    draft({ result: '正常' }),
  );
});
