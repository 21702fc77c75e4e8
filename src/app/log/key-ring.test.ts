import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Refused } from '../../base/refusal.ts';
import { KeyExposed } from '../key-file.ts';
import { addKey, listKeys, newKey, type Published } from './key-ring.ts';
import { retireKey } from './key-retire.ts';
import { loadLogKeys, signedCheckpoint } from './keys.ts';
import { parseRing } from './ring-file.ts';

const root = mkdtempSync(join(tmpdir(), 'shuji-ring-'));
after(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

const NEVER: Published = () => Promise.resolve(undefined);
const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

function folderOf(host = 'log.example') {
  count += 1;
  const of = { dataDir: join(root, String(count)), mode: 'production' as const, host };
  const folder = join(of.dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { of, folder };
}

/** A register that has been started once. */
function instance() {
  const { of, folder } = folderOf();
  loadLogKeys(of);
  const ring = () => parseRing(readFileSync(join(folder, 'log-keys.json'), 'utf8'));
  const idOf = (scheme: string): string =>
    listKeys(of).keys.find((key) => key.scheme === scheme)?.keyId ?? '';
  /** What it would have published with the keys it has now. */
  const published: Published = (suite) =>
    signedCheckpoint(
      loadLogKeys(of),
      suite,
      { size: 3, root: new Uint8Array(32), extensions: [] },
      9,
    );
  return { of, folder, ring, idOf, published };
}

test('新密钥另立文件，编号顺延，只有本人可读，与旧密钥同时签名', async () => {
  const { of, folder, ring } = instance();
  const key = await newKey(of, 'ed25519');
  assert.equal(key.at, 'file:log-ed25519-2.pem');
  assert.equal(key.secret, 'private');
  assert.equal(statSync(join(folder, 'log-ed25519-2.pem')).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'log-keys.json')).mode & 0o777, 0o600);
  const names = loadLogKeys(of).signers.sha256.map((signer) => signer.key.name);
  assert.deepEqual(names, [ring().origin, ring().origin, ring().origin]);
  for (const scheme of ['ml-dsa-44-cosignature', 'sm2-sm3'] as const) await newKey(of, scheme);
  const { signers } = loadLogKeys(of);
  assert.deepEqual([signers.sha256.length, signers.sm3.length], [4, 2]);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.new')),
    [],
  );
});

test('销毁了文件的密钥，编号不再给别的密钥', async () => {
  const { of, folder, published } = instance();
  const second = await newKey(of, 'ed25519');
  await retireKey(of, second.keyId, 'retired', published);
  rmSync(join(folder, 'log-ed25519-2.pem'));
  assert.equal((await newKey(of, 'ed25519')).at, 'file:log-ed25519-3.pem');
  assert.equal(listKeys(of).keys.find((key) => key.keyId === second.keyId)?.secret, 'missing');
  assert.equal(loadLogKeys(of).signers.sha256.length, 3);
});

test('停用后仍在验证之列，不再签名，文件不删；没有第二个密钥时不能停用', async () => {
  const { of, folder, idOf, published } = instance();
  for (const scheme of ['ed25519', 'sm2-sm3'] as const) {
    await assert.rejects(
      retireKey(of, idOf(scheme), 'retired', published),
      refusedAs('KEY_IS_LAST'),
    );
    await assert.rejects(retireKey(of, idOf(scheme), 'lost', published), refusedAs('KEY_IS_LAST'));
  }
  const old = idOf('ed25519');
  const fresh = await newKey(of, 'ed25519');
  await retireKey(of, old, 'retired', published);
  const keys = loadLogKeys(of);
  const signing = keys.signers.sha256.map(({ key }) => Buffer.from(key.keyId).toString('hex'));
  const known = keys.verifiers.sha256.map(({ keyId }) => Buffer.from(keyId).toString('hex'));
  assert.deepEqual([signing.includes(old), signing.includes(fresh.keyId)], [false, true]);
  assert.deepEqual([known.includes(old), known.includes(fresh.keyId)], [true, true]);
  assert.ok(existsSync(join(folder, 'log-ed25519-1.pem')));
  await assert.rejects(retireKey(of, old, 'retired', published), refusedAs('KEY_NOT_SIGNING'));
  await assert.rejects(retireKey(of, 'ffffffff', 'retired', published), refusedAs('KEY_UNKNOWN'));
  await retireKey(of, idOf('ml-dsa-44-cosignature'), 'retired', published);
});

