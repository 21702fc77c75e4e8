import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refused } from '../base/refusal.ts';
import { freePort, startEmbedded } from './embedded.ts';
import type { Connection } from './embedded.ts';
import { ordinaryUser, stepDown } from './embedded-guard.ts';

const root = mkdtempSync(join(tmpdir(), 'shuji-test-'));
after(() => rmSync(root, { recursive: true, force: true }));

async function query(connection: Connection, sql: string): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ value: string }>(sql);
    return rows[0]?.value ?? '';
  } finally {
    await client.end();
  }
}

async function eventually(look: () => Promise<string>): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      return await look();
    } catch {
      await sleep(50);
    }
  }
  return look();
}

for (const version of [18, 15] as const) {
  describe(`内置数据库 ${version}`, () => {
    const dataDir = join(root, `v${version}`);

    it('首次启动即可用：只开套接字，不开网络端口，落盘开关全开', async () => {
      const server = await startEmbedded({ dataDir, version });
      const shown = await query(
        server.connection,
        `select concat_ws(' ', current_setting('server_version_num')::int / 10000,
           current_setting('listen_addresses') || '-', current_setting('fsync'),
           current_setting('synchronous_commit'), current_setting('data_checksums'),
           current_setting('server_encoding')) as value`,
      );
      assert.equal(shown, `${version} - on on on UTF8`);
      assert.ok(readdirSync(server.connection.host).includes('.s.PGSQL.5432'));
      assert.equal(await query(server.connection, `select upper('é') as value`), 'É');
      await query(server.connection, 'create table kept (value text)');
      await query(server.connection, `insert into kept values ('存证')`);
      await server.stop();
    });

    it('停止再启动，数据还在；第二个进程被拒绝并得知进程号', async () => {
      const server = await startEmbedded({ dataDir, version });
      assert.equal(await query(server.connection, 'select value from kept'), '存证');
      await assert.rejects(startEmbedded({ dataDir, version }), (error) => {
        assert.ok(error instanceof Refused);
        assert.equal(error.refusal.code, 'DATABASE_IN_USE');
        assert.match(error.refusal.sentence.zh, new RegExp(`进程号 ${process.pid}）`));
        return true;
      });
      assert.equal(await query(server.connection, 'select value from kept'), '存证');
      await server.stop();
    });

    it('数据库进程被 kill -9 后自行恢复，已确认的写入不丢', async () => {
      const server = await startEmbedded({ dataDir, version });
      await query(server.connection, `update kept set value = '存证二'`);
      const before = server.pid();
      assert.ok(before !== undefined);
      process.kill(before, 'SIGKILL');
      await sleep(50);
      const read = () => query(server.connection, 'select value from kept');
      assert.equal(await eventually(read), '存证二');
      assert.notEqual(server.pid(), before);
      await server.stop();
    });
  });
}

it('主进程被 kill -9 后数据库不成孤儿，重新启动即恢复', async () => {
  const dataDir = join(root, 'v18');
  const script = `
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./embedded.ts'))};
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    process.stdout.write(String(server.pid()));
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = await once(owner.stdout, 'data');
  await assert.rejects(startEmbedded({ dataDir }), (error) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.refusal.details?.['pid'], owner.pid);
    return true;
  });
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  const server = await startEmbedded({ dataDir });
  assert.notEqual(server.pid(), Number(String(pid)));
  assert.equal(await query(server.connection, 'select value from kept'), '存证二');
  await server.stop();
});

it('断电后进程号被别的程序占用，仍可启动', async () => {
  const dataDir = join(root, 'v18');
  writeFileSync(join(dataDir, 'pg18', 'postmaster.pid'), `${process.pid}\n${dataDir}/pg18\n`);
  writeFileSync(join(dataDir, 'pg18.owner'), `${process.ppid} 1\n`);
  const server = await startEmbedded({ dataDir });
  assert.equal(await query(server.connection, 'select value from kept'), '存证二');
  await server.stop();
});

it('目录路径过长、含逗号与引号时，套接字放在私有临时目录', async () => {
  const dataDir = join(root, `长路径,"${'x'.repeat(100)}`);
  const server = await startEmbedded({ dataDir });
  assert.ok(server.connection.host.startsWith(join(tmpdir(), 'shuji-')));
  assert.equal(await query(server.connection, 'select 1 as value'), 1);
  await server.stop();
  rmSync(server.connection.host, { recursive: true, force: true });
});

it('要求时在本机回环端口提供服务，且必须有口令', async () => {
  const tcpPort = await freePort();
  const server = await startEmbedded({ dataDir: join(root, 'v18'), tcpPort });
  assert.equal(server.connection.host, '127.0.0.1');
  assert.equal(await query(server.connection, 'select value from kept'), '存证二');
  const { password: _, ...without } = server.connection;
  await assert.rejects(query({ ...without, password: 'shuji' }, 'select 1'), /password/);
  await server.stop();
});

it('不能用命名空间的容器里，root 可降为普通用户运行', async (context) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    context.diagnostic('只有 root 才需要这条路');
    assert.throws(() => stepDown(ordinaryUser(), []), Refused);
    return;
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-down-'));
  after(() => rmSync(dataDir, { recursive: true, force: true }));
  chmodSync(dataDir, 0o755);
  const guard = stepDown(ordinaryUser(), ['setpriv', '--pdeathsig', 'INT']);
  const server = await startEmbedded({ dataDir, guard });
  assert.equal(await query(server.connection, 'select 1 as value'), 1);
  await server.stop();
  const again = await startEmbedded({ dataDir });
  assert.equal(await query(again.connection, 'select 1 as value'), 1);
  await again.stop();
});
