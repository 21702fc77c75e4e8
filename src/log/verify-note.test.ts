import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { mlDsaSigner, nodeCheck } from './node-signatures.ts';
import {
  base64Root,
  ed25519Key,
  FOO,
  GO,
  keyOf,
  mlDsaKey,
  REAL,
  seed,
  SIGNERS,
} from './note.fixtures.ts';
import { formatNote, parseNote, type SignedNote, type VerifierKey } from './note.ts';
import { ed25519Signer } from './node-signatures.ts';
import { type NoteSigner, signCheckpoint } from './sign-note.ts';
import { type CheckSignature, verifyNote } from './verify-note.ts';

const TIME = 1_790_000_000;
const TEXT = `log.example/city\n5\n${base64Root(7)}\n`;
const [peter, enoch] = [keyOf(GO.peter), keyOf(GO.enoch)];

function noteOf(note: string): SignedNote {
  const parsed = parseNote(note);
  assert.ok(parsed, note);
  return parsed;
}

/** Name and time of each who signed; undefined if the note is rejected. */
async function signers(
  note: string,
  keys: readonly VerifierKey[],
  check: CheckSignature = nodeCheck,
): Promise<readonly (readonly [string, number | null])[] | undefined> {
  const verified = await verifyNote(noteOf(note), keys, check);
  return verified?.map(({ key, time }) => [key.name, time]);
}

const signed = async (by: readonly NoteSigner[], time = TIME, text = TEXT): Promise<string> =>
  formatNote({ text, signatures: await Promise.all(by.map((s) => signCheckpoint(text, s, time))) });

test('公开标准和Go语言的例子都验得过', async () => {
  assert.deepEqual(await signers(FOO.note, [keyOf(FOO.vkey)]), [['example.com/foo', null]]);
  const note = `${GO.text}\n${GO.peterLine}${GO.enochLine}`;
  assert.deepEqual(await signers(note, [peter]), [['PeterNeumann', null]]);
  assert.deepEqual(await signers(note, [enoch, peter]), [
    ['PeterNeumann', null],
    ['EnochRoot', null],
  ]);
  assert.deepEqual(await signers(note, []), []);
});

