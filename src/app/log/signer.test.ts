import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isRefusal, Refused } from '../../base/refusal.ts';
import { utf8 } from '../../log/bytes.ts';
import { formatCheckpoint } from '../../log/checkpoint.ts';
import { signedMessage } from '../../log/cosignature.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { parseVerifierKey, SCHEMES, type VerifierKey } from '../../log/note.ts';
import { newKey } from './key-ring.ts';
import { retireKey } from './key-retire.ts';
import { nameOf, type RingScheme } from './keys.ts';
import { openSigner } from './signer.ts';

const root = mkdtempSync(join(tmpdir(), 'shuji-signer-'));
after(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

const ORIGIN = 'log.example/log-1';
const SCHEMES_HELD = ['ed25519', 'ml-dsa-44-cosignature', 'sm2-sm3'] as const;
const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

async function machine() {
  count += 1;
  const of = { dataDir: join(root, String(count)), mode: 'production' as const };
  const keys = new Map<RingScheme, { id: string; key: VerifierKey }>();
  for (const scheme of SCHEMES_HELD) {
    const { keyId, verifier } = await newKey(of, scheme, ORIGIN);
    const key = parseVerifierKey(verifier, suites.sha256);
    assert.ok(key);
    keys.set(scheme, { id: keyId, key });
  }
  const held = (scheme: RingScheme) => {
    const found = keys.get(scheme);
    assert.ok(found);
    return found;
  };
  const messageOf = (scheme: RingScheme, size: number, byte: number, extensions: string[] = []) => {
    const origin = nameOf(scheme, ORIGIN);
    const text = formatCheckpoint({
      origin,
      size,
      root: new Uint8Array(32).fill(byte),
      extensions,
    });
    const message = signedMessage(held(scheme).key, text, 1_790_000_000);
    assert.ok(message);
    return message;
  };
  return { of, held, messageOf };
}

type Machine = Awaited<ReturnType<typeof machine>>;

async function asks(m: Machine, scheme: RingScheme, message: Uint8Array): Promise<string> {
  const signer = openSigner(m.of);
  try {
    return await outcome(signer, m, scheme, message);
  } finally {
    await signer.close();
  }
}

async function outcome(
  signer: ReturnType<typeof openSigner>,
  m: Machine,
  scheme: RingScheme,
  message: Uint8Array,
): Promise<string> {
  const { id, key } = m.held(scheme);
  const answer = await signer.sign(id, message);
  if (isRefusal(answer)) return answer.code;
  const check = nodeCheck[SCHEMES[key.scheme].primitive];
  assert.equal(await check?.(key.publicKey, message, answer), true);
  return 'signed';
}

test('三种密钥各签本目录链的检查点；同一检查点可再签，重启之后也一样', async () => {
  const m = await machine();
  for (let start = 0; start < 2; start += 1) {
    for (const scheme of SCHEMES_HELD) {
      assert.equal(await asks(m, scheme, m.messageOf(scheme, 5, 1)), 'signed');
    }
  }
});

test('签过之后，更小的不签，同样大小换了根的不签，重启之后也不签；更大的照签', async () => {
  const m = await machine();
  assert.equal(await asks(m, 'ed25519', m.messageOf('ed25519', 5, 1)), 'signed');
  for (const scheme of ['ed25519', 'ml-dsa-44-cosignature'] as const) {
    assert.equal(await asks(m, scheme, m.messageOf(scheme, 4, 1)), 'SIGNER_BACKWARDS');
    assert.equal(await asks(m, scheme, m.messageOf(scheme, 0, 1)), 'SIGNER_BACKWARDS');
    assert.equal(await asks(m, scheme, m.messageOf(scheme, 5, 2)), 'SIGNER_FORK');
    const more = m.messageOf('ed25519', 5, 1, ['another line']);
    assert.equal(await asks(m, 'ed25519', more), 'SIGNER_FORK');
  }
  // The two trees grow each by itself.
  assert.equal(await asks(m, 'sm2-sm3', m.messageOf('sm2-sm3', 3, 9)), 'signed');
  const [one, two] = [
    m.messageOf('sm2-sm3', 4, 9, ['sha256 a']),
    m.messageOf('sm2-sm3', 4, 9, ['b']),
  ];
  assert.equal(await asks(m, 'sm2-sm3', one), 'signed');
  assert.equal(await asks(m, 'sm2-sm3', two), 'SIGNER_FORK');
  assert.equal(await asks(m, 'ed25519', m.messageOf('ed25519', 6, 2)), 'signed');
});

test('同时来的两个分叉，只签一个', async () => {
  const m = await machine();
  const signer = openSigner(m.of);
  const asked = Array.from({ length: 12 }, (_, i) =>
    outcome(signer, m, 'ed25519', m.messageOf('ed25519', 7, i % 4)),
  );
  const answers = await Promise.all(asked);
  await signer.close();
  assert.equal(answers.filter((answer) => answer === 'signed').length, 3);
  assert.equal(answers.filter((answer) => answer === 'SIGNER_FORK').length, 9);
});

test('不是本目录链检查点的，一概不签，也不留痕', async () => {
  const m = await machine();
  const head = { size: 5, root: new Uint8Array(32), extensions: [] };
  const texts = [
    formatCheckpoint({ ...head, origin: 'log.example/log-2' }),
    formatCheckpoint({ ...head, origin: `${ORIGIN}/sm3` }),
    `cosignature/v1\ntime 5\n${formatCheckpoint({ ...head, origin: ORIGIN })}`,
    'pay 1000 yuan\n',
    '',
  ];
  for (const text of texts) {
    assert.equal(await asks(m, 'ed25519', utf8(text)), 'SIGNER_NOT_A_CHECKPOINT');
  }
  for (const scheme of SCHEMES_HELD) {
    const garbage = new Uint8Array(200).fill(0xfe);
    assert.equal(await asks(m, scheme, garbage), 'SIGNER_NOT_A_CHECKPOINT');
  }
  const sm3 = m.messageOf('sm2-sm3', 5, 1);
  assert.equal(await asks(m, 'ml-dsa-44-cosignature', sm3), 'SIGNER_NOT_A_CHECKPOINT');
  assert.throws(() => readdirSync(join(m.of.dataDir, 'signer', 'signed')), /ENOENT/);
});

test('没有的密钥、停用的密钥不签', async () => {
  const m = await machine();
  const { id } = m.held('ed25519');
  await retireKey(m.of, id, 'retired', () => Promise.resolve(undefined));
  const signer = openSigner(m.of);
  for (const each of [id, '00000000', '__proto__', '']) {
    const answer = await signer.sign(each, m.messageOf('ed25519', 1, 1));
    assert.ok(isRefusal(answer) && answer.code === 'SIGNER_KEY_UNKNOWN');
  }
  assert.equal(signer.keys.length, 2);
  await signer.close();
});

test('记忆损坏就不签：不当作从未签过', async () => {
  const m = await machine();
  assert.equal(await asks(m, 'ed25519', m.messageOf('ed25519', 5, 1)), 'signed');
  const folder = join(m.of.dataDir, 'signer', 'signed');
  const [name = ''] = readdirSync(folder);
  const path = join(folder, name);
  const good = readFileSync(path, 'utf8');
  for (const content of ['', '{}', good.slice(0, 20), good.replace('log-1', 'log-2')]) {
    writeFileSync(path, content);
    await assert.rejects(asks(m, 'ed25519', m.messageOf('ed25519', 9, 1)));
  }
  writeFileSync(path, good);
  assert.equal(await asks(m, 'ed25519', m.messageOf('ed25519', 9, 1)), 'signed');
});

test('写不下记忆就不签', async () => {
  const m = await machine();
  assert.equal(await asks(m, 'ed25519', m.messageOf('ed25519', 5, 1)), 'signed');
  const folder = join(m.of.dataDir, 'signer', 'signed');
  const signer = openSigner(m.of);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  await assert.rejects(outcome(signer, m, 'ed25519', m.messageOf('ed25519', 6, 1)));
  await signer.close();
});

test('一个目录同时只有一个签名服务；登记机的目录不当签名服务用', async () => {
  const m = await machine();
  const signer = openSigner(m.of);
  assert.throws(() => openSigner(m.of), refusedAs('FOLDER_IN_USE'));
  await signer.close();
  const empty = { dataDir: join(root, 'none'), mode: 'production' as const };
  assert.throws(() => openSigner(empty), refusedAs('KEY_RING_MISSING'));
});
