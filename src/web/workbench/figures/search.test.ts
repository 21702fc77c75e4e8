import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behindSearch, behindTitle } from './behind-words.ts';
import { readFiguresSearch } from './search.ts';

test('网址里的条件只认得写得对的', () => {
  const good = {
    jurisdiction: 'beijing',
    procedure: 'reg.change',
    from: '2026-01-01',
    to: '2026-03-01',
    district: '110105',
  };
  assert.deepEqual(readFiguresSearch(good), good);
  assert.deepEqual(readFiguresSearch({ district: 110105 }), { district: '110105' });
  const bad = {
    jurisdiction: 'Beijing!',
    procedure: 'eval.misconduct',
    from: '1.1.',
    to: {},
    district: '1',
  };
  assert.deepEqual(readFiguresSearch(bad), {});
});

test('统计项读成一句话，不认得的不照写', () => {
  const title = (behind: string): string => behindTitle(behind, undefined).zh;
  assert.equal(
    title('acceptance~returned~first~2026-01-01~2026-03-01~reg.first'),
    '受理：告知补正，首次决定',
  );
  assert.equal(title('formalReview~~late'), '形式审核：逾期作出');
  assert.equal(title('late~acceptance'), '目前逾期：受理期限');
  assert.equal(title('late~~~~~~110102'), '目前逾期');
  assert.equal(title('objectionEnded~upheld'), '异议：成立');
  assert.equal(title('owing'), '逾期未申请登记');
  assert.equal(title('<script>~knows'), '统计项');
});

test('从事项回到它所属的统计：地区、期间、类型、区县都在', () => {
  assert.deepEqual(behindSearch('beijing', 'filed~~~2026-01-01~2026-03-01~reg.change~110102'), {
    jurisdiction: 'beijing',
    from: '2026-01-01',
    to: '2026-03-01',
    procedure: 'reg.change',
    district: '110102',
  });
  assert.deepEqual(behindSearch('beijing', 'late'), { jurisdiction: 'beijing' });
});
