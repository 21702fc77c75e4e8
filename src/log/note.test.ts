import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toBase64, toHex, utf8 } from './bytes.ts';
import { FOO, GO, keyOf, REAL, SIGNERS } from './note.fixtures.ts';
import {
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  SCHEMES,
  type Scheme,
  verifierKey,
} from './note.ts';
import { suites } from './node-suites.ts';

const { sha256 } = suites;
const note = `${GO.text}\n${GO.peterLine}`;
const signature = { name: 'a', keyId: new Uint8Array(4), bytes: new Uint8Array(1) };

test('读出公开标准的例子：正文、签名人、密钥编号、签名', () => {
  const parsed = parseNote(FOO.note);
  assert.equal(parsed?.text, 'This is an example message.\n');
  assert.deepEqual(
    parsed.signatures.map(({ name, keyId, bytes }) => [name, toHex(keyId), bytes.length]),
    [['example.com/foo', '530d903a', 64]],
  );
  assert.equal(formatNote(parsed), FOO.note);
});

test('正文可以有空行，按最后一个空行分开', () => {
  const poem =
    'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n';
  assert.equal(parseNote(`${poem}\n${GO.peterLine}`)?.text, poem);
  assert.equal(parseNote(`\n\n\n${GO.peterLine}`)?.text, '\n\n');
  assert.equal(parseNote(`\n\n${GO.peterLine}`)?.text, '\n');
});

test('格式不对的一律不读', () => {
  const base64 = GO.peterLine.split(' ')[2]?.trim() ?? '';
  const bad: Readonly<Record<string, string>> = {
    'no signature': GO.text,
    'an empty line and nothing': `${GO.text}\n`,
    'no last line break': note.slice(0, -1),
    'a text without line break': `text\n${GO.peterLine}`,
    'nothing before the signatures': `\n${GO.peterLine}`,
    'a control character': `\u0001${note}`,
    'a carriage return': note.replace('\n', '\r\n'),
    'a tab': `\t${note}`,
    'half a character': `\ud800${note}`,
    'a name with a space': `${GO.text}\n— Bad Name ${base64}\n`,
    'a name with a space of another width': `${GO.text}\n— Bad\u3000Name ${base64}\n`,
    'a name with a next-line character': `${GO.text}\n— Bad\u0085Name ${base64}\n`,
    'a name with a plus': `${GO.text}\n— Bad+Name ${base64}\n`,
    'no name': `${GO.text}\n—  ${base64}\n`,
    'a line that is no signature': `${note}Unexpected line.\n`,
    'another dash': note.replace('—', '–'),
    'two spaces': note.replace('— ', '—  '),
    'a space at the end': `${note.slice(0, -1)} \n`,
    'a signature of no byte': `${GO.text}\n— a ${toBase64(new Uint8Array(4))}\n`,
    'no base64': `${GO.text}\n— a !!!!\n`,
    'a second spelling of the base64': note.replace('nAM=', 'nAN='),
    'base64 without its padding': note.replace('nAM=', 'nAM'),
    'base64 of the other alphabet': note.replace('x08go/', 'x08go_'),
  };
  for (const [why, text] of Object.entries(bad)) assert.equal(parseNote(text), undefined, why);
  assert.ok(parseNote(note));
});

test('十六个签名必须收，六十五个不收，过长的不收', () => {
  const signed = (count: number): string => `${GO.text}\n${GO.peterLine.repeat(count)}`;
  assert.equal(parseNote(signed(16))?.signatures.length, 16);
  assert.equal(parseNote(signed(64))?.signatures.length, 64);
  assert.equal(parseNote(signed(65)), undefined);
  const long = 'x'.repeat(1_000_000 - GO.peterLine.length - 2);
  assert.ok(parseNote(`${long}\n\n${GO.peterLine}`));
  assert.equal(parseNote(`${long}x\n\n${GO.peterLine}`), undefined);
});

test('写不成签名文书的内容拒绝写出', () => {
  const bad = [
    { text: 'no line break', signatures: [signature] },
    { text: 'none\n', signatures: [] },
    { text: 'name\n', signatures: [{ ...signature, name: 'two words' }] },
    { text: 'name\n', signatures: [{ ...signature, name: 'a\n\n— b' }] },
    { text: 'name\n', signatures: [{ ...signature, name: 'a AAAAAAAA\n— b' }] },
    { text: 'short\n', signatures: [{ ...signature, bytes: new Uint8Array(0) }] },
    { text: 'control\r\n', signatures: [signature] },
    { text: 'many\n', signatures: Array.from({ length: 65 }, () => signature) },
  ];
  for (const one of bad) assert.throws(() => formatNote(one), /make no note/, one.text);
});

