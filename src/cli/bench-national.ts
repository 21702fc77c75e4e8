import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { orThrow } from '../base/refusal.ts';
import { openInstance } from '../app/instance.ts';
import { counterparts } from '../app/national/counterparts.ts';
import { linkKey } from '../app/national/key.ts';
import { noteAnswers } from '../app/national/note.ts';
import { openLink } from '../app/national/link.ts';
import { readSettings } from '../app/settings.ts';
import { packFor } from '../law/packs.ts';
import { round } from './bench-load.ts';
import { plantHandOvers } from './bench-national-plant.ts';

/** Noting is measured on a part of them. */
const NOTED_MAX = 10_000;

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

export interface BenchNational {
  /** Changes in the queue. */
  readonly messages: number;
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

/** Drains a queue to the simulated national side, a process of its own: sending until everything is
 *  acknowledged; putting each answer on the record of its case; comparing both registers. */
export async function benchNational(b: BenchNational, tell: (what: string) => void) {
  const { messages, dataDir, databaseUrl = '' } = b;
  mkdirSync(dataDir, { recursive: true });
  const settingsWith = (more: Record<string, string>) =>
    orThrow(
      readSettings({ SHUJI_MODE: 'demo', DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ...more }),
    );
  const { publicKey } = linkKey(settingsWith({}));
  const senders = join(dataDir, 'senders');
  writeFileSync(senders, `${packFor('beijing')?.profile.registrar.creditCode} ${publicKey}\n`);
  const side = await startSide({
    DATA_DIR: join(dataDir, 'side'),
    SHUJI_NATIONAL_SENDERS: senders,
  });
  const settings = settingsWith({ SHUJI_NATIONAL_URL: side.url });
  const instance = await openInstance(settings);
  const [counterpart] = counterparts(instance.house, settings);
  if (!counterpart) throw new Error('no counterpart');
  const told: unknown[] = [];
  const link = openLink(instance.house, counterpart, (error) => told.push(error));
  try {
    tell(`national: planting ${messages} changes`);
    await plantHandOvers(instance.house, messages);
    // So that the first round sends only; the comparison is timed by itself.
    await instance.house.pool.query(
      `INSERT INTO reconciliation (counterpart, at, report)
       VALUES ('national', now(), jsonb_build_object('endedAt', now()))`,
    );
    const { signal } = new AbortController();
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return (performance.now() - began) / 1000;
    };
    tell('national: sending');
    const sending = await timed(() => link.sendRound(signal));
    const sentRssMb = round(process.memoryUsage().rss / 2 ** 20, 0);
    tell('national: noting');
    let noted = 0;
    const noting = await timed(async () => {
      const tellOf = (error: unknown): void => void told.push(error);
      const { house } = instance;
      noted = await noteAnswers({ house, stopping: signal, tell: tellOf, most: NOTED_MAX });
    });
    tell('national: comparing');
    let differences: number | undefined;
    const comparing = await timed(async () => {
      differences = (await link.reconcile({ heal: false, disown: false }, signal))?.differences;
    });
    if (told.length > 0) throw new Error(`an answer could not be noted: ${String(told[0])}`);
    const { taken, repeated } = link.totals();
    return {
      messages,
      taken,
      repeated,
      /** From the queue to the acknowledgement on our disk. */
      perSecond: Math.round(messages / sending),
      aimPerSecond: 500,
      /** Acts on the cases: taken like other acts, behind the acknowledgements. */
      noted,
      notedPerSecond: Math.round(noted / noting),
      comparedPerSecond: Math.round(messages / comparing),
      differences,
      rssMb: sentRssMb,
    };
  } finally {
    await link.close();
    await instance.close();
    await side.stop();
  }
}

async function startSide(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN, 'national', 'serve'], {
    env: { ...process.env, SHUJI_MODE: 'demo', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the national side ended with ${code}`)));
    createInterface(child.stdout).on('line', (line) => {
      const found = /^shuji national ready (\S+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
