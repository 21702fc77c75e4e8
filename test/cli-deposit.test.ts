import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

let root = '';
let folder = '';
let manifest = '';

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'deposit', ...args], {
    encoding: 'utf8',
    cwd: root,
  });
  return { status, said: stdout + stderr, stdout };
};

const place = (path: string, content: string | Uint8Array): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
};

before(() => {
  root = mkdtempSync(join(tmpdir(), 'shuji-deposit-'));
});
after(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(root, 'package-'));
  manifest = `${folder}.json`;
  place('storage-location/位置.txt', '市级政务云一区 park_record');
  place('query-result/2026/一季度.csv', Buffer.alloc(100_000, 'id,name\n'));
  place('operation-log/log.txt', '2026-03-01 INSERT 12034');
});

const made = () => {
  const { status, stdout, said } = run('make', folder, '-o', manifest);
  assert.equal(status, 0, said);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, string>;
};

test('做出的清单，用任何程序算摘要都与存证的一致；登记要填的五个摘要一次给全', () => {
  const digests = made();
  const bytes = readFileSync(manifest);
  assert.equal(digests['digest'], createHash('sha256').update(bytes).digest('hex'));
  assert.equal(digests['sm3Digest'], createHash('sm3').update(bytes).digest('hex'));
  const names = ['digest', 'sm3Digest', 'storageLocation', 'queryResult', 'operationLog'];
  assert.deepEqual(Object.keys(digests), names);
  assert.ok(names.every((name) => /^[0-9a-f]{64}$/.test(digests[name] ?? '')));
  const shown = run('digest', manifest);
  assert.deepEqual(JSON.parse(shown.stdout), digests);
});

test('同一包再做一次，摘要不同：有盐，旁人无从试猜', () => {
  const first = made();
  manifest = `${folder}-2.json`;
  assert.notEqual(made()['digest'], first['digest']);
});

test('没有改动的相同；改一个字节，说出文件和位置；缺少的也说出来', () => {
  made();
  const same = run('check', manifest, folder);
  assert.equal(same.status, 0, same.said);
  assert.match(same.said, /与存证相同/);
  const changed = Buffer.alloc(100_000, 'id,name\n');
  changed[50_000] = 0;
  place('query-result/2026/一季度.csv', changed);
  rmSync(join(folder, 'operation-log/log.txt'));
  place('operation-log/other.txt', 'x');
  const { status, said } = run('check', manifest, folder);
  assert.equal(status, 1);
  assert.match(said, /2026\/一季度\.csv 有改动/);
  assert.match(said, /字节 bytes 49152–53247/);
  assert.match(said, /log\.txt 缺少/);
  assert.match(said, /other\.txt 清单中没有/);
});

test('可以只核对一个文件，改过名也认得出内容', () => {
  made();
  const file = join(folder, 'query-result/2026/一季度.csv');
  assert.equal(run('check', manifest, file).status, 0);
  place('elsewhere/副本.csv', readFileSync(file));
  const { status, said } = run('check', manifest, join(folder, 'elsewhere/副本.csv'));
  assert.equal(status, 1);
  assert.match(said, /内容相同，存证时为.*一季度\.csv/);
});

test('三个部分也可以逐一指定；少一部分、空的部分、没有的文件都做不成', () => {
  const [a, b, c] = ['storage-location', 'query-result', 'operation-log'].map((p) =>
    join(folder, p),
  );
  const flags = ['--storage-location', a ?? '', '--query-result', b ?? ''];
  assert.equal(run('make', ...flags, '-o', manifest).status, 2);
  const all = [...flags, '--operation-log', c ?? ''];
  assert.equal(run('make', ...all, '-o', manifest).status, 0);
  assert.equal(run('check', manifest, folder).status, 0);
  const again = run('make', ...all, '-o', manifest);
  assert.equal(again.status, 1);
  assert.match(again.said, /已存在，不覆盖/);
  rmSync(join(folder, 'operation-log/log.txt'));
  assert.match(run('make', folder, '-o', `${manifest}.2`).said, /没有文件/);
  assert.match(run('make', join(folder, 'query-result'), '-o', `${manifest}.2`).said, /三个部分/);
  assert.match(run('make', ...flags, '--operation-log', 'nowhere', '-o', 'x').said, /没有文件/);
});

test('文件夹里的链接和特殊文件不收，命令行上指名的链接照收', () => {
  symlinkSync('/etc/hostname', join(folder, 'query-result/link.csv'));
  const { status, said } = run('make', folder, '-o', manifest);
  assert.equal(status, 1);
  assert.match(said, /link\.csv：是链接/);
  rmSync(join(folder, 'query-result/link.csv'));
  symlinkSync('..', join(folder, 'query-result/loop'));
  assert.match(run('make', folder, '-o', manifest).said, /loop：是链接/);
  rmSync(join(folder, 'query-result/loop'));
  made();
  const link = join(root, '一季度.csv');
  symlinkSync(join(folder, 'query-result/2026/一季度.csv'), link);
  assert.equal(run('check', manifest, link).status, 0);
  rmSync(link);
  spawnSync('mkfifo', [join(folder, 'query-result/pipe')]);
  assert.match(run('make', folder, '-o', `${manifest}.2`).said, /pipe：不是普通文件/);
});

test('清单被改动、不是清单、问法不对，各有各的答复', () => {
  made();
  const written = readFileSync(manifest, 'utf8');
  writeFileSync(
    manifest,
    written.replace('"name":"log.txt"', '"name":"abc.txt"').replace('{', '{ '),
  );
  const altered = run('check', manifest, folder);
  assert.equal(altered.status, 1);
  assert.match(altered.said, /不是存证清单，或已被改动/);
  writeFileSync(manifest, '{}');
  assert.equal(run('digest', manifest).status, 1);
  for (const args of [
    [],
    ['make'],
    ['make', folder],
    ['check', manifest],
    ['frobnicate'],
    ['make', '--bad'],
  ]) {
    const { status, said } = run(...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(said, /shuji deposit make/);
  }
});
