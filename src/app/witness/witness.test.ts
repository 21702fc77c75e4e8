import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCheckpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { parseNote, type VerifierKey } from '../../log/note.ts';
import { emptyRoot, type SuiteId } from '../../log/suite.ts';
import { verifyNote } from '../../log/verify-note.ts';
import {
  addCheckpoint,
  cosigners,
  ed25519Cosigner,
  temporaryFolder,
  testLog,
  type TestLog,
} from './witness.fixtures.ts';
import { originHash } from './heads.ts';
import { openWitness, type Witness } from './witness.ts';

const NAME = 'witness.example/w';
const NOW = 1_800_000_000;

function opened(logs: readonly TestLog[], signers = cosigners(NAME)): Witness {
  const folder = temporaryFolder();
  return openWitness({
    folder,
    name: NAME,
    signers,
    logs: logs.map(({ log }) => log),
    now: () => NOW,
  });
}

/** The schemes that cosigned the note, after each signature was verified. */
async function schemesOf(
  note: string,
  lines: string,
  keys: readonly VerifierKey[],
): Promise<readonly string[]> {
  const signed = parseNote(note + lines);
  assert.ok(signed, '应答应能接在检查点之后');
  const verified = await verifyNote(signed, keys, nodeCheck);
  assert.ok(verified, '每个共签都应能核验');
  for (const { time } of verified) assert.equal(time, NOW);
  return verified.map(({ key }) => key.scheme).toSorted();
}

for (const [suite, schemes] of [
  ['sha256', ['ed25519-cosignature', 'ml-dsa-44-cosignature']],
  ['sm3', ['sm2-sm3-cosignature']],
] as const satisfies readonly (readonly [SuiteId, readonly string[]])[]) {
  test(`${suite} 日志：从零开始、接着增长、原样再来，都得到本类密钥的共签`, async () => {
    const log = testLog(300, { suite });
    const signers = cosigners(NAME);
    const keys = signers.map(({ key }) => key);
    const witness = opened([log], signers);
    for (const [old, size] of [
      [0, 1],
      [1, 7],
      [7, 300],
      [300, 300],
    ] as const) {
      const answer = await witness.addCheckpoint(await log.request(old, size));
      assert.equal(answer.status, 200, answer.body);
      assert.deepEqual(await schemesOf(await log.note(size), answer.body, keys), schemes);
    }
    const kept = (await witness.checkpoint(originHash(log.log.origin))) ?? '';
    assert.equal(parseCheckpoint(parseNote(kept)?.text ?? '')?.size, 300);
    const all = await verifyNote(
      parseNote(kept) ?? assert.fail(),
      [...keys, ...log.log.keys],
      nodeCheck,
    );
    assert.equal(all?.length, schemes.length + 1, '监测读到的检查点带日志签名和共签');
  });
}

test('格式不对的请求一律400', async () => {
  const log = testLog(10);
  const witness = opened([log]);
  const note = await log.note(5);
  const hash = await log.root(3);
  const malformed = {
    空请求: '',
    只有检查点: note,
    没有旧大小: `\n${note}`,
    旧大小有前导零: addCheckpoint('01', note),
    旧大小带符号: addCheckpoint('-1', note),
    旧大小不是数: addCheckpoint('x', note),
    旧大小后多空格: addCheckpoint('0 ', note),
    旧大小超出整数: addCheckpoint('99999999999999999999', note),
    大写OLD: addCheckpoint(0, note).replace('old', 'OLD'),
    回车换行: addCheckpoint(0, note).replaceAll('\n', '\r\n'),
    六十四行证明: addCheckpoint(
      0,
      note,
      Array.from({ length: 64 }, () => hash),
    ),
    证明不足三十二字节: addCheckpoint(0, note, [hash.slice(0, 31)]),
    证明不是base64: `old 0\n####\n\n${note}`,
    证明是另一种base64写法: `old 0\n${'_'.repeat(43)}=\n\n${note}`,
    检查点没有签名: addCheckpoint(0, note.slice(0, note.lastIndexOf('\n\n') + 1)),
    检查点末尾缺换行: addCheckpoint(0, note.slice(0, -1)),
    检查点大小有前导零: addCheckpoint(0, note.replace('\n5\n', '\n05\n')),
    检查点根不足: addCheckpoint(0, await log.note(5)).replace(/\n5\n.*\n/, '\n5\nAAAA\n'),
    超过64KiB: addCheckpoint(0, note + `— x ${'A'.repeat(70_000)}\n`),
  };
  for (const [what, body] of Object.entries(malformed)) {
    assert.equal((await witness.addCheckpoint(body)).status, 400, what);
  }
  const larger = await witness.addCheckpoint(addCheckpoint(6, note));
  assert.equal(larger.status, 400, '旧大小大于检查点');
  assert.equal((await witness.addCheckpoint(await log.request(0, 5))).status, 200, '之后照常');
});

