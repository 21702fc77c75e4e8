import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { canonical } from '../src/base/canonical-json.ts';
import type { JsonObject } from '../src/base/json.ts';
import { loadKeys, type InstanceKeys } from '../src/app/keys.ts';
import { openSource } from '../src/app/log/source.ts';
import { checkSlice, type SliceFault, type Trusting } from '../src/app/audit/slice-check.ts';
import { sliceDigest } from '../src/app/audit/slice-cut.ts';
import type { SliceHeader, SliceLine } from '../src/app/audit/slice-file.ts';
import type { ExportedSlice } from '../src/app/audit/slice-lines.ts';
import { signSlice } from '../src/app/audit/slice-sign.ts';
import { openScene, shuji, type Loose, type Scene } from './evidence.ts';

describe('改动过的审计数据', () => {
  let scene: Scene;
  let keys: InstanceKeys;
  let lines: string[];
  let trust: Trusting;
  before(async () => {
    scene = await openScene();
    const auditor = await scene.client.as('bj-shen-ji');
    const { id } = await auditor.post<ExportedSlice>('/api/audit/slices', {
      from: '2026-01-01',
      to: '2026-12-31',
      procedure: 'reg.first',
      purpose: '年度数据审计',
    });
    const file = Buffer.from(await auditor.bytes(`/api/audit/slices/${id}`)).toString();
    lines = file.slice(0, -1).split('\n');
    const { dataDir } = scene.door;
    keys = loadKeys({ dataDir, mode: 'demo', registrars: [], now: new Date() });
    trust = { policies: await scene.policies(), keys: keys.trusted };
  });
  after(() => scene.close());

  async function* each(some: readonly string[]): AsyncGenerator<string> {
    for (const line of some) yield await Promise.resolve(line);
  }
  const whats = (faults: readonly SliceFault[]) => [...new Set(faults.map((f) => f.what))];
  const judged = async (some: readonly string[], more: Partial<Trusting> = {}) =>
    whats((await checkSlice(each(some), { ...trust, ...more })).faults);
  const log = () => ({
    log: openSource({ kind: 'folder', folder: join(scene.door.dataDir, 'log') }),
  });
  const header = (): Loose<SliceHeader> => JSON.parse(lines[0] ?? '') as Loose<SliceHeader>;
  const body = (): Loose<SliceLine>[] =>
    lines.slice(1, -1).map((line) => JSON.parse(line) as Loose<SliceLine>);
  const written = (first: object, some: readonly object[], signature: string): string[] =>
    [first, ...some, { signature }].map((one) => canonical(one as JsonObject));
  /** By the office itself, which has the keys: whatever it puts in is digested and signed. */
  async function resigned(first: Loose<SliceHeader>, some: readonly SliceLine[]) {
    const digest = sliceDigest();
    for (const one of some) digest.add(one);
    const again = { ...first, ...digest.done() };
    const text = canonical(again as unknown as JsonObject);
    return written(again, some, await signSlice(first.origin, text, keys.credential));
  }

  it('原样的通过；对照日志也没有遗漏', async () => {
    assert.deepEqual(await judged(lines), []);
    const { faults, later } = await checkSlice(each(lines), { ...trust, ...log() });
    assert.deepEqual([faults, later], [[], 0]);
    assert.deepEqual(await judged(await resigned(header(), body()), log()), []);
  });

  it('办公室自己抽去一条、重算摘要并签名：单看文件看不出，对照日志即查出', async () => {
    const some = body();
    const [gone] = some.splice(3, 1);
    const forged = await resigned(header(), some);
    assert.deepEqual(await judged(forged), []);
    const { faults } = await checkSlice(each(forged), { ...trust, ...log() });
    assert.deepEqual(faults, [{ index: gone?.index, what: 'left-out' }]);
  });

  it('办公室自己放进范围之外的、改过的、重复的条目，即查出', async () => {
    const narrower = header();
    narrower.query.from = '2026-12-31';
    assert.deepEqual(await judged(await resigned(narrower, body())), ['beside-question']);
    const changed = body().map((one) => ({
      ...one,
      entry: one.entry.replace('"role":"registrant"', '"role":"agent"'),
    }));
    assert.deepEqual(await judged(await resigned(header(), changed)), ['not-included']);
    const [first, ...rest] = body();
    assert.ok(first);
    assert.deepEqual(await judged(await resigned(header(), [first, first, ...rest])), ['order']);
    const shorter = header();
    shorter.end = 5;
    assert.ok((await judged(await resigned(shorter, body()))).includes('order'));
    const longer = header();
    longer.end = 100_000;
    assert.ok((await judged(await resigned(longer, body()))).includes('short-head'));
  });

  it('首行、签名改动，或签名的不是可信的两种密钥，即查出', async () => {
    const other = header();
    other.auditor = '11110000000021039C';
    const { signature } = JSON.parse(lines.at(-1) ?? '') as { signature: string };
    assert.deepEqual(await judged(written(other, body(), signature)), ['unsigned']);
    assert.deepEqual(await judged(lines.slice(0, -1)), ['unsigned']);
    assert.deepEqual(await judged([...lines, lines.at(-1) ?? '']), ['malformed']);
    assert.deepEqual(await judged(lines, { keys: keys.trusted.slice(0, 1) }), ['unsigned']);
    assert.deepEqual(await judged(lines, { keys: keys.trusted.slice(1) }), ['unsigned']);
    const half = signature.replace(/— .*\n$/, '');
    assert.deepEqual(await judged(written(header(), body(), half)), ['unsigned']);
    assert.deepEqual(await judged(lines.toSpliced(4, 1)), ['count', 'digest']);
    assert.deepEqual(await judged([]), ['malformed']);
    assert.deepEqual(await judged(['{}', ...lines.slice(1)]), ['malformed']);
    assert.deepEqual(await judged(lines.toSpliced(3, 1, '[]')), ['malformed']);
  });

  it('日志文件缺失、被换过的，不能说没有遗漏', async () => {
    const source = log().log;
    const without = { read: () => undefined };
    assert.deepEqual(await judged(lines, { log: without }), ['unreadable-log']);
    const changed = {
      read: async (path: string) => {
        const bytes = await source.read(path);
        return (
          bytes && Buffer.from(Buffer.from(bytes).toString('latin1').replace('at', 'ta'), 'latin1')
        );
      },
    };
    assert.deepEqual(await judged(lines, { log: changed }), ['other-root']);
  });

  it('任意改一个字符：要么不通过，要么条目、首行的陈述和检查点正文一字未变', async () => {
    const whole = lines.join('\n');
    const said = (some: readonly string[]) => {
      const { policy: _policy, checkpoint, ...rest } = JSON.parse(some[0] ?? '') as SliceHeader;
      const notes = Object.values(checkpoint).map((note) => note?.replace(/\n\n[^]*/, ''));
      return [rest, notes, some.slice(1, -1).map((line) => JSON.parse(line) as unknown)];
    };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.constantFrom(...'09afAZ+=" {\n'),
        async (place, character) => {
          const changed = (whole.slice(0, place) + character + whole.slice(place + 1)).split('\n');
          if ((await judged(changed)).length > 0) return;
          assert.deepEqual(said(changed), said(lines));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('命令：不是审计数据的、行过长的、用法有误的，说明原因', async () => {
    const file = scene.write('slice.jsonl', `${lines.join('\n')}\n`);
    const trusted = scene.write('keys.json', await scene.client.get('/api/public/keys'));
    const given = ['--keys', trusted];
    const runs: [number, RegExp, string[]][] = [
      [2, /shuji verify slice/, []],
      [2, /shuji verify slice/, [file, file]],
      [2, /没有文件/, ['/nonexistent/none', ...given]],
      [2, /没有密钥/, [file]],
      [1, /不是审计数据文件/, [scene.write('x', 'x\n'), ...given]],
      [1, /不是审计数据文件/, [scene.write('long', 'x'.repeat(9_000_000)), ...given]],
      [
        1,
        /不能确认为真实：1处[^]*没有两种可信密钥/,
        [scene.write('cut', lines.slice(0, -1).join('\n')), ...given],
      ],
      [1, /日志文件缺失或不能读/, [file, ...given, '--log', '/nonexistent']],
    ];
    const done = await Promise.all(runs.map(([, , args]) => shuji('verify', 'slice', ...args)));
    for (const [i, { status, says }] of done.entries()) {
      assert.equal(status, runs[i]?.[0], says);
      assert.match(says, runs[i]?.[1] ?? /never/);
    }
  });
});
