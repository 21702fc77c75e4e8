import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text as bodyOf } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { fromBase64, sameBytes, toHex } from '../src/log/bytes.ts';
import { checkConsistency } from '../src/log/check-proof.ts';
import { formatNote, formatVerifierKey, parseNote } from '../src/log/note.ts';
import { ed25519Signer, sm2Signer } from '../src/log/node-signatures.ts';
import { suites } from '../src/log/node-suites.ts';
import { signCheckpoint } from '../src/log/sign-note.ts';
import { emptyRoot, type SuiteId } from '../src/log/suite.ts';
import { freshKey, ownCheckpoint, type LogKeys } from '../src/app/log/keys.ts';
import { CHECKPOINT, tileFetcher } from '../src/app/log/files.ts';
import { SUITES } from '../src/app/log/emit.ts';
import { tileProver } from '../src/log/prove.ts';
import type { Remembered } from '../src/app/log/compare.ts';
import { witnessClient, type Ask } from '../src/app/log/witnesses.ts';
import { readPolicy } from '../src/app/log/witnessing.ts';
import type { Rig } from './log-rig.ts';
import type { TileStore } from '../src/store/tile-store.ts';

interface Seen {
  readonly suite: SuiteId;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A witness outside the process under test that forgives nothing: it keeps every head that was ever
 *  shown to anybody, and one that does not go with the others ends the test. */
export function strictWitness(keys: LogKeys) {
  const seen = new Map<string, Seen>();
  const newest: Record<SuiteId, (Seen & { readonly note: string }) | undefined> = {
    sha256: undefined,
    sm3: undefined,
  };
  const faults: string[] = [];
  const name = 'strict.example';
  const signers = {
    sha256: ed25519Signer(generateKeyPairSync('ed25519').privateKey, name, 'ed25519-cosignature'),
    sm3: sm2Signer(freshKey('sm2-sm3').trim(), name, 'sm2-sm3-cosignature'),
  };

  /** Two roots at one size are a fork, whoever saw them. */
  function note(one: Seen): void {
    const key = `${one.suite}/${one.size}`;
    const before = seen.get(key);
    if (before && !sameBytes(before.root, one.root)) {
      faults.push(`${key}: ${toHex(before.root)} and ${toHex(one.root)}`);
    }
    seen.set(key, one);
  }

  async function add(suite: SuiteId, body: string): Promise<Response> {
    const [head = '', ...rest] = body.split('\n\n');
    const [old = '', ...proof] = head.split('\n');
    const signed = rest.join('\n\n');
    const checkpoint = await ownCheckpoint(keys, suite, signed);
    if (!checkpoint) return new Response('', { status: 403 });
    const { size, root } = checkpoint;
    note({ suite, size, root });
    const known = newest[suite];
    const from = Number(old.replace('old ', ''));
    if (from > size) return new Response('', { status: 400 });
    if (from !== (known?.size ?? 0)) return new Response(`${known?.size ?? 0}\n`, { status: 409 });
    const hashes = proof.map((line) => fromBase64(line) ?? new Uint8Array());
    const before = known?.root ?? emptyRoot(suites[suite]);
    if (!checkConsistency(suites[suite], from, size, before, root, hashes)) {
      faults.push(`${suite}: ${size} does not continue ${from}`);
      return new Response('', { status: 422 });
    }
    newest[suite] = { suite, size, root, note: signed };
    const text = parseNote(signed)?.text ?? '';
    const cosigned = await signCheckpoint(text, signers[suite], 1_790_000_000 + size);
    const lines = formatNote({ text, signatures: [cosigned] }).slice(text.length + 1);
    return new Response(lines);
  }

  return {
    faults,
    size: (suite: SuiteId): number => newest[suite]?.size ?? 0,
    seen: (): readonly Seen[] => [...seen.values()],
    remembered: (): readonly Remembered[] =>
      SUITES.flatMap((suite) => {
        const one = newest[suite];
        return one ? [{ where: name, ...one }] : [];
      }),
    /** Sees what anybody can fetch. */
    async look(store: Pick<TileStore, 'read'>): Promise<void> {
      for (const suite of SUITES) {
        const bytes = await store.read(CHECKPOINT[suite]);
        if (!bytes) continue;
        const checkpoint = await ownCheckpoint(keys, suite, bytes.toString('utf8'));
        if (checkpoint) note({ suite, size: checkpoint.size, root: checkpoint.root });
        else faults.push(`${CHECKPOINT[suite]} is not signed`);
      }
    },
    /** The monitoring read. */
    latest: (suite: SuiteId): string | undefined => newest[suite]?.note,
    policy: (suite: SuiteId, url = `http://${name}`): string =>
      [
        ...keys.verifiers[suite].map((key) => `log ${formatVerifierKey(key)}`),
        `witness ${name} ${formatVerifierKey(signers[suite].key)} ${url}/${suite}`,
        `quorum ${name}\n`,
      ].join('\n'),
    answer: (suite: SuiteId, body: string) => add(suite, body),
    ask: (async (url, init) => {
      const [, suite] = /\/(sha256|sm3)\/add-checkpoint$/.exec(url) ?? [];
      return add(suite === 'sm3' ? 'sm3' : 'sha256', String(init.body));
    }) satisfies Ask,
    /** Every head ever seen is a head of the log as it now stands in the store. */
    async settle(store: Pick<TileStore, 'read'>, size: number): Promise<void> {
      assert.deepEqual(faults, []);
      for (const suite of SUITES) {
        const prover = tileProver(suites[suite], size, tileFetcher(store, suite));
        for (const one of seen.values()) {
          if (one.suite !== suite) continue;
          assert.ok(one.size <= size, `${suite}: ${one.size} was published, ${size} is left`);
          if (one.size === 0) continue;
          const root = await prover.subtreeRoot(0, one.size);
          assert.ok(sameBytes(root, one.root), `${suite} ${one.size}`);
        }
      }
    },
  };
}

/** The witness behind a port, for a log in another process. */
export async function witnessDoor(t: TestContext, witness: StrictWitness): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const suite = request.url?.startsWith('/sm3/') ? 'sm3' : 'sha256';
      if (request.method === 'GET') {
        const note = witness.latest(suite);
        response.writeHead(note === undefined ? 404 : 200).end(note ?? '');
        return;
      }
      const answer = await witness.answer(suite, await bodyOf(request));
      response.writeHead(answer.status).end(await answer.text());
    })().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return `http://127.0.0.1:${address.port}`;
}

export type StrictWitness = ReturnType<typeof strictWitness>;

/** Shows the newest published head of a rig to a strict witness, both trees, as the log's thread does. */
export const witnessClientOf =
  (r: Pick<Rig, 'store'>, witness: StrictWitness) =>
  async ({ store }: Pick<Rig, 'store'> = r): Promise<void> => {
    for (const suite of SUITES) {
      const note = (await store.read(CHECKPOINT[suite]))?.toString('utf8') ?? '';
      const client = witnessClient({
        policy: readPolicy(witness.policy(suite), 'test'),
        ask: witness.ask,
        patienceMs: 5000,
        consistency: (from, to) =>
          tileProver(suites[suite], to, tileFetcher(store, suite)).consistency(from),
        ahead: (_name, size) => assert.fail(`the witness knows of ${size}`),
      });
      assert.ok(await client.witness(note), JSON.stringify(client.states()));
    }
  };
