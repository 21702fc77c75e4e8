import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { isRefusal, Refused } from '../../base/refusal.ts';
import { utf8 } from '../../log/bytes.ts';
import { emptyRoot } from '../../log/suite.ts';
import { formatCheckpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { parseVerifierKey } from '../../log/note.ts';
import { KeyExposed } from '../key-file.ts';
import { addKey } from './key-ring.ts';
import { parsePkcs11, pkcs11Signer, pkcs11VerifierKey } from './pkcs11-signer.ts';
import { openSigner } from './signer.ts';

const TOOL = 'pkcs11-tool';
const ORIGIN = 'log.example/log-1';
const MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];
const home = mkdtempSync(join(tmpdir(), 'shuji-pkcs11-'));
after(() => rmSync(home, { recursive: true, force: true }));

/** A software token with three keys of one label; none where this machine has no SoftHSM and OpenSC. */
function token(t: TestContext): string | undefined {
  const module = MODULES.find(existsSync);
  const tool = spawnSync(TOOL, ['--version']).error === undefined;
  if (!module || !tool) {
    t.skip('本机没有 SoftHSM 或 OpenSC：密码模块没有试');
    return undefined;
  }
  process.env['SOFTHSM2_CONF'] = join(home, 'softhsm2.conf');
  const pin = join(home, 'pin');
  if (!existsSync(pin)) {
    mkdirSync(join(home, 'tokens'));
    writeFileSync(join(home, 'softhsm2.conf'), `directories.tokendir = ${join(home, 'tokens')}\n`);
    writeFileSync(pin, '271828\n', { mode: 0o600 });
    const at = ['--module', module];
    const user = ['--token-label', '市目录链', '--login', '--pin', '271828'];
    const run = (args: string[]) => execFileSync(TOOL, [...at, ...args], { stdio: 'pipe' });
    run(['--init-token', '--slot-index', '0', '--label', '市目录链', '--so-pin', '314159']);
    run([
      '--token-label',
      '市目录链',
      '--login',
      '--so-pin',
      '314159',
      '--login-type',
      'so',
      '--init-pin',
      '--pin',
      '271828',
    ]);
    const keys = [
      ['02', 'EC:edwards25519'],
      ['03', 'EC:prime256v1'],
      ['04', 'EC:edwards25519'],
    ];
    for (const [id = '', type = ''] of keys)
      run([...user, '--keypairgen', '--key-type', type, '--id', id, '--label', 'log']);
  }
  return addressOf(module, pin);
}

const addressOf = (module: string, pin: string): string =>
  `pkcs11:token=${encodeURIComponent('市目录链')};id=%02?module-path=${module}&pin-source=file:${pin}`;

test('密码模块中的密钥签出来的，用它的公钥可验；令牌里有几把钥匙也不取错', async (t) => {
  const at = token(t);
  if (at === undefined) return;
  const message = utf8('任何原文\n');
  const keys = new Set<string>();
  for (const each of [at, at.replace('id=%02', 'id=%04')]) {
    const key = await pkcs11VerifierKey(each, ORIGIN);
    keys.add(Buffer.from(key.publicKey).toString('hex'));
    const signature = await pkcs11Signer(each, key).sign(message);
    assert.equal(await nodeCheck.ed25519?.(key.publicKey, message, signature), true);
  }
  assert.equal(keys.size, 2);
});

test('签名机用密码模块中的密钥签检查点，规矩与文件中的密钥一样', async (t) => {
  const at = token(t);
  if (at === undefined) return;
  const of = { dataDir: join(home, 'machine'), mode: 'production' as const };
  const never = () => Promise.resolve(undefined);
  const added = await addKey(of, { scheme: 'ed25519', at }, never, ORIGIN);
  const key = parseVerifierKey(added.verifier, suites.sha256);
  assert.ok(key);
  const signer = openSigner(of);
  const text = (size: number, root: Uint8Array) =>
    utf8(formatCheckpoint({ origin: ORIGIN, size, root, extensions: [] }));
  const message = text(4, emptyRoot(suites.sha256));
  const signature = await signer.sign(added.keyId, message);
  assert.ok(!isRefusal(signature));
  assert.equal(await nodeCheck.ed25519?.(key.publicKey, message, signature), true);
  const fork = await signer.sign(added.keyId, text(4, new Uint8Array(32)));
  assert.ok(isRefusal(fork) && fork.code === 'SIGNER_FORK');
  await signer.close();
});

test('口令不对、密钥不在、不是Ed25519、口令文件他人可读，都不签', async (t) => {
  const at = token(t);
  if (at === undefined) return;
  const key = await pkcs11VerifierKey(at, ORIGIN);
  const sign = async (each: string) => pkcs11Signer(each, key).sign(utf8('x'));
  await assert.rejects(sign(at.replace('id=%02', 'id=%07')), /pkcs11-tool/);
  await assert.rejects(sign(at.replace(/token=[^;]+/, 'token=none')), /pkcs11-tool/);
  await assert.rejects(sign(at.replace('id=%02', 'id=%03')));
  await assert.rejects(pkcs11VerifierKey(at.replace('id=%02', 'id=%03'), ORIGIN), /no Ed25519 key/);
  const wrong = join(home, 'wrong-pin');
  writeFileSync(wrong, '000000\n', { mode: 0o600 });
  await assert.rejects(sign(at.replace(/file:.*$/, `file:${wrong}`)), (error: Error) => {
    assert.match(error.message, /pkcs11-tool/);
    assert.ok(!error.message.includes('000000'));
    return true;
  });
  chmodSync(wrong, 0o644);
  await assert.rejects(sign(at.replace(/file:.*$/, `file:${wrong}`)), KeyExposed);
  const of = { dataDir: join(home, 'another'), mode: 'production' as const };
  const never = () => Promise.resolve(undefined);
  await assert.rejects(
    addKey(of, { scheme: 'ed25519', at: at.replace('id=%02', 'id=%07') }, never, ORIGIN),
    (error) => error instanceof Refused && error.refusal.code === 'KEY_DOES_NOT_SIGN',
  );
});

test('模块地址按RFC 7512读；缺项、重复、不认识的属性一概不收', () => {
  const module = '/usr/lib/a.so';
  const good = addressOf(module, '/etc/shuji/pin');
  assert.deepEqual(parsePkcs11(good), {
    token: '市目录链',
    id: '02',
    module,
    pin: '/etc/shuji/pin',
  });
  assert.equal(parsePkcs11(good.replace('file:', 'file://'))?.pin, '/etc/shuji/pin');
  const wrong = [
    'pkcs11:',
    good.replace(';id=%02', ''),
    good.replace('id=%02', 'id=%02;object=log'),
    good.replace('id=%02', 'id=%02;id=%03'),
    good.replace('id=%02', 'id=%0'),
    good.replace('id=%02', 'object=log'),
    good.replace('id=%02', 'id=%02;serial=1'),
    good.replace(/token=[^;]+;/, ''),
    good.replace(module, 'relative.so'),
    good.replace(/&pin-source.*/, ''),
    good.replace('file:', ''),
    good.replace('file:', 'file:relative'),
    `${good}&pin-value=1`,
    good.replace('pkcs11:', 'PKCS11:'),
  ];
  for (const each of wrong) assert.equal(parsePkcs11(each), undefined, each);
});
