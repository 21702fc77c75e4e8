import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { text } from '../../base/text.ts';
import { plainName, spelledOut } from './names.ts';
import { check, reportOf, type Check, type CheckState } from './report.ts';
import { statementsOf } from './statements.ts';

const said = (id: Check['id'], state: CheckState, zh: string): Check =>
  check(id, state, text(zh, zh));
const inOne = (...checks: readonly Check[]) =>
  Object.fromEntries(statementsOf({ checks }).map(({ id, ...rest }) => [id, rest]));

describe('四项结论', () => {
  it('总是四项、次序固定；没有的说不了', () => {
    const found = statementsOf({ checks: [said('signature', 'pass', '真')] });
    assert.deepEqual(
      found.map(({ id, state }) => [id, state]),
      [
        ['signature', 'pass'],
        ['logged', 'absent'],
        ['witnessed', 'absent'],
        ['timestamp', 'absent'],
      ],
    );
  });

  it('签名真而内容改过：签名一项是否，说的是改在哪里，签名的话在细节里', () => {
    const { signature } = inOne(
      said('signature', 'pass', '签名真实'),
      said('intact', 'fail', '第2步被改'),
    );
    assert.equal(signature?.state, 'fail');
    assert.equal(signature?.sentence.zh, '第2步被改');
    assert.deepEqual(
      signature?.details.map(({ zh }) => zh),
      ['签名真实'],
    );
  });

  it('编码对不上，收录一项是否；没有编码的不算', () => {
    assert.equal(
      inOne(said('logged', 'pass', '在'), said('code', 'fail', '不是'))['logged']?.state,
      'fail',
    );
    assert.equal(
      inOne(said('logged', 'pass', '在'), said('code', 'absent', '无'))['logged']?.state,
      'pass',
    );
  });

  it('没有签名可核对时，别的通过也不说签名通过', () => {
    const found = inOne(
      said('signature', 'absent', '没有'),
      said('intact', 'caution', '一部分'),
      said('logged', 'pass', '在'),
    );
    assert.equal(found['signature']?.state, 'absent');
  });

  it('认不出的东西没有四项，只有一句话', () => {
    assert.deepEqual(statementsOf({ checks: [said('intact', 'absent', '认不出')] }), []);
  });
});

describe('总的一句话', () => {
  const subject = text('文件', 'file');
  const answer = (checks: readonly Check[]): string =>
    reportOf(subject, checks, [], ['intact', 'signature']).answer.zh;

  it('都好时说签名、没改、收录；改过的先说改在哪里；缺的说缺什么', () => {
    const [signed, whole] = [said('signature', 'pass', '真'), said('intact', 'pass', '没改')];
    assert.equal(
      answer([signed, whole, said('logged', 'pass', '在')]),
      '签名真实，内容没有改动，已收录在目录链上。',
    );
    assert.equal(answer([signed, whole]), '签名真实，内容没有改动。');
    const [forged, altered] = [
      said('signature', 'fail', '签名不符'),
      said('intact', 'fail', '第3步被改'),
    ];
    assert.equal(answer([forged, altered]), '第3步被改');
    assert.equal(answer([said('signature', 'absent', '没有签名'), whole]), '没有签名');
  });
});

describe('别人起的名字', () => {
  it('去掉看不见的和颠倒方向的字符，太长的留头尾', () => {
    assert.equal(plainName('确认单\u202Efdp.exe\u0000'), '确认单fdp.exe');
    const long = plainName(`${'长'.repeat(100_000)}.pdf`);
    assert.ok([...long].length <= 81);
    assert.equal(plainName(`${'a'.repeat(300)}.pdf`).endsWith('.pdf'), true);
  });

  it('要人看清的内容，把看不见的字符写出来', () => {
    assert.equal(spelledOut('a\u202Eb\u200B'), 'a⟨U+202E⟩b⟨U+200B⟩');
  });
});
