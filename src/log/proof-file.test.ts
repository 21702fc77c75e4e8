import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { toBase64, utf8 } from './bytes.ts';
import { ed25519Signer, nodeCheck } from './node-signatures.ts';
import { suites } from './node-suites.ts';
import { ed25519Key, head, ORIGIN, seed, signedHead, SIGNERS } from './note.fixtures.ts';
import { formatVerifierKey } from './note.ts';
import { parsePolicy, type Policy } from './policy.ts';
import { formatProof, type LogProof, parseProof, verifyProof } from './proof-file.ts';
import type { NoteSigner } from './sign-note.ts';
import { leafHash, nodeHash, type Suite } from './suite.ts';

const [h1, h2] = ['hash1', 'hash2'].map((text) => Uint8Array.from(hash('sha256', text, 'buffer')));
assert.ok(h1 && h2);
const [b1, b2] = [toBase64(h1), toBase64(h2)];
const HEADER = 'c2sp.org/tlog-proof@v1';

test('证明文件写出的样子与另一种实现相同，读回原样', () => {
  const extra = utf8('extra information');
  const cases: readonly (readonly [LogProof, string])[] = [
    [
      { index: 5, hashes: [h1, h2], checkpoint: 'test checkpoint\n', extra: null },
      `${HEADER}\nindex 5\n${b1}\n${b2}\n\ntest checkpoint\n`,
    ],
    [
      { index: 10, hashes: [h1], checkpoint: 'checkpoint data\n', extra },
      `${HEADER}\nextra ${toBase64(extra)}\nindex 10\n${b1}\n\ncheckpoint data\n`,
    ],
    [
      { index: 0, hashes: [], checkpoint: 'checkpoint\n', extra: null },
      `${HEADER}\nindex 0\n\ncheckpoint\n`,
    ],
  ];
  for (const [proof, file] of cases) {
    assert.equal(formatProof(proof), file);
    assert.deepEqual(parseProof(file), proof);
  }
  const none = { index: 0, hashes: [], checkpoint: 'c\n', extra: new Uint8Array(0) };
  assert.equal(formatProof(none), `${HEADER}\nindex 0\n\nc\n`);
});

test('格式不对的证明文件一律不读', () => {
  const end = '\n\ncheckpoint\n';
  const bad: Readonly<Record<string, string>> = {
    'another header': `wrong-header\nindex 0${end}`,
    'another version': `c2sp.org/tlog-proof@v2\nindex 0${end}`,
    'no header': `index 0${end}`,
    'extra data that are no base64': `${HEADER}\nextra !!notbase64!!\nindex 0${end}`,
    'extra data of no byte': `${HEADER}\nextra \nindex 0${end}`,
    'extra data twice': `${HEADER}\nextra AAAA\nextra AAAA\nindex 0${end}`,
    'extra data behind the index': `${HEADER}\nindex 0\nextra AAAA${end}`,
    'no index': `${HEADER}\n\n\ncheckpoint\n`,
    'hashes without index': `${HEADER}\n${b1}${end}`,
    'an index in words': `${HEADER}\nindex notanumber${end}`,
    'a negative index': `${HEADER}\nindex -5${end}`,
    'an index with a leading zero': `${HEADER}\nindex 05${end}`,
    'an index beyond 2^53': `${HEADER}\nindex 9007199254740992${end}`,
    'an index and more': `${HEADER}\nindex 5 6${end}`,
    'a hash that is no base64': `${HEADER}\nindex 0\n!!notbase64!!${end}`,
    'a hash of 64 bytes': `${HEADER}\nindex 0\n${toBase64(new Uint8Array(64))}${end}`,
    'a hash in a second spelling': `${HEADER}\nindex 0\n${b1.replace(/.=$/, 'B=')}${end}`,
    'too many hashes': `${HEADER}\nindex 0\n${`${b1}\n`.repeat(63)}${b1}${end}`,
    'a long line': `${HEADER}\nindex 0\n${'a'.repeat(65 * 1024)}\n`,
    'no checkpoint': `${HEADER}\nindex 0\n\n`,
    'no empty line': `${HEADER}\nindex 0\n`,
    'a checkpoint without its last line break': `${HEADER}\nindex 0${end.slice(0, -1)}`,
    'carriage returns': `${HEADER}\r\nindex 0\r\n\r\ncheckpoint\r\n`,
    nothing: '',
  };
  for (const [why, file] of Object.entries(bad)) assert.equal(parseProof(file), undefined, why);
  assert.equal(
    parseProof(`${HEADER}\nindex 0\n${`${b1}\n`.repeat(62)}${b1}${end}`)?.hashes.length,
    63,
  );
});