test('不认识的日志404；没有日志自己的有效签名403', async () => {
  const log = testLog(10);
  const stranger = testLog(10, { origin: 'log.example/other' });
  const witness = opened([log]);
  assert.equal((await witness.addCheckpoint(await stranger.request(0, 5))).status, 404);
  const sameName = testLog(10);
  assert.equal((await witness.addCheckpoint(await sameName.request(0, 5))).status, 403);
  const forged = (await log.request(0, 5)).replace('\n5\n', '\n6\n');
  assert.equal((await witness.addCheckpoint(forged)).status, 403, '改动过的正文');
  assert.equal(await witness.checkpoint(originHash(log.log.origin)), undefined);
  assert.equal(await witness.checkpoint('0'.repeat(64)), undefined);
});

test('不认识的签名不予理会，也不保存；日志自己的签名重复六十次也只存一份', async () => {
  const log = testLog(10);
  const witness = opened([log]);
  const note = await log.note(5);
  const line = note.slice(note.lastIndexOf('\n\n') + 2);
  const unknown = '— somebody.example AAAAAAAA\n';
  const answer = await witness.addCheckpoint(
    addCheckpoint(0, `${note}${unknown}${line.repeat(60)}`),
  );
  assert.equal(answer.status, 200, answer.body);
  const kept = parseNote((await witness.checkpoint(originHash(log.log.origin))) ?? '');
  assert.deepEqual(
    kept?.signatures.map(({ name }) => name),
    [log.log.origin, NAME, NAME],
  );
});

test('旧大小与所记不符：409，只给出所记大小', async () => {
  const log = testLog(10);
  const witness = opened([log]);
  const conflict = { status: 409, type: 'text/x.tlog.size' };
  assert.deepEqual(await witness.addCheckpoint(await log.request(3, 5)), {
    ...conflict,
    body: '0\n',
  });
  await witness.addCheckpoint(await log.request(0, 5));
  for (const [old, size] of [
    [0, 7],
    [4, 7],
    [6, 7],
    [0, 5],
    [0, 3],
    [3, 3],
  ] as const) {
    const answer = await witness.addCheckpoint(await log.request(old, size));
    assert.deepEqual(answer, { ...conflict, body: '5\n' }, `${old} → ${size}`);
  }
  assert.equal((await witness.addCheckpoint(await log.request(5, 7))).status, 200);
});

