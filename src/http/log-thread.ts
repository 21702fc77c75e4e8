import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { chainHeads } from '../app/log/chain-heads.ts';
import { rememberedElsewhere } from '../app/log/remembered.ts';
import { loadLogKeys, twinOf } from '../app/log/keys.ts';
import { sequencerLoop } from '../app/log/loop.ts';
import { policyText } from '../app/log/policy-text.ts';
import { mirroring, mirrorsIn } from '../app/log/mirroring.ts';
import { demoWitnesses } from './demo-witnesses.ts';
import { formatVerifierKey } from '../log/note.ts';
import type { SuiteId } from '../log/suite.ts';
import { connectDatabase } from '../store/database.ts';
import { tileStoreOf } from '../app/log/store.ts';
import { readPolicy, witnessing } from '../app/log/witnessing.ts';
import type { LogMessage, LogThreadData } from '../app/log/thread-words.ts';

/** The log's own thread: hashing, signing and fsync never make a clerk wait. */
const data = workerData as LogThreadData;
const say = (message: LogMessage): void => parentPort?.postMessage(message);
const tell = (error: unknown): void =>
  say({
    kind: 'tell',
    what: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });

const keys = loadLogKeys(data);
const store = tileStoreOf(data);
const database = await connectDatabase('server', data.connection, { poolSize: 2 });
const demo =
  data.mode === 'demo' && data.policy === undefined
    ? demoWitnesses(join(data.dataDir, 'demo-witnesses'), keys)
    : undefined;
const ask = demo?.ask ?? fetch;

const AHEAD_MS = 60_000;
let toldAhead = -Infinity;
/** Somebody knows of more than was published here. They may be lying, at every head: told rarely. */
const ahead = (name: string, size: number): void => {
  if (performance.now() - toldAhead > AHEAD_MS) {
    toldAhead = performance.now();
    tell(`${name} knows of ${size} entries`);
  }
  loop.compareAgain();
};

const policies: readonly { readonly suite: SuiteId; readonly text: string }[] = (
  ['sha256', 'sm3'] as const
).map((suite) => {
  const path = suite === 'sm3' ? data.policySm3 : data.policy;
  const given = path === undefined ? demo?.policy(suite) : readFileSync(path, 'utf8');
  return { suite, text: policyText(given, keys.verifiers[suite]) };
});

const witnessed = policies.map(({ suite, text }) =>
  witnessing({
    suite,
    policy: readPolicy(text, `${suite} policy`),
    store,
    ask,
    witnessed: (which, size) => say({ kind: 'witnessed', suite: which, size }),
    ahead,
    tell,
  }),
);

await store.write([
  ...policies.map(({ suite, text }) => ({
    path: suite === 'sm3' ? 'sm3/policy' : 'policy',
    bytes: Buffer.from(text),
  })),
  {
    path: 'keys',
    bytes: Buffer.from(
      [...keys.verifiers.sha256, ...keys.verifiers.sm3]
        .map((key) => `${formatVerifierKey(key)}\n`)
        .join(''),
    ),
  },
]);

const mirrors =
  data.mirrors === undefined
    ? []
    : mirrorsIn(readFileSync(data.mirrors, 'utf8'), data.mirrors).map((mirror) => ({
        ...mirror,
        push: mirroring({
          mirror,
          origin: mirror.suite === 'sm3' ? twinOf(keys.origin) : keys.origin,
          store,
          ask,
          ahead,
        }),
      }));

const others = policies.flatMap(({ suite, text }) =>
  readPolicy(text, suite).witnesses.flatMap(({ name, url }) =>
    url === null ? [] : [{ suite, name, url }],
  ),
);

/** What the process that does sign has published; a standby looks whenever it tries for its place. */
async function sayOthersHeads(): Promise<void> {
  try {
    const { published, witnessed: size } = await chainHeads(store);
    say({ kind: 'published', size: published });
    for (const suite of ['sha256', 'sm3'] as const) say({ kind: 'witnessed', suite, size });
  } catch (error) {
    tell(error);
  }
}

say({ kind: 'names', origin: keys.origin, twin: twinOf(keys.origin) });
const loop = sequencerLoop({
  sequencing: {
    pool: database.pool,
    store,
    keys,
    now: () => Math.floor(Date.now() / 1000),
    remembered: () => rememberedElsewhere(ask, keys, [...others, ...mirrors]),
    reserve: data.reserveBytes,
  },
  state: ({ state, why }) => {
    say({ kind: 'state', state, why });
    if (state === 'standby') void sayOthersHeads();
  },
  published: (head) => {
    say({ kind: 'published', size: head.size });
    for (const each of witnessed) each.offer(head);
    for (const each of mirrors) each.push.offer(head);
  },
  tell,
});

parentPort?.on('message', (message: 'stop' | 'witnesses') => {
  if (message === 'witnesses') {
    say({
      kind: 'witnesses',
      states: [...witnessed.flatMap((w) => w.states()), ...mirrors.map((m) => m.push.state())],
    });
    return;
  }
  void (async () => {
    await loop.stop();
    await Promise.all([...witnessed, ...mirrors.map((m) => m.push)].map((each) => each.stop()));
    await demo?.close();
    await database.close();
    say({ kind: 'stopped' });
    parentPort?.close();
  })();
});
