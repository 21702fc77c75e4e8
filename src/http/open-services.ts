import { orThrow, Refused } from '../base/refusal.ts';
import { runClocks } from '../app/clock-runner.ts';
import { seedDemo } from '../app/demo-seed.ts';
import { openInstance } from '../app/instance.ts';
import { openOperations } from '../app/operations.ts';
import { openOutbox } from '../app/outbox.ts';
import { LIMITS, rateLimiter } from '../app/rate-limit.ts';
import { results } from '../app/results.ts';
import { machineMs } from '../app/session-store.ts';
import { openSessions } from '../app/sessions.ts';
import type { Settings } from '../app/settings.ts';
import { refuseDemoPeople } from '../app/production.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { Services } from './services.ts';

export interface Opened {
  readonly services: Services;
  /** Told once the port is known, for the addresses printed on documents. */
  listeningAt(url: string): void;
  close(): Promise<void>;
}

const ALIVE = statement('alive', 'SELECT 1 AS n');
const TICK_MS = 1000;

/** Opens the instance with everything the doors need, and starts its rounds: clocks, outbox. */
export async function openServices(settings: Settings): Promise<Opened> {
  const instance = await openInstance(settings);
  const { house } = instance;
  try {
    const runner = runnerOf(house.pool);
    if (settings.mode === 'demo') await seedDemo(house);
    else orThrow((await refuseDemoPeople(runner)) ?? true);
    const operations = openOperations(house);
    const sessions = openSessions(house, operations);
    const outbox = openOutbox(house, settings);
    let publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const limits = LIMITS[settings.mode];
    const machine = (): number => machineMs(house.time);
    const tell = (error: unknown): void => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${new Date().toISOString()} ${what}\n`);
    };
    const services: Services = {
      house,
      sessions,
      operations,
      desk: { house, sessions, operations },
      results: results(house, instance.keys, () => publicUrl),
      limits: {
        acts: rateLimiter(limits.act, machine),
        public: rateLimiter(limits.public, machine),
        signIn: rateLimiter(limits.signIn, machine),
        uploads: rateLimiter(limits.upload, machine),
      },
      get publicUrl() {
        return publicUrl;
      },
      proxies: settings.proxies,
      adoptCalendar: (calendar) => instance.adoptCalendar(calendar),
      tell,
      ready: () =>
        runner.run(ALIVE, []).then(
          () => true,
          () => false,
        ),
    };
    const rounds = every(TICK_MS, tell, async () => {
      await runClocks(house);
      await outbox.round();
    });
    return {
      services,
      listeningAt: (url) => {
        publicUrl = settings.publicUrl ?? url;
      },
      async close() {
        await rounds.stop();
        await operations.close();
        await instance.close();
      },
    };
  } catch (error) {
    await instance.close();
    throw error;
  }
}

/** Runs a round, waits, and runs it again; never two at once. A database that is away is waited for. */
function every(ms: number, tell: (error: unknown) => void, round: () => Promise<void>) {
  let stopped = false;
  let wake: (() => void) | undefined;
  const loop = (async () => {
    while (!stopped) {
      await round().catch((error: unknown) => {
        if (!(error instanceof Refused && error.refusal.kind === 'busy')) tell(error);
      });
      if (stopped) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, ms);
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake?.();
      await loop;
    },
  };
}