test('公布的检查点还没有新密钥的签名时，旧密钥不停用；已丢失的除外', async () => {
  const { of, folder, idOf, published } = instance();
  const before = await published('sha256');
  const old = idOf('ed25519');
  await newKey(of, 'ed25519');
  const unseen: Published = () => Promise.resolve(before);
  for (const state of ['retired', 'stolen'] as const) {
    await assert.rejects(retireKey(of, old, state, unseen), refusedAs('KEY_NOT_YET_SEEN'));
  }
  rmSync(join(folder, 'log-ed25519-1.pem'));
  assert.throws(() => loadLogKeys(of), /log-ed25519-1\.pem is missing/);
  await retireKey(of, old, 'lost', unseen);
  assert.equal(loadLogKeys(of).verifiers.sha256.length, 3);
});

test('失窃的密钥不再采信：不在验证之列；停用之后才知道失窃也一样', async () => {
  const { of, idOf, published } = instance();
  const old = idOf('sm2-sm3');
  await newKey(of, 'sm2-sm3');
  await retireKey(of, old, 'retired', published);
  assert.equal(loadLogKeys(of).verifiers.sm3.length, 2);
  await retireKey(of, old, 'stolen', published);
  const keys = loadLogKeys(of).verifiers.sm3.map(({ keyId }) => Buffer.from(keyId).toString('hex'));
  assert.deepEqual([keys.length, keys.includes(old)], [1, false]);
  await assert.rejects(retireKey(of, old, 'stolen', published), refusedAs('KEY_NOT_SIGNING'));
  await assert.rejects(retireKey(of, old, 'lost', published), refusedAs('KEY_NOT_SIGNING'));
});

test('没有启动过的目录没有密钥清单；签名机的清单要写明目录链，登记机不能用它启动', async () => {
  const { of } = folderOf();
  assert.throws(() => listKeys(of), refusedAs('KEY_RING_MISSING'));
  await assert.rejects(newKey(of, 'ed25519'), refusedAs('KEY_RING_MISSING'));
  for (const wrong of ['', 'Log.example', 'log.example/a b', '../x', 'https://log.example']) {
    await assert.rejects(newKey(of, 'ed25519', wrong), refusedAs('KEY_ORIGIN_WRONG'));
  }
  const first = await newKey(of, 'ed25519', 'log.example/log-1');
  await newKey(of, 'sm2-sm3', 'log.example/log-1');
  await assert.rejects(newKey(of, 'ed25519', 'log.example/log-2'), refusedAs('KEY_ORIGIN_WRONG'));
  assert.throws(() => loadLogKeys(of), /signing service/);
  // A signing machine may give up its last key: the register decides what must sign.
  await retireKey(of, first.keyId, 'retired', NEVER);
  const { of: register } = instance();
  const { origin } = listKeys(register);
  await assert.rejects(newKey(register, 'ed25519', origin), refusedAs('KEY_ORIGIN_WRONG'));
});

test('他人可读的密钥如实列出，正式运行不用它签名', async () => {
  const { of, folder } = instance();
  const path = join(folder, 'log-ml-dsa-44-1.pem');
  chmodSync(path, 0o640);
  assert.deepEqual(
    listKeys(of).keys.map(({ secret }) => secret),
    ['private', 'exposed', 'private'],
  );
  assert.throws(() => loadLogKeys(of), KeyExposed);
  chmodSync(path, 0o600);
  chmodSync(folder, 0o755);
  await assert.rejects(newKey(of, 'ed25519'), KeyExposed);
});

