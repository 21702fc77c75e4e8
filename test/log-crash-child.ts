/** A log that is written without a pause until somebody kills it: `log-crash-child.ts CONNECTION HOME`,
 *  the first as JSON. Says on stdout what it has been told is done: `open`, or a case with its last
 *  version. */
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sequencerLoop } from '../src/app/log/loop.ts';
import { rememberedElsewhere } from '../src/app/log/remembered.ts';
import { readPolicy, witnessing } from '../src/app/log/witnessing.ts';
import { connectDatabase, type DatabaseAddress } from '../src/store/database.ts';
import { SUITES } from '../src/app/log/emit.ts';
import { append, rigOn } from './log-rig.ts';

const [connection = '', home = ''] = process.argv.slice(2);
const address = JSON.parse(connection) as DatabaseAddress;
const policies = SUITES.map((suite) => {
  const text = readFileSync(join(home, `policy-${suite}`), 'utf8');
  return { suite, policy: readPolicy(text, suite) };
});
const others = policies.flatMap(({ suite, policy }) =>
  policy.witnesses.flatMap(({ name, url }) => (url === null ? [] : [{ suite, name, url }])),
);
const database = await connectDatabase('server', address, { poolSize: 2 });
const { sequencing, keys, store } = rigOn(database, home);

/** Written at once: what stands in a buffer when the process dies was never said. */
const say = (...words: (string | number)[]): void => void writeSync(1, `${words.join(' ')}\n`);
const complain = (error: unknown): void => void writeSync(2, `${String(error)}\n`);

const witnesses = policies.map(({ suite, policy }) =>
  witnessing({
    suite,
    policy,
    store,
    ask: fetch,
    witnessed: () => undefined,
    ahead: (name, size) => complain(`${name} knows of ${size}`),
    tell: complain,
  }),
);
sequencerLoop({
  sequencing: { ...sequencing, remembered: () => rememberedElsewhere(fetch, keys, others) },
  state: ({ state, why }) => {
    if (state === 'open' || state === 'standby' || state === 'starting') say(state);
    else complain(`${state} ${why?.en ?? ''}`);
  },
  published: (head) => {
    for (const each of witnesses) each.offer(head);
  },
  tell: complain,
});

const writers = await connectDatabase('server', address, { poolSize: 3 });
const dice = (n: number): number => Math.floor(Math.random() * n);
async function write(): Promise<never> {
  for (;;) {
    const [first] = await append(writers.pool, 1 + dice(30));
    if (!first) throw new Error('nothing was appended');
    say(first.caseId, first.version);
    await wait(dice(12));
  }
}
await Promise.all([write(), write(), write()]);
