import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { suites } from '../../log/node-suites.ts';
import { formatVerifierKey } from '../../log/note.ts';
import { Refused } from '../../base/refusal.ts';
import { cosigners, ed25519Cosigner, temporaryFolder, testLog } from './witness.fixtures.ts';
import { originHash } from './heads.ts';
import { readLogList } from './log-list.ts';
import { openWitness } from './witness.ts';

const NAME = 'witness.example/w';
const log = testLog(40);
const witness = openWitness({
  folder: temporaryFolder(),
  name: NAME,
  signers: cosigners(NAME),
  logs: [log.log],
  now: () => 1_800_000_000,
});
assert.equal((await witness.addCheckpoint(await log.request(0, 5))).status, 200);
const kept = await witness.checkpoint(originHash(log.log.origin));
const genuine = await log.request(5, 23);

async function refuses(body: string): Promise<void> {
  const { status, body: answer, type } = await witness.addCheckpoint(body);
  assert.ok([400, 403, 404, 409, 422].includes(status), `${status}: ${answer}`);
  assert.equal(type, status === 409 ? 'text/x.tlog.size' : undefined);
  assert.ok(!answer.includes('— '), '拒绝时不给任何签名');
}

test('任意文字都不会出错，也得不到共签', async () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('old 5', 'old 0', '', log.log.origin, '23', '— ', ...genuine.split('\n')),
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, async (body) => {
      await refuses(body);
    }),
    { numRuns: 400 },
  );
});

test('真的请求改动任何一处，都得不到共签', async () => {
  const change = fc.record({
    at: fc.nat({ max: genuine.length }),
    gone: fc.nat({ max: 3 }),
    come: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('\n', '\n\n', ' ', '0', '5', 'A', '=', '—', '\0', '\ud800'),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      let body = genuine;
      for (const { at, gone, come } of changes) {
        body = body.slice(0, at) + come + body.slice(at + gone);
      }
      fc.pre(body !== genuine);
      await refuses(body);
    }),
    { numRuns: 1500 },
  );
});

test('证明换一个字节、换次序、多一行少一行，都是422', async () => {
  const proof = await log.consistency(5, 23);
  const shown = await log.note(23);
  const line = (hash: Uint8Array): string => `${Buffer.from(hash).toString('base64')}\n`;
  const wrong = fc.oneof(
    fc.tuple(fc.nat({ max: proof.length - 1 }), fc.nat({ max: 255 })).map(([i, bit]) =>
      proof.map((hash, j) => {
        const other = hash.slice();
        if (i === j) other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return other;
      }),
    ),
    fc.shuffledSubarray([...proof], { minLength: 0 }),
    fc
      .nat({ max: proof.length })
      .map((at) => proof.toSpliced(at, 0, proof[0] ?? new Uint8Array(32))),
  );
  await fc.assert(
    fc.asyncProperty(wrong, async (lines) => {
      const same =
        lines.length === proof.length &&
        lines.every((h, i) => Buffer.from(h).equals(proof[i] ?? h));
      fc.pre(!same);
      const answer = await witness.addCheckpoint(`old 5\n${lines.map(line).join('')}\n${shown}`);
      assert.equal(answer.status, 422);
    }),
    { numRuns: 300 },
  );
});

test('以上种种之后，所记一字未改，真的请求仍然可以', async () => {
  assert.equal(await witness.checkpoint(originHash(log.log.origin)), kept);
  assert.equal((await witness.addCheckpoint(genuine)).status, 200);
});

test('日志清单：两种写法都认，同名的密钥归一个日志，国密密钥用SM3', () => {
  const vkey = formatVerifierKey(log.signer.key);
  const twin = formatVerifierKey(
    testLog(1, { origin: 'log.example/one/sm3', suite: 'sm3' }).signer.key,
  );
  const another = formatVerifierKey(testLog(1).signer.key);
  const policy = readLogList(
    `# 说明\nlog ${vkey} https://log.example\nlog\t${twin}\r\nlog ${another}\n`,
  );
  assert.deepEqual(
    policy.map(({ origin, keys, suite }) => [origin, keys.length, suite]),
    [
      ['log.example/one', 2, suites.sha256],
      ['log.example/one/sm3', 1, suites.sm3],
    ],
  );
  const list = readLogList(
    `logs/v0\n\nvkey ${vkey}\nqpd 86400\ncontact x\n\nvkey ${another}\norigin example.com/foo\n`,
  );
  assert.deepEqual(
    list.map(({ origin }) => origin),
    ['log.example/one', 'example.com/foo'],
  );
  assert.deepEqual(readLogList(''), []);
});

test('日志清单有一行不对就整份不认，说出是哪一行', () => {
  const vkey = formatVerifierKey(log.signer.key);
  const twin = formatVerifierKey(testLog(1, { suite: 'sm3' }).signer.key);
  const witnessKey = formatVerifierKey(ed25519Cosigner('w').key);
  for (const [file, line] of [
    [`log ${vkey}\nlog ${vkey.replace('A', 'B')}\n`, 2],
    ['\nlog\n', 2],
    [`log ${witnessKey}\n`, 1],
    ['origin x\n', 1],
    [`\nlog ${vkey}\nlog ${twin}\n`, 2],
    [`log ${vkey}\norigin ${'长'.repeat(90)}\n`, 1],
  ] as const) {
    assert.throws(
      () => readLogList(file),
      (error) => error instanceof Refused && error.refusal.sentence.zh.includes(`第 ${line} 行`),
      file,
    );
  }
});
