import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mlDsaSigner } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { mlDsaKey, REAL } from '../../log/note.fixtures.ts';
import { verifierKey } from '../../log/note.ts';
import { addCheckpoint, ed25519Cosigner, temporaryFolder } from './witness.fixtures.ts';
import type { WatchedLog } from './log-list.ts';
import { openWitness, type Witness } from './witness.ts';

const NAME = 'example.com/witness';

const opened = (log: WatchedLog): Witness =>
  openWitness({
    folder: temporaryFolder(),
    name: NAME,
    signers: [ed25519Cosigner(NAME)],
    logs: [log],
    now: () => 1_800_000_000,
  });

/** FiloSottile/torchwood, internal/witness/witness_test.go: a log of five entries whose leaf hashes
 *  are made up, and the requests two clients race with. */
const ORIGIN =
  'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562';
const KEY = 'ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f';
const sigsum: WatchedLog = {
  origin: ORIGIN,
  keys: [verifierKey(ORIGIN, 'ed25519', Buffer.from(KEY, 'hex'), suites.sha256)],
  suite: suites.sha256,
};
const note = (size: number, root: string, signature: string): string =>
  `${ORIGIN}\n${size}\n${root}\n\n— ${ORIGIN} ${signature}\n`;
const ONE = note(
  1,
  'KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=',
);
const THREE = note(
  3,
  'RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=',
  'UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=',
);
const FIVE = note(
  5,
  'QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=',
  'UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=',
);
const proof = (...lines: string[]): Uint8Array[] => lines.map((l) => Buffer.from(l, 'base64'));
const TO_THREE = proof(
  'KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
);
const TO_FIVE = proof(
  'KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  '+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=',
  'KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
);

test('torchwood的赛跑用例：两个都从1出发，后到的409，不会退回小的', async () => {
  for (const order of ['小的先到', '大的先到']) {
    const witness = opened(sigsum);
    assert.equal((await witness.addCheckpoint(addCheckpoint(0, ONE))).status, 200);
    const bodies = [addCheckpoint(1, THREE, TO_THREE), addCheckpoint(1, FIVE, TO_FIVE)];
    if (order === '大的先到') bodies.reverse();
    const [won, lost] = await Promise.all(bodies.map((body) => witness.addCheckpoint(body)));
    const kept = order === '大的先到' ? '5\n' : '3\n';
    assert.deepEqual([won?.status, lost?.status, lost?.body], [200, 409, kept], order);
  }
});

test('torchwood的用例：六十四行证明400', async () => {
  const witness = opened(sigsum);
  const many = Array.from({ length: 64 }, () => TO_FIVE[0] ?? new Uint8Array(32));
  assert.equal((await witness.addCheckpoint(addCheckpoint(0, ONE, many))).status, 400);
});

test('torchwood的用例：日志只用ML-DSA-44签名也得到共签', async () => {
  const origin = 'example.com/mldsa-log';
  const { key } = mlDsaSigner(mlDsaKey(REAL.torchwoodSeed), origin);
  const witness = opened({ origin, keys: [key], suite: suites.sha256 });
  const answer = await witness.addCheckpoint(addCheckpoint(0, REAL.torchwood));
  assert.equal(answer.status, 200, answer.body);
  assert.match(answer.body, /^— example\.com\/witness [A-Za-z0-9+/]+=*\n$/);
});
