import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cosignerSigners } from '../src/app/log/cosigner-keys.ts';
import { loadLogKeys, type LogKeys } from '../src/app/log/keys.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { freePort } from '../src/store/embedded.ts';
import { checkConsistency, checkInclusion } from '../src/log/check-proof.ts';
import { parseCheckpoint } from '../src/log/checkpoint.ts';
import { suites } from '../src/log/node-suites.ts';
import { formatVerifierKey, parseNote } from '../src/log/note.ts';
import { parseProof } from '../src/log/proof-file.ts';
import { tileProver } from '../src/log/prove.ts';
import { leafHash } from '../src/log/suite.ts';
import { entriesIn, entriesPath, TILE_WIDTH, tilePath } from '../src/log/tile.ts';
import { originHash } from '../src/app/witness/heads.ts';
import { eventually, start, type Running } from './instance-process.ts';

/** One level: its folder, its keys, its address, and the process that runs it now. */
interface Level {
  readonly name: 'city' | 'district';
  readonly dataDir: string;
  readonly keys: LogKeys;
  readonly port: number;
  readonly url: string;
  env: Record<string, string>;
  running: Running | undefined;
}

interface Peer {
  readonly origin: string;
  readonly size: number;
  readonly anchored: number;
  readonly fault: { readonly kind: string; readonly notes: readonly string[] } | null;
}

const root = mkdtempSync(join(tmpdir(), 'shuji-levels-'));
const levels: Level[] = [];
let shield: Server | undefined;
after(async () => {
  await Promise.all(levels.map((level) => level.running?.stop('SIGKILL') ?? Promise.resolve()));
  shield?.close();
  shield?.closeAllConnections();
  rmSync(root, { recursive: true, force: true });
});

async function level(name: Level['name']): Promise<Level> {
  const dataDir = join(root, name);
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const host = `${name}.example`;
  const keys = loadLogKeys({ dataDir, mode: 'demo', host });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { DATA_DIR: dataDir, SHUJI_LOG_HOST: host, SHUJI_ANCHOR_SECONDS: '1' };
  const made: Level = { name, dataDir, keys, port, url, env, running: undefined };
  levels.push(made);
  return made;
}

const file = (name: string, content: string): string => {
  writeFileSync(join(root, name), content);
  return join(root, name);
};

const logLines = ({ keys }: Level, url: string): string =>
  keys.verifiers.sha256.map((key) => `log ${formatVerifierKey(key)} ${url}\n`).join('');

async function run(one: Level): Promise<void> {
  one.running = await start('serve', one.env, one.port);
}

const json = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;
const text = async (url: string): Promise<string> => {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return response.text();
};
const bytes = async (url: string): Promise<Uint8Array> => {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return new Uint8Array(await response.arrayBuffer());
};
const headOf = (note: string) => {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
  assert.ok(checkpoint, note);
  return checkpoint;
};
const peersOf = async (one: Level): Promise<readonly Peer[]> =>
  (await json<{ peers: Peer[] }>(`${one.url}/api/public/log`)).peers;
const peerOf = async (one: Level, other: Level): Promise<Peer | undefined> =>
  (await peersOf(one)).find(({ origin }) => origin === other.keys.origin);

/** Opens a draft: a few events on the log of this level. */
async function work({ url }: Level): Promise<void> {
  const signIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'bj-min-zheng', password: DEMO_PASSWORD }),
  });
  const { token } = (await signIn.json()) as { token: string };
  const opened = await fetch(`${url}/api/cases`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      procedure: 'reg.first',
      jurisdiction: 'beijing',
      input: { objectKind: 'resource', inScope: true },
    }),
  });
  assert.equal(opened.status, 201, await opened.text());
}

/** All entries under the published head, read the way a stranger reads them. */
async function entriesOf(under: string, size: number): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < size; at += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - at);
    const bundle = entriesIn(await bytes(`${under}/${entriesPath(at / TILE_WIDTH, width)}`), width);
    assert.ok(bundle);
    found.push(...bundle.map((entry) => Buffer.from(entry).toString('utf8')));
  }
  return found;
}

const tilesAt = (under: string) => (place: Parameters<typeof tilePath>[0]) =>
  bytes(`${under}/${tilePath(place)}`);

