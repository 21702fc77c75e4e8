import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { remoteSigner } from '../src/app/log/remote-signer.ts';
import { parseCheckpoint } from '../src/log/checkpoint.ts';
import { utf8 } from '../src/log/bytes.ts';
import { nodeCheck } from '../src/log/node-signatures.ts';
import { suites } from '../src/log/node-suites.ts';
import { parseNote, parseVerifierKey, type VerifierKey } from '../src/log/note.ts';
import { parsePolicy } from '../src/log/policy.ts';
import { parseProof, verifyProof } from '../src/log/proof-file.ts';
import { entriesIn, entriesPath } from '../src/log/tile.ts';
import { verifyNote } from '../src/log/verify-note.ts';
import { eventually, start, type Running } from './instance-process.ts';
import { ROOT } from './tree.ts';

const root = mkdtempSync(join(tmpdir(), 'shuji-rotation-'));
const TOKEN = 'rotation-test-token-0123456789abcdef';
const MAIN = join(ROOT, 'src/cli/main.ts');
const register = { DATA_DIR: join(root, 'register'), SHUJI_SIGNER_TOKEN: TOKEN };
const machine = { DATA_DIR: join(root, 'machine'), SHUJI_SIGNER_TOKEN: TOKEN };
const socket = join(root, 'signer.sock');

let running: Running | undefined;
let signer: ChildProcess | undefined;
/** What the signing machine told its operator. */
const complaints: string[] = [];
after(async () => {
  await running?.stop('SIGKILL');
  signer?.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true, maxRetries: 10 });
});

type Env = Readonly<Record<string, string>>;
const environment = (env: Env) => ({ PATH: process.env['PATH'], DATABASE_URL: '', ...env });