test('写不成证明的内容拒绝写出', () => {
  const good: LogProof = { index: 0, hashes: [h1], checkpoint: 'c\n', extra: null };
  const bad: readonly Partial<LogProof>[] = [
    { index: -1 },
    { index: 0.5 },
    { index: 2 ** 53 },
    { hashes: [new Uint8Array(31)] },
    { hashes: Array.from({ length: 64 }, () => h1) },
    { checkpoint: '' },
    { checkpoint: 'c' },
    { checkpoint: 'c\r\n' },
  ];
  for (const change of bad) assert.throws(() => formatProof({ ...good, ...change }), /no proof/);
});

const { log, logMlDsa, logSm2, audit, cac, notary } = SIGNERS;
const ENTRIES = ['甲', '乙', '丙'].map(utf8);
const [entry, second, third] = ENTRIES;
assert.ok(entry && second && third);

/** Three entries, the first proven, the head signed by these. */
async function proofBy(
  signers: readonly NoteSigner[],
  suite: Suite = suites.sha256,
  origin = ORIGIN,
): Promise<LogProof> {
  const [a, b, c] = ENTRIES.map((one) => leafHash(suite, one));
  assert.ok(a && b && c);
  const root = nodeHash(suite, nodeHash(suite, a, b), c);
  return {
    index: 0,
    hashes: [b, c],
    checkpoint: await signedHead(head(3, root, origin), signers),
    extra: null,
  };
}

function policyOf(logs: readonly NoteSigner[], quorum = 'both'): Policy {
  const text = [
    ...logs.map(({ key }) => `log ${formatVerifierKey(key)}`),
    ...Object.entries({ audit, cac, notary }).map(
      ([name, { key }]) => `witness ${name} ${formatVerifierKey(key)}`,
    ),
    'group gov any audit cac',
    'group both all gov notary',
    `quorum ${quorum}`,
  ].join('\n');
  const policy = parsePolicy(text, suites.sha256);
  assert.ok(!('fault' in policy), JSON.stringify(policy));
  return policy;
}

const policy = policyOf([log, logMlDsa]);
const verdictOf = (proof: LogProof, by = policy, of = entry, suite: Suite = suites.sha256) =>
  verifyProof(suite, of, proof, by, nodeCheck);

/** The fault, or whether it is witnessed and by whom. */
async function briefly(...of: Parameters<typeof verdictOf>): Promise<string> {
  const verdict = await verdictOf(...of);
  if (!verdict.ok) return verdict.fault;
  const names = verdict.witnesses.map(({ name }) => name).join(' ');
  return `${verdict.witnessed ? 'witnessed' : 'logged'} ${names}`.trim();
}

test('签名、在册、见证齐全：说出日志、见证人和时间', async () => {
  const proof = await proofBy([log, audit, notary]);
  const verdict = await verdictOf(parseProof(formatProof(proof)) ?? proof);
  assert.ok(verdict.ok);
  assert.deepEqual(verdict.log, log.key);
  assert.deepEqual([verdict.checkpoint.origin, verdict.checkpoint.size], [ORIGIN, 3]);
  assert.deepEqual(verdict.witnesses, [
    { name: 'audit', time: 1_790_000_060 },
    { name: 'notary', time: 1_790_000_120 },
  ]);
  assert.equal(verdict.witnessed, true);
});

test('见证不够仍算在册，只是未见证', async () => {
  assert.equal(await briefly(await proofBy([log])), 'logged');
  assert.equal(await briefly(await proofBy([log, audit, cac])), 'logged audit cac');
  assert.equal(await briefly(await proofBy([log, notary])), 'logged notary');
  assert.equal(await briefly(await proofBy([log, cac, notary])), 'witnessed cac notary');
  assert.equal(await briefly(await proofBy([log]), policyOf([log], 'none')), 'witnessed');
});

