import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileNameSafe, isUuid, uuidV7 } from './id.ts';

test('RFC 9562 附录A.6的第7版示例', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  assert.equal(uuidV7(0x017f22e279b0, random), '017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('标识总是合格，且按时间先后排列', () => {
  const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
  const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });
  fc.assert(
    fc.property(time, random, random, (ms, one, other) => {
      const earlier = uuidV7(ms, one);
      assert.ok(isUuid(earlier));
      assert.ok(earlier < uuidV7(ms + 1, other));
    }),
  );
});

test('时间越界或随机数不足的抛出', () => {
  assert.throws(() => uuidV7(-1, new Uint8Array(10)), RangeError);
  assert.throws(() => uuidV7(2 ** 48, new Uint8Array(10)), RangeError);
  assert.throws(() => uuidV7(0.5, new Uint8Array(10)), RangeError);
  assert.throws(() => uuidV7(0, new Uint8Array(9)), RangeError);
});

test('只认小写的标准写法', () => {
  const good = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
  assert.equal(isUuid(good), true);
  for (const bad of [good.toUpperCase(), `${good}\n`, good.slice(1), `{${good}}`, '', 7, null]) {
    assert.equal(isUuid(bad), false);
  }
  assert.equal(isUuid('017f22e2-79b0-7cc3-18c4-dc0c0c07398f'), false, '变体位不对');
});

test('文件名去掉路径、控制字符和方向控制字符', () => {
  const cases = {
    '登记申请表.pdf': '登记申请表.pdf',
    '../../etc/passwd': 'passwd',
    'C:\\Users\\张三\\承诺书.docx': '承诺书.docx',
    '合同\u202Efdp.exe': '合同fdp.exe',
    'a\u0000b\r\nc.txt': 'abc.txt',
    'a<b>:"c|?*.txt': 'a_b___c___.txt',
    '..': 'file',
    '': 'file',
    '/': 'file',
    '.htaccess': 'htaccess',
    'con.txt': '_con.txt',
    ' 报告 .pdf. ': '报告 .pdf',
  };
  for (const [given, safe] of Object.entries(cases)) assert.equal(fileNameSafe(given), safe);
});

test('过长的文件名截到二百字以内并保留扩展名', () => {
  const safe = fileNameSafe(`${'数'.repeat(5000)}.pdf`);
  assert.ok([...safe].length <= 200);
  assert.ok(safe.endsWith('数.pdf'));
});

test('任何名字整理后都安全，再整理一次不变', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const safe = fileNameSafe(given);
      assert.match(safe, /^[^/\\\p{C}<>:"|?*]{1,200}$/u);
      assert.equal(fileNameSafe(safe), safe);
    }),
    { numRuns: 500 },
  );
});
