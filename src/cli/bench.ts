import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchDatabase } from './bench-database.ts';
import { benchDeadlines } from './bench-deadlines.ts';
import { benchImport } from './bench-import.ts';
import { benchLapse } from './bench-lapse.ts';
import { benchLog } from './bench-log.ts';
import { benchNational } from './bench-national.ts';
import { benchPages } from './bench-pages.ts';
import { benchSearch } from './bench-search.ts';
import { benchWeight } from './bench-weight.ts';
import { freePort, startEmbedded } from '../store/embedded.ts';

/** Prints one JSON document of figures; `--quick` uses a tenth of the rows and shorter runs, `--pages`
 *  measures the pages alone. */
export async function bench(args: readonly string[]): Promise<number> {
  const quick = args.includes('--quick');
  const size = {
    cases: quick ? 100_000 : 1_000_000,
    seconds: quick ? 3 : 8,
    events: quick ? 20_000 : 100_000,
    entries: quick ? 100_000 : 1_000_000,
    backlog: quick ? 50_000 : 500_000,
    lapsing: quick ? 5000 : 100_000,
    messages: quick ? 10_000 : 100_000,
    lines: quick ? 1000 : 10_000,
    published: quick ? 2000 : 20_000,
    rows: quick ? 1000 : 10_000,
  };
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? '',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const tell = (what: string): void => console.error(`… ${what}`);
  const seen: Record<string, unknown> = { machine, size };
  const note = async (part: string, measure: () => Promise<unknown>): Promise<void> => {
    tell(part);
    seen[part] = await measure();
  };
  const folder = mkdtempSync(join(tmpdir(), 'shuji-bench-'));
  const pages = async () => ({
    search: await benchSearch(
      { entries: size.published, seconds: size.seconds, dataDir: join(folder, 'search') },
      tell,
    ),
    browser: await benchPages(size.rows, tell),
    weight: benchWeight(),
  });
  try {
    if (args.includes('--pages')) {
      await note('pages', pages);
      return 0;
    }
    await note('deadlines', async () => benchDeadlines(size.seconds));
    await note('log', () => benchLog({ ...size, folder: join(folder, 'log') }, tell));
    await note('embedded', () =>
      benchDatabase({ ...size, dataDir: join(folder, 'embedded') }, tell),
    );
    await note('postgres', () =>
      onServer(join(folder, 'server'), (url) =>
        benchDatabase({ ...size, dataDir: join(folder, 'files'), databaseUrl: url }, tell),
      ),
    );
    await note('lapse', () =>
      benchLapse(
        { entries: size.lapsing, seconds: size.seconds, dataDir: join(folder, 'lapse') },
        tell,
      ),
    );
    await note('national', () =>
      benchNational({ messages: size.messages, dataDir: join(folder, 'national') }, tell),
    );
    const places = { DATA_DIR: join(folder, 'import'), DATABASE_URL: '' };
    await note('importing', () => benchImport(places, size.lines, size.seconds));
    await note('pages', pages);
    return 0;
  } finally {
    // What was measured is worth having also when a later part breaks.
    console.log(JSON.stringify(seen, null, 2));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** On the server the environment names, or on one of our own that listens on a loopback port. */
async function onServer<T>(dataDir: string, run: (url: string) => Promise<T>): Promise<T> {
  const given = process.env['BENCH_DATABASE_URL'];
  if (given !== undefined) return run(given);
  const server = await startEmbedded({ dataDir, tcpPort: await freePort() });
  try {
    const { host, port, user, password, database } = server.connection;
    return await run(
      `postgres://${user}:${encodeURIComponent(String(password ?? ''))}@${host}:${port}/${database}`,
    );
  } finally {
    await server.stop();
  }
}
