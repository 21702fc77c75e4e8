import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { toBase64 } from '../../log/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from '../../log/checkpoint.ts';
import { ed25519Signer, nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatNote, formatVerifierKey, parseNote } from '../../log/note.ts';
import { tileProver } from '../../log/prove.ts';
import { signCheckpoint, type NoteSigner } from '../../log/sign-note.ts';
import { verifyNote } from '../../log/verify-note.ts';
import type { LogHead } from '../../store/log-tables.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { grow, nothingGrown, rootsOf } from './emit.ts';
import { tileFetcher, WITNESSED } from './files.ts';
import { entryNo, leafOf } from './folder.fixtures.ts';
import { loadLogKeys, signedCheckpoint } from './keys.ts';
import { witnessClient, type Ask } from './witnesses.ts';
import { readPolicy, witnessing } from './witnessing.ts';

const home = mkdtempSync(join(tmpdir(), 'shuji-witnesses-'));
after(() => rmSync(home, { recursive: true, force: true }));
mkdirSync(join(home, 'keys'));
const keys = loadLogKeys({ dataDir: home, mode: 'demo', host: 'log.example' });

const files = new Map<string, Buffer>();
const store: TileStore = {
  read: (path) => Promise.resolve(files.get(path)),
  write: (written) => {
    for (const { path, bytes } of written) files.set(path, Buffer.from(bytes));
    return Promise.resolve();
  },
  removeFolder: () => Promise.resolve(),
  room: () => Promise.resolve(Infinity),
};

/** The heads of a log at these sizes, with all their tiles in the store. */
const SIZES = [3, 300, 301, 900] as const;
const heads: LogHead[] = [];
let grown = nothingGrown;
for (const size of SIZES) {
  const leaves = Array.from({ length: size - grown.size }, (_, i) =>
    leafOf(entryNo(grown.size + i)),
  );
  const step = grow(grown, leaves);
  await store.write(step.files);
  grown = step.grown;
  const roots = rootsOf(grown);
  const note = (suite: 'sha256' | 'sm3') =>
    signedCheckpoint(keys, suite, { size, root: roots[suite], extensions: [] }, 1_790_000_000);
  heads.push({
    size,
    ...roots,
    checkpoint: await note('sha256'),
    checkpointSm3: await note('sm3'),
  });
}
const [h3, h300, h301, h900] = heads;
assert.ok(h3 && h300 && h301 && h900);

interface Member {
  readonly signer: NoteSigner;
  ask: Ask;
  asked: string[];
}

const cosigner = (name: string): NoteSigner =>
  ed25519Signer(generateKeyPairSync('ed25519').privateKey, name, 'ed25519-cosignature');

const linesOf = async (signer: NoteSigner, text: string, time = 1_790_000_001): Promise<string> =>
  formatNote({ text, signatures: [await signCheckpoint(text, signer, time)] }).slice(
    text.length + 1,
  );

const textIn = (body: string): string =>
  parseNote(body.slice(body.indexOf('\n\n') + 2))?.text ?? '';
const oldIn = (body: string): number => Number(/^old (\d+)/.exec(body)?.[1]);

/** Cosigns whatever comes at the size it stands at, as the specification has it. */
function honest(signer: NoteSigner, from = 0, time?: number): Ask {
  let stored = from;
  return async (_url, init) => {
    const body = String(init.body);
    const text = textIn(body);
    const size = parseCheckpoint(text)?.size ?? 0;
    if (oldIn(body) !== stored) return new Response(`${stored}\n`, { status: 409 });
    stored = size;
    return new Response(await linesOf(signer, text, time));
  };
}

function setting(asks: readonly ((signer: NoteSigner) => Ask)[], quorum = 2) {
  const members: Member[] = asks.map((make, i) => {
    const signer = cosigner(`w${i}.example`);
    return { signer, ask: make(signer), asked: [] };
  });
  const names = members.map(({ signer }) => signer.key.name);
  const policy = readPolicy(
    [
      ...keys.verifiers.sha256.map((key) => `log ${formatVerifierKey(key)}`),
      ...members.map(
        ({ signer }, i) =>
          `witness ${signer.key.name} ${formatVerifierKey(signer.key)} http://${i}.test`,
      ),
      `group all-of-them ${quorum} ${names.join(' ')}`,
      'quorum all-of-them\n',
    ].join('\n'),
    'test',
  );
  const ahead: [string, number][] = [];
  const ask: Ask = (url, init) => {
    const member = members[Number(/^http:\/\/(\d)\./.exec(url)?.[1])];
    assert.ok(member && url.endsWith('/add-checkpoint'));
    member.asked.push(String(init.body));
    return member.ask(url, init);
  };
  const client = witnessClient({
    policy,
    ask,
    patienceMs: 200,
    consistency: (from, to) =>
      tileProver(suites.sha256, to, tileFetcher(store, 'sha256')).consistency(from),
    ahead: (name, size) => ahead.push([name, size]),
  });
  return { client, members, ahead, policy, ask };
}

