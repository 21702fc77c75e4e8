import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { utf8 } from './bytes.ts';
import {
  bundleOf,
  ENTRY_MAX,
  entriesIn,
  entriesPath,
  parseTilePath,
  tilePath,
  tilesOf,
  tileWidth,
} from './tile.ts';

const index = fc.oneof(fc.nat(2000), fc.maxSafeNat());
const width = fc.integer({ min: 1, max: 256 });

it('分块路径：三位一组，除末组外都带x；不满的块另有宽度', () => {
  // C2SP/C2SP tlog-tiles.md gives 1234067 as its example.
  assert.equal(tilePath({ level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067');
  assert.equal(tilePath({ level: 0, index: 1234, width: 17 }), 'tile/0/x001/234.p/17');
  assert.equal(tilePath({ level: 63, index: 0, width: 255 }), 'tile/63/000.p/255');
  assert.equal(entriesPath(999, 256), 'tile/entries/999');
  assert.equal(entriesPath(1000, 1), 'tile/entries/x001/000.p/1');
});

it('不存在的块没有路径：层、序号、宽度越界都报错', () => {
  for (const place of [
    { level: -1, index: 0, width: 1 },
    { level: 64, index: 0, width: 1 },
    { level: 0.5, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 2 ** 53, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ]) {
    assert.throws(() => tilePath(place), RangeError);
  }
  assert.throws(() => entriesPath(0, 0), RangeError);
});

it('写出的路径都能读回原来的块', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 63 }), index, width, (level, i, w) => {
      const place = { level, index: i, width: w };
      assert.deepEqual(parseTilePath(tilePath(place)), { kind: 'tile', ...place });
      assert.deepEqual(parseTilePath(entriesPath(i, w)), { kind: 'entries', index: i, width: w });
    }),
  );
});

it('同一个块只有一种写法：别的写法和带路径花样的一概不认', () => {
  for (const path of [
    '',
    'checkpoint',
    'tile',
    'tile/0',
    'tile/0/',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/1234',
    'tile/0/x000/001',
    'tile/0/x001/x002',
    'tile/0/001/002',
    'tile/0/X001/002',
    'tile/0/000.p',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/1/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/0/000?',
    'tile/0/../0/000',
    'tile/0/%30%30%30',
    'tile/0/٠٠٠',
    'tile/entries/x000/000',
    'tile/entries/0/000',
    'tile/Entries/000',
    // 2^53, the first index that is no safe integer.
    'tile/0/x009/x007/x199/x254/x740/992',
    `tile/0/${'x001/'.repeat(100_000)}000`,
  ]) {
    assert.equal(parseTilePath(path), undefined, path.slice(0, 60));
  }
});

it('任意文字要么不认，要么恰是标准写法', () => {
  const piece = fc.constantFrom('tile', 'entries', '0', '7', '000', 'x001', '1', '.p', '/', '012');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const path = pieces.join('');
      const found = parseTilePath(path);
      if (found?.kind === 'tile') assert.equal(tilePath(found), path);
      if (found?.kind === 'entries') assert.equal(entriesPath(found.index, found.width), path);
    }),
  );
});

it('七万条的树：各层末块与规范的例子一致', () => {
  // The example of C2SP/C2SP tlog-tiles.md, and its note on 256 entries.
  assert.deepEqual(tilesOf(70_000), [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
  assert.deepEqual(tilesOf(256), [
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ]);
  assert.deepEqual(tilesOf(0), []);
});

it('块宽：末块之前全满，末块如所列，之后没有', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(200_000), fc.maxSafeNat()), (size) => {
      for (const last of tilesOf(size)) {
        assert.equal(tileWidth(size, last.level, last.index), last.width);
        assert.equal(tileWidth(size, last.level, last.index + 1), 0);
        if (last.index > 0) assert.equal(tileWidth(size, last.level, last.index - 1), 256);
      }
      assert.equal(tileWidth(size, tilesOf(size).length, 0), 0);
    }),
  );
});

it('条目包：两字节大端长度加正文', () => {
  const bundle = bundleOf([utf8('ab'), new Uint8Array(0), new Uint8Array(258)]);
  assert.deepEqual([...bundle.subarray(0, 8)], [0, 2, 0x61, 0x62, 0, 0, 1, 2]);
  assert.equal(bundle.length, 2 + 2 + 2 + 2 + 258);
});

it('条目包读回原样，少一字节、多一字节、条数不符都不认', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 });
  fc.assert(
    fc.property(entries, (list) => {
      const bundle = bundleOf(list);
      const back = entriesIn(bundle, list.length)?.map((entry) => [...entry]);
      assert.deepEqual(
        back,
        list.map((entry) => [...entry]),
      );
      assert.equal(entriesIn(bundle, list.length + 1), undefined);
      assert.equal(entriesIn(bundle, list.length - 1), undefined);
      assert.equal(entriesIn(bundle.subarray(0, -1), list.length), undefined);
      assert.equal(entriesIn(Uint8Array.from([...bundle, 0]), list.length), undefined);
    }),
    { numRuns: 50 },
  );
});

it('条目上限六万五千五百三十五字节、一包二百五十六条，过限报错而不截断', () => {
  const largest = new Uint8Array(ENTRY_MAX).fill(7);
  assert.deepEqual(entriesIn(bundleOf([largest]), 1), [largest]);
  assert.throws(() => bundleOf([new Uint8Array(ENTRY_MAX + 1)]), RangeError);
  assert.throws(() => bundleOf(Array<Uint8Array>(257).fill(new Uint8Array(1))), RangeError);
  for (const count of [0, 257, -1, 1.5, Number.NaN]) {
    assert.equal(entriesIn(new Uint8Array(0), count), undefined);
  }
});
