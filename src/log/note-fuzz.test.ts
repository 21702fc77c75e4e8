import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { nodeCheck } from './node-signatures.ts';
import { suites } from './node-suites.ts';
import { FOO, GO, head, REAL, signedHead, SIGNERS } from './note.fixtures.ts';
import { formatNote, formatVerifierKey, parseNote, parseVerifierKey } from './note.ts';
import { meetsQuorum, parsePolicy } from './policy.ts';
import { formatProof, type LogProof, parseProof } from './proof-file.ts';
import { verifyNote } from './verify-note.ts';

const { sha256 } = suites;
const RUNS = { numRuns: 400 };

const VKEYS = [
  FOO.vkey,
  GO.peter,
  REAL.navigli,
  ...Object.values(SIGNERS).map(({ key }) => formatVerifierKey(key)),
];
const witness = formatVerifierKey(SIGNERS.audit.key);
const POLICIES = [
  `log ${FOO.vkey}\nwitness a ${witness}\ngroup g any a\nquorum g\n`,
  'quorum none\n',
];
let notes: string[] = [];
let proofs: string[] = [];

before(async () => {
  const signed = await signedHead(head(3, new Uint8Array(32)), Object.values(SIGNERS));
  notes = [FOO.note, REAL.arche, signed];
  proofs = notes.map((checkpoint, index) =>
    formatProof({
      index,
      hashes: Array.from({ length: index }, (_, i) => new Uint8Array(32).fill(i)),
      checkpoint,
      extra: index === 0 ? null : new Uint8Array([index]),
    }),
  );
});

const piece = fc.oneof(
  fc.constantFrom('', '\n', '\n\n', ' ', '+', '—', '— ', '=', '0', '\r', '\t', '\0', '\ud800'),
  fc.constantFrom('none', 'any', 'group', 'index ', 'extra ', '\u00a0', '\u0085', '\ufeff', '市'),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.base64String({ maxLength: 60 }),
);

/** A valid text with one or a few stretches replaced, doubled or cut, and texts of the same pieces. */
const nearly = (valid: () => readonly string[]): fc.Arbitrary<string> => {
  const cut = fc.tuple(fc.nat({ max: 4000 }), fc.nat({ max: 3 }), piece);
  const changed = fc
    .tuple(fc.nat(), fc.array(cut, { minLength: 1, maxLength: 2 }))
    .map(([which, cuts]) =>
      cuts.reduce(
        (text, [at, length, put]) => {
          const from = at % (text.length + 1);
          return text.slice(0, from) + put + text.slice(from + length);
        },
        valid()[which % valid().length] ?? '',
      ),
    );
  return fc.oneof(
    changed,
    fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
  );
};

/** What is read is written back as it was. Tells how many of the texts were read. */
function neverAmbiguous<T>(
  texts: fc.Arbitrary<string>,
  parse: (text: string) => T | undefined,
  format: (parsed: T) => string,
): number {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parse(text);
      if (parsed === undefined) return;
      read += 1;
      assert.equal(format(parsed), text);
    }),
    RUNS,
  );
  return read;
}

test('任意的和改坏的签名文书：读不出错，读进的写回原样', async () => {
  const read = neverAmbiguous(
    nearly(() => notes),
    parseNote,
    formatNote,
  );
  assert.ok(read > 5, `${read} read`);
  for (const note of notes) assert.equal(formatNote(parseNote(note) ?? assert.fail()), note);
  const keys = Object.values(SIGNERS).map(({ key }) => key);
  await fc.assert(
    fc.asyncProperty(
      nearly(() => notes.slice(2)),
      async (text) => {
        const parsed = parseNote(text);
        if (parsed === undefined || text === notes[2]) return;
        const verified = await verifyNote(parsed, keys, nodeCheck);
        const original = parseNote(notes[2] ?? '');
        if (verified !== undefined && verified.length > 0) {
          assert.equal(parsed.text, original?.text, 'a changed text is never believed');
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('任意的和改坏的日志头：读不出错，读进的写回原样', () => {
  const texts = (): readonly string[] =>
    notes.flatMap((note) => parseNote(note)?.text ?? []).slice(1);
  const read = neverAmbiguous(nearly(texts), parseCheckpoint, formatCheckpoint);
  assert.ok(read > 5, `${read} read`);
  const line = fc.stringMatching(/^[ -~市链]{1,20}$/);
  const checkpoints: fc.Arbitrary<Checkpoint> = fc.record(
    {
      origin: line,
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      extensions: fc.array(line, { maxLength: 3 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(checkpoints, (checkpoint) => {
      assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), checkpoint);
    }),
  );
});

test('任意的和改坏的证明文件：读不出错，读进的写回原样', () => {
  const read = neverAmbiguous(
    nearly(() => proofs),
    parseProof,
    formatProof,
  );
  assert.ok(read > 5, `${read} read`);
  const written: fc.Arbitrary<LogProof> = fc.record(
    {
      index: fc.maxSafeNat(),
      hashes: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
      checkpoint: fc.constantFrom(FOO.note, REAL.arche, REAL.torchwood),
      extra: fc.option(fc.uint8Array({ minLength: 1, maxLength: 50 })),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(written, (proof) => {
      assert.deepEqual(parseProof(formatProof(proof)), proof);
    }),
  );
});

test('任意的和改坏的验证密钥：读不出错，读进的写回原样', () => {
  const parse = (text: string) => parseVerifierKey(text, sha256);
  neverAmbiguous(
    nearly(() => VKEYS),
    parse,
    formatVerifierKey,
  );
  for (const vkey of VKEYS) assert.equal(formatVerifierKey(parse(vkey) ?? assert.fail()), vkey);
});

test('任意的和改坏的信任规则：读不出错，读进的都能算人数', () => {
  fc.assert(
    fc.property(
      nearly(() => POLICIES),
      (text) => {
        const policy = parsePolicy(text, sha256);
        if ('fault' in policy) {
          assert.ok(policy.line >= 0 && policy.line <= text.split('\n').length);
          return;
        }
        const everybody = new Set(policy.witnesses.map(({ name }) => name));
        assert.equal(meetsQuorum(policy, everybody), true);
        assert.equal(meetsQuorum(policy, new Set()), policy.quorum === 'none');
      },
    ),
    RUNS,
  );
});
