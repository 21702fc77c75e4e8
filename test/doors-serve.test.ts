import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAttack, problemOf } from './doors.ts';
import { ROOT } from './tree.ts';

interface Served {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** The address, once ready; the exit code, if it never was. */
  readonly ready: Promise<string | number>;
  readonly exit: Promise<number>;
}

const KEY = randomBytes(32).toString('hex');

function serve(dataDir: string, env: Readonly<Record<string, string>> = {}): Served {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'serve'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATA_DIR: dataDir,
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const exit = once(child, 'exit').then(([code]) => Number(code ?? -1));
  const ready = new Promise<string | number>((resolve) => {
    const hear = (chunk: Buffer): void => {
      text += String(chunk);
      const url = /^shuji ready (http:\S+)$/m.exec(text)?.[1];
      if (url) resolve(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exit.then(resolve);
  });
  return { child, said: () => text, ready, exit };
}

describe('启动与停止', () => {
  let folder: string;
  let first: Served;
  let url: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuji-serve-'));
    first = serve(join(folder, 'demo'));
    const ready = await first.ready;
    assert.equal(typeof ready, 'string', first.said());
    url = String(ready);
  });
  after(async () => {
    first.child.kill('SIGKILL');
    await first.exit;
    // The embedded database follows its master by itself.
    await sleep(300);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  /** Tells in both languages, without a stack, and leaves with 1. */
  async function refuses(
    dataDir: string,
    env: Readonly<Record<string, string>>,
    zh: RegExp,
    en: RegExp,
  ): Promise<void> {
    const tried = serve(dataDir, env);
    assert.equal(await tried.ready, 1, tried.said());
    assert.match(tried.said(), zh);
    assert.match(tried.said(), en);
    assert.doesNotMatch(tried.said(), /\n {4}at |\.ts:\d/);
    assert.ok(!tried.said().includes(env['SHUJI_SECRET'] ?? '\0'));
  }

  it('同一数据目录的第二个进程：说清原因，退出码1，第一个不受影响', async () => {
    await refuses(
      join(folder, 'demo'),
      {},
      /另一个进程|正在使用|已在/,
      /in use|another process|already/i,
    );
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  });

  it('端口被占：说清原因，退出码1', async () => {
    await refuses(join(folder, 'port'), { PORT: new URL(url).port }, /端口/, /port/i);
  });

  it('正式方式拒绝缺失的、缺省的、写错的、他人可读的主密钥', async () => {
    const production = { SHUJI_MODE: 'production' };
    const dir = join(folder, 'production');
    await refuses(dir, production, /必须设置主密钥/, /needs a master key/);
    await refuses(dir, { ...production, SHUJI_SECRET: '00'.repeat(32) }, /缺省值/, /default/);
    await refuses(dir, { ...production, SHUJI_SECRET: 'changeme' }, /SHUJI_SECRET/, /SHUJI_SECRET/);
    await refuses(
      dir,
      { SHUJI_MODE: 'prod', PORT: '99999' },
      /SHUJI_MODE.*PORT|PORT.*SHUJI_MODE/,
      /SHUJI_MODE/,
    );
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'secret.key'), KEY);
    chmodSync(join(dir, 'secret.key'), 0o644);
    await refuses(dir, production, /可被其他用户读取/, /Others can read/);
  });

  it('SIGTERM：办完手上的请求再退出，退出码0；随后正式方式拒绝这个演示数据库', async () => {
    const signed = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'bj-min-zheng', password: 'Demo-2026!' }),
    });
    const { token } = (await signed.json()) as { token: string };
    const slow = request(`${url}/api/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=x',
        'transfer-encoding': 'chunked',
      },
    });
    slow.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
    slow.write('half of it, ');
    await sleep(200);
    first.child.kill('SIGTERM');
    await sleep(200);
    slow.end('and the rest\r\n--x--\r\n');
    const [answer] = (await once(slow, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    assert.equal(answer.statusCode, 201);
    assert.equal(await first.exit, 0, first.said());
    await assert.rejects(fetch(`${url}/healthz`));
    await refuses(
      join(folder, 'demo'),
      { SHUJI_MODE: 'production' },
      /演示账号/,
      /demonstration accounts/,
    );
  });

  it('正式方式没有演示的门、演示账号和演示时钟', async () => {
    const at = await openAttack({ SHUJI_MODE: 'production', SHUJI_SECRET: KEY });
    try {
      const json = { headers: { 'content-type': 'application/json' } };
      await at.refused(404, 'NOT_HERE', () => at.send('GET', '/api/demo/accounts'));
      await at.refused(404, 'NOT_HERE', () =>
        at.send('POST', '/api/demo/clock', {
          ...json,
          body: '{"now":"2027-01-01T00:00:00+08:00"}',
        }),
      );
      await at.refused(404, 'NOT_HERE', () =>
        at.send('POST', '/api/demo/cases/x/fill', { ...json, body: '{}' }),
      );
      assert.ok(!(await at.door.document()).includes('/api/demo'));
      assert.ok(!(await (await at.send('GET', '/signin')).text()).includes('Demo-2026!'));
      const body = JSON.stringify({ account: 'bj-min-zheng', password: 'Demo-2026!' });
      assert.equal(
        (await problemOf(await at.send('POST', '/api/session', { ...json, body }))).status,
        401,
      );
      assert.deepEqual(await at.rows('SELECT login FROM account WHERE demo'), []);
    } finally {
      await at.close();
    }
  });
});
