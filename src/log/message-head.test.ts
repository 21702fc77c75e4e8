import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, utf8 } from './bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { signedMessage, subtreeMessage } from './cosignature.ts';
import { messageHead } from './message-head.ts';
import { base64Root, ORIGIN, SIGNERS } from './note.fixtures.ts';

const KEYS = Object.values(SIGNERS).map(({ key }) => key);
const root = new Uint8Array(32).fill(7);
const TEXT = `${ORIGIN}\n5\n${base64Root(7)}\n`;
const messageOf = (key: (typeof KEYS)[number], text = TEXT, time = 258): Uint8Array => {
  const message = signedMessage(key, text, time);
  assert.ok(message);
  return message;
};

test('各种密钥所签的原文，都能读出所签的日志头', () => {
  const head = fc.record({
    origin: fc.stringMatching(/^[a-z][a-z0-9./-]{0,60}$/),
    size: fc.maxSafeNat(),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(head, fc.maxSafeNat(), (of, time) => {
      const wanted = { ...of, extensions: [] };
      for (const key of KEYS) {
        const found = messageHead(key, messageOf(key, formatCheckpoint(wanted), time));
        assert.deepEqual(found && { ...found, root: Uint8Array.from(found.root) }, wanted);
      }
    }),
  );
});

test('国密日志头的附加行一并读出', () => {
  const text = `${TEXT}sha256 ${base64Root(9)}\n`;
  const { key } = SIGNERS.logSm2;
  assert.deepEqual(messageHead(key, messageOf(key, text))?.extensions, [`sha256 ${base64Root(9)}`]);
});

test('别的原文一概读不出：短一字节、长一字节、换了前缀、换了密钥种类', () => {
  for (const key of KEYS) {
    const message = messageOf(key);
    assert.equal(messageHead(key, message.slice(0, -1)), undefined);
    assert.notEqual(messageHead(key, message.slice(1))?.origin, ORIGIN);
    assert.equal(messageHead(key, concat(message, utf8('\n'))), undefined);
    assert.equal(messageHead(key, new Uint8Array(0)), undefined);
    assert.equal(messageHead(key, utf8('hello\n')), undefined);
    assert.equal(messageHead(key, new Uint8Array(4096).fill(255)), undefined);
  }
  const plain = messageOf(SIGNERS.log.key);
  const subtree = messageOf(SIGNERS.cac.key);
  assert.equal(messageHead(SIGNERS.audit.key, plain), undefined);
  assert.equal(messageHead(SIGNERS.cac.key, plain), undefined);
  assert.equal(messageHead(SIGNERS.log.key, subtree), undefined);
  // A cosignature's message is a checkpoint of nobody's: its first line would be the origin.
  const mistaken = messageHead(SIGNERS.log.key, messageOf(SIGNERS.audit.key));
  assert.notEqual(mistaken?.origin, ORIGIN);
});

test('不从头开始的子树、别的副署人、超出范围的数不读', () => {
  const { key } = SIGNERS.cac;
  const base = { cosigner: key.name, time: 0, origin: ORIGIN, start: 0, end: 8, hash: root };
  const read = (more: Partial<typeof base>) => {
    const message = subtreeMessage({ ...base, ...more });
    assert.ok(message);
    return messageHead(key, message);
  };
  assert.equal(read({})?.size, 8);
  assert.equal(read({ start: 4 }), undefined);
  assert.equal(read({ cosigner: 'witness.example/cab' }), undefined);
  assert.equal(read({ end: 2 ** 53 }), undefined);
  assert.equal(read({ time: 2 ** 60 }), undefined);
});