function shuji(env: Env, ...args: string[]) {
  const done = spawnSync(process.execPath, [MAIN, ...args], {
    env: environment(env),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: done.status, said: done.stdout + done.stderr };
}

async function restart(): Promise<void> {
  await running?.stop();
  running = await start('serve', register);
}

async function get(path: string): Promise<string> {
  const answer = await fetch(`${running?.url}/log/${path}`);
  assert.equal(answer.status, 200, path);
  return answer.text();
}

const idOf = (key: VerifierKey): string => Buffer.from(key.keyId).toString('hex');

async function servedKeys(): Promise<VerifierKey[]> {
  const lines = (await get('keys')).trimEnd().split('\n');
  return lines.flatMap((line) => parseVerifierKey(line, suites.sha256) ?? []);
}

const ed25519 = (keys: readonly VerifierKey[]): string[] =>
  keys.filter(({ scheme }) => scheme === 'ed25519').map(idOf);

interface Head {
  readonly size: number;
  /** The Ed25519 keys under it. */
  readonly by: readonly string[];
  readonly note: string;
}

async function head(): Promise<Head> {
  const note = await get('checkpoint');
  const parsed = parseNote(note);
  assert.ok(parsed);
  const verified = await verifyNote(parsed, await servedKeys(), nodeCheck);
  assert.ok(verified);
  return {
    size: parseCheckpoint(parsed.text)?.size ?? 0,
    by: ed25519(verified.map(({ key }) => key)).toSorted(),
    note,
  };
}

async function witnessedSize(): Promise<number> {
  const answer = await fetch(`${running?.url}/log/witnessed`);
  const note = answer.ok ? parseNote(await answer.text()) : undefined;
  return parseCheckpoint(note?.text ?? '')?.size ?? 0;
}

/** The log's own words about its keys, in order. */
async function statements(size: number) {
  const bundle = await fetch(`${running?.url}/log/${entriesPath(0, size)}`);
  const entries = entriesIn(new Uint8Array(await bundle.arrayBuffer()), size) ?? [];
  const read = entries.map((entry) => JSON.parse(Buffer.from(entry).toString('utf8')) as Statement);
  const ours = read.filter(({ type }) => type.startsWith('log.Key'));
  return {
    entries,
    said: ours.map(({ type, data }) => [
      type,
      data.scheme,
      data.verifier.split('+')[1],
      ...(data.why === undefined ? [] : [data.why]),
    ]),
  };
}

interface Statement {
  readonly type: string;
  readonly data: { readonly scheme: string; readonly verifier: string; readonly why?: string };
}

/** Whether the proof of the first entry holds for somebody who trusts these keys. */
async function holds(proof: string, entry: Uint8Array, vkeys: string): Promise<boolean> {
  const policy = parsePolicy(`${vkeys.replaceAll(/^(?=.)/gm, 'log ')}quorum none\n`, suites.sha256);
  const parsed = parseProof(proof);
  assert.ok(parsed && !('fault' in policy));
  return (await verifyProof(suites.sha256, entry, parsed, policy, nodeCheck)).ok;
}

describe('目录链签名密钥的轮换，用真正的服务走一遍', () => {
  const proofs: string[] = [];
  const served: string[] = [];
  let first = '';
  let second = '';
  let entry: Uint8Array = new Uint8Array();

  const settled = async (by: readonly string[], atLeast: number): Promise<Head> => {
    const now = await eventually(head, ({ size }) => size >= atLeast);
    assert.deepEqual(now.by, by.toSorted());
    // The witnesses of the demonstration go along, and proofs are given under what they signed.
    await eventually(witnessedSize, (size) => size >= now.size);
    proofs.push(await get('proof/0'));
    served.push(await get('keys'));
    return now;
  };

  it('首次启动，目录链上写明自己的三个密钥', async () => {
    await restart();
    const now = await eventually(head, ({ size }) => size >= 3);
    [first = ''] = ed25519(await servedKeys());
    const { entries, said } = await statements(now.size);
    entry = entries[0] ?? entry;
    assert.deepEqual(
      said.map(([type, scheme]) => `${type} ${scheme}`),
      ['log.KeyAdded ed25519', 'log.KeyAdded ml-dsa-44-cosignature', 'log.KeyAdded sm2-sm3'],
    );
    await settled([first], now.size);
  });

  it('加了新密钥，重启之前照旧；还没有并签，旧的停不了', async () => {
    const added = shuji(register, 'keys', 'new', 'ed25519');
    assert.equal(added.code, 0, added.said);
    assert.match(added.said, /下次启动服务后生效[\s\S]*next start of the server/);
    second = /^([0-9a-f]{8}) {2}ed25519/m.exec(added.said)?.[1] ?? '';
    assert.equal(await get('keys'), served[0]);
    const tried = shuji(register, 'keys', 'retire', first);
    assert.deepEqual([tried.code, /还没有新密钥的签名/.test(tried.said)], [1, true]);
  });

  it('重启之后新旧并签：公布的密钥和策略都列出两个，目录链上写明启用', async () => {
    const before = await head();
    await restart();
    const now = await settled([first, second], before.size + 1);
    assert.deepEqual(ed25519(await servedKeys()), [first, second]);
    const policy = parsePolicy(await get('policy'), suites.sha256);
    assert.ok(!('fault' in policy));
    assert.deepEqual(ed25519(policy.logs.map(({ key }) => key)), [first, second]);
    const { said } = await statements(now.size);
    assert.deepEqual(said.at(-1), ['log.KeyAdded', 'ed25519', second]);
  });

  it('停用旧密钥，重启之后只有新密钥签名；旧的仍公布，文件仍在', async () => {
    const retired = shuji(register, 'keys', 'retire', first);
    assert.equal(retired.code, 0, retired.said);
    assert.match(retired.said, /密钥文件没有删除[\s\S]*not deleted/);
    assert.ok(statSync(join(register.DATA_DIR, 'keys/log-ed25519-1.pem')).isFile());
    const before = await head();
    await restart();
    const now = await settled([second], before.size + 1);
    assert.deepEqual(ed25519(await servedKeys()), [first, second]);
    const { said } = await statements(now.size);
    assert.deepEqual(said.at(-1), ['log.KeyRetired', 'ed25519', first, 'retired']);
  });

  it('各阶段取得的证明，用当时和以后公布的密钥都能核验；只认旧密钥的认到并签为止', async () => {
    assert.equal(proofs.length, 3);
    for (const [at, proof] of proofs.entries()) {
      for (const keys of served.slice(at)) assert.ok(await holds(proof, entry, keys), `${at}`);
    }
    const only = (served[0] ?? '').split('\n').filter((line) => line.includes(first));
    const found = await Promise.all(
      proofs.map((proof) => holds(proof, entry, `${only.join('\n')}\n`)),
    );
    assert.deepEqual(found, [true, true, false]);
  });

  it('密钥移到签名机：试签成功才收；登记机签的检查点带上它的签名', async () => {
    const { note, size } = await head();
    const origin = note.split('\n', 1)[0] ?? '';
    const made = shuji(machine, 'keys', 'new', 'ed25519', '--origin', origin);
    assert.equal(made.code, 0, made.said);
    const [line = '', at = '', vkey = ''] = (await openSigner()).split(/\n| /);
    assert.match(line, /^unix:/);
    assert.equal(statSync(socket).mode & 0o777, 0o600);
    assert.equal(
      shuji({ ...register, SHUJI_SIGNER_TOKEN: '' }, 'keys', 'add', 'ed25519', at, vkey).code,
      1,
    );
    const added = shuji(register, 'keys', 'add', 'ed25519', at, vkey);
    assert.equal(added.code, 0, added.said);
    const third = vkey.split('+')[1] ?? '';
    await restart();
    const now = await settled([second, third], size + 1);
    assert.equal((await statements(now.size)).said.at(-1)?.[2], third);
  });

  it('登记机失窃也不能让签名机签下分叉', async () => {
    const { note } = await head();
    const text = parseNote(note)?.text ?? '';
    const third = (await servedKeys()).findLast(({ scheme }) => scheme === 'ed25519');
    assert.ok(third);
    const thief = remoteSigner(`unix:${socket}:/sign/${idOf(third)}`, third, TOKEN);
    await thief.sign(utf8(text));
    const [origin, size = '', hash = ''] = text.split('\n');
    const other = `${origin}\n${size}\n${hash.startsWith('A') ? 'B' : 'A'}${hash.slice(1)}\n`;
    await assert.rejects(async () => thief.sign(utf8(other)), /SIGNER_FORK/);
    const older = text.replace(`\n${size}\n`, `\n${Number(size) - 1}\n`);
    await assert.rejects(async () => thief.sign(utf8(older)), /SIGNER_BACKWARDS/);
    await assert.rejects(async () => thief.sign(utf8('anything\n')), /SIGNER_NOT_A_CHECKPOINT/);
    // The people at the signing machine hear of each attempt.
    for (const code of ['TOKEN_WRONG', 'FORK', 'BACKWARDS', 'NOT_A_CHECKPOINT']) {
      const told = new RegExp(`^SIGNER_${code}: `, 'm');
      await eventually(
        () => Promise.resolve(complaints.join('')),
        (said) => told.test(said),
        5000,
      );
    }
  });

  it('登记簿核对无误，密钥清单如实列出', async () => {
    await running?.stop();
    running = undefined;
    const checked = shuji(register, 'verify', 'register');
    assert.equal(checked.code, 0, checked.said);
    const listed = shuji(register, 'keys', 'list');
    assert.equal(listed.code, 0, listed.said);
    assert.match(listed.said, new RegExp(`^${first}  ed25519  sha256  已停用`, 'm'));
    assert.match(listed.said, new RegExp(`^${second}  ed25519  sha256  签名中`, 'm'));
  });

  it('签名服务不设口令就不对外监听；同一目录不开第二个', () => {
    const open = shuji({ DATA_DIR: machine.DATA_DIR }, 'signer', '0.0.0.0:0');
    assert.deepEqual([open.code, /SHUJI_SIGNER_TOKEN/.test(open.said)], [1, true]);
    const weak = shuji({ ...machine, SHUJI_SIGNER_TOKEN: 'secret' }, 'signer', '0.0.0.0:0');
    assert.deepEqual([weak.code, /SHUJI_SIGNER_TOKEN/.test(weak.said)], [1, true]);
    const again = shuji(machine, 'signer', '127.0.0.1:0');
    assert.deepEqual([again.code, /正被另一个进程使用/.test(again.said)], [1, true]);
    for (const wrong of [['nonsense'], ['127.0.0.1:1', 'more']]) {
      assert.equal(shuji(machine, 'signer', ...wrong).code, 2);
    }
  });
});

/** Starts the signing service on its socket; what it said when it was ready. */
async function openSigner(): Promise<string> {
  const child = spawn(process.execPath, [MAIN, 'signer', `unix:${socket}`], {
    env: environment(machine),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  signer = child;
  child.stderr.on('data', (piece: Buffer) => complaints.push(piece.toString()));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line.replace(/^shuji signer ready /, ''));
    if (lines.length === 2) break;
  }
  if (lines.length < 2) await once(child, 'exit');
  return lines.join('\n');
}
