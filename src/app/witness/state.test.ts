import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRefusal, Refused } from '../../base/refusal.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { parseNote } from '../../log/note.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { addCheckpoint, cosigners, ed25519Cosigner, temporaryFolder } from './witness.fixtures.ts';
import { testLog } from './witness.fixtures.ts';
import { originHash } from './heads.ts';
import { openWitness, type OpeningWitness } from './witness.ts';

const NAME = 'witness.example/w';

function setting(more: Partial<OpeningWitness> = {}): OpeningWitness {
  return {
    folder: temporaryFolder(),
    name: NAME,
    signers: [ed25519Cosigner(NAME)],
    logs: [],
    now: () => 1_800_000_000,
    ...more,
  };
}

const refusedAs =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof Refused && isRefusal(error.refusal) && error.refusal.code === code;

test('重新启动之后记得每个日志的大小和根', async () => {
  const logs = [testLog(20), testLog(20, { origin: 'log.example/sm3', suite: 'sm3' })];
  const set = setting({ signers: cosigners(NAME), logs: logs.map(({ log }) => log) });
  const first = openWitness(set);
  for (const log of logs) await first.addCheckpoint(await log.request(0, 7));
  const before = await Promise.all(logs.map(({ log }) => first.checkpoint(originHash(log.origin))));
  await first.close();
  const second = openWitness(set);
  await second.ready;
  for (const [i, log] of logs.entries()) {
    assert.equal(await second.checkpoint(originHash(log.log.origin)), before[i]);
    assert.equal((await second.addCheckpoint(await log.request(0, 9))).body, '7\n');
    assert.equal((await second.addCheckpoint(await log.request(7, 9))).status, 200);
  }
});

test('关闭之后不再共签，已开始的办完', async () => {
  const log = testLog(20);
  const set = setting({ logs: [log.log] });
  const witness = openWitness(set);
  await witness.ready;
  const begun = witness.addCheckpoint(await log.request(0, 7));
  await new Promise((resolve) => setImmediate(resolve));
  const closing = witness.close();
  const answer = await begun.catch(() => undefined);
  await closing;
  await assert.rejects(async () => witness.addCheckpoint(await log.request(7, 9)));
  const again = openWitness(set);
  const size = answer?.status === 200 ? '7\n' : '0\n';
  assert.equal((await again.addCheckpoint(await log.request(3, 9))).body, size);
});

test('目录正被使用时不能再开，关闭后可以', async () => {
  const set = setting();
  const first = openWitness(set);
  assert.throws(() => openWitness(set), refusedAs('FOLDER_IN_USE'));
  await first.close();
  await openWitness(set).close();
});

test('所记文件被改动、截断、换成别的日志的、清空：不当作没有，拒绝共签', async () => {
  const log = testLog(20);
  const other = testLog(20, { origin: 'log.example/other' });
  const set = setting({ logs: [log.log, other.log] });
  const witness = openWitness(set);
  await witness.addCheckpoint(await log.request(0, 7));
  await witness.addCheckpoint(await other.request(0, 7));
  await witness.close();
  const path = join(set.folder, 'heads', originHash(log.log.origin));
  const good = readFileSync(path, 'utf8');
  const another = readFileSync(join(set.folder, 'heads', originHash(other.log.origin)), 'utf8');
  const unsigned = good.slice(0, good.lastIndexOf('\n\n') + 2);
  for (const bad of ['', good.slice(0, -9), good.replace('\n7\n', '\n6\n'), another, unsigned]) {
    writeFileSync(path, bad);
    const damaged = openWitness(set);
    await assert.rejects(damaged.ready, refusedAs('HEAD_DAMAGED'));
    await assert.rejects(
      async () => damaged.addCheckpoint(await log.request(0, 7)),
      refusedAs('HEAD_DAMAGED'),
    );
    await damaged.close();
  }
  writeFileSync(path, good);
  const mended = openWitness(set);
  assert.equal((await mended.addCheckpoint(await log.request(7, 9))).status, 200);
});

test('写不进磁盘就不给共签；能写之后从磁盘重新认起', async () => {
  const log = testLog(20);
  const set = setting({ logs: [log.log] });
  const witness = openWitness(set);
  await witness.addCheckpoint(await log.request(0, 7));
  const heads = join(set.folder, 'heads');
  const kept = readFileSync(join(heads, originHash(log.log.origin)));
  rmSync(heads, { recursive: true });
  writeFileSync(heads, 'a file where the folder was');
  await assert.rejects(async () => witness.addCheckpoint(await log.request(7, 9)));
  await assert.rejects(
    async () => witness.addCheckpoint(await log.request(0, 9)),
    refusedAs('HEAD_DAMAGED'),
    '所记不见了，不能从零再来',
  );
  assert.equal(await witness.checkpoint(originHash(log.log.origin)), undefined);
  rmSync(heads);
  const { mkdirSync } = await import('node:fs');
  mkdirSync(heads);
  writeFileSync(join(heads, originHash(log.log.origin)), kept);
  assert.equal((await witness.addCheckpoint(await log.request(7, 9))).status, 200);
});

