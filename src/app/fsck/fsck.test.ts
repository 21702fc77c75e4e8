import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { suites } from '../../log/node-suites.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import type { SuiteId } from '../../log/suite.ts';
import { flipped } from '../../log/naive-tree.fixtures.ts';
import { entryNo, logOnDisk, type LogOnDisk } from '../log/folder.fixtures.ts';
import { fsckLog } from './fsck.ts';
import type { Fsck } from './words.ts';
import { imprintOf, sampleAuthority } from '../seals/timestamp.fixtures.ts';

const home = mkdtempSync(join(tmpdir(), 'shuji-fsck-'));
after(() => rmSync(home, { recursive: true, force: true }));

let entries = 0;
const some = (count: number): Buffer[] => Array.from({ length: count }, () => entryNo(entries++));

async function audit(folder: string, policies?: readonly Policy[]): Promise<Fsck> {
  const found = await fsckLog({ kind: 'folder', folder }, { policies, threads: 1 });
  return found ?? assert.fail('没有日志');
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1));

/** Puts other bytes into a file, audits, and puts the old ones back; null takes the file away. */
async function having(folder: string, path: string, bytes: Uint8Array | null): Promise<Fsck> {
  const target = join(folder, path);
  const kept = readFileSync(target);
  if (bytes) writeFileSync(target, bytes);
  else rmSync(target);
  try {
    return await audit(folder);
  } finally {
    writeFileSync(target, kept);
  }
}

const faultsOf = ({ faults }: Fsck): string[] => faults.map(({ path, what }) => `${path} ${what}`);

/** Nobody signs these: a change of them may still be a policy, or a receipt. */
const UNSIGNED = new Set(['policy', 'sm3/policy', 'anchors/690.chain.json']);

/** Has the newest head time-stamped, as the rounds of the log do; the entry that says so. */
async function anchor(log: LogOnDisk, tree: SuiteId): Promise<Buffer> {
  const prefix = tree === 'sm3' ? 'sm3/' : '';
  const { authority } = sampleAuthority();
  const note = log.read(`${prefix}checkpoint`);
  const imprint = imprintOf(note, tree);
  const token = await authority.stamp(imprint);
  mkdirSync(join(log.folder, `${prefix}anchors`));
  writeFileSync(join(log.folder, `${prefix}anchors/690.checkpoint`), note);
  writeFileSync(join(log.folder, `${prefix}anchors/690.tsr`), token);
  writeFileSync(join(log.folder, 'anchors/690.chain.json'), '{"transaction":"0x1"}');
  const data = {
    tree,
    size: 690,
    note: Buffer.from(imprint.digest).toString('hex'),
    token: createHash('sha256').update(token).digest('hex'),
  };
  return Buffer.from(JSON.stringify({ procedure: 'log', type: 'log.TimeStamped', data }));
}

