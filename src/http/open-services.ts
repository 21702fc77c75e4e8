import { orThrow } from '../base/refusal.ts';
import { openApiKeys } from '../app/accounts/api-keys.ts';
import { settleCalendar } from '../app/calendars.ts';
import { runClocks } from '../app/clock-runner.ts';
import { seedDemo } from '../app/demo/seed.ts';
import type { House } from '../app/house.ts';
import { dailyReminders } from '../app/desk/day-reminders.ts';
import { driftRound } from '../app/drift.ts';
import { identityRound } from '../app/identity/round.ts';
import { openImports } from '../app/imports/imports.ts';
import { openInstance } from '../app/instance.ts';
import { removeLeaving } from '../app/erasure/leaving-files.ts';
import { dailySweep } from '../app/erasure/unused-files.ts';
import { openLog } from '../app/log/door.ts';
import { stateKeys } from '../app/log/key-diary.ts';
import { logRounds } from '../app/log/rounds.ts';
import { counterparts } from '../app/national/counterparts.ts';
import { nationalDesk } from '../app/national/desk.ts';
import { openLink } from '../app/national/link.ts';
import { openOperations } from '../app/accounts/operations.ts';
import { openOutbox } from '../app/outbox.ts';
import { LIMITS, rateLimiter } from '../app/accounts/rate-limit.ts';
import { refreshOffices } from '../app/registrar-office.ts';
import { results } from '../app/papers/results.ts';
import { machineMs } from '../app/accounts/session-store.ts';
import { openSessions } from '../app/accounts/sessions.ts';
import type { Settings } from '../app/settings.ts';
import { openSlices } from '../app/audit/slices.ts';
import { refuseDemoPeople } from '../app/production.ts';
import type { DatabaseAddress } from '../store/database.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import { every } from './every.ts';
import { mountedMirror, sizeIn } from './mounted-mirror.ts';
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
  const tell = (error: unknown): void => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${new Date().toISOString()} ${what}\n`);
  };
  // What is open, to be closed in the opposite order.
  const open: (() => Promise<void>)[] = [() => instance.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of open.splice(0).toReversed()) await close();
  };
  try {
    const runner = runnerOf(house.pool);
    // Before anything is written: a register that is behind its own log must not go on.
    const log = await openLog({
      ...logThread(settings, instance.connection),
      gate: house.gate,
      tell,
    });
    open.push(() => log.close());
    const mirror = await mountedMirror(settings);
    if (mirror) open.push(() => mirror.close());
    let keysStated = await stateKeys(settings, house.pool, house.gate);
    let counted = await settleWhenOpen(house);
    if (settings.mode === 'demo') await seedDemo(house);
    else orThrow((await refuseDemoPeople(runner)) ?? true);
    const operations = openOperations(house);
    open.push(() => operations.close());
    const sessions = openSessions(house, operations);
    const outbox = openOutbox(house, settings);
    const links = counterparts(house, settings).map((one) => openLink(house, one, tell));
    for (const link of links) open.push(() => link.close());
    const imports = openImports(house);
    let publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const limits = LIMITS[settings.mode];
    const machine = (): number => machineMs(house.time);
    const services: Services = {
      house,
      sessions,
      apiKeys: openApiKeys(house),
      operations,
      log,
      national: nationalDesk(house, links),
      mirror,
      timestamps: instance.timestamps,
      desk: { house, sessions, operations },
      results: results(instance, () => publicUrl, log),
      imports,
      retention: settings.retention,
      archiveKeys: instance.keys.credential,
      slices: openSlices({ house, operations, log, keys: instance.keys.credential }),
      limits: {
        acts: rateLimiter(limits.act, machine),
        public: rateLimiter(limits.public, machine),
        signIn: rateLimiter(limits.signIn, machine),
        uploads: rateLimiter(limits.upload, machine),
        keys: rateLimiter(limits.key, machine),
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
    const sweep = dailySweep(house, ({ before, files }) =>
      operations.record({
        kind: 'files.swept',
        account: 'system',
        subject: 'files',
        ok: true,
        detail: { before, files },
      }),
    );
    const remind = dailyReminders(house);
    const rounds = every(TICK_MS, tell, async () => {
      keysStated ||= await stateKeys(settings, house.pool, house.gate);
      counted ||= await settleWhenOpen(house);
      await refreshOffices(house);
      await remind();
      await outbox.round();
      await removeLeaving(house);
      await sweep();
    });
    // By itself: a day on which very much falls due must hold up nothing else.
    const clocks = every(
      TICK_MS,
      tell,
      async (stopping) => void (await runClocks(house, stopping)),
    );
    const logs = every(
      TICK_MS,
      tell,
      logRounds({ instance, log, settings: settings.log, mirrored: sizeIn(mirror) }),
    );
    const handing = links.flatMap((link) => [
      every(TICK_MS, tell, (stopping) => link.sendRound(stopping)),
      every(TICK_MS, tell, (stopping) => link.noteRound(stopping)),
    ]);
    const checking = every(TICK_MS, tell, (stopping) => identityRound(house, stopping));
    const importing = every(TICK_MS, tell, async (signal) => {
      await imports.round(signal);
      await driftRound(house);
    });
    open.push(
      () => importing.stop(),
      () => checking.stop(),
      () => rounds.stop(),
      () => clocks.stop(),
      () => logs.stop(),
      ...handing.map((loop) => () => loop.stop()),
    );
    return {
      services,
      listeningAt: (url) => {
        publicUrl = settings.publicUrl ?? url;
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Counts deadlines again under a new calendar, which writes events: not before the log may be written. */
async function settleWhenOpen(house: House): Promise<boolean> {
  if (house.gate.refusal()) return false;
  await settleCalendar(house);
  return true;
}

function logThread({ dataDir, mode, s3, log }: Settings, connection: DatabaseAddress) {
  return {
    program: new URL('./log-thread.ts', import.meta.url),
    data: { dataDir, mode, s3, connection, ...log },
  };
}
