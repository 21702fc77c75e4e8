import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts';
import { parseNote } from '../../log/note.ts';
import { anotherLog, type AnotherLog } from './peer.fixtures.ts';
import { lookAt } from './peer-check.ts';
import type { Ask } from './witnesses.ts';

const headOf = (note: string): Checkpoint => {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
  assert.ok(checkpoint);
  return checkpoint;
};

/** What is seen of a log now by one who saw it before at a size; a word for it. */
async function seen(log: AnotherLog, before: Checkpoint | undefined, ask: Ask = log.ask) {
  const sight = await lookAt(ask, log.peer, before);
  if ('fault' in sight) return `${sight.fault.kind}${sight.doubtful ? '?' : ''}`;
  return `${sight.checkpoint.size}${sight.stale ? ' stale' : ''}`;
}

/** Answers in the place of the log where a path matches. */
const instead =
  (log: AnotherLog, path: RegExp, answer: () => Response | Promise<Response>): Ask =>
  (url, init) =>
    path.test(url) ? Promise.resolve(answer()) : log.ask(url, init);

describe('查看对方日志', () => {
  test('接着增长的，确认；回到旧检查点的，记下是旧的', async () => {
    const log = await anotherLog();
    await log.grow(300);
    const first = headOf(await log.note());
    assert.equal(await seen(log, undefined), '300');
    await log.grow(700);
    assert.equal(await seen(log, first), '700');
    const newest = headOf(await log.note());
    log.show(300);
    assert.equal(await seen(log, newest), '700 stale');
  });

  test('改写了历史并拿得出自己的树：认定分叉', async () => {
    const log = await anotherLog();
    await log.grow(300);
    const before = headOf(await log.note());
    log.rewrite();
    await log.grow(300);
    assert.equal(await seen(log, before), 'fork');
    await log.grow(800);
    assert.equal(await seen(log, before), 'fork');
  });

  test('给出的树块是乱的：只说没有提供，不诬为分叉', async () => {
    const log = await anotherLog();
    await log.grow(300);
    const before = headOf(await log.note());
    await log.grow(900);
    for (const path of [/\/tile\/0\//, /\/tile\/1\//, /\/tile\/\d\//]) {
      const ask = instead(log, path, () => new Response(new Uint8Array(8192).fill(7)));
      assert.equal(await seen(log, before, ask), 'withheld', String(path));
    }
  });

  test('没有树块或记录：隐匿；对方出错或不答，先不作数', async () => {
    const log = await anotherLog();
    await log.grow(300);
    const before = headOf(await log.note());
    await log.grow(900);
    const tell = (path: RegExp, answer: () => Response | Promise<Response>) =>
      seen(log, before, instead(log, path, answer));
    assert.equal(await tell(/\/tile\//, () => new Response('', { status: 404 })), 'withheld');
    assert.equal(await tell(/\/entries\//, () => new Response('', { status: 410 })), 'withheld');
    assert.equal(await tell(/\/entries\//, () => new Response('no bundle')), 'withheld');
    assert.equal(await tell(/\/tile\/0/, () => new Response('short')), 'withheld');
    assert.equal(await tell(/\/tile\//, () => new Response('', { status: 502 })), 'withheld?');
    assert.equal(await tell(/\/tile\//, () => Promise.reject(new Error('reset'))), 'withheld?');
    assert.equal(await tell(/checkpoint/, () => Promise.reject(new Error('down'))), 'unreachable');
  });

  test('网页、别的日志、别的密钥、很长的检查点：都不认', async () => {
    const log = await anotherLog();
    await log.grow(10);
    const other = await anotherLog();
    await other.grow(10);
    const long = await anotherLog({ extensions: ['x'.repeat(5000)] });
    await long.grow(10);
    assert.equal(await seen(long, undefined), 'malformed');
    for (const [answer, word] of [
      ['<!doctype html><title>OK</title>\n', 'malformed'],
      [await other.note(), 'malformed'],
      [(await log.note()).replace(/\n\n[^]*/, '\n\n— nobody.example AAAAAAAA\n'), 'malformed'],
      ['x'.repeat(1_000_000), 'unreachable'],
    ] as const) {
      const ask = instead(log, /checkpoint/, () => new Response(answer));
      assert.equal(await seen(log, undefined, ask), word, answer.slice(0, 40));
    }
  });

  test('检查点附有许多别人的签名：只留对方自己的，每个密钥一个', async () => {
    const log = await anotherLog();
    await log.grow(10);
    const note = await log.note();
    const strangers = `— s.example ${'A'.repeat(4000)}\n`.repeat(40);
    const ask = instead(log, /checkpoint/, () => new Response(note + strangers));
    const sight = await lookAt(ask, log.peer, undefined);
    assert.ok('note' in sight);
    assert.equal(parseNote(sight.note)?.signatures.length, log.peer.keys.length);
    assert.equal(parseNote(sight.note)?.text, parseNote(note)?.text);
  });

  test('检查点或树块没完没了：读到应有的长度为止', async () => {
    const log = await anotherLog();
    await log.grow(300);
    const before = headOf(await log.note());
    await log.grow(900);
    let sent = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            sent += 65_536;
            controller.enqueue(new Uint8Array(65_536));
          },
        }),
      );
    assert.equal(await seen(log, before, instead(log, /checkpoint/, endless)), 'unreachable');
    assert.equal(await seen(log, before, instead(log, /\/tile\/0/, endless)), 'withheld?');
    assert.ok(sent < 2_000_000, `${sent} bytes were read`);
  });

  test('每个文件都拖延：整次查看至多十秒', { timeout: 30_000 }, async () => {
    const log = await anotherLog();
    await log.grow(300);
    const before = headOf(await log.note());
    await log.grow(900);
    const slow: Ask = async (url, init) => {
      await new Promise((resolve, reject) => {
        setTimeout(resolve, 4000);
        init.signal?.addEventListener('abort', () => reject(new Error('patience')));
      });
      return log.ask(url, init);
    };
    const from = performance.now();
    assert.equal(await seen(log, before, slow), 'withheld?');
    assert.ok(performance.now() - from < 10_500);
  });
});