test('真实日志的签名和真实见证的两种副署都验得过', async () => {
  const known = [keyOf(REAL.archeLog), keyOf(REAL.remora)];
  assert.deepEqual(await signers(REAL.arche, known), [
    ['arche2025h1.staging.ct.transparency.dev', null],
    ['remora.n621.de', 1_779_573_024],
  ]);
  assert.deepEqual(await signers(REAL.coachandhorses, [keyOf(REAL.navigli)]), [
    ['witness.navigli.sunlight.geomys.org', 1_785_704_691],
  ]);
  const torchwood = mlDsaSigner(mlDsaKey(REAL.torchwoodSeed), 'example.com/mldsa-log').key;
  assert.deepEqual(await signers(REAL.torchwood, [torchwood]), [['example.com/mldsa-log', 0]]);
  for (const [note, keys] of [
    [REAL.arche, [keyOf(REAL.archeLog)]],
    [REAL.arche, [keyOf(REAL.remora)]],
    [REAL.coachandhorses, [keyOf(REAL.navigli)]],
    [REAL.torchwood, [torchwood]],
  ] as const) {
    const larger = note.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`);
    assert.equal(await signers(larger, keys), undefined);
  }
});

test('每一种签名都签得出、验得过，改正文一个字就整份作废', async () => {
  const all = Object.values(SIGNERS);
  const note = await signed(all);
  const keys = all.map(({ key }) => key);
  const times = [null, TIME, null, TIME, TIME, TIME];
  assert.deepEqual(
    await signers(note, keys),
    keys.map(({ name }, i) => [name, times[i]]),
  );
  for (const key of keys) {
    assert.equal(await signers(note.replace('\n5\n', '\n6\n'), [key]), undefined, key.scheme);
    const other = note.replaceAll('log.example/city', 'log.example/town');
    assert.equal(
      await signers(other, [{ ...key, name: key.name.replace('/city', '/town') }]),
      undefined,
      key.scheme,
    );
  }
});

test('副署的时间改一秒、签名缺一字节或多一字节都作废', async () => {
  for (const signer of [SIGNERS.audit, SIGNERS.cac, SIGNERS.notary]) {
    const one = await signCheckpoint(TEXT, signer, TIME);
    const withBytes = (bytes: Uint8Array): string =>
      formatNote({ text: TEXT, signatures: [{ ...one, bytes }] });
    const later = Uint8Array.from(one.bytes);
    later[7] = (later[7] ?? 0) ^ 1;
    const far = Uint8Array.from(one.bytes).fill(0xff, 0, 8);
    const long = new Uint8Array([...one.bytes, 0]);
    assert.equal((await signers(withBytes(one.bytes), [signer.key]))?.length, 1);
    const gullible = { ed25519: () => true, 'ml-dsa-44': () => true, 'sm2-sm3': () => true };
    assert.equal((await signers(withBytes(later), [signer.key], gullible))?.length, 1);
    for (const bad of [long, one.bytes.slice(0, -1)]) {
      assert.equal(await signers(withBytes(bad), [signer.key], gullible), undefined);
    }
    for (const bad of [later, far, long, one.bytes.slice(0, -1), one.bytes.slice(0, 8)]) {
      assert.equal(await signers(withBytes(bad), [signer.key]), undefined);
    }
  }
});

test('不带时间的签名不能当副署，副署也不能当签名', async () => {
  const key = ed25519Key(seed(9));
  const plain = ed25519Signer(key, 'both.example', 'ed25519');
  const timed = ed25519Signer(key, 'both.example', 'ed25519-cosignature');
  const [asPlain, asTimed] = [await signed([plain]), await signed([timed])];
  assert.deepEqual(await signers(asPlain, [timed.key]), []);
  assert.deepEqual(await signers(asTimed, [plain.key]), []);
  const claimed = { ...timed.key, keyId: plain.key.keyId };
  assert.equal(await signers(asPlain, [claimed]), undefined);
});

test('扩展行在Ed25519和国密副署之内，在ML-DSA副署之外', async () => {
  const note = await signed([SIGNERS.audit, SIGNERS.notary, SIGNERS.cac], TIME, `${TEXT}Extendo\n`);
  const changed = note.replace('Extendo', 'Extend@');
  assert.equal(await signers(changed, [SIGNERS.audit.key]), undefined);
  assert.equal(await signers(changed, [SIGNERS.notary.key]), undefined);
  assert.equal((await signers(changed, [SIGNERS.cac.key]))?.length, 1);
});

test('ML-DSA副署连着副署人名称，别人拿去署自己的名不行', async () => {
  const borrowed = mlDsaSigner(mlDsaKey(seed(5)), 'witness.example/other').key;
  const one = await signCheckpoint(TEXT, SIGNERS.cac, TIME);
  const taken = { ...one, name: borrowed.name, keyId: borrowed.keyId };
  const note = formatNote({ text: TEXT, signatures: [taken] });
  assert.equal(await signers(note, [borrowed]), undefined);
});

test('同名不同编号、同编号不同名的都算不认识', async () => {
  const note = `${GO.text}\n${GO.peterLine}`;
  assert.deepEqual(await signers(note, [{ ...enoch, name: peter.name }]), []);
  assert.deepEqual(await signers(note, [{ ...enoch, keyId: peter.keyId }]), []);
  const both = { ...enoch, name: peter.name, keyId: peter.keyId };
  assert.equal(await signers(note, [both]), undefined);
  assert.equal(await signers(note, [peter, both]), undefined, 'two keys under one id');
  assert.equal(await signers(note, [both, peter]), undefined, 'two keys under one id');
});

test('认识的人签错一处，对的签名再多也不认；不认识的人签错不管', async () => {
  const forged = GO.enochLine.replace('zmZa0', 'zmZa1');
  const note = `${GO.text}\n${GO.peterLine}${forged}`;
  assert.deepEqual(await signers(note, [peter]), [['PeterNeumann', null]]);
  assert.equal(await signers(note, [peter, enoch]), undefined);
  const twice = `${GO.text}\n${GO.enochLine}${forged}`;
  assert.equal(await signers(twice, [enoch]), undefined);
});

test('同一人签几次算一次，时间取最晚', async () => {
  const [early, late] = [await signed([SIGNERS.audit]), await signed([SIGNERS.audit], TIME + 5)];
  const lines = [...noteOf(late).signatures, ...noteOf(early).signatures];
  const note = formatNote({ text: TEXT, signatures: [...lines, ...lines] });
  const { key } = SIGNERS.audit;
  assert.deepEqual(await signers(note, [key, key]), [[key.name, TIME + 5]]);
  assert.deepEqual(await signers(`${GO.text}\n${GO.peterLine.repeat(3)}${GO.enochLine}`, [peter]), [
    ['PeterNeumann', null],
  ]);
});

test('本机不会验的算法当作不认识，验的时候出错当作不对', async () => {
  const note = await signed([SIGNERS.log, SIGNERS.cac]);
  const keys = [SIGNERS.log.key, SIGNERS.cac.key];
  const { ed25519 } = nodeCheck;
  assert.ok(ed25519);
  assert.deepEqual(await signers(note, keys, { ed25519 }), [[SIGNERS.log.key.name, null]]);
  assert.deepEqual(await signers(note, keys, {}), []);
  const broken = (): boolean => {
    throw new Error('no such curve');
  };
  assert.equal(await signers(note, keys, { ed25519: broken }), undefined);
  const late = (): Promise<boolean> => Promise.reject(new Error('no such curve'));
  assert.equal(await signers(note, keys, { ed25519: late }), undefined);
  const slow = { ed25519: (...of: Parameters<typeof ed25519>) => Promise.resolve(ed25519(...of)) };
  assert.equal((await signers(note, keys, slow))?.length, 1);
});

test('ML-DSA只签日志头，别的正文验不过', async () => {
  const one = await signCheckpoint(TEXT, SIGNERS.cac, TIME);
  const note = formatNote({ text: 'no checkpoint\n', signatures: [one] });
  assert.equal(await signers(note, [SIGNERS.cac.key]), undefined);
});

test('Go语言的私钥签出同样的字节', () => {
  const bytes = Buffer.from(GO.peterSeed, 'base64').subarray(1);
  const key = ed25519Key(bytes.toString('hex'));
  const signer = ed25519Signer(key, 'PeterNeumann', 'ed25519');
  assert.deepEqual(signer.key, peter);
  const signature = signer.sign(Buffer.from(GO.text)) as Uint8Array;
  const { keyId } = signer.key;
  const note = formatNote({
    text: GO.text,
    signatures: [{ name: 'PeterNeumann', keyId, bytes: signature }],
  });
  assert.equal(note, `${GO.text}\n${GO.peterLine}`);
  assert.throws(() => ed25519Signer(createPublicKey(key), 'a', 'ed25519'), /no private/);
  assert.throws(() => mlDsaSigner(key, 'a'), /no private/);
});