describe('市区两级对接', { timeout: 180_000 }, () => {
  let city: Level;
  let district: Level;
  let shown: { at: number } = { at: Infinity };
  before(async () => {
    city = await level('city');
    district = await level('district');
    // The city looks at the district through a door that the test can keep half shut.
    const door = await withholding(district, () => shown.at);
    const mirrorKeys = cosignerSigners(city.dataDir, 'mirror', 'city.example/mirror');
    const mirrorKey = mirrorKeys.find(({ key }) => key.scheme === 'ed25519-cosignature');
    assert.ok(mirrorKey);
    city.env['SHUJI_LOG_PEERS'] = file('city-peers', logLines(district, `${door}/log`));
    city.env['SHUJI_MIRROR_LOGS'] = file('city-mirrors', logLines(district, ''));
    district.env['SHUJI_LOG_PEERS'] = file('district-peers', logLines(city, `${city.url}/log`));
    district.env['SHUJI_LOG_MIRRORS'] = file(
      'district-mirrors',
      `${formatVerifierKey(mirrorKey.key)} ${city.url}/mirror\n`,
    );
    await run(city);
    await run(district);
  });

  it('两级互相锚定对方的检查点，任何一方都能核验', async () => {
    await work(district);
    for (const [here, there] of [
      [city, district],
      [district, city],
    ] as const) {
      const peer = await eventually(
        () => peerOf(here, there),
        (p) => (p?.anchored ?? 0) > 0,
      );
      assert.equal(peer?.fault, null);
    }
    // A stranger goes from an entry of the district to the root that stands on the city's log.
    const readAll = async (): Promise<string[]> => {
      const head = headOf(await text(`${city.url}/log/checkpoint`));
      return entriesOf(`${city.url}/log`, head.size);
    };
    const isAnchor = (entry: string): boolean => entry.includes('"log.CheckpointExchanged"');
    const all = await eventually(readAll, (entries) => entries.some(isAnchor));
    const anchor = all.findLast(isAnchor) ?? '';
    const { data } = JSON.parse(anchor) as { data: { origin: string; size: number; root: string } };
    assert.equal(data.origin, district.keys.origin);
    const proof = parseProof(await text(`${city.url}/log/proof/${all.indexOf(anchor)}`));
    assert.ok(proof);
    const under = headOf(proof.checkpoint);
    const leaf = leafHash(suites.sha256, Buffer.from(anchor));
    assert.ok(
      checkInclusion(suites.sha256, leaf, proof.index, under.size, proof.hashes, under.root),
    );
    const anchored = Buffer.from(data.root, 'base64');
    const now = headOf(await text(`${district.url}/log/checkpoint`));
    const prover = tileProver(suites.sha256, now.size, tilesAt(`${district.url}/log`));
    const proved = data.size === now.size ? [] : await prover.consistency(data.size);
    assert.ok(checkConsistency(suites.sha256, data.size, now.size, anchored, now.root, proved));
  });

  it('市级镜像存有区级的全部记录', async () => {
    const under = `${city.url}/mirror/${originHash(district.keys.origin)}`;
    const now = headOf(await text(`${district.url}/log/checkpoint`));
    await eventually(
      async () => headOf(await text(`${under}/checkpoint`)).size,
      (size) => size >= now.size,
    );
    const head = headOf(await text(`${under}/checkpoint`));
    const here = await entriesOf(under, head.size);
    assert.deepEqual(here, await entriesOf(`${district.url}/log`, head.size));
  });

  it('区级公布新检查点却不提供记录：市级发现并记入目录链', async () => {
    const before = headOf(await text(`${district.url}/log/checkpoint`)).size;
    shown = { at: before };
    await work(district);
    const peer = await eventually(
      () => peerOf(city, district),
      (p) => p?.fault?.kind === 'withheld',
    );
    assert.equal(peer?.fault?.kind, 'withheld');
    const found = await eventually(
      () => diaryOf(city),
      (types) => types.includes('log.WithholdingFound'),
    );
    assert.ok(found.includes('log.WithholdingFound'));
    shown = { at: Infinity };
    await eventually(
      () => peerOf(city, district),
      (p) => p?.fault === null,
    );
  });

  it('区级换了一份历史：启动时自己发现，拒绝签名，也不受理', async () => {
    await district.running?.stop();
    // All of its own memory is gone: database, files, its demonstration witnesses. Only the keys stay.
    for (const name of ['pg18', 'log', 'demo-witnesses', 'files']) {
      rmSync(join(district.dataDir, name), { recursive: true, force: true });
    }
    await run(district);
    const { state } = await json<{ state: string }>(`${district.url}/api/public/log`);
    assert.equal(state, 'behind');
    assert.match(String(await work(district).catch(String)), /503|LOG_BEHIND/);
    await district.running?.stop();
  });

  it('区级改写历史且不再推送镜像：市级发现分叉，两份签名留存为证', async () => {
    delete district.env['SHUJI_LOG_MIRRORS'];
    for (const name of ['pg18', 'log', 'demo-witnesses']) {
      rmSync(join(district.dataDir, name), { recursive: true, force: true });
    }
    await run(district);
    const seen = (await peerOf(city, district))?.size ?? 0;
    while (headOf(await text(`${district.url}/log/checkpoint`)).size <= seen) await work(district);
    const peer = await eventually(
      () => peerOf(city, district),
      (p) => p?.fault?.kind === 'fork',
    );
    const notes = peer?.fault?.notes ?? [];
    assert.equal(notes.length, 2);
    for (const note of notes) assert.equal(headOf(note).origin, district.keys.origin);
    const found = await eventually(
      () => diaryOf(city),
      (types) => types.includes('log.ForkFound'),
    );
    assert.ok(found.includes('log.ForkFound'));
  });

  async function diaryOf(one: Level): Promise<string[]> {
    const head = headOf(await text(`${one.url}/log/checkpoint`));
    const all = await entriesOf(`${one.url}/log`, head.size);
    return all.map((entry) => (JSON.parse(entry) as { type: string }).type);
  }
});

/** A door to a level that hands out its checkpoint, and of its entries and tiles only those that fit
 *  under a size: what an operator could do who shows a head and hides what is under it. */
async function withholding(behind: Level, upTo: () => number): Promise<string> {
  shield = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '';
      const width = Number(/\.p\/(\d+)$/.exec(path)?.[1] ?? 0);
      const hidden = path.includes('/tile/') && (width === 0 || width > upTo());
      if (upTo() !== Infinity && hidden) return void response.writeHead(404).end();
      const answer = await fetch(behind.url + path).catch(() => undefined);
      response.writeHead(answer?.status ?? 502);
      response.end(Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer(0)));
    })();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => shield?.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${port}`;
}