describe('一个日志', () => {
  let log: LogOnDisk;
  before(async () => {
    log = await logOnDisk(join(home, 'one'));
    await log.append(some(100));
    await log.append(some(190));
    await log.append(some(400));
    const diary = [await anchor(log, 'sha256'), await anchor(log, 'sm3')];
    await log.append([...some(18), ...diary], false);
  });

  it('完好的日志没有问题，两棵树与已见证的大小如实列出', async () => {
    const found = await audit(log.folder);
    assert.deepEqual(found.faults, []);
    assert.deepEqual(found.trees, [
      { suite: 'sha256', size: 710 },
      { suite: 'sm3', size: 710 },
    ]);
    assert.deepEqual(
      found.witnessed.map(({ size }) => size),
      [690, 690],
    );
    assert.equal(found.origin, log.keys.origin);
    assert.deepEqual(found.remarks.map(({ path }) => path).toSorted(), [
      'anchors/690.chain.json',
      'policy',
      'sm3/policy',
    ]);
  });

  it('任一文件任一比特翻转都被发现，且指出的正是这个文件', async () => {
    const paths = filesIn(log.folder);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), async (path, bit) => {
        const bytes = flipped(readFileSync(join(log.folder, path)), bit);
        const found = await having(log.folder, path, bytes);
        const named = found.faults.some((fault) => fault.path === path);
        const harmless = found.remarks.some((remark) => remark.path === path);
        assert.ok(named || (UNSIGNED.has(path) && harmless), `${path} ${faultsOf(found).join()}`);
      }),
      { numRuns: 300 },
    );
  });

  it('条目或瓦片只错一处，就只报一处', async () => {
    const tiles = filesIn(log.folder).filter((path) => path.includes('tile/'));
    const current = tiles.filter((path) => !path.includes('.p/') || /\.p\/(?:198|2)$/.test(path));
    for (const path of current) {
      const bytes = flipped(readFileSync(join(log.folder, path)), 700);
      assert.deepEqual(
        (await having(log.folder, path, bytes)).faults.map((fault) => fault.path),
        [path],
      );
    }
  });

  it('任一文件缺失、被截断、被另一文件顶替，都被发现', async () => {
    const needed = filesIn(log.folder).filter(
      (path) =>
        !UNSIGNED.has(path) && !/\.p\/(?!198$|2$)/.test(path) && !path.endsWith('witnessed'),
    );
    for (const path of needed) {
      if (path !== 'keys') {
        const gone = await having(log.folder, path, null);
        assert.deepEqual(faultsOf(gone), [`${path} missing`]);
      }
      const short = await having(
        log.folder,
        path,
        readFileSync(join(log.folder, path)).subarray(0, -1),
      );
      // Half a line break at the end of the keys is the same list of keys.
      if (path !== 'keys')
        assert.ok(
          short.faults.some((fault) => fault.path === path),
          path,
        );
    }
    const other = readFileSync(join(log.folder, 'tile/0/001'));
    assert.deepEqual(faultsOf(await having(log.folder, 'tile/0/000', other)), [
      'tile/0/000 differs',
    ]);
  });

  it('条目与两棵树的瓦片一起改得自洽，根仍说出它是假的', async () => {
    const forged = await logOnDisk(join(home, 'forged'));
    const same = Array.from({ length: 300 }, (_, n) => entryNo(n));
    await forged.append(same);
    const folder = forged.folder;
    const paths = ['tile/entries/000', 'tile/0/000', 'sm3/tile/0/000'];
    const altered = await logOnDisk(join(home, 'altered'));
    await altered.append(same.map((entry, n) => (n === 7 ? entryNo(n, '改动') : entry)));
    for (const path of paths) {
      writeFileSync(join(folder, path), readFileSync(join(altered.folder, path)));
    }
    assert.deepEqual(faultsOf(await audit(folder)).toSorted(), [
      'sm3/tile/0/000 differs',
      'tile/0/000 differs',
      'tile/entries/000 differs',
    ]);
    for (const path of ['tile/1/000.p/1', 'sm3/tile/1/000.p/1']) {
      writeFileSync(join(folder, path), readFileSync(join(altered.folder, path)));
    }
    assert.deepEqual(faultsOf(await audit(folder)).toSorted(), [
      'checkpoint otherRoot',
      'sm3/checkpoint otherRoot',
      'sm3/checkpoint unbound',
      'sm3/witnessed otherRoot',
      'sm3/witnessed unbound',
      'witnessed otherRoot',
    ]);
  });

  it('别的日志的检查点、少一个签名、旧检查点配新瓦片，都说得出', async () => {
    const other = await logOnDisk(join(home, 'other'));
    await other.append(Array.from({ length: 710 }, (_, n) => entryNo(n)));
    const foreign = await having(log.folder, 'checkpoint', Buffer.from(other.read('checkpoint')));
    assert.ok(faultsOf(foreign).includes('checkpoint otherName'));
    const note = readFileSync(join(log.folder, 'checkpoint'), 'utf8');
    const stripped = note.slice(0, note.indexOf('\n— ') + 1);
    const unsigned = await having(log.folder, 'checkpoint', Buffer.from(stripped));
    assert.ok(faultsOf(unsigned).includes('checkpoint malformed'));
    // A head from before the witnessed one: somebody put old files back.
    const back = await having(
      log.folder,
      'checkpoint',
      readFileSync(join(log.folder, 'witnessed')),
    );
    assert.ok(!faultsOf(back).some((fault) => fault.endsWith('differs')), faultsOf(back).join());
  });

  it('策略由核对者给出：不在策略中的树只核对散列，并且说明；不认识的日志一律不信', async () => {
    const policy = (text: string): Policy => {
      const parsed = parsePolicy(text, suites.sha256);
      return 'fault' in parsed ? assert.fail(parsed.fault) : parsed;
    };
    const mine = policy(log.policy('sha256'));
    const one = await audit(log.folder, [mine]);
    assert.deepEqual(one.faults, []);
    assert.ok(
      one.remarks.some(({ path, why }) => path === 'sm3/checkpoint' && why === 'noKeyGiven'),
    );
    const both = await audit(log.folder, [mine, policy(log.policy('sm3'))]);
    assert.ok(!both.remarks.some(({ why }) => why === 'noKeyGiven'));
    const stranger = await logOnDisk(join(home, 'stranger'));
    const none = await audit(log.folder, [policy(stranger.policy('sha256'))]);
    assert.deepEqual(faultsOf(none), ['checkpoint unsigned']);
  });

  it('草稿、尚未公布的瓦片、外来文件只列出，不算问题', async () => {
    const put = ['checkpoint.0a1b2c3d.new', 'tile/0/002.p/199', 'tile/entries/009', '说明.txt'];
    for (const path of put) writeFileSync(join(log.folder, path), 'x');
    for (const kind of ['tsr', 'checkpoint']) {
      const early = `anchors/691.${kind}`;
      writeFileSync(join(log.folder, early), readFileSync(join(log.folder, `anchors/690.${kind}`)));
      put.push(early);
    }
    const found = await audit(log.folder);
    for (const path of put) rmSync(join(log.folder, path));
    assert.deepEqual(found.faults, []);
    assert.deepEqual(
      new Map(found.remarks.map(({ path, why }) => [path, why])),
      new Map([
        ['anchors/690.chain.json', 'elsewhere'],
        ['policy', 'byItsOwner'],
        ['sm3/policy', 'byItsOwner'],
        ['checkpoint.0a1b2c3d.new', 'draft'],
        ['tile/0/002.p/199', 'notYet'],
        ['tile/entries/009', 'notYet'],
        ['说明.txt', 'stranger'],
        ['anchors/691.tsr', 'notRecorded'],
      ]),
    );
  });

  it('经HTTP核对与读目录的结论一致；没有日志、没有公钥的地方说没有', async () => {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '').replace(/^\/log\//, '');
      const there = filesIn(log.folder).includes(path);
      response.writeHead(there ? 200 : 404);
      response.end(there ? readFileSync(join(log.folder, path)) : undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const web = (path: string) =>
      fsckLog(
        { kind: 'web', url: `http://127.0.0.1:${port}/${path}` },
        { policies: undefined, threads: 1 },
      );
    const found = await web('log');
    assert.deepEqual(found?.faults, []);
    assert.equal(found?.trees[0]?.size, 710);
    assert.equal(await web('nowhere'), undefined);
    server.close();
    const empty = join(home, 'empty');
    mkdirSync(empty);
    const address = { kind: 'folder', folder: empty } as const;
    assert.equal(await fsckLog(address, { policies: undefined, threads: 1 }), undefined);
  });
});

