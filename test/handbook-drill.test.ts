import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { headAt } from '../src/app/log/proofs.ts';
import { tileFolder } from '../src/store/tile-folder.ts';
import { eventually, start } from './instance-process.ts';
import { read, ROOT } from './tree.ts';

const root = mkdtempSync(join(tmpdir(), 'shuji-drill-'));
after(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));

const place = (name: string): string => join(root, name);
const DATA_DIR = place('register');

/** `shuji` as the handbook calls it. */
const bin = place('bin');
mkdirSync(bin);
const program = `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'src/cli/main.ts')}" "$@"\n`;
writeFileSync(join(bin, 'shuji'), program, { mode: 0o755 });

const environment = {
  PATH: `${bin}:${process.env['PATH']}`,
  HOME: root,
  DATA_DIR,
  DATABASE_URL: '',
  SAFE: place('safe'),
  COPY: place('copy'),
  DRILL: place('drill'),
};

/** Commands as people type them, one block after another in one shell; nothing after a failure. */
function typed(...blocks: readonly string[]): string {
  const done = spawnSync('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], {
    env: environment,
    encoding: 'utf8',
    timeout: 240_000,
  });
  assert.equal(done.status, 0, `${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** The commands of the drill as they stand in the handbook. */
function blocks(): readonly string[] {
  const [, drill = ''] = read('docs/handbook/key-ceremony.md').split(/^## 恢复演练.*$/m);
  const [section = ''] = drill.split(/^## /m);
  return [...section.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) =>
    block.replaceAll(/^ +/gm, ''),
  );
}

/** The register at work: a story of two cities from draft to code, all of it published. */
async function work(): Promise<number> {
  const server = await start('serve', { DATA_DIR });
  try {
    typed(`shuji demo ${server.url}`);
    const store = tileFolder(join(DATA_DIR, 'log'));
    const size = async () => (await headAt(store, 'checkpoint'))?.size ?? 0;
    const last: number[] = [];
    // What was acted on is published within moments; half a second without news is the end of it.
    return await eventually(size, (now) => {
      last.push(now);
      return now > 0 && last.length > 5 && last.slice(-5).every((each) => each === now);
    });
  } finally {
    await server.stop();
  }
}

test('手册上的恢复演练，照抄就能走完：备份、恢复、取回、核对', async () => {
  const [places = '', backup = '', ...rest] = blocks();
  const commands = [backup, ...rest].join('\n').match(/^shuji .*$/gm) ?? [];
  assert.deepEqual(commands, [
    'shuji backup "$DRILL/register.backup"',
    'shuji restore "$DRILL/register.backup"',
    'shuji keys list',
    'shuji recover',
    'shuji verify register',
    'shuji rebuild --check',
    'shuji fsck',
    'shuji fsck --register',
  ]);
  const then = await work();
  typed(places, backup);
  const now = await work();
  assert.ok(now > then);
  mkdirSync(environment.SAFE);
  for (const name of ['secret.key', 'keys']) {
    cpSync(join(DATA_DIR, name), join(environment.SAFE, name), { recursive: true });
  }
  cpSync(join(DATA_DIR, 'log'), environment.COPY, { recursive: true });
  const said = typed(places, ...rest);
  assert.match(said, new RegExp(`已取回第 ${then} 至 ${now} 条记录`));
  assert.match(said, /^0 处事件问题/m);
  assert.equal(said.match(/^0 处问题 faults$/gm)?.length, 2);
  assert.match(said, /^0 处不符 differences$/m);
  assert.ok(!existsSync(environment.DRILL), 'the keys are gone from the drill machine');
});

test('备份不含密钥：没有封存的密钥就恢复不了', () => {
  const [places = '', backup = '', bring = ''] = blocks();
  typed(places, backup);
  const without = bring
    .split('\n')
    .filter((line) => !line.includes('$SAFE'))
    .join('\n');
  assert.throws(() => typed(places, without), /主密钥/);
});
