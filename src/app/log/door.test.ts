import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openGate } from '../gate.ts';
import { openLog } from './door.ts';
import type { LogThreadData } from './thread-words.ts';

const HEAD = `
import { parentPort } from 'node:worker_threads';
const say = (m) => parentPort.postMessage(m);
say({ kind: 'names', origin: 'log.example', twin: 'log.example/sm3' });
`;
const OPEN = `say({ kind: 'state', state: 'open', why: null });`;

/** A thread of this program, in the place of the log's own. */
const program = (body: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(HEAD + body)}`);

const data = { dataDir: '/nowhere', store: 'folder', s3: undefined } as unknown as LogThreadData;

async function open(body: string) {
  const gate = openGate();
  const told: string[] = [];
  const tell = (error: unknown) => told.push(String(error));
  const log = await openLog({ data, program: program(body), gate, tell });
  return { gate, told, log };
}

async function until(so: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !so(); n += 1) await wait(10);
  assert.ok(so());
}

for (const [how, dying] of [
  ['自行退出', 'process.exit(3)'],
  ['悄悄结束', 'parentPort.close()'],
  ['抛出异常', "throw new Error('boom')"],
  ['有承诺落空', "Promise.reject(new Error('boom'))"],
] as const) {
  test(`目录链线程${how}：立即停止办理并报告，重新启动后恢复`, async () => {
    const { gate, told, log } = await open(`${OPEN} setTimeout(() => { ${dying} }, 150);`);
    assert.equal(gate.refusal(), undefined);
    await until(() => gate.refusal()?.code === 'LOG_STARTING');
    assert.equal(log.state().state, 'starting');
    assert.match(told.join('\n'), /the thread of the log ended/);
    await until(() => gate.refusal() === undefined);
    assert.equal(log.state().state, 'open');
    await log.close();
  });
}

test('目录链线程不回答：问见证情况的请求都在一秒后得到答复，不越积越多', async () => {
  const { log } = await open(
    `${OPEN} let n = 0; parentPort.on('message', (m) => { if (m === 'stop') process.exit(0); n += 1;
      if (n > 1) say({ kind: 'witnesses', states: [{ name: 'asked ' + n }] }); });`,
  );
  const before = performance.now();
  const all = await Promise.all(Array.from({ length: 1000 }, () => log.witnesses()));
  assert.ok(performance.now() - before < 3000);
  assert.ok(all.every((states) => states.length === 0));
  assert.equal((await log.witnesses())[0]?.name, 'asked 2', 'a thousand were one question');
  await log.close();
});

test('目录链线程停不下来：几秒后强行结束', async () => {
  const { log } = await open(`${OPEN} setTimeout(() => { for (;;); }, 10);`);
  await wait(100);
  const before = performance.now();
  await log.close();
  assert.ok(performance.now() - before < 8000);
});

test('目录链线程一开始就起不来：启动失败并说明原因，不再反复启动', async () => {
  const gate = openGate();
  const told: unknown[] = [];
  const failing = program("throw new Error('line 3: malformed-key');");
  await assert.rejects(
    openLog({ data, program: failing, gate, tell: (error) => told.push(error) }),
    /line 3: malformed-key/,
  );
  const count = told.length;
  await wait(1500);
  assert.equal(told.length, count);
});