test('证明不成立、同一大小另一个根、空树的根不对：422，并且不改变所记', async () => {
  const log = testLog(20);
  const fork = testLog(20, { signer: log.signer, forkAt: 2 });
  const witness = opened([log]);
  const leaf = await log.root(1);
  const nothing = emptyRoot(suites.sha256);
  const empty = await log.signed(0, nothing);
  const at = async (body: string | Promise<string>): Promise<number> =>
    (await witness.addCheckpoint(await body)).status;
  assert.equal(await at(addCheckpoint(0, await log.signed(0, leaf))), 422, '空树的根');
  assert.equal(await at(addCheckpoint(0, empty, [leaf])), 422, '空树带证明');
  assert.equal(await at(addCheckpoint(0, await log.note(5), [leaf])), 422, '从零带证明');
  assert.equal(await at(addCheckpoint(0, empty)), 200, '空树');
  assert.equal(await at(addCheckpoint(0, empty)), 200, '空树再来一次');
  assert.equal(await at(log.request(0, 5)), 200);
  assert.equal(await at(addCheckpoint(5, await log.note(9))), 422, '缺证明');
  const proof = await log.consistency(5, 9);
  assert.equal(await at(addCheckpoint(5, await log.note(9), proof.slice(1))), 422, '少一行');
  assert.equal(await at(addCheckpoint(5, await log.note(9), [...proof, leaf])), 422, '多一行');
  assert.equal(await at(addCheckpoint(5, await log.note(8), proof)), 422, '别处的证明');
  assert.equal(await at(addCheckpoint(5, await log.note(5), [leaf])), 422, '同大小带证明');
  assert.equal(await at(addCheckpoint(5, await fork.note(5))), 422, '同大小另一个根');
  assert.equal(await at(fork.request(5, 9)), 422, '另一条历史的后续');
  assert.equal(await at(log.request(5, 9)), 200, '真正的后续仍然可以');
});

test('SM3日志的证明用SM3核验，SHA-256的不算数', async () => {
  const log = testLog(20, { suite: 'sm3' });
  const asSha = testLog(20);
  const witness = opened([log]);
  assert.equal((await witness.addCheckpoint(await log.request(0, 5))).status, 200);
  const wrong = addCheckpoint(5, await log.note(9), await asSha.consistency(5, 9));
  assert.equal((await witness.addCheckpoint(wrong)).status, 422);
  assert.equal((await witness.addCheckpoint(await log.request(5, 9))).status, 200);
});

test('扩展行随检查点一并共签', async () => {
  const log = testLog(10);
  const signers = cosigners(NAME);
  const witness = opened([log], signers);
  const note = await log.signed(5, await log.root(5), ['extension line']);
  const answer = await witness.addCheckpoint(addCheckpoint(0, note));
  const keys = signers.map(({ key }) => key);
  assert.equal((await schemesOf(note, answer.body, keys)).length, 2);
  const plain = await witness.addCheckpoint(await log.request(5, 5));
  assert.equal((await schemesOf(await log.note(5), plain.body, keys)).length, 2, '换了正文要重签');
});

test('同一日志二十个请求同时到：恰有一个得到共签，其余被告知新的大小', async () => {
  const log = testLog(40);
  const witness = opened([log]);
  await witness.addCheckpoint(await log.request(0, 5));
  const bodies = await Promise.all(Array.from({ length: 20 }, (_, i) => log.request(5, 10 + i)));
  const answers = await Promise.all(bodies.map((body) => witness.addCheckpoint(body)));
  const won = answers.findIndex(({ status }) => status === 200);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const size = `${10 + won}\n`;
  for (const { status, body } of answers.toSpliced(won, 1)) {
    assert.deepEqual([status, body], [409, size]);
  }
});

test('不同日志互不等待', async () => {
  const logs = Array.from({ length: 8 }, (_, i) => testLog(10, { origin: `log.example/${i}` }));
  const witness = opened(logs);
  const bodies = await Promise.all(logs.map((log) => log.request(0, 9)));
  const answers = await Promise.all(bodies.map((body) => witness.addCheckpoint(body)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(8).fill(200),
  );
});

test('密钥的名称不是见证人的，或日志没有合用的密钥，就不能开始', () => {
  const of =
    (signers: ReturnType<typeof cosigners>, log = testLog(1)): (() => Witness) =>
    () =>
      opened([log], signers);
  assert.throws(of([ed25519Cosigner('witness.example/another')]), /is not/);
  assert.throws(of([ed25519Cosigner(NAME)], testLog(1, { suite: 'sm3' })), /no key/);
});
