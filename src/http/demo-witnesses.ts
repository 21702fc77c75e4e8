import { createPrivateKey } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { freshKey, twinOf, type LogKeys } from '../app/log/keys.ts';
import type { Ask } from '../app/log/witnesses.ts';
import { keptSecret } from '../app/key-file.ts';
import { openWitness, type Witness } from '../app/witness/witness.ts';
import { ed25519Signer, sm2Signer } from '../log/node-signatures.ts';
import { suites } from '../log/node-suites.ts';
import { formatVerifierKey } from '../log/note.ts';
import type { SuiteId } from '../log/suite.ts';
import { witnessRoutes } from './witness.ts';

/** Three witnesses inside a demonstration, so that the badge 已见证 can be seen working. They run the
 *  witness's own program and keep their own state, but they are not independent of the instance: the
 *  policy names them as what they are. */
export function demoWitnesses(folder: string, keys: LogKeys) {
  const members = ['a', 'b', 'c'].map((letter) => demoWitness(folder, letter, keys));
  const doors = new Map(members.map(({ host, app }) => [host, app]));
  const ask: Ask = async (url, init) => {
    const { host, pathname } = new URL(url);
    const app = doors.get(host);
    return app ? app.request(pathname, init) : fetch(url, init);
  };
  return {
    ask,
    close: () => Promise.all(members.map(({ witness }) => witness.close())),
    policy(suite: SuiteId): string {
      const logs = keys.verifiers[suite].map((key) => `log ${formatVerifierKey(key)}\n`);
      const lines = members.map(
        ({ host, vkeys }) => `witness ${host} ${vkeys[suite]} http://${host}\n`,
      );
      const names = members.map(({ host }) => host).join(' ');
      return `${logs.join('')}${lines.join('')}group demo 2 ${names}\nquorum demo\n`;
    },
  };
}

interface Member {
  readonly host: string;
  readonly app: Hono;
  readonly witness: Witness;
  readonly vkeys: Readonly<Record<SuiteId, string>>;
}

function demoWitness(folder: string, letter: string, keys: LogKeys): Member {
  const host = `demo-witness-${letter}.invalid`;
  const home = join(folder, letter);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const secret = (scheme: 'ed25519' | 'sm2-sm3', file: string): string =>
    keptSecret(join(home, file), 'demo', () => freshKey(scheme)).content;
  const world = ed25519Signer(
    createPrivateKey(secret('ed25519', 'ed25519.pem')),
    host,
    'ed25519-cosignature',
  );
  const chinese = sm2Signer(secret('sm2-sm3', 'sm2.hex').trim(), host, 'sm2-sm3-cosignature');
  const witness = openWitness({
    folder: join(home, 'state'),
    name: host,
    signers: [world, chinese],
    logs: [
      { origin: keys.origin, keys: keys.verifiers.sha256, suite: suites.sha256 },
      { origin: twinOf(keys.origin), keys: keys.verifiers.sm3, suite: suites.sm3 },
    ],
    now: () => Math.floor(Date.now() / 1000),
  });
  return {
    host,
    app: witnessRoutes(witness),
    witness,
    vkeys: { sha256: formatVerifierKey(world.key), sm3: formatVerifierKey(chinese.key) },
  };
}
