import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../base/json.ts';
import { beijingPack } from '../../../law/beijing.ts';
import type { CaseView, Pack } from '../queries.ts';
import { askedBefore, correctableIn, fromWords, toWords } from './corrections.ts';
import type { MaterialField } from './open.ts';

const pack = beijingPack as unknown as Pack;
const LISTED = ['dataResource.name', 'dataResource.updateCycle', 'subject.contactPhone'];
const items = (...given: Parameters<typeof correctableIn>): string[] =>
  correctableIn(...given).map(({ item }) => item);

test('各类内容写成文字再读回，一字不差', () => {
  const kinds: readonly (readonly [MaterialField['type'], Json])[] = [
    ['string', '社会组织信息'],
    ['enum', 'monthly'],
    ['enums', ['a', 'b']],
    ['bool', false],
    ['int', 12],
    ['organisations', [{ name: '甲', creditCode: '乙' }]],
  ];
  for (const [type, value] of kinds) assert.deepEqual(fromWords(type, toWords(value)), value, type);
  assert.equal(toWords(undefined), '');
  assert.equal(fromWords('int', ''), undefined);
});

test('只列登记簿里有的项目；非公开的只给登记主体', () => {
  const dossier = { dataResource: { name: '甲' }, subject: { contactPhone: '010' } };
  assert.deepEqual(items(pack, LISTED, { own: true, dossier }).toSorted(), [
    'dataResource.name',
    'subject.contactPhone',
  ]);
  assert.deepEqual(items(pack, LISTED, { own: false, dossier }), ['dataResource.name']);
  assert.deepEqual(items(pack, LISTED, undefined).toSorted(), LISTED.slice(0, 2));
});

test('补正从原来申请的项目开始；看不全的，从空白开始', () => {
  const about = (claim: object) => ({ state: { claim } }) as unknown as CaseView;
  const asked = [{ item: 'dataResource.name', value: '乙' }];
  assert.deepEqual(askedBefore(about({ items: asked })), asked);
  assert.deepEqual(askedBefore(about({ items: [...asked, { item: 'subject.contactPhone' }] })), [
    {},
  ]);
  assert.deepEqual(askedBefore(undefined), [{}]);
});