test('中途被杀留下的半个文件不算数，也不留下', async () => {
  const log = testLog(20);
  const set = setting({ logs: [log.log] });
  const witness = openWitness(set);
  await witness.addCheckpoint(await log.request(0, 7));
  await witness.close();
  const heads = join(set.folder, 'heads');
  writeFileSync(join(heads, `${originHash(log.log.origin)}.0a0b0c0d.new`), 'half of a no');
  const again = openWitness(set);
  await again.ready;
  assert.deepEqual(readdirSync(heads), [originHash(log.log.origin)]);
  assert.equal((await again.addCheckpoint(await log.request(7, 9))).status, 200);
});

test('时钟倒退：共签的时间不早于上一次，重新启动之后也是；时钟归零也不出零', async () => {
  const log = testLog(20);
  let now = 1_800_000_000;
  const set = setting({ logs: [log.log], now: () => now });
  let witness = openWitness(set);
  const timeAt = async (old: number, size: number, at: number): Promise<number | null> => {
    now = at;
    const answer = await witness.addCheckpoint(await log.request(old, size));
    assert.equal(answer.status, 200, answer.body);
    const note = parseNote((await log.note(size)) + answer.body) ?? assert.fail();
    const [one] = (await verifyNote(note, [set.signers[0]?.key ?? assert.fail()], nodeCheck)) ?? [];
    return one?.time ?? null;
  };
  assert.equal(await timeAt(0, 1, 0), 1);
  assert.equal(await timeAt(1, 2, 1_800_000_000), 1_800_000_000);
  assert.equal(await timeAt(2, 3, 1_700_000_000.7), 1_800_000_000);
  assert.equal(await timeAt(3, 3, Number.NaN), 1_800_000_000);
  await witness.close();
  witness = openWitness(set);
  assert.equal(await timeAt(3, 4, -5), 1_800_000_000);
  assert.equal(await timeAt(4, 5, 1_800_000_000.9), 1_800_000_000);
  assert.equal(await timeAt(5, 6, 1_800_000_001), 1_800_000_001);
});

test('同一秒内原样再来，得到同一个共签；换了密钥则重新签', async () => {
  const log = testLog(20);
  const set = setting({ logs: [log.log] });
  const witness = openWitness(set);
  const first = await witness.addCheckpoint(await log.request(0, 7));
  assert.deepEqual(await witness.addCheckpoint(await log.request(7, 7)), first);
  await witness.close();
  const renewed = openWitness({ ...set, signers: [ed25519Cosigner(NAME)] });
  const answer = await renewed.addCheckpoint(await log.request(7, 7));
  assert.equal(answer.status, 200);
  assert.notEqual(answer.body, first.body);
});

test('日志签出两种历史：两份检查点连同日志签名留作证据，重新启动后还在', async () => {
  const log = testLog(20);
  const fork = testLog(20, { signer: log.signer, forkAt: 2 });
  const set = setting({ logs: [log.log] });
  const witness = openWitness(set);
  await witness.addCheckpoint(await log.request(0, 7));
  assert.deepEqual(await witness.evidence(), [], '守规矩的日志没有证据');
  await witness.addCheckpoint(await log.request(0, 3));
  await witness.addCheckpoint(await log.request(3, 9));
  assert.deepEqual(await witness.evidence(), [], '大小不符只是没跟上');
  const forked = await fork.note(7);
  for (const old of [7, 7, 0, 3]) await witness.addCheckpoint(addCheckpoint(old, forked));
  const proof = await fork.consistency(7, 9);
  await witness.addCheckpoint(addCheckpoint(7, await fork.note(9), proof));
  await witness.close();
  const evidence = await openWitness(set).evidence([log.log.origin]);
  assert.deepEqual(
    evidence.map(({ kind }) => kind),
    ['another-root', 'no-proof'],
  );
  const [contradiction, unproven] = evidence;
  assert.equal(contradiction?.shown, forked);
  assert.equal(contradiction?.at, 1_800_000_000);
  assert.equal(unproven?.shown, await fork.note(9));
  assert.equal(unproven?.old, 7);
  assert.equal(unproven?.proof.length, proof.length);
  for (const note of [contradiction?.known, contradiction?.shown]) {
    const signed = await verifyNote(
      parseNote(note ?? '') ?? assert.fail(),
      log.log.keys,
      nodeCheck,
    );
    assert.equal(signed?.length, 1, '两份都能用日志的公钥核验');
  }
});

test('无凭的证据有上限，写不满磁盘', async () => {
  const log = testLog(600);
  const set = setting({ logs: [log.log] });
  const witness = openWitness(set);
  await witness.addCheckpoint(await log.request(0, 7));
  for (let size = 8; size < 300; size += 1) {
    await witness.addCheckpoint(addCheckpoint(7, await log.note(size)));
  }
  assert.equal((await witness.evidence()).length, 256);
  assert.equal((await witness.addCheckpoint(await log.request(7, 300))).status, 200);
});
