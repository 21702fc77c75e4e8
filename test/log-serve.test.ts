import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { House } from '../src/app/house.ts';
import { readSettings } from '../src/app/settings.ts';
import { orThrow, Refused } from '../src/base/refusal.ts';
import { openServices } from '../src/http/open-services.ts';
import { place, until } from './log-rig.ts';
import { people } from './people.ts';
import { draft, say } from './story.ts';

const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

async function shuji(dataDir: string, ...args: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };
  const child = spawn(process.execPath, [SHUJI, ...args], { env });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, says: (await out) + (await err) };
}

const refusedAs = (code: string, kind: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code && error.refusal.kind === kind;

/** The whole server but its port, with its log's thread and three witnesses of the demonstration. */
async function serving(t: TestContext, dataDir: string) {
  const opened = await openServices(orThrow(readSettings({ DATA_DIR: dataDir })));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= opened.close());
  t.after(close);
  const { log, house } = opened.services;
  const quiet = (): Promise<void> =>
    until(async () => {
      const { rows } = await house.pool.query('SELECT FROM log_pending LIMIT 1');
      const { published, witnessed } = log.sizes();
      const { rows: leaves } = await house.pool.query('SELECT count(*)::int AS n FROM log_leaf');
      const all = [published, witnessed.sha256, witnessed.sm3];
      return rows.length === 0 && all.every((size) => size === leaves[0].n);
    });
  return { house, log, close, quiet };
}

const edit = (house: House, caseId: string) =>
  say(house, caseId)(people.editor, 'attachMaterial', {
    group: 'scenario',
    values: { usable: '公共服务' },
  });

test('真实服务：从旧备份恢复后停止办理，shuji recover 取回，再启动接着办，见证人照认', async (t) => {
  const dataDir = place(t);
  const backup = join(place(t), 'backup.tar');
  const first = await serving(t, dataDir);
  assert.equal(first.log.state().state, 'open');
  const kept = await draft(first.house);
  await first.quiet();
  const busy = await shuji(dataDir, 'recover');
  assert.equal(busy.status, 1);
  assert.match(busy.says, /正被另一个进程使用/);
  await first.close();
  const made = await shuji(dataDir, 'backup', backup);
  assert.equal(made.status, 0, made.says);

  const second = await serving(t, dataDir);
  const after = await draft(second.house);
  await edit(second.house, after.caseId);
  await second.quiet();
  const { published } = second.log.sizes();
  await second.close();

  rmSync(join(dataDir, 'pg18'), { recursive: true });
  rmSync(join(dataDir, 'files'), { recursive: true });
  const restored = await shuji(dataDir, 'restore', backup);
  assert.equal(restored.status, 0, restored.says);

  const third = await serving(t, dataDir);
  const { state, why } = third.log.state();
  assert.equal(state, 'behind');
  assert.match(why?.zh ?? '', /旧备份/);
  await assert.rejects(draft(third.house), refusedAs('LOG_BEHIND', 'busy'));
  assert.ok(await third.log.store.read('checkpoint'), 'what is public stays public');
  await third.close();

  const done = await shuji(dataDir, 'recover');
  assert.equal(done.status, 0, done.says);
  assert.match(done.says, /已取回/);
  assert.match(done.says, /came back/);
  assert.ok(done.says.includes(after.caseId), 'it names what cannot go on');
  assert.ok(!done.says.includes(kept.caseId));

  const fourth = await serving(t, dataDir);
  assert.equal(fourth.log.state().state, 'open');
  await edit(fourth.house, kept.caseId);
  await assert.rejects(
    edit(fourth.house, after.caseId),
    refusedAs('CASE_CONTENT_LOST', 'conflict'),
  );
  await fourth.quiet();
  assert.ok(fourth.log.sizes().published > published);
  await fourth.close();
  const sound = await shuji(dataDir, 'verify', 'register');
  assert.equal(sound.status, 0, sound.says);
  rmSync(join(dataDir, 'log', 'tile'), { recursive: true });
  assert.equal((await shuji(dataDir, 'fsck')).status, 1);
  const rewritten = await shuji(dataDir, 'recover', '--files');
  assert.equal(rewritten.status, 0, rewritten.says);
  const audited = await shuji(dataDir, 'fsck', '--register');
  assert.equal(audited.status, 0, audited.says);
});
