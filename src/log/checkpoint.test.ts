import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toHex } from './bytes.ts';
import { type Checkpoint, decimal, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const SOFA = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;

test('读出公开标准的日志头，写回原样', () => {
  const head = parseCheckpoint(SOFA);
  assert.ok(head);
  assert.deepEqual(head, {
    origin: 'example.com/behind-the-sofa',
    size: 20_852_163,
    root: fromBase64(ROOT),
    extensions: [],
  });
  assert.equal(toHex(head.root).slice(0, 8), '0ac5186a');
  assert.equal(formatCheckpoint(head), SOFA);
  const extended = `${SOFA}6086d1a9\nWaxing gibbous\n`;
  const { extensions } = parseCheckpoint(extended) ?? {};
  assert.deepEqual(extensions, ['6086d1a9', 'Waxing gibbous']);
  assert.equal(formatCheckpoint({ ...head, extensions: extensions ?? [] }), extended);
});

test('日志标识可以有空格和中文', () => {
  for (const origin of ['Moon Log', '北京市目录链', 'a+b']) {
    assert.equal(parseCheckpoint(`${origin}\n0\n${ROOT}\n`)?.origin, origin);
  }
});

test('格式不对的日志头一律不读', () => {
  const bad: Readonly<Record<string, string>> = {
    'two lines': 'Head\n9944\n',
    'no text': '',
    'no origin': `\n9944\n${ROOT}\n`,
    'no last line break': SOFA.slice(0, -1),
    'an empty line at the end': `${SOFA}\n`,
    'an empty line among extensions': `${SOFA}a\n\nb\n`,
    'a size in words': `Log\nbananas\n${ROOT}\n`,
    'a negative size': `Log\n-34\n${ROOT}\n`,
    'a signed size': `Log\n+34\n${ROOT}\n`,
    'a size with a leading zero': `Log\n034\n${ROOT}\n`,
    'a size in hex': `Log\n0x10\n${ROOT}\n`,
    'a size with a fraction': `Log\n1.0\n${ROOT}\n`,
    'a size with an exponent': `Log\n1e3\n${ROOT}\n`,
    'no size': `Log\n\n${ROOT}\n`,
    'a size in other digits': `Log\n３４\n${ROOT}\n`,
    'a size too large': `Log\n3438945738945739845734895735\n${ROOT}\n`,
    'a root that is no base64': `Log\n123\nThisIsn'tBase64\n`,
    'a root too short': `Log\n123\nYmFuYW5hcw==\n`,
    'a root too long': `Log\n123\n${ROOT.replace('=', 'A')}AAA=\n`,
    'a root in a second spelling': `Log\n123\n${ROOT.replace('2I=', '2J=')}\n`,
    'a carriage return': SOFA.replace('\n', '\r\n'),
    'a control character': `\u0000${SOFA}`,
  };
  for (const [why, text] of Object.entries(bad))
    assert.equal(parseCheckpoint(text), undefined, why);
});

test('大小到2的53次方减1为止，零写作0', () => {
  assert.equal(decimal('0'), 0);
  assert.equal(decimal('9007199254740991'), Number.MAX_SAFE_INTEGER);
  for (const digits of ['9007199254740992', '9007199254740993', '10000000000000000', '00', '']) {
    assert.equal(decimal(digits), undefined, digits);
  }
});

test('写不成日志头的内容拒绝写出', () => {
  const root = new Uint8Array(32);
  const good: Checkpoint = { origin: 'log', size: 1, root, extensions: [] };
  assert.equal(formatCheckpoint(good), `log\n1\n${'A'.repeat(43)}=\n`);
  const bad: readonly Partial<Checkpoint>[] = [
    { origin: '' },
    { origin: `log\n5\n${ROOT}` },
    { size: -1 },
    { size: 0.5 },
    { size: 2 ** 53 },
    { size: Number.NaN },
    { root: new Uint8Array(31) },
    { root: new Uint8Array(33) },
    { extensions: [''] },
    { extensions: ['a\nb'] },
    { extensions: ['a\r'] },
  ];
  for (const change of bad) {
    assert.throws(() => formatCheckpoint({ ...good, ...change }), /make no checkpoint/);
  }
});