test('公开的验证密钥读入写出不变，编号对得上', () => {
  const published: readonly (readonly [string, Scheme])[] = [
    [FOO.vkey, 'ed25519'],
    [GO.peter, 'ed25519'],
    [GO.enoch, 'ed25519'],
    ['TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6', 'ed25519'],
    [REAL.archeLog, 'ed25519'],
    [REAL.remora, 'ed25519-cosignature'],
    [REAL.navigli, 'ml-dsa-44-cosignature'],
    [REAL.subtreeKey, 'ml-dsa-44-cosignature'],
  ];
  for (const [vkey, scheme] of published) {
    const key = keyOf(vkey);
    assert.equal(key.scheme, scheme);
    assert.equal(formatVerifierKey(key), vkey);
    assert.deepEqual(verifierKey(key.name, scheme, key.publicKey, sha256), key);
  }
});

test('国密验证密钥：类型为0xff加固定标识，写法固定', () => {
  const { key } = SIGNERS.notary;
  const vkey = formatVerifierKey(key);
  const typed = fromBase64(vkey.split('+').slice(2).join('+')) ?? new Uint8Array(0);
  const type = new Uint8Array([0xff, ...utf8('shuji.sm2-sm3.1234567812345678.cosignature/v1')]);
  assert.deepEqual(typed, new Uint8Array([...type, ...key.publicKey]));
  assert.equal(key.publicKey.length, 65);
  const under = new Uint8Array([...utf8(`${key.name}\n`), ...typed]);
  assert.equal(toHex(key.keyId), toHex(sha256.hash(under)).slice(0, 8));
  assert.deepEqual(parseVerifierKey(vkey, sha256), key);
});

test('没有一种类型是另一种加公钥的开头，同一公钥换一种用途编号就不同', () => {
  const key = SIGNERS.notary.key.publicKey;
  const [plain, timed] = (['sm2-sm3', 'sm2-sm3-cosignature'] as const).map((scheme) =>
    verifierKey('a', scheme, key, sha256),
  );
  assert.notDeepEqual(plain?.keyId, timed?.keyId);
  const types = Object.values(SCHEMES).map(({ type }) => toHex(type));
  for (const one of types) {
    assert.equal(types.filter((other) => one.startsWith(other)).length, 1);
  }
});

test('改动验证密钥的任何一处都读不进', () => {
  for (const vkey of [GO.peter, formatVerifierKey(SIGNERS.logSm2.key)]) {
    for (let from = 0; from <= vkey.length; from += 1) {
      for (let to = from + 1; to <= vkey.length; to += 1) {
        if (from === 0 && to === vkey.length) continue;
        assert.equal(parseVerifierKey(vkey.slice(from, to), sha256), undefined);
      }
      const next = String.fromCharCode(vkey.charCodeAt(from) + 1);
      const slip = vkey.slice(0, from) + next + vkey.slice(from + 1);
      if (from < vkey.length) assert.equal(parseVerifierKey(slip, sha256), undefined, slip);
    }
  }
});

test('编号正确但种类、长度、名称不对的密钥读不进', () => {
  const vkeyOf = (name: string, typed: readonly number[]): string => {
    const bytes = new Uint8Array(typed);
    const id = sha256.hash(new Uint8Array([...utf8(`${name}\n`), ...bytes])).subarray(0, 4);
    return `${name}+${toHex(id)}+${toBase64(bytes)}`;
  };
  const ed25519 = [0x01, ...SIGNERS.log.key.publicKey];
  const mlDsa = [0x06, ...SIGNERS.cac.key.publicKey];
  const sm2 = [...SCHEMES['sm2-sm3'].type, ...SIGNERS.logSm2.key.publicKey];
  for (const good of [ed25519, mlDsa, sm2]) keyOf(vkeyOf('a', good));
  keyOf(vkeyOf('n'.repeat(255), mlDsa));
  const bad = [
    vkeyOf('a', [...ed25519, 0]),
    vkeyOf('a', ed25519.slice(0, -1)),
    vkeyOf('a', [0x65, ...ed25519.slice(1)]),
    vkeyOf('a', [0x02, ...ed25519.slice(1)]),
    vkeyOf('a', [...SCHEMES['sm2-sm3'].type, 2, ...SIGNERS.logSm2.key.publicKey.slice(1)]),
    vkeyOf('n'.repeat(256), mlDsa),
    vkeyOf('', ed25519),
    vkeyOf('a b', ed25519),
    vkeyOf('a\u00a0b', ed25519),
    vkeyOf('a\u0001b', ed25519),
    vkeyOf('n'.repeat(5000), ed25519),
    GO.peter.replace('c74f20a3', 'C74F20A3'),
    'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'bananas.sigstore.dev+12344556',
    'rekor.sigstore.dev+12345678+AwEB',
  ];
  for (const vkey of bad) assert.equal(parseVerifierKey(vkey, sha256), undefined, vkey);
  assert.throws(() => verifierKey('a b', 'ed25519', SIGNERS.log.key.publicKey, sha256), /no ed/);
  assert.throws(() => verifierKey('a', 'ed25519', SIGNERS.cac.key.publicKey, sha256), /no ed/);
  assert.throws(() => verifierKey('a', 'sm2-sm3', SIGNERS.logSm2.key.publicKey, suites.sm3), /256/);
});
