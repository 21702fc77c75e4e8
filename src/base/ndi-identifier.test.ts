import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NdiKind, NdiParts } from './ndi-identifier.ts';
import { ndiIdentifier, parseNdiIdentifier } from './ndi-identifier.ts';
import { isRefusal } from './refusal.ts';

const resource: NdiParts = {
  kind: '7',
  subject: '12110000MB1B45614X',
  area: '1100',
  random: '1BH95JZY',
};

function codeOf(value: unknown): string {
  return isRefusal(value) ? value.code : 'ok';
}

test('按类型、主体、区域、随机码生成三十二位标识', () => {
  assert.equal(ndiIdentifier(resource), '712110000MB1B45614X11001BH95JZY9');
  assert.equal(
    ndiIdentifier({ ...resource, kind: '6', random: '00000049' }),
    '612110000MB1B45614X110000000049*',
  );
});

test('公开样例的校验码相符', () => {
  for (const sample of [
    '711110000MB1660860K11001BH95JZY1',
    '711110000693225666K11001BH95JZYS',
    '712110000MB0148609Q11001BH95JZYK',
  ]) {
    assert.equal(codeOf(parseNdiIdentifier(sample)), 'ok', sample);
  }
});

test('原有编码作为扩展码保留，只用于产品和资源', () => {
  const built = ndiIdentifier({ ...resource, extension: '002438161/000486' });
  assert.equal(built, '712110000MB1B45614X11001BH95JZY9•002438161/000486');
  assert.deepEqual(parseNdiIdentifier('712110000MB1B45614X11001BH95JZY9•002438161/000486'), {
    ...resource,
    extension: '002438161/000486',
  });
  for (const kind of ['1', '2', '3', '4', '5'] as const) {
    assert.equal(codeOf(ndiIdentifier({ ...resource, kind, extension: 'A' })), 'NDI_FORMAT');
  }
});

test('校验码不符、位数不对、扩展码越界都退回', () => {
  const good = '712110000MB1B45614X11001BH95JZY9';
  assert.equal(codeOf(parseNdiIdentifier(`${good.slice(0, -1)}8`)), 'NDI_CHECK');
  for (const bad of [
    '',
    good.slice(0, -1),
    `${good}•`,
    `${good}A`,
    `${good}•${'A'.repeat(33)}`,
    `${good}•a b`,
    `${good}•a•b`,
    `${good}•a\u202Eb`,
    good.toLowerCase(),
    `8${good.slice(1)}`,
    good.repeat(10_000),
  ]) {
    assert.equal(codeOf(parseNdiIdentifier(bad)), 'NDI_FORMAT', bad.slice(0, 80));
  }
});

test('各部分长短互补拼成三十二位的，不予生成', () => {
  const shifted = { ...resource, subject: `${resource.subject}1`, area: '100' };
  assert.equal(codeOf(ndiIdentifier(shifted)), 'NDI_FORMAT');
});

test('主体不得是明文的公民身份号码', () => {
  const personal = { ...resource, subject: '11010519491231002X' };
  assert.equal(codeOf(ndiIdentifier(personal)), 'NDI_PERSONAL_ID');
});

test('生成的标识都能原样读回', () => {
  const of = (alphabet: string, length: number): fc.Arbitrary<string> =>
    fc
      .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
      .map((characters) => characters.join(''));
  const fields = {
    kind: fc.constantFrom<NdiKind>('1', '2', '3', '4', '5', '6', '7'),
    subject: of('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 17).map((body) => `A${body}`),
    area: of('0123456789', 4),
    random: of('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 8),
  };
  const parts = fc.record(fields, { noNullPrototype: true });
  fc.assert(
    fc.property(parts, (one) => {
      const built = ndiIdentifier(one);
      assert.ok(!isRefusal(built) && built.length === 32);
      assert.deepEqual(parseNdiIdentifier(built), one);
    }),
  );
});
