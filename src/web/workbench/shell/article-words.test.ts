import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { articleWords, printedOnce } from './article-words.ts';

describe('工作台上的条文名称', () => {
  it('写成公文的叫法，不写编号', () => {
    assert.equal(articleWords('BJ-REG-11').zh, '北京细则第十一条');
    assert.equal(articleWords('BJ-REG-10(1)7').zh, '北京细则第十条第（一）项第7目');
    assert.equal(articleWords('CQ-REG-9').en, 'Chongqing art. 9');
  });
  it('本系统拆分的8a、8b就是第八条，只写一次', () => {
    assert.equal(articleWords('BJ-REG-8b').zh, '北京细则第八条');
    assert.deepEqual(printedOnce(['BJ-REG-8a', 'NAT-REG-7', 'BJ-REG-8b']), [
      'BJ-REG-8a',
      'NAT-REG-7',
    ]);
  });
  it('不认识的编号原样写出', () => {
    assert.equal(articleWords('GB/T 32100').zh, 'GB/T 32100');
  });
});
