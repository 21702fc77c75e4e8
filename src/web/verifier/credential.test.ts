import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeVerifiers } from '../../app/papers/credential-sign.ts';
import { compactOf, credentialFile } from '../../contexts/credential/credential.ts';
import { verifyCredential } from '../../contexts/credential/verify-credential.ts';
import { readCredential } from './credential.ts';
import { city, credentialOf, TRUSTED_KEYS } from './verifier.fixtures.ts';

const { trusted, log } = await city();
const signed = credentialOf(log);
const file = credentialFile(signed);
const compact = compactOf(signed);

/** What the browser says, and what the registrar's own program says. */
async function both(given: string): Promise<readonly [boolean, boolean]> {
  const ours = await readCredential(given, trusted);
  const theirs = await verifyCredential(given, TRUSTED_KEYS, nodeVerifiers);
  const holds = 'claims' in ours && ours.signatures.every(({ answer }) => answer === 'holds');
  return [holds, theirs.verdict === 'genuine'];
}

const agrees = async (given: string): Promise<boolean> => {
  const [ours, theirs] = await both(given);
  assert.equal(ours, theirs, given.slice(0, 200));
  return ours;
};

test('真的凭证，浏览器与登记机构的程序都说真，读出的内容一样', async () => {
  for (const given of [file, `${file}\n`, compact]) assert.equal(await agrees(given), true);
  const read = await readCredential(file, trusted);
  assert.ok('claims' in read);
  const { code, dataName, log: proof } = signed.payload;
  assert.deepEqual(
    [read.claims['code'], read.claims['dataName'], read.claims['log']],
    [code, dataName, proof],
  );
});

test('任改一个字符，两边结论一样', async () => {
  const character = fc.constantFrom(...'Aa0-_~.{}[]":, \n中');
  for (const given of [file, compact]) {
    await fc.assert(
      fc.asyncProperty(fc.nat(given.length - 1), character, async (at, put) => {
        await agrees(given.slice(0, at) + put + given.slice(at + 1));
      }),
      { numRuns: 150 },
    );
  }
});

test('略去、重复、调换披露，多写成员，换签名：两边结论一样', async () => {
  const [jwt = '', ...told] = compact.split('~');
  const joined = (...places: readonly string[]): string => [jwt, ...places, ''].join('~');
  const shown = told.slice(0, -1);
  const value = JSON.parse(file) as { signatures: object[] };
  const variants = [
    joined(),
    joined(...shown.slice(1)),
    joined(...shown, shown[0] ?? ''),
    `${joined(...shown)}x`,
    compact.replace('eyJ', 'eyI'),
    JSON.stringify(value, undefined, 1),
    JSON.stringify({ ...value, more: 1 }),
    JSON.stringify({ ...value, signatures: value.signatures.toReversed() }),
    JSON.stringify({ ...value, signatures: value.signatures.slice(0, 1) }),
    file.replace('"payload":', '"payload":"x","payload":'),
    '',
    '{}',
    'null',
  ];
  for (const one of variants) await agrees(one);
  assert.equal(await agrees(joined(...shown.slice(2))), true);
  assert.equal(await agrees(joined()), true);
});