test('没有信任的日志签名就不成立，见证再多也不行', async () => {
  assert.equal(await briefly(await proofBy([audit, cac, notary])), 'unknown-log');
  assert.equal(await briefly(await proofBy([logSm2, audit, notary])), 'unknown-log');
  assert.equal(await briefly(await proofBy([log, notary]), policyOf([])), 'unknown-log');
  assert.equal(await briefly(await proofBy([logMlDsa, log])), 'logged');
  assert.equal(await briefly(await proofBy([logMlDsa])), 'logged');
});

test('日志只能签自己名下的日志头', async () => {
  const foreign = await proofBy([log, audit, notary], suites.sha256, 'other.example/log');
  assert.equal(await briefly(foreign), 'unknown-log');
});

test('换一条内容、换一个位置、换一个哈希都不成立', async () => {
  const proof = await proofBy([log]);
  assert.equal(await briefly(proof, policy, second), 'not-included');
  const [b, c] = proof.hashes;
  assert.ok(b && c);
  for (const change of [
    { index: 1 },
    { index: 3 },
    { index: Number.MAX_SAFE_INTEGER },
    { hashes: [b] },
    { hashes: [b, c, c] },
    { hashes: [c, b] },
    { hashes: [] },
  ]) {
    assert.equal(await briefly({ ...proof, ...change }), 'not-included', JSON.stringify(change));
  }
  const other = { ...proof, index: 1, hashes: [leafHash(suites.sha256, entry), c] };
  assert.equal(await briefly(other, policy, second), 'logged');
});

test('有一个认识的人签错就整份不成立', async () => {
  const proof = await proofBy([log, audit, notary]);
  const lines = proof.checkpoint.split('\n');
  const at = lines.findIndex((line) => line.startsWith('— witness.example/audit'));
  const other = await proofBy([log, audit, notary], suites.sha256, 'other.example/log');
  lines[at] = other.checkpoint.split('\n')[at] ?? '';
  const mixed = { ...proof, checkpoint: lines.join('\n') };
  assert.equal(await briefly(mixed), 'false-signature');
});

test('正文不是签名文书或日志头的不成立', async () => {
  const proof = await proofBy([log]);
  assert.equal(await briefly({ ...proof, checkpoint: 'test checkpoint\n' }), 'malformed-note');
  const noHead = proof.checkpoint.replace('\n3\n', '\n03\n');
  assert.equal(await briefly({ ...proof, checkpoint: noHead }), 'malformed-checkpoint');
});

test('见证换过密钥、编号碰巧相同，都只算签了的那一把', async () => {
  const proof = await proofBy([log, audit]);
  const renewed = ed25519Signer(ed25519Key(seed(8)), audit.key.name, 'ed25519-cosignature').key;
  const collided = { ...notary.key, keyId: audit.key.keyId };
  const witnesses = [
    { name: 'new', key: renewed, url: null },
    { name: 'other', key: collided, url: null },
    { name: 'old', key: audit.key, url: null },
  ];
  assert.equal(await briefly(proof, { ...policy, witnesses, quorum: 'old' }), 'witnessed old');
  assert.equal(await briefly(proof, { ...policy, witnesses, quorum: 'new' }), 'logged old');
});

test('国密日志用SM3算，用SHA-256算不成立', async () => {
  const proof = await proofBy([logSm2, notary], suites.sm3);
  const national = policyOf([logSm2], 'notary');
  assert.equal(await briefly(proof, national, entry, suites.sm3), 'witnessed notary');
  assert.equal(await briefly(proof, national, entry, suites.sha256), 'not-included');
});

test('同一把密钥又是日志又是见证，签一次两边都算', async () => {
  const vkey = formatVerifierKey(logMlDsa.key);
  const both = parsePolicy(`log ${vkey}\nwitness self ${vkey}\nquorum self\n`, suites.sha256);
  assert.ok(!('fault' in both));
  assert.equal(await briefly(await proofBy([logMlDsa]), both), 'witnessed self');
});
