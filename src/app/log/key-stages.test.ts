import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { toBase64 } from '../../log/bytes.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatVerifierKey, type VerifierKey } from '../../log/note.ts';
import { parsePolicy } from '../../log/policy.ts';
import { formatProof, parseProof, verifyProof } from '../../log/proof-file.ts';
import { tileProver } from '../../log/prove.ts';
import type { SuiteId } from '../../log/suite.ts';
import { newKey } from './key-ring.ts';
import { retireKey } from './key-retire.ts';
import { loadLogKeys, nameOf, signedCheckpoint, type RingScheme } from './keys.ts';
import { policyText } from './policy-text.ts';
import { cosigners, temporaryFolder, testLog } from '../witness/witness.fixtures.ts';
import { openWitness } from '../witness/witness.ts';

const root = mkdtempSync(join(tmpdir(), 'shuji-stages-'));
after(() => rmSync(root, { recursive: true, force: true }));

const SIZES = [3, 5, 8] as const;
const INDEX = 1;

interface Stage {
  /** What `/log/keys` lists of this tree. */
  readonly keys: readonly VerifierKey[];
  readonly policy: string;
  readonly size: number;
  readonly note: string;
  /** A proof file of one entry. */
  readonly proof: string;
}

/** A log under its old key, under both, and under its new key. */
async function rotated(suite: SuiteId, scheme: RingScheme) {
  const of = { dataDir: join(root, scheme), mode: 'production' as const, host: 'log.example' };
  mkdirSync(join(of.dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const origin = nameOf(scheme, loadLogKeys(of).origin);
  const tree = testLog(8, { origin, suite });
  const stages: Stage[] = [];
  const step = async (size: number): Promise<string> => {
    const keys = loadLogKeys(of);
    const head = { size, root: await tree.root(size), extensions: [] };
    const note = await signedCheckpoint(keys, suite, head, 1_790_000_000 + size);
    const hashes = await tileProver(suites[suite], size, tree.fetchTile).inclusion(INDEX);
    stages.push({
      keys: keys.verifiers[suite],
      policy: policyText(undefined, keys.verifiers[suite]),
      size,
      note,
      proof: formatProof({ index: INDEX, hashes, checkpoint: note, extra: null }),
    });
    return note;
  };
  const old = loadLogKeys(of).signers[suite].find(({ key }) => key.scheme === scheme)?.key;
  assert.ok(old);
  await step(SIZES[0]);
  await newKey(of, scheme);
  const both = await step(SIZES[1]);
  const id = Buffer.from(old.keyId).toString('hex');
  await retireKey(of, id, 'retired', () => Promise.resolve(both));
  await step(SIZES[2]);
  return { tree, stages, old };
}

for (const [suite, scheme] of [
  ['sha256', 'ed25519'],
  ['sm3', 'sm2-sm3'],
] as const) {
  describe(`${scheme} 密钥轮换：旧、新旧并签、新`, async () => {
    const { tree, stages, old } = await rotated(suite, scheme);
    const verdict = async (proof: string, policyOf: string) => {
      const policy = parsePolicy(policyOf, suites.sha256);
      const parsed = parseProof(proof);
      assert.ok(parsed && !('fault' in policy));
      return verifyProof(suites[suite], tree.entry(INDEX), parsed, policy, nodeCheck);
    };

    test('每个阶段签的证明，用当时和以后公布的密钥都能核验', async () => {
      for (const [signed, { proof }] of stages.entries()) {
        for (const { policy } of stages.slice(signed)) {
          assert.equal((await verdict(proof, policy)).ok, true);
        }
      }
    });

    test('只认旧密钥的人，并签期间的证明仍能核验，之后的不能', async () => {
      const only = `log ${formatVerifierKey(old)}\nquorum none\n`;
      const found = await Promise.all(stages.map(({ proof }) => verdict(proof, only)));
      assert.deepEqual(
        found.map((each) => (each.ok ? 'ok' : each.fault)),
        ['ok', 'ok', 'unknown-log'],
      );
    });

    test('策略文本列出全部密钥，已停用的也在内', () => {
      const listed = stages.map(({ policy }) => parsePolicy(policy, suites.sha256));
      for (const [i, policy] of listed.entries()) {
        assert.ok(!('fault' in policy));
        const names = (keys: readonly VerifierKey[] = []) => keys.map(formatVerifierKey);
        assert.deepEqual(names(policy.logs.map(({ key }) => key)), names(stages[i]?.keys));
        assert.ok(names(stages[i]?.keys).includes(formatVerifierKey(old)));
      }
      assert.equal(stages[2]?.keys.length, (stages[0]?.keys.length ?? 0) + 1);
    });

    test('只认旧密钥的见证人，并签期间照常见证；换上新清单后继续见证', async () => {
      const folder = temporaryFolder();
      const signers = cosigners('witness.example/a');
      const witnessKnowing = (keys: readonly VerifierKey[]) =>
        openWitness({
          folder,
          name: 'witness.example/a',
          signers,
          logs: [{ origin: old.name, keys, suite: suites[suite] }],
          now: () => 1_790_000_100,
        });
      const shown = async (from: number, to: Stage | undefined): Promise<string> => {
        const proof = await tree.consistency(from, to?.size ?? 0);
        const lines = proof.map((hash) => `${toBase64(hash)}\n`).join('');
        return `old ${from}\n${lines}\n${to?.note}`;
      };
      const first = witnessKnowing([old]);
      assert.equal((await first.addCheckpoint(`old 0\n\n${stages[0]?.note}`)).status, 200);
      assert.equal((await first.addCheckpoint(await shown(3, stages[1]))).status, 200);
      assert.equal((await first.addCheckpoint(await shown(5, stages[2]))).status, 403);
      await first.close();
      const second = witnessKnowing(stages[1]?.keys ?? []);
      await second.ready;
      assert.equal((await second.addCheckpoint(await shown(5, stages[2]))).status, 200);
      await second.close();
    });
  });
}

test('运维人员写的策略缺了新密钥，公布时补上；已有的不重复', () => {
  const dataDir = join(root, 'policy');
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const { verifiers } = loadLogKeys({ dataDir, mode: 'production', host: 'log.example' });
  const [first = '', second = ''] = verifiers.sha256.map(formatVerifierKey);
  const given = `# log ${second}\n  log\t${first} https://log.example\nquorum none\n`;
  const text = policyText(given, verifiers.sha256);
  assert.equal(text, `log ${second}\n${given}`);
  assert.equal(policyText(text, verifiers.sha256), text);
});