/** How many of the members' signatures stand in the note, all of them valid. */
async function cosignatures(note: string | undefined, members: readonly Member[]): Promise<number> {
  const parsed = note === undefined ? undefined : parseNote(note);
  if (!parsed) return 0;
  const ours = await verifyNote(parsed, keys.verifiers.sha256, nodeCheck);
  assert.equal(ours?.length, 2, 'the log’s own signatures are still there');
  const found = await verifyNote(
    parsed,
    members.map(({ signer }) => signer.key),
    nodeCheck,
  );
  return found?.length ?? -1;
}

test('够法定数就算见证，各见证人从自己所见的位置接着证明', async () => {
  const { client, members, ahead } = setting([
    (s) => honest(s),
    (s) => honest(s, 300),
    (s) => honest(s, 3),
  ]);
  assert.ok((await cosignatures(await client.witness(h301.checkpoint), members)) >= 2);
  assert.ok((await cosignatures(await client.witness(h900.checkpoint), members)) >= 2);
  await wait(50);
  const [first] = members;
  assert.match(first?.asked.at(-1) ?? '', /^old 301\n/);
  assert.deepEqual(ahead, []);
  assert.deepEqual(
    client.states().map(({ size, fault }) => [size, fault]),
    [
      [900, null],
      [900, null],
      [900, null],
    ],
  );
});

test('说谎的见证人：为别的根签名、签别人的名、答非所问、签名作废，都不算数', async () => {
  const stranger = cosigner('w0.example');
  const other = formatCheckpoint({
    origin: keys.origin,
    size: 300,
    root: new Uint8Array(32),
    extensions: [],
  });
  const lies: readonly ((s: NoteSigner) => Ask)[] = [
    (s) => async () => new Response(await linesOf(s, other)),
    () => async (_u, init) => new Response(await linesOf(stranger, textIn(String(init.body)))),
    () => () => Promise.resolve(new Response('')),
    () => () => Promise.resolve(new Response('好的\n')),
    (s) => () => Promise.resolve(new Response(`— ${s.key.name} AAAA\n`)),
    (s) => () => Promise.resolve(new Response(`— ${s.key.name} ${toBase64(s.key.keyId)}\n`)),
    (s) => async (_u, init) => {
      const lines = await linesOf(s, textIn(String(init.body)));
      return new Response(lines.replace(/....\n$/, 'AAA=\n'));
    },
    (s) => async (_u, init) => new Response(`\n${await linesOf(s, textIn(String(init.body)))}`),
    (s) => async (_u, init) =>
      new Response(`${textIn(String(init.body))}\n${await linesOf(s, textIn(String(init.body)))}`),
    () => () => Promise.resolve(new Response(null, { status: 204 })),
    () => () => Promise.resolve(new Response('no', { status: 422 })),
    () => () => Promise.resolve(Response.error()),
    () => () => Promise.reject(new TypeError('fetch failed')),
    () => () => {
      throw new Error('at once');
    },
  ];
  for (const [i, lie] of lies.entries()) {
    const { client, members, ahead } = setting([lie, (s) => honest(s)]);
    assert.equal(await client.witness(h300.checkpoint), undefined, `lie ${i}`);
    assert.equal(await cosignatures(await client.witness(h300.checkpoint), members), 0);
    assert.ok(client.states()[0]?.fault, `lie ${i}`);
    assert.deepEqual(ahead, [], `lie ${i}`);
    const enough = setting([lie, (s) => honest(s), (s) => honest(s)]);
    const note = await enough.client.witness(h300.checkpoint);
    assert.equal(await cosignatures(note, enough.members), 2, `lie ${i}`);
  }
});

test('回答没完没了、签名行成百上千：读到上限为止，公布的检查点仍读得出', async () => {
  let sent = 0;
  const endless = (): Ask => () =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          pull(controller) {
            sent += 16_384;
            controller.enqueue(new Uint8Array(16_384).fill(0x41));
          },
        }),
      ),
    );
  const flood =
    (s: NoteSigner): Ask =>
    async (_u, init) =>
      new Response((await linesOf(s, textIn(String(init.body)))).repeat(62));
  const { client, members } = setting([endless, flood, flood]);
  const note = await client.witness(h300.checkpoint);
  assert.equal(await cosignatures(note, members), 2);
  assert.ok(sent < 1_000_000, `${sent} bytes were read`);
  assert.ok((parseNote(note ?? '')?.signatures.length ?? 99) <= 5);
});