it('任意几次追加之后都完好：部分瓦片、满瓦片、零条也一样', async () => {
  let nth = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(1, 2, 55, 200, 255, 256, 257, 513), { maxLength: 5 }),
      async (steps) => {
        nth += 1;
        const log = await logOnDisk(join(home, `steps-${nth}`));
        await log.append([]);
        for (const step of steps) await log.append(some(step));
        const found = await audit(log.folder);
        assert.deepEqual(found.faults, []);
        assert.equal(
          found.trees[0]?.size,
          steps.reduce((sum, step) => sum + step, 0),
        );
      },
    ),
    { numRuns: 12 },
  );
});

it('七万条：分给两个线程，与一个线程的结论一样；高层瓦片错一处也只报一处', async () => {
  const log = await logOnDisk(join(home, 'large'));
  await log.append(Array.from({ length: 70_000 }, (_, n) => Buffer.from(`第${n}条`)));
  const address = { kind: 'folder', folder: log.folder } as const;
  const sizes: number[] = [];
  const two = await fsckLog(address, {
    policies: undefined,
    threads: 2,
    progress: (size) => sizes.push(size),
  });
  assert.deepEqual(two, await audit(log.folder));
  assert.deepEqual(two?.faults, []);
  assert.equal(sizes.at(-1), 70_000);
  for (const path of ['tile/1/000', 'tile/2/000.p/1', 'tile/1/001.p/17', 'sm3/tile/0/255']) {
    const bytes = flipped(readFileSync(join(log.folder, path)), 100);
    assert.deepEqual(faultsOf(await having(log.folder, path, bytes)), [`${path} differs`]);
  }
});
