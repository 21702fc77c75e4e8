import { closedLoop } from './bench-load.ts';
import { plantEntries } from './bench-search-plant.ts';
import { startServer } from './bench-server.ts';
import { withPool } from './bench-database.ts';

const CLIENTS = 32;
const WORDS = [
  '养老',
  '婚姻',
  '停车',
  '公交 明细',
  '气象',
  '企业',
  '社会组织',
  '学校',
  '医院 接口',
  '景区',
];
const SECTIONS = 'ABCDEFGHIJKLMNOPQRST';

/** What people ask: some words often, facets and orders beside them. */
function asked(turn: number): string {
  const n = Math.floor(Math.random() ** 3 * 200);
  const word = encodeURIComponent(WORDS[n % WORDS.length] ?? '');
  if (n < 20) return `/registrations?q=${word}`;
  if (n < 60)
    return `/registrations?industry=${SECTIONS[n % 20]}&sort=${n % 2 ? 'name' : 'newest'}`;
  return `/registrations?q=${word}&year=202${4 + (turn % 3)}&sort=${['newest', 'ending', 'name'][n % 3]}`;
}

/** Every address its own: what no memory could have seen before. */
const unseen = (turn: number, client: number): string =>
  `/registrations?q=${encodeURIComponent(`${WORDS[turn % WORDS.length]} ${(turn * 7919 + client * 104_729) % 20_000}`)}`;

/** The server-rendered search page over a register of so many entries, by the program as a process of its own
 *  while this one asks: both share the machine's processors. */
export async function benchSearch(
  { entries, seconds, dataDir }: { entries: number; seconds: number; dataDir: string },
  tell: (what: string) => void,
) {
  const env = { DATA_DIR: dataDir, DATABASE_URL: '' };
  await (await startServer(env)).stop();
  tell(`the search page over ${entries} entries`);
  await withPool(env, (pool) => plantEntries(pool, entries));
  const server = await startServer(env);
  const load = (path: (turn: number, client: number) => string) =>
    closedLoop(
      CLIENTS,
      seconds,
      async (client, turn) => (await server.call('GET', path(turn, client))).status === 200,
    );
  try {
    await load(asked);
    return {
      asPeopleAsk: await load(asked),
      neverAskedBefore: await load(unseen),
      home: await load(() => '/'),
      aimPerSecond: 500,
    };
  } finally {
    await server.stop();
  }
}
