import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packs } from '../../../law/packs.ts';
import { groupsOn, PAGES, pageOf, pageOfItem } from './pages.ts';

const FIELDS = PAGES.filter(({ id }) => id !== 'confirm');

test('每个地方的每一组材料、每一项，都恰好在前三页中的一页上', () => {
  for (const pack of packs) {
    const groups = pack.profile.materials.first;
    const shown = FIELDS.flatMap(({ id }) =>
      groupsOn(id, groups).flatMap(({ group, fields }) =>
        fields.map((field) => `${group.id}.${field.id}`),
      ),
    );
    const all = groups.flatMap((g) => g.fields.map((f) => `${g.id}.${f.id}`));
    assert.deepEqual(shown.toSorted(), all.toSorted(), pack.id);
  }
});

test('前三页没有空页；存储、存证、风险评估在第二页，承诺书在第三页', () => {
  for (const pack of packs) {
    const groups = pack.profile.materials.first;
    for (const { id } of FIELDS) assert.ok(groupsOn(id, groups).length > 0, `${pack.id} ${id}`);
    const at = (item: string) => pageOfItem(item, groups);
    assert.equal(at('dataResource.name'), 'basic');
    assert.equal(at('dataResource.storageLocation'), 'safety');
    assert.equal(at('evidence.proofFile'), 'safety');
    assert.equal(at('riskAssessment'), 'safety');
    assert.equal(at('sourceLegality.undertaking'), 'papers');
    assert.equal(at('agency.termTo'), 'basic');
    assert.equal(at('agency.agreement'), 'papers');
    assert.equal(at('没有'), undefined);
  }
});

test('日后新增的材料组：文字项在第一页，文件在第三页', () => {
  const label = { zh: '新', en: 'New' };
  const field = { id: 'x', label, required: 'always', basis: 'inf' } as const;
  assert.equal(pageOf({ id: 'later' }, { ...field, type: 'text' }), 'basic');
  assert.equal(pageOf({ id: 'later' }, { ...field, type: 'file' }), 'papers');
});
