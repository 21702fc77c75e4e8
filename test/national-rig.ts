import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { act } from '../src/app/act.ts';
import { keyIdOf, rawKeyOf } from '../src/app/national/signature.ts';
import type { LinkKey } from '../src/app/national/key.ts';
import { systemActor } from '../src/app/system.ts';
import { packs } from '../src/law/packs.ts';
import type { StoredCase } from '../src/store/cases.ts';
import type { TestHouse } from './house.ts';
import { start, type Running } from './instance-process.ts';
import { people } from './people.ts';
import { inNotice, say } from './story.ts';

/** A national side of its own process, its folder, and the key of the register it knows. */
export interface NationalRig {
  readonly key: LinkKey;
  readonly keyFile: string;
  url(): string;
  port(): number;
  control(faults: Record<string, unknown>): Promise<void>;
  damage(harm: Record<string, number>): Promise<void>;
  /** Everything it took, in the order in which it did. */
  taken(): { caseId: string; version: number; previous: number }[];
  entries(): { case_id: string; code: string; national_code: string; version: number }[];
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const registrars = packs
  .filter(({ refines }) => refines !== null)
  .map(({ profile }) => profile.registrar.creditCode);

export async function nationalRig(): Promise<NationalRig> {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-national-'));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = linkKeyOf(privateKey, publicKey);
  const keyFile = join(folder, 'link.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const senders = join(folder, 'senders');
  writeFileSync(senders, registrars.map((code) => `${code} ${key.publicKey}\n`).join(''));
  const env = { DATA_DIR: folder, SHUJI_NATIONAL_SENDERS: senders };
  let running: Running = await start('national serve', env);
  const { port } = running;
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${running.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await answer.body?.cancel();
  };
  const rows = <T>(sql: string): T[] => {
    const database = new DatabaseSync(join(folder, 'national', 'national.sqlite'), {
      readOnly: true,
    });
    try {
      return database.prepare(sql).all() as T[];
    } finally {
      database.close();
    }
  };
  return {
    key,
    keyFile,
    url: () => running.url,
    port: () => port,
    control: (faults) => post('/control', faults),
    damage: (harm) => post('/control/damage', harm),
    taken: () => rows('SELECT case_id AS caseId, version, previous FROM taken ORDER BY position'),
    entries: () => rows('SELECT case_id, code, national_code, version FROM entry ORDER BY case_id'),
    kill: () => running.stop('SIGKILL'),
    async restart() {
      running = await start('national serve', env, port);
    },
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function linkKeyOf(privateKey: KeyObject, publicKey: KeyObject): LinkKey {
  const raw = rawKeyOf(publicKey);
  return { privateKey, keyId: keyIdOf(raw), publicKey: raw.toString('base64') };
}

/** Entries with a code, each from a real first registration. */
export async function registered(house: TestHouse, count: number): Promise<StoredCase[]> {
  const open: string[] = [];
  for (let i = 0; i < count; i += 1) open.push((await inNotice(house, `名录第${i}号`)).caseId);
  house.pass(20 * 86_400_000);
  const done: StoredCase[] = [];
  for (const caseId of open) {
    await act(house, { actor: systemActor, caseId, act: 'closeNotice', input: {} });
    done.push(await say(house, caseId)(people.issuer, 'assignCode'));
  }
  return done;
}

/** Queues one more change of an entry. */
export const change = (house: TestHouse, caseId: string): Promise<StoredCase> =>
  act(house, {
    actor: systemActor,
    caseId,
    act: 'handOverAgain',
    input: { counterpart: 'national', after: null },
  });
