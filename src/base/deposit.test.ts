import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeHash } from '../app/log/running-hash.ts';
import { runningHash } from '../web/verifier/running-hash.ts';
import { compareDeposit, type FileVerdict, type GivenDigest } from './deposit-compare.ts';
import { digestFile, type Hashing } from './deposit-digest.ts';
import {
  blockSizeFor,
  blocksOf,
  fileName,
  manifestBytes,
  manifestOf,
  partBytes,
  PARTS,
  readManifest,
  type Manifest,
  type PartId,
} from './deposit-manifest.ts';

type Package = Readonly<Record<PartId, Readonly<Record<string, Uint8Array>>>>;
const BLOCK = 4096;

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const digested = (name: string, bytes: Uint8Array, hashing: Hashing = nodeHash, piece = 1000) =>
  digestFile(name, pieces(bytes, piece), { blockSize: BLOCK, sizeMax: 1e9, hashing });

async function deposited(given: Package): Promise<Manifest> {
  const part = (id: PartId) =>
    Promise.all(Object.entries(given[id]).map(([name, bytes]) => digested(name, bytes)));
  const [storageLocation, queryResult, operationLog] = await Promise.all(PARTS.map(part));
  return manifestOf({
    salt: 'ab'.repeat(32),
    snapshotAt: '2026-03-02T01:00:00.000Z',
    blockSize: BLOCK,
    parts: {
      storageLocation: storageLocation ?? [],
      queryResult: queryResult ?? [],
      operationLog: operationLog ?? [],
    },
  });
}

const bytesOf = (size: number, seed: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + seed * 7 + (i >> 8)) & 0xff);

const sample: Package = {
  storageLocation: { '位置.txt': bytesOf(10, 1) },
  queryResult: { '结果/一.csv': bytesOf(20_000, 2), '结果/二.csv': bytesOf(9000, 3) },
  operationLog: { 'log.txt': bytesOf(5000, 4), 'empty.txt': new Uint8Array() },
};

async function given(from: Package): Promise<GivenDigest[]> {
  const all = PARTS.flatMap((part) =>
    Object.entries(from[part]).map(async ([name, bytes]) => ({
      ...(await digested(name, bytes)),
      part,
    })),
  );
  return Promise.all(all);
}

const whole = async (manifest: Manifest, from: Package) =>
  compareDeposit(manifest, await given(from), { whole: true });
const odd = (files: readonly FileVerdict[]): FileVerdict[] =>
  files.filter(({ is }) => is !== 'equal');

test('同一包材料与其清单相同，给出的次序无关', async () => {
  const manifest = await deposited(sample);
  const files = await given(sample);
  for (const order of [files, files.toReversed()])
    assert.equal(compareDeposit(manifest, order, { whole: true }).equal, true);
});

test('任何一个字节改动都能发现，并指出在哪个文件、哪一段', async () => {
  const manifest = await deposited(sample);
  const places = PARTS.flatMap((part) =>
    Object.entries(sample[part]).flatMap(([name, bytes]) =>
      bytes.length === 0 ? [] : [{ part, name, bytes }],
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async ({ part, name, bytes }, n, flip) => {
        const at = n % bytes.length;
        const changed = Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ flip);
        const { files, equal } = await whole(manifest, {
          ...sample,
          [part]: { ...sample[part], [name]: changed },
        });
        assert.equal(equal, false);
        const [found, ...more] = odd(files);
        assert.deepEqual(more, []);
        assert.ok(found?.is === 'altered');
        assert.deepEqual([found.part, found.name], [part, name]);
        const [range, ...others] = found.ranges;
        assert.deepEqual(others, []);
        assert.ok(range && range.from <= at && at < range.to);
        assert.ok(range.to - range.from <= BLOCK);
      },
    ),
    { numRuns: 100 },
  );
});

