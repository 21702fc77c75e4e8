import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { loadCalendar } from '../src/app/calendars.ts';
import { caseMemory } from '../src/app/case-memory.ts';
import { createFiles } from '../src/app/files/files.ts';
import { openGate } from '../src/app/gate.ts';
import { simulatedVerifier } from '../src/app/identity/verifier-simulator.ts';
import type { House } from '../src/app/house.ts';
import { officeMemory, refreshOffices } from '../src/app/registrar-office.ts';
import { rightOfWay } from '../src/app/right-of-way.ts';
import { timeFrom } from '../src/app/time.ts';
import { sampleAuthority } from '../src/app/seals/timestamp.fixtures.ts';
import type { Calendar } from '../src/law/calendar.ts';
import { contentOf } from '../src/store/file.fixtures.ts';
import type { FileStore } from '../src/store/file-store.ts';
import { createFolderStore } from '../src/store/folder-store.ts';
import { sealKeys } from '../src/store/seal.ts';
import { runnerOf } from '../src/store/transaction.ts';

export const MASTER = Buffer.alloc(32, 7);

export interface TestHouse extends House {
  readonly adopt: (calendar: Calendar) => void;
  /** Sets the machine's clock forward to this moment. */
  at(moment: string): void;
  pass(ms: number): void;
}

export interface HouseOptions {
  readonly seed?: string;
  /** Keeps files in this folder; without it they stay in memory. */
  readonly folder?: string;
  readonly start?: string;
}

/** A house on a given database: its time is set by the test and its chance comes from a seed. */
export async function houseOn(pool: Pool, options: HouseOptions = {}): Promise<TestHouse> {
  const { seed = 'shuji', folder, start = '2026-03-02T09:00:00+08:00' } = options;
  let machine = Date.parse(start);
  let calendar = await loadCalendar(runnerOf(pool));
  const time = timeFrom(() => machine, 0);
  const random = randomFrom(seed);
  const offices = officeMemory();
  await refreshOffices({ pool, offices });
  const store = folder === undefined ? inMemory() : createFolderStore({ folder, master: MASTER });
  const { authority, certificate } = sampleAuthority(() => new Date(time.nowMs()));
  return {
    pool,
    timestamps: { own: authority, trust: { own: certificate, others: [] } },
    keys: sealKeys(MASTER),
    verifier: simulatedVerifier(),
    cases: caseMemory(),
    gate: openGate(),
    way: rightOfWay(),
    offices,
    time,
    mode: 'demo',
    random,
    calendar: () => calendar,
    adopt: (next) => {
      calendar = next;
    },
    at: (moment) => {
      machine = Date.parse(moment);
    },
    pass: (ms) => {
      machine += ms;
    },
    files: createFiles({
      store,
      query: { query: (sql, values) => pool.query(sql, [...values]) },
      settings: { limitBytes: 1_000_000 },
      clock: () => time.now(),
      random: (bytes) => random(bytes).toString('hex'),
      verifyPdf: () => Promise.resolve({ valid: false }),
    }),
  };
}

/** The same bytes for the same seed: SHA-256 of the seed and a counter. */
export function randomFrom(seed: string): (bytes: number) => Buffer {
  let drawn = 0;
  return (bytes) => {
    const parts: Buffer[] = [];
    for (let have = 0; have < bytes; have += 32) {
      drawn += 1;
      parts.push(createHash('sha256').update(`${seed}/${drawn}`).digest());
    }
    return Buffer.concat(parts).subarray(0, bytes);
  };
}

function inMemory(): FileStore {
  const kept = new Map<string, Buffer>();
  return {
    async put(source, check) {
      const chunks: Buffer[] = [];
      for await (const chunk of source) chunks.push(Buffer.from(chunk as Uint8Array));
      const bytes = Buffer.concat(chunks);
      await check?.(contentOf(bytes));
      const sha256 = createHash('sha256').update(bytes).digest();
      const key = sha256.toString('hex');
      const existed = kept.has(key);
      kept.set(key, bytes);
      return { key, size: bytes.length, sha256, existed };
    },
    get: (key) => Promise.resolve(contentOf(kept.get(key) ?? Buffer.alloc(0)).stream()),
    has: (key) => Promise.resolve(kept.has(key)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  };
}
