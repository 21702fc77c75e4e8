import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holds } from '../../../law/conditions.ts';
import { changes, factsOf, isOpen, merged, shownField, type MaterialField } from './open.ts';

const field = (more: Partial<MaterialField>): MaterialField => ({
  id: 'providerName',
  label: { zh: '存证机构名称', en: 'Provider' },
  type: 'string',
  required: { is: 'evidence.mode', in: ['third_party'] },
  basis: 'text',
  ...more,
});

test('选了第三方存证，才要填存证机构；尚未保存的选择立即生效', () => {
  const saved = { evidence: { mode: 'self' } };
  const before = factsOf(saved, { objectKind: 'resource' });
  const after = factsOf(merged(saved, { evidence: { mode: 'third_party' } }), {
    objectKind: 'resource',
  });
  assert.equal(shownField(field({}), undefined, before), false);
  assert.equal(shownField(field({}), undefined, after), true);
  assert.equal(shownField(field({}), '已填过的名称', before), true);
});

test('列出共有主体，即为有共有主体', () => {
  const facts = factsOf({ dataResource: { coOwners: [{ name: '甲', creditCode: 'x' }] } }, {});
  assert.equal(holds({ is: 'hasCoOwners', in: [true] }, facts), true);
  assert.equal(holds({ is: 'hasCoOwners', in: [true] }, factsOf({}, {})), false);
  assert.equal(
    shownField(
      field({ type: 'organisations', required: { is: 'hasCoOwners', in: [true] } }),
      undefined,
      factsOf({}, {}),
    ),
    true,
  );
});

test('补正期间只开放告知书列明的项目和因补正而新缺的项目', () => {
  const missing = {
    item: 'product.name',
    level: 'gap',
    code: 'MISSING',
    says: { zh: '', en: '' },
    law: [],
  } as const;
  assert.equal(isOpen('evidence.mode', 'all', []), true);
  assert.equal(isOpen('evidence.mode', ['evidence'], []), true);
  assert.equal(isOpen('evidence.mode', ['evidence.proofFile'], []), false);
  assert.equal(isOpen('product.name', ['evidence.proofFile'], [missing]), true);
  assert.equal(isOpen('product.name', [], [missing]), false);
});

test('只发送改动过的项目，清空即清除，文件以编号引用', () => {
  const file = { id: 'f-1', sha256: 'ab', name: '承诺书.pdf' };
  assert.deepEqual(
    changes({ a: '1', b: '2', c: file }, { a: '1', b: '', c: { ...file, id: 'f-2' } }),
    { b: null, c: 'f-2' },
  );
  assert.deepEqual(changes({ c: file }, { c: 'f-1' }), {});
});