test('清单有误时什么都不改：多出的字段、换成别人的公钥、截断的文件', async () => {
  const { of, folder, ring } = instance();
  const path = join(folder, 'log-keys.json');
  const good = readFileSync(path, 'utf8');
  const other = instance().ring();
  const wrong = [
    good.slice(0, 200),
    '{}',
    JSON.stringify({ ...ring(), more: 1 }),
    JSON.stringify({ ...ring(), origin: '../../x' }),
  ];
  for (const content of wrong) {
    writeFileSync(path, content);
    await assert.rejects(newKey(of, 'ed25519'));
    assert.equal(readFileSync(path, 'utf8'), content);
  }
  const [mine, ...rest] = parseRing(good).keys;
  const swapped = { ...mine, verifier: other.keys[0]?.verifier ?? '' };
  writeFileSync(path, JSON.stringify({ ...parseRing(good), keys: [swapped, ...rest] }));
  assert.throws(() => loadLogKeys(of), /is not the key of/);
});

test('三十二个密钥为限', async () => {
  const { of } = folderOf();
  for (let i = 0; i < 32; i += 1) await newKey(of, 'ed25519', 'log.example/log-1');
  await assert.rejects(newKey(of, 'ed25519'), refusedAs('KEY_RING_FULL'));
  assert.equal(listKeys(of).keys.length, 32);
});

test('两个人同时加密钥，一个不丢，也不相互覆盖', async () => {
  const { of, ring } = instance();
  const tried = await Promise.allSettled(Array.from({ length: 8 }, () => newKey(of, 'ed25519')));
  const made = tried.flatMap((each) => (each.status === 'fulfilled' ? each.value.at : []));
  const listed = ring().keys.map(({ at }) => at);
  assert.ok(made.length > 0);
  for (const at of made) assert.ok(listed.includes(at), at);
  assert.equal(new Set(listed).size, listed.length);
  for (const each of tried) {
    if (each.status === 'rejected') assert.ok(refusedAs('FOLDER_IN_USE')(each.reason));
  }
});

test('加入别处的密钥：地址、算法、名称不对的不收，不应答的不收', async () => {
  const { of, ring } = instance();
  const signer = folderOf();
  const { origin } = ring();
  const key = await newKey(signer.of, 'ed25519', origin);
  const add = (at: string, vkey: string, scheme: 'ed25519' | 'sm2-sm3' = 'ed25519') =>
    addKey(of, { scheme, at, vkey }, NEVER);
  for (const at of [
    'ftp://127.0.0.1/sign',
    '127.0.0.1:8421',
    'http://user:secret@127.0.0.1/',
    'unix:relative.sock:/sign/1',
    'file:log-ed25519-1.pem',
    'pkcs11:token=a',
    '',
  ]) {
    await assert.rejects(add(at, key.verifier), refusedAs('KEY_ADDRESS_WRONG'), at);
  }
  const at = 'http://127.0.0.1:9/sign/00000000';
  await assert.rejects(add(at, 'nonsense'), refusedAs('KEY_VERIFIER_WRONG'));
  await assert.rejects(add(at, key.verifier, 'sm2-sm3'), refusedAs('KEY_VERIFIER_WRONG'));
  const stranger = await newKey(folderOf().of, 'ed25519', 'other.example/log-1');
  await assert.rejects(add(at, stranger.verifier), refusedAs('KEY_VERIFIER_WRONG'));
  const own = ring().keys[0]?.verifier ?? '';
  await assert.rejects(add(at, own), refusedAs('KEY_THERE'));
  await assert.rejects(add(at, key.verifier), refusedAs('KEY_DOES_NOT_SIGN'));
  assert.equal(ring().keys.length, 3);
});
