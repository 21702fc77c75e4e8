import { join } from 'node:path';
import { isRefusal, Refused } from '../base/refusal.ts';
import type { Calendar } from '../law/calendar.ts';
import { packs } from '../law/packs.ts';
import { openDatabase, type DatabaseAddress } from '../store/database.ts';
import { createFolderStore } from '../store/folder-store.ts';
import { readLostCases } from '../store/lost-cases.ts';
import { migrate } from '../store/migrate.ts';
import { createS3Store } from '../store/s3-store.ts';
import { sealKeys } from '../store/seal.ts';
import { runnerOf } from '../store/transaction.ts';
import { loadCalendar } from './calendars.ts';
import { caseMemory } from './case-memory.ts';
import { createFiles } from './files/files.ts';
import { openGate } from './gate.ts';
import type { House } from './house.ts';
import { readAhead } from './demo/clock.ts';
import { verifierOf } from './identity/verifiers.ts';
import { loadKeys, type InstanceKeys } from './keys.ts';
import { masterKey } from './master-key.ts';
import { pdfSignatureSummary } from './seals/pdf-verify.ts';
import type { Settings } from './settings.ts';
import { randomPool } from './random-pool.ts';
import { officeMemory, refreshOffices } from './registrar-office.ts';
import { rightOfWay } from './right-of-way.ts';
import { timeFrom } from './time.ts';
import { openTimestamps, type Timestamps } from './seals/timestamps.ts';

/** A running instance: the house, its keys, and how to leave it. */
export interface Instance {
  readonly house: House;
  readonly keys: InstanceKeys;
  readonly timestamps: Timestamps;
  /** How to reach its database, for the log's own thread. */
  readonly connection: DatabaseAddress;
  adoptCalendar(calendar: Calendar): void;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Opens everything the settings name, brings the tables up to this program and returns the house.
 *  Throws `Refused` with a sentence for the operator. */
export async function openInstance(settings: Settings): Promise<Instance> {
  const master = masterKey(settings);
  if (isRefusal(master)) throw new Refused(master);
  const database = await openDatabase(settings);
  try {
    await migrate(database.pool);
    const runner = runnerOf(database.pool);
    let calendar = await loadCalendar(runner);
    const ahead = settings.mode === 'demo' ? await readAhead(runner, Date.now()) : 0;
    const time = timeFrom(() => Date.now(), ahead);
    const store = fileStore(settings, master);
    const { pool } = database;
    const random = randomPool();
    const keys = loadKeys({
      dataDir: settings.dataDir,
      mode: settings.mode,
      registrars: packs
        .filter((p) => p.refines !== null)
        .map((p) => ({
          name: p.profile.registrar.name.zh,
          creditCode: p.profile.registrar.creditCode,
        })),
      now: new Date(),
    });
    const timestamps = openTimestamps(settings, keys.timestamp, time, random);
    const house: House = {
      pool,
      keys: sealKeys(master),
      cases: caseMemory(),
      gate: openGate(await readLostCases(runner)),
      way: rightOfWay(),
      time,
      mode: settings.mode,
      timestamps,
      // A successor signs from the moment it is heard of, and verifiers know its certificate by then.
      offices: officeMemory(({ code, name }) =>
        keys.signFor({ creditCode: code, name }, new Date()),
      ),
      verifier: verifierOf(settings),
      calendar: () => calendar,
      random,
      files: createFiles({
        store,
        query: {
          query: async (text, values) => ({
            rows: await runnerOf(pool).run({ name: '', text }, values),
          }),
        },
        settings: {
          limitBytes: settings.fileLimitBytes,
          ...(settings.clamd ? { clamd: settings.clamd } : {}),
        },
        clock: () => time.now(),
        random: (bytes) => random(bytes).toString('hex'),
        verifyPdf: (pdf) => Promise.resolve(pdfSignatureSummary(pdf)),
      }),
    };
    await refreshOffices(house);
    await store.sweep(new Date(Date.now() - DAY_MS));
    return {
      house,
      keys,
      timestamps,
      connection: database.connection,
      adoptCalendar: (next) => {
        calendar = next;
      },
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function fileStore(settings: Settings, master: Buffer) {
  const { s3, dataDir } = settings;
  if (!s3) return createFolderStore({ folder: join(dataDir, 'files'), master });
  return createS3Store({ ...s3, staging: join(dataDir, 'staging'), master });
}