test('插入、删去、截短、加长的文件，改动从该处起直到末尾都在所指的范围内', async () => {
  const manifest = await deposited(sample);
  const name = '结果/一.csv';
  const bytes = sample.queryResult[name] ?? assert.fail();
  const cases = {
    shorter: bytes.subarray(0, 12_345),
    longer: new Uint8Array([...bytes, ...bytesOf(5000, 9)]),
    inserted: new Uint8Array([...bytes.subarray(0, 9000), 1, ...bytes.subarray(9000)]),
    emptied: new Uint8Array(),
  };
  for (const [what, changed] of Object.entries(cases)) {
    const { files } = await whole(manifest, {
      ...sample,
      queryResult: { ...sample.queryResult, [name]: changed },
    });
    const [found] = odd(files);
    assert.ok(found?.is === 'altered', what);
    assert.equal(found.deposited, bytes.length);
    assert.equal(found.ranges.at(-1)?.to, Math.max(bytes.length, changed.length), what);
    const first = bytes.findIndex((byte, i) => byte !== changed[i]);
    const from = first === -1 ? bytes.length : first;
    assert.equal(found.ranges[0]?.from, from - (from % BLOCK), what);
  }
});

test('文件内部两段互换位置，两段都能指出', async () => {
  const manifest = await deposited(sample);
  const bytes = sample.queryResult['结果/一.csv'] ?? assert.fail();
  const block = (i: number) => bytes.subarray(i * BLOCK, (i + 1) * BLOCK);
  const swapped = new Uint8Array([...block(2), ...block(1), ...block(0), ...block(3), ...block(4)]);
  const { files } = await whole(manifest, {
    ...sample,
    queryResult: { ...sample.queryResult, '结果/一.csv': swapped },
  });
  const [found] = odd(files);
  assert.ok(found?.is === 'altered');
  assert.deepEqual(found.ranges, [
    { from: 0, to: BLOCK },
    { from: 2 * BLOCK, to: 3 * BLOCK },
  ]);
});

test('改名、换部分、缺少、多出，各有各的说法，都不算相同', async () => {
  const manifest = await deposited(sample);
  const { 'log.txt': log = assert.fail(), ...rest } = sample.operationLog;
  const renamed = await whole(manifest, { ...sample, operationLog: { ...rest, 'new.txt': log } });
  assert.equal(renamed.equal, false);
  assert.deepEqual(
    odd(renamed.files).map((f) => [f.is, f.name, f.is === 'renamed' && f.from]),
    [['renamed', 'new.txt', 'log.txt']],
  );
  const moved = await whole(manifest, {
    ...sample,
    operationLog: rest,
    queryResult: { ...sample.queryResult, 'log.txt': log },
  });
  assert.deepEqual(
    odd(moved.files).map((f) => [f.is, f.part, f.is === 'renamed' && f.fromPart]),
    [['renamed', 'queryResult', 'operationLog']],
  );
  const missing = await whole(manifest, { ...sample, operationLog: rest });
  assert.deepEqual(
    odd(missing.files).map(({ is, name, part }) => [is, name, part]),
    [['missing', 'log.txt', 'operationLog']],
  );
  const added = { ...sample.operationLog, 'more.txt': bytesOf(3, 5) };
  const more = await whole(manifest, { ...sample, operationLog: added });
  assert.deepEqual(
    odd(more.files).map(({ is, name }) => [is, name]),
    [['unknown', 'more.txt']],
  );
});

test('单个文件不必说明属于哪一部分；没有给出的不算缺少', async () => {
  const manifest = await deposited(sample);
  const bytes = sample.queryResult['结果/二.csv'] ?? assert.fail();
  const alone = await digested('二.csv', bytes);
  const { files, equal } = compareDeposit(manifest, [alone], { whole: false });
  assert.equal(equal, true);
  assert.deepEqual(
    files.map(({ part }) => part),
    ['queryResult'],
  );
  assert.equal(compareDeposit(manifest, [], { whole: false }).equal, false);
});