test('慢的和没开的见证人不耽误别人；都慢就算没有见证', async () => {
  const silent = (): Ask => (_url, init) =>
    new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new Error('timed out')));
    });
  const dripping = (): Ask => (_url, init) =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            init.signal?.addEventListener('abort', () => controller.error(new Error('timed out')));
          },
        }),
      ),
    );
  const { client, members } = setting([silent, (s) => honest(s), (s) => honest(s), dripping]);
  const before = performance.now();
  assert.equal(await cosignatures(await client.witness(h300.checkpoint), members), 2);
  assert.ok(performance.now() - before < 150, 'nobody waits for the slow ones');
  const alone = setting([silent, dripping, (s) => honest(s)]);
  const from = performance.now();
  assert.equal(await alone.client.witness(h300.checkpoint), undefined);
  assert.ok(performance.now() - from < 1000);
});

test('见证人说它见过更多：告诉本日志，不认它的签名；只是比较慢的不算', async () => {
  const more = (): Ask => () => Promise.resolve(new Response('5000\n', { status: 409 }));
  const { client, ahead } = setting([more, (s) => honest(s), (s) => honest(s)]);
  assert.ok(await client.witness(h300.checkpoint));
  await wait(20);
  assert.deepEqual(ahead, [['w0.example', 5000]]);

  // Asked about 300 entries, and answers when 900 were shown to it meanwhile.
  const late = setting([() => more(), (s) => honest(s), (s) => honest(s)]);
  let release: (() => void) | undefined;
  const [first] = late.members;
  assert.ok(first);
  first.ask = () =>
    new Promise((resolve) => {
      release = () => resolve(new Response('900\n', { status: 409 }));
    });
  assert.ok(await late.client.witness(h300.checkpoint));
  const { ask } = first;
  first.ask = honest(first.signer);
  assert.ok(await late.client.witness(h900.checkpoint));
  first.ask = ask;
  release?.();
  await wait(20);
  assert.deepEqual(late.ahead, []);
});

test('见证人改口说见得少、乱报数字：至多再试一次，下一次仍能接上', async () => {
  const fickle = (): Ask => {
    let n = 0;
    return () => Promise.resolve(new Response(`${(n += 1)}\n`, { status: 409 }));
  };
  const { client, members, ahead } = setting([fickle, (s) => honest(s), (s) => honest(s)]);
  assert.ok(await client.witness(h300.checkpoint));
  await wait(20);
  assert.equal(members[0]?.asked.length, 2);
  for (const body of ['', '-1\n', '1e3\n', '007\n', '9'.repeat(40), '3 \n4\n', 'NaN\n']) {
    const odd = setting([
      () => () => Promise.resolve(new Response(body, { status: 409 })),
      (s) => honest(s),
      (s) => honest(s),
    ]);
    assert.ok(await odd.client.witness(h300.checkpoint), body);
    await wait(5);
    assert.ok(odd.client.states()[0]?.fault, body);
    assert.equal(odd.client.states()[0]?.size, 0, body);
    assert.deepEqual(odd.ahead, [], body);
  }
  assert.deepEqual(ahead, []);
  const [first] = members;
  if (first) first.ask = honest(first.signer, 3);
  assert.ok(await client.witness(h301.checkpoint));
});

test('见证人的时钟乱跳：签名照认，时间照记，不影响别人', async () => {
  const { client, members } = setting(
    [
      (s) => honest(s, 0, 4_000_000_000),
      (s) => honest(s, 0, 0),
      (s) => honest(s, 0, 1_790_000_000),
    ],
    3,
  );
  assert.equal(await cosignatures(await client.witness(h300.checkpoint), members), 3);
  assert.deepEqual(
    client.states().map(({ time }) => time),
    [4_000_000_000, 0, 1_790_000_000],
  );
});

const witnessedSize = (): number =>
  Number((files.get(WITNESSED.sha256)?.toString('utf8') ?? '').split('\n')[1] ?? 0);

test('只向前见证：漏掉的检查点不会在新的之后补签，最后一个总会签到', async () => {
  const { policy, ask, members } = setting([(s) => honest(s), (s) => honest(s), (s) => honest(s)]);
  const sizes: number[] = [];
  let down = true;
  const w = witnessing({
    suite: 'sha256',
    policy,
    store,
    ask: (url, init) => (down ? Promise.reject(new Error('down')) : ask(url, init)),
    witnessed: (_suite, size) => sizes.push(size),
    ahead: (name, size) => assert.fail(`${name} ${size}`),
    tell: (error) => assert.fail(String(error)),
  });
  w.offer(h3);
  await wait(30);
  assert.deepEqual(sizes, []);
  down = false;
  w.offer(h300);
  w.offer(h301);
  w.offer(h900);
  for (let n = 0; n < 100 && sizes.at(-1) !== 900; n += 1) await wait(10);
  assert.equal(sizes.at(-1), 900);
  assert.equal(witnessedSize(), 900);
  // Longer than a missed head waits to be shown again.
  await wait(5200);
  assert.equal(sizes.at(-1), 900);
  assert.equal(witnessedSize(), 900);
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => a - b),
  );
  await w.stop();
  const asked = members.flatMap((member) => member.asked).length;
  w.offer(h900);
  await wait(20);
  assert.equal(members.flatMap((member) => member.asked).length, asked, 'nothing after the end');
});
