import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, mock, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { openInstance } from '../src/app/instance.ts';
import { entryNo, logOnDisk, type LogOnDisk } from '../src/app/log/folder.fixtures.ts';
import { proofFile } from '../src/app/log/proofs.ts';
import { commands } from '../src/cli/commands.ts';
import { readSettings } from '../src/app/settings.ts';
import { orThrow } from '../src/base/refusal.ts';
import { formatVerifierKey } from '../src/log/note.ts';
import type { Database } from '../src/store/database.ts';
import { tileFolder } from '../src/store/tile-folder.ts';
import { append, rigOn, settle } from './log-rig.ts';

const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shuji-cli-log-'));
const at = (name: string): string => join(folder, name);

const one = at('one');
let log: LogOnDisk;
/** Has gone another way after its first 300 entries, under the same keys. */
let split: LogOnDisk;
let server: Server;
let served = '';
let base = '';

before(async () => {
  process.env['DATA_DIR'] = one;
  log = await logOnDisk(one);
  await log.append(entries(0, 300));
  writeFileSync(at('300.note'), log.read('witnessed'));
  await log.append(entries(300, 800));
  split = await logOnDisk(at('split'), { keys: log });
  await split.append(entries(0, 300));
  await split.append(entries(300, 700, '另一份'));
  writeFileSync(at('split.note'), split.read('checkpoint'));
  await split.append(entries(700, 900, '另一份'));
  served = log.folder;
  server = createServer((request, response) => {
    const path = join(served, (request.url ?? '').replace(/^\/log/, ''));
    const there = existsSync(path);
    response.writeHead(there ? 200 : 404);
    response.end(there ? readFileSync(path) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const entries = (from: number, to: number, what?: string): Buffer[] =>
  Array.from({ length: to - from }, (_, i) => entryNo(from + i, what));

/** Runs a command within this process, and expects this exit code. */
async function says(status: number, name: string, ...args: string[]): Promise<string> {
  const said: string[] = [];
  const take = (...words: unknown[]): void => {
    said.push(words.join(' '));
  };
  const [log, error] = [mock.method(console, 'log', take), mock.method(console, 'error', take)];
  try {
    const run = (await commands[name]?.load()) ?? assert.fail(name);
    const ended = await run(args);
    assert.equal(ended, status, said.join('\n'));
  } finally {
    log.mock.restore();
    error.mock.restore();
  }
  return said.join('\n');
}

test('作为独立的程序运行，退出码与所说的一样', async () => {
  const env = { ...process.env, DATA_DIR: one, DATABASE_URL: '' };
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [SHUJI, ...args], { env });
    const [out] = [text(child.stdout), text(child.stderr)];
    const [status] = (await once(child, 'close')) as [number | null];
    return [status, /0 处问题/.test(await out)];
  };
  assert.deepEqual(await run('fsck'), [0, true]);
  assert.deepEqual(await run('verify', 'fork', at('none'), at('none')), [2, false]);
});

test('核对日志：自己的目录、别处的目录、网址都行；坏一个比特退出码为1并指名文件；没有日志为2', async () => {
  for (const where of [[], [log.folder], [base]]) {
    const sound = await says(0, 'fsck', ...where);
    assert.match(sound, /800 条 entries/);
    assert.match(sound, /0 处问题/);
  }
  writeFileSync(at('policy'), log.policy('sha256'));
  assert.match(
    await says(0, 'fsck', '--policy', at('policy')),
    /sm3\/checkpoint：所给策略没有它的公钥/,
  );
  const path = join(log.folder, 'tile/entries/001');
  const bytes = readFileSync(path);
  bytes[777] = (bytes[777] ?? 0) ^ 4;
  writeFileSync(path, bytes);
  assert.match(await says(1, 'fsck'), /tile\/entries\/001：与其他文件重算的结果不符/);
  bytes[777] = (bytes[777] ?? 0) ^ 4;
  writeFileSync(path, bytes);
  await says(2, 'fsck', at('nothing'));
  await says(2, 'fsck', log.folder, '--register');
  await says(2, 'fsck', '--unknown');
  await says(2, 'fsck', '--policy', at('nothing'));
});

test('离线核验在链证明：说出检查点、见证人和时间；改一字、换证明、不信的策略都通不过', async () => {
  const store = tileFolder(log.folder);
  for (const suite of ['sha256', 'sm3'] as const) {
    const proof = (await proofFile({ store }, suite, 412)) ?? assert.fail();
    writeFileSync(at(`${suite}.tlog-proof`), proof);
  }
  writeFileSync(at('entry'), entryNo(412));
  const shown = await says(0, 'verify', 'proof', at('sha256.tlog-proof'), at('entry'));
  assert.match(shown, /第 412 条/);
  assert.match(shown, /800 条 entries/);
  assert.match(shown, /见证 witnessed by: audit，2026-09-21 22:26:40（北京时间/);
  assert.match(shown, /见证已达策略所定数/);
  await says(0, 'verify', 'proof', at('sm3.tlog-proof'), at('entry'));
  await says(0, 'verify', 'proof', at('sm3.tlog-proof'), at('entry'), '--sm3');
  await says(1, 'verify', 'proof', at('sha256.tlog-proof'), at('entry'), '--sm3');

  writeFileSync(at('other-entry'), entryNo(413));
  const wrong = await says(1, 'verify', 'proof', at('sha256.tlog-proof'), at('other-entry'));
  assert.match(wrong, /证明与这一条记录不符/);
  const stranger = await logOnDisk(at('stranger'));
  writeFileSync(at('stranger.policy'), stranger.policy('sha256'));
  const untrusted = [at('sha256.tlog-proof'), at('entry'), '--policy', at('stranger.policy')];
  assert.match(await says(1, 'verify', 'proof', ...untrusted), /不是策略所信任的日志签的/);
  await says(1, 'verify', 'proof', at('entry'), at('entry'));
  await says(2, 'verify', 'proof', at('entry'));
  await says(2, 'verify', 'proof', at('nothing'), at('entry'));
});

test('只有日志签名、未经见证的证明说明未达法定数，退出码为1', async () => {
  const alone = await logOnDisk(at('alone'));
  await alone.append(entries(0, 10), false);
  const proof = (await proofFile({ store: tileFolder(alone.folder) }, 'sha256', 3)) ?? '';
  writeFileSync(at('alone.tlog-proof'), proof);
  writeFileSync(at('alone.policy'), alone.policy('sha256'));
  writeFileSync(at('alone.entry'), entryNo(3));
  const files = [at('alone.tlog-proof'), at('alone.entry'), '--policy', at('alone.policy')];
  const shown = await says(1, 'verify', 'proof', ...files);
  assert.match(shown, /在链：第 3 条/);
  assert.match(shown, /见证未达策略所定数/);
});

test('监看：首次记下，延续则更新，倒退说明，分叉留下两份签名为证且不忘记', async () => {
  const state = at('state.json');
  const look = (status: number) => says(status, 'verify', 'log', base, '--state', state);
  const grown = log.folder;
  const small = await logOnDisk(at('small'), { keys: log });
  await small.append(entries(0, 300));
  served = small.folder;
  assert.match(await look(0), /此前没有记下检查点/);
  assert.match(await look(0), /同一检查点：都是 300 条/);
  served = grown;
  assert.match(await look(0), /800 条的树以 300 条的树开头/);
  served = small.folder;
  assert.match(await look(1), /比上次所记的旧/);

  served = split.folder;
  const before = readFileSync(state, 'utf8');
  const fork = await look(1);
  assert.match(fork, /分叉：900 条的树在 800 条处的根是 [0-9a-f]{64}/);
  assert.match(fork, /A fork/);
  assert.equal(readFileSync(state, 'utf8'), before);
  const kept = readdirSync(folder).filter((name) => name.startsWith('state.json.fork-'));
  assert.equal(kept.length, 2);
  const notes = kept.map((name) => readFileSync(at(name), 'utf8'));
  assert.ok(notes.includes(split.read('checkpoint')));
  served = grown;
});

test('监看：策略由自己给出；换了日志、换了密钥、没有日志、连不上各有说法', async () => {
  writeFileSync(at('mine'), log.policy('sha256'));
  const shown = await says(0, 'verify', 'log', base, '--policy', at('mine'));
  assert.doesNotMatch(shown, /公钥取自该日志自己/);
  const stranger = await logOnDisk(at('stranger-2'));
  await stranger.append(entries(0, 5));
  served = stranger.folder;
  const untrusted = await says(1, 'verify', 'log', base, '--policy', at('mine'));
  assert.match(untrusted, /不是策略所信任的日志签的/);
  const state = at('of-one.json');
  served = log.folder;
  await says(0, 'verify', 'log', base, '--state', state);
  served = stranger.folder;
  assert.match(await says(1, 'verify', 'log', base, '--state', state), /不是策略所信任的日志签的/);
  served = log.folder;
  const otherUrl = await says(2, 'verify', 'log', `${base}/sm3`, '--state', state);
  assert.match(otherUrl, /属于另一日志/);
  writeFileSync(at('not-state'), '{}');
  await says(2, 'verify', 'log', base, '--state', at('not-state'));
  await says(2, 'verify', 'log', `${base}/nowhere`);
  await says(2, 'verify', 'log', 'http://127.0.0.1:9/log');
  await says(2, 'verify', 'log');
  assert.match(await says(0, 'verify', 'log', `${base}/sm3`), /800 条 entries/);
});

test('两份检查点：同史、分叉、不能判断各得其所，未核签名时说明', async () => {
  writeFileSync(at('800.note'), log.read('checkpoint'));
  writeFileSync(at('mine.policy'), log.policy('sha256'));
  const fork = (status: number, a: string, b: string, ...more: string[]) =>
    says(status, 'verify', 'fork', at(a), at(b), ...more);
  const tiles = ['--tiles', log.folder];
  assert.match(await fork(2, '300.note', '800.note'), /须用 --tiles/);
  const same = await fork(0, '300.note', '800.note', ...tiles, '--policy', at('mine.policy'));
  assert.match(same, /800 条的树以 300 条的树开头/);
  assert.doesNotMatch(same, /签名未核对/);
  assert.match(await fork(0, '800.note', '300.note', '--tiles', base), /签名未核对/);
  assert.match(await fork(0, '800.note', '800.note'), /同一检查点/);

  // Both went on from the same 300 entries.
  await fork(0, '300.note', 'split.note', '--tiles', split.folder);
  const two = await fork(1, '800.note', 'split.note', ...tiles);
  assert.match(two, /分叉：800 条的树在 700 条处的根是/);
  // Tiles that hold only the smaller of the two prove nothing against the larger.
  const undecided = await fork(2, '800.note', 'split.note', '--tiles', split.folder);
  assert.match(undecided, /以较小的一份开头/);
  const twin = await logOnDisk(at('twin'), { keys: log });
  await twin.append(entries(0, 800, '第三份'));
  writeFileSync(at('twin.note'), twin.read('checkpoint'));
  assert.match(await fork(1, '800.note', 'twin.note'), /同为 800 条，根却不同/);
  assert.match(await fork(2, 'split.note', 'twin.note', ...tiles), /两份都对不上/);
  await fork(2, '300.note', 'twin.note', '--tiles', at('nothing'));

  const stranger = await logOnDisk(at('stranger-3'));
  await stranger.append(entries(0, 800));
  writeFileSync(at('stranger.note'), stranger.read('checkpoint'));
  assert.match(await fork(2, '800.note', 'stranger.note'), /属于不同的日志/);
  const policy = ['--policy', at('mine.policy')];
  assert.match(await fork(2, '800.note', 'stranger.note', ...policy), /不能说明什么/);
  writeFileSync(at('sm3.note'), log.read('sm3/checkpoint'));
  writeFileSync(at('sm3.twin.note'), twin.read('sm3/checkpoint'));
  await fork(1, 'sm3.note', 'sm3.twin.note');
  await fork(2, '800.note', 'entry');
  await says(2, 'verify', 'fork', at('800.note'));
});

test('连同登记簿一起核对：逐个事件与链上一致；登记簿少一条即说出位置', async () => {
  const home = at('register');
  process.env['DATA_DIR'] = home;
  const instance = await openInstance(orThrow(readSettings(process.env)));
  const { pool } = instance.house;
  await append(pool, 300);
  const { keys, folder: files } = await published({ pool }, home);
  const verifiers = [...keys.verifiers.sha256, ...keys.verifiers.sm3];
  writeFileSync(
    join(files, 'keys'),
    verifiers.map((key) => `${formatVerifierKey(key)}\n`).join(''),
  );
  await instance.close();
  try {
    assert.match(await says(0, 'fsck', '--register'), /300 个事件在链[^]*0 处不符/);
    const again = await openInstance(orThrow(readSettings(process.env)));
    await again.house.pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    await again.house.pool.query(
      'DELETE FROM event e USING log_leaf l WHERE e.case_id = l.case_id AND e.version = l.version AND l.idx = 123',
    );
    await again.close();
    assert.match(await says(1, 'fsck', '--register'), /123 [0-9a-f-]{36} \d+：有位置而没有事件/);
  } finally {
    process.env['DATA_DIR'] = one;
  }
});

async function published({ pool }: { readonly pool: Pool }, home: string) {
  const r = rigOn({ pool } as Database, home);
  await settle(r);
  return r;
}
