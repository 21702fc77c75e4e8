import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { clientOf } from '../app/mirror/mirror.fixtures.ts';
import { temporaryFolder, testLog } from '../app/witness/witness.fixtures.ts';
import { originHash } from '../app/witness/heads.ts';
import { suites } from '../log/node-suites.ts';
import { formatVerifierKey, parseVerifierKey } from '../log/note.ts';

const SHUJI = fileURLToPath(new URL('./main.ts', import.meta.url));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

interface Started {
  readonly url: string;
  readonly vkeys: readonly string[];
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

function run(role: string, env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = spawn(process.execPath, [SHUJI, role, ...args], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function start(role: string, env: Readonly<Record<string, string>>): Promise<Started> {
  const child = run(role, env);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const [, url = ''] = /^shuji \w+ ready (http:\/\/\S+)$/.exec(await next()) ?? assert.fail();
  const vkeys = [await next(), await next(), await next()];
  return {
    url,
    vkeys,
    async stop(signal) {
      const gone = once(child, 'exit');
      child.kill(signal);
      return ((await gone) as [number | null])[0];
    },
  };
}

/** The exit code and what was said. */
async function fails(role: string, env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = run(role, env, ...args);
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += String(piece)));
  child.stderr.on('data', (piece: Buffer) => (said += String(piece)));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

function setting(role: 'witness' | 'mirror', vkeys: readonly string[]): Record<string, string> {
  const folder = temporaryFolder();
  const list = join(folder, 'logs.txt');
  writeFileSync(list, vkeys.map((vkey) => `log ${vkey}\n`).join(''));
  const of = `SHUJI_${role.toUpperCase()}`;
  return {
    DATA_DIR: join(folder, 'data'),
    [`${of}_NAME`]: `${role}.example/x`,
    [`${of}_LOGS`]: list,
  };
}

test('shuji witness：首次启动生成密钥，打印可粘进策略的公钥；重启后密钥和所记不变', async () => {
  const logs = [testLog(20), testLog(20, { origin: 'log.example/sm3', suite: 'sm3' })];
  const env = setting(
    'witness',
    logs.map(({ signer }) => formatVerifierKey(signer.key)),
  );
  const first = await start('witness', env);
  const schemes = first.vkeys.map((vkey) => parseVerifierKey(vkey, suites.sha256)?.scheme);
  assert.deepEqual(schemes, [
    'ed25519-cosignature',
    'ml-dsa-44-cosignature',
    'sm2-sm3-cosignature',
  ]);
  assert.equal(await (await fetch(`${first.url}/keys`)).text(), `${first.vkeys.join('\n')}\n`);
  for (const log of logs) {
    const body = await log.request(0, 7);
    const answer = await fetch(`${first.url}/add-checkpoint`, { method: 'POST', body });
    assert.equal(answer.status, 200, await answer.text());
  }
  const keys = join(env['DATA_DIR'] ?? '', 'keys');
  for (const file of readdirSync(keys))
    assert.equal(statSync(join(keys, file)).mode & 0o077, 0, file);
  assert.equal(await first.stop('SIGTERM'), 0);
  const second = await start('witness', env);
  assert.deepEqual(second.vkeys, first.vkeys);
  for (const { log } of logs) {
    const read = await fetch(`${second.url}/${originHash(log.origin)}/checkpoint`);
    assert.match(await read.text(), /\n7\n/);
  }
  const another = await fails('witness', env);
  assert.equal(another.code, 1);
  assert.match(another.said, /正被另一个进程使用/);
  assert.equal(await second.stop('SIGINT'), 0);
});

test('shuji mirror：推送、断电式被杀、重启，再推送', async () => {
  const log = testLog(2000);
  const env = setting('mirror', [formatVerifierKey(log.signer.key)]);
  for (const [size, signal] of [
    [700, 'SIGKILL'],
    [2000, 'SIGTERM'],
  ] as const) {
    const mirror = await start('mirror', env);
    const key = parseVerifierKey(mirror.vkeys[0] ?? '', suites.sha256) ?? assert.fail();
    const client = clientOf(log, key, fetch, { url: mirror.url });
    assert.equal((await client.push(await log.note(size))).length, 1);
    assert.equal(await mirror.stop(signal), signal === 'SIGTERM' ? 0 : null);
  }
});

test('设置缺少、清单有误、密钥被他人可读、改名、端口占用：说明原因，不启动', async () => {
  const vkey = formatVerifierKey(testLog(1).signer.key);
  const env = setting('witness', [vkey]);
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ ...env, SHUJI_WITNESS_NAME: '' }, /SHUJI_WITNESS_NAME/],
    [{ ...env, SHUJI_WITNESS_NAME: 'a b' }, /SHUJI_WITNESS_NAME/],
    [{ ...env, SHUJI_WITNESS_LOGS: '/nonexistent' }, /SHUJI_WITNESS_LOGS/],
    [{ ...env, PORT: '65536' }, /PORT/],
    [setting('witness', [`${vkey}x`]), /第 1 行/],
    [{ ...env, HOST: '203.0.113.1' }, /监听/],
  ];
  for (const [wrong, said] of cases) {
    const failed = await fails('witness', wrong);
    assert.equal(failed.code, 1, failed.said);
    assert.match(failed.said, said);
  }
  const renamed = await fails('witness', { ...env, SHUJI_WITNESS_NAME: 'witness.example/y' });
  assert.match(renamed.said, /witness\.example\/x 的密钥/);
  const both = { ...env, SHUJI_MIRROR_NAME: 'witness.example/x' };
  const same = await fails('mirror', {
    ...both,
    SHUJI_MIRROR_LOGS: env['SHUJI_WITNESS_LOGS'] ?? '',
  });
  assert.match(same.said, /不得同名/);
  chmodSync(join(env['DATA_DIR'] ?? '', 'keys', 'witness-ed25519.pem'), 0o644);
  const exposed = await fails('witness', env);
  assert.notEqual(exposed.code, 0);
  assert.match(exposed.said, /chmod 600/);
});

test('--help列出环境变量；多余的参数退出码2', async () => {
  for (const role of ['witness', 'mirror']) {
    const help = await fails(role, {}, '--help');
    assert.equal(help.code, 0);
    for (const name of ['PORT', 'HOST', 'DATA_DIR', `SHUJI_${role.toUpperCase()}_NAME`]) {
      assert.ok(help.said.includes(name), name);
    }
    assert.equal((await fails(role, {}, 'x')).code, 2);
  }
});
