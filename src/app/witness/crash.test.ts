import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { toBase64 } from '../../log/bytes.ts';
import { parseCheckpoint } from '../../log/checkpoint.ts';
import { formatVerifierKey, parseNote } from '../../log/note.ts';
import { temporaryFolder, testLog } from './witness.fixtures.ts';

const CHILD = fileURLToPath(new URL('./child.fixtures.ts', import.meta.url));
const LIVES = 12;
const STEPS = 12;
const FORK = 20;
/** Larger than all lives together can reach. */
const SIZE = LIVES * STEPS * 10;

const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

function keyFile(): string {
  const path = join(temporaryFolder(), 'key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return path;
}

/** A line of the child: `ready`, or the number of a request, its status and the answer. */
type Said = readonly ['ready'] | readonly [number, number, string];

function start(folder: string, key: string, vkey: string) {
  const child = spawn(process.execPath, [CHILD, folder, key, vkey], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  child.stdin.on('error', () => undefined);
  const complaints: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => complaints.push(piece));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    complaints: () => Buffer.concat(complaints).toString(),
    ask: (body: string) => child.stdin.write(`${JSON.stringify(body)}\n`),
    async said(): Promise<Said | undefined> {
      const line = await lines.next();
      return line.done === true ? undefined : (JSON.parse(line.value) as Said);
    },
    async kill(): Promise<void> {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** The head in a request. */
function headOf(body: string): { readonly size: number; readonly root: string } {
  const { text } = parseNote(body.slice(body.indexOf('\n\n') + 2)) ?? assert.fail();
  const { size, root } = parseCheckpoint(text) ?? assert.fail();
  return { size, root: toBase64(root) };
}

test('随时被kill -9：同一大小从不共签两个根，共签过的大小从不忘记', async () => {
  const log = testLog(SIZE);
  const fork = testLog(SIZE, { signer: log.signer, forkAt: FORK });
  const vkey = formatVerifierKey(log.signer.key);
  const [folder, key] = [temporaryFolder(), keyFile()];
  /** What was acknowledged: the root of each size. */
  const cosigned = new Map<number, string>();
  let largest = 0;
  for (let life = 0; life < LIVES; life += 1) {
    const witness = start(folder, key, vkey);
    assert.deepEqual(await witness.said(), ['ready'], witness.complaints());
    // Nothing is that large yet: the answer is what it remembers.
    const asked = [await log.request(SIZE, SIZE)];
    witness.ask(asked[0] ?? '');
    const [, status, remembered] = (await witness.said()) as [number, number, string];
    assert.equal(status, 409);
    assert.ok(Number(remembered) >= largest, `只记得${Number(remembered)}，曾共签${largest}`);
    const enough = Promise.withResolvers<void>();
    let wanted = 1 + Math.floor(Math.random() * (STEPS - 1));
    const reading = (async () => {
      for (let said = await witness.said(); said; said = await witness.said()) {
        const [number, code, answer] = said as [number, number, string];
        if (code !== 200) continue;
        assert.match(answer, /^— /);
        const { size, root } = headOf(asked[number - 1] ?? '');
        assert.equal(cosigned.get(size) ?? root, root, `大小${size}共签了两个根`);
        cosigned.set(size, root);
        largest = Math.max(largest, size);
        wanted -= 1;
        if (wanted === 0) enough.resolve();
      }
    })();
    // Both histories race forward from there, and nobody waits for answers.
    let from = Number(remembered);
    for (let step = 0; step < STEPS; step += 1) {
      const to = from + 1 + Math.floor(Math.random() * 9);
      const bodies = await Promise.all([log.request(from, to), fork.request(from, to)]);
      if (Math.random() < 0.5) bodies.reverse();
      asked.push(...bodies);
      for (const body of bodies) witness.ask(body);
      from = to;
    }
    await enough.promise;
    await wait(Math.random() * 10);
    await witness.kill();
    await reading;
  }
  assert.ok(largest > FORK, '走过了分叉的地方');
  const later = [...cosigned].filter(([size]) => size > FORK);
  const ours = await Promise.all(
    later.map(async ([size, root]) => toBase64(await log.root(size)) === root),
  );
  assert.equal(new Set(ours).size, 1, '分叉之后只走了一条历史');
});

test('第二个进程不能用同一目录；第一个被kill -9之后立即可以', async () => {
  const vkey = formatVerifierKey(testLog(1).signer.key);
  const folder = temporaryFolder();
  const key = keyFile();
  const first = start(folder, key, vkey);
  assert.deepEqual(await first.said(), ['ready'], first.complaints());
  const second = start(folder, key, vkey);
  assert.equal(await second.said(), undefined);
  assert.match(second.complaints(), /FOLDER_IN_USE/);
  await first.kill();
  const third = start(folder, key, vkey);
  assert.deepEqual(await third.said(), ['ready'], third.complaints());
  await third.kill();
});