test('浏览器里算的与服务器上算的一样，怎样分段读都一样', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 20_000, size: 'max' }),
      fc.integer({ min: 1, max: 9000 }),
      async (bytes, piece) => {
        const [here, there] = await Promise.all([
          digested('a', bytes, nodeHash, piece),
          digested('a', bytes, runningHash, 777),
        ]);
        assert.deepEqual(here, there);
        assert.equal(here.sha256, createHash('sha256').update(bytes).digest('hex'));
        assert.equal(here.blocks.length, blocksOf(bytes.length, BLOCK));
      },
    ),
    { numRuns: 60 },
  );
});

test('清单读回来还是原样；盐不同，摘要就不同', async () => {
  const manifest = await deposited(sample);
  const bytes = manifestBytes(manifest);
  assert.deepEqual(readManifest(new TextDecoder().decode(bytes)), manifest);
  assert.deepEqual(readManifest(`${new TextDecoder().decode(bytes)}\n`), manifest);
  const salted = manifestOf({ ...manifest, salt: 'cd'.repeat(32) });
  assert.notDeepEqual(manifestBytes(salted), bytes);
  assert.notDeepEqual(partBytes(salted, 'queryResult'), partBytes(manifest, 'queryResult'));
});

test('改过的、换了次序的、少一部分的清单，不再是清单', async () => {
  const manifest = await deposited(sample);
  const change = (edit: (m: Record<string, unknown>) => void): Manifest | undefined => {
    const copy = JSON.parse(new TextDecoder().decode(manifestBytes(manifest))) as Record<
      string,
      unknown
    >;
    edit(copy);
    return readManifest(JSON.stringify(copy));
  };
  const files = (m: Record<string, unknown>) =>
    m['parts'] as Record<string, { name: string; size: number; blocks: string[] }[]>;
  assert.ok(
    change(() => undefined),
    'an untouched copy is one',
  );
  const edits: ((m: Record<string, unknown>) => unknown)[] = [
    (m) => files(m)['queryResult']?.reverse(),
    (m) => (files(m)['queryResult'] = []),
    (m) => delete files(m)['operationLog'],
    (m) => files(m)['queryResult']?.[0]?.blocks.pop(),
    (m) => Object.assign(files(m)['queryResult']?.[0] ?? {}, { name: '../../etc/passwd' }),
    (m) => Object.assign(files(m)['queryResult']?.[0] ?? {}, { name: '结果/二.csv' }),
    (m) => Object.assign(files(m)['queryResult']?.[0] ?? {}, { size: -1 }),
    (m) => (m['extra'] = 1),
    (m) => (m['blockSize'] = 1),
    (m) => (m['parts'] = null),
    (m) => (m['salt'] = '1'),
  ];
  for (const [i, edit] of edits.entries())
    assert.equal(
      change((m) => void edit(m)),
      undefined,
      `${i}`,
    );
  for (const written of ['', '[]', 'null', '{}', '{"format":"shuji-deposit-v1"}'])
    assert.equal(readManifest(written), undefined, written);
});

test('块的大小随总量翻倍，清单总有上限；小包分得细', () => {
  assert.equal(blockSizeFor([]), 4096);
  assert.equal(blockSizeFor([64 * 2 ** 20]), 4096);
  assert.equal(blockSizeFor([2 ** 30]), 65_536);
  for (const sizes of [[2 ** 50], Array.from({ length: 5000 }, () => 2 ** 33)]) {
    const block = blockSizeFor(sizes);
    assert.ok(sizes.reduce((sum, size) => sum + blocksOf(size, block), 0) <= 16_384);
  }
});

test('文件名在各系统上写法一致；越出文件夹的、带控制字符的不收', () => {
  assert.equal(fileName('e\u0301.txt'), '\u00e9.txt');
  for (const bad of [
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/./b',
    'a\u0000',
    '\ud800',
    'a\u202eb',
    'x'.repeat(1001),
  ])
    assert.equal(fileName(bad), undefined, JSON.stringify(bad));
});

test('一边读一边变长的文件不会没完没了', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield bytesOf(100, 1);
  }
  await assert.rejects(
    digestFile('a', endless(), { blockSize: BLOCK, sizeMax: 1000, hashing: nodeHash }),
    RangeError,
  );
});
