import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { makeZip } from 'client-zip';
import fc from 'fast-check';
import { signArchive } from '../../../app/archive/sign.ts';
import { credentialFile } from '../../../contexts/credential/credential.ts';
import { utf8 } from '../../../log/bytes.ts';
import type { Report } from '../report.ts';
import { statementsOf } from '../statements.ts';
import type { Trusted } from '../trust.ts';
import {
  CASE_ID,
  city,
  CODE,
  CREDENTIAL_KEYS,
  credentialOf,
  ORIGIN,
} from '../verifier.fixtures.ts';
import { verify } from '../verify.ts';

const here = await city();
const PARTS: Readonly<Record<string, string>> = {
  'README.txt': '读我',
  'case/001.json': here.exported,
  'results/credential.json': credentialFile(credentialOf(here.log)),
};

const zipped = async (parts: Readonly<Record<string, string>>): Promise<Uint8Array> => {
  const entries = Object.entries(parts).map(([name, input]) => ({
    name,
    input,
    lastModified: new Date(0),
  }));
  return new Uint8Array(await new Response(makeZip(entries)).arrayBuffer());
};

const listed = (parts: Readonly<Record<string, string>>): string =>
  `${JSON.stringify({
    format: 'shuji-archive-v1',
    origin: ORIGIN,
    caseId: CASE_ID,
    procedure: 'reg.first',
    createdAt: '2026-03-02T10:00:00.000+08:00',
    parts: Object.entries(parts).map(([name, content]) => ({
      name,
      size: utf8(content).length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    files: [],
    related: [],
  })}\n`;

/** An archive as the platform writes it; `change` meddles with the parts after they were signed. */
async function archive(change: (parts: Record<string, string>) => void = () => undefined) {
  const manifest = listed(PARTS);
  const signed = await signArchive(ORIGIN, manifest, CREDENTIAL_KEYS);
  const parts = { ...PARTS, 'manifest.json': manifest, 'manifest.sig': signed };
  change(parts);
  return zipped(parts);
}

async function checked(
  bytes: Uint8Array,
  trusted: Trusted = here.trusted,
): Promise<readonly Report[]> {
  return verify([{ name: '存档.zip', bytes }], trusted);
}

const states = (report: Report | undefined) =>
  Object.fromEntries(statementsOf(report ?? assert.fail()).map(({ id, state }) => [id, state]));

describe('事项存档', () => {
  it('完整的：四项都说清，登记码取自凭证', async () => {
    const [report, ...more] = await checked(await archive());
    assert.equal(report?.outcome, 'holds');
    assert.equal(report.code, CODE);
    assert.deepEqual(states(report), {
      signature: 'pass',
      logged: 'pass',
      witnessed: 'pass',
      timestamp: 'absent',
    });
    assert.equal(more.length, 0);
  });

  const forgeries: Readonly<Record<string, [(parts: Record<string, string>) => void, RegExp]>> = {
    改了一个部分: [(parts) => (parts['README.txt'] = '别的'), /“README\.txt”被改动/],
    少了一个部分: [(parts) => delete parts['README.txt'], /缺少“README\.txt”/],
    多出一个部分: [(parts) => (parts['evil\u202Etxt.exe'] = 'x'), /多出“eviltxt\.exe”/],
    清单没有签名: [(parts) => delete parts['manifest.sig'], /不是这里信任的平台签名/],
    清单是另写的: [
      (parts) => {
        parts['README.txt'] = '别的';
        parts['manifest.json'] = listed({ ...PARTS, 'README.txt': '别的' });
      },
      /不是这里信任的平台签名/,
    ],
  };
  for (const [name, [change, says]] of Object.entries(forgeries)) {
    it(`${name}：不通过，说出是什么`, async () => {
      const [report] = await checked(await archive(change));
      assert.equal(report?.outcome, 'broken');
      assert.match(report.answer.zh, says);
    });
  }

  it('签名密钥不在信任之列：不通过', async () => {
    const [report] = await checked(await archive(), { ...here.trusted, keys: [] });
    assert.equal(report?.outcome, 'broken');
  });

  it('里面的凭证是假的：总的不通过，凭证另列一份', async () => {
    const other = credentialFile(credentialOf(here.log, { code: 'DJ-110000-Y-2026-0000999-1' }));
    const parts = { ...PARTS, 'results/credential.json': other };
    const manifest = listed(parts);
    const signed = await signArchive(ORIGIN, manifest, CREDENTIAL_KEYS);
    const [report, inner] = await checked(
      await zipped({ ...parts, 'manifest.json': manifest, 'manifest.sig': signed }),
    );
    assert.equal(report?.outcome, 'broken');
    assert.equal(inner?.outcome, 'broken');
  });

  it('别的压缩包、压缩过的、截短的、后面接了东西的：说不是本平台的存档，不展开', async () => {
    const whole = await archive();
    const directory = Buffer.from(whole).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const packed = Uint8Array.from(whole).with(directory + 10, 8);
    const after = new Uint8Array([...whole, 0]);
    const before = new Uint8Array([...whole.subarray(0, 4), ...whole]);
    for (const bytes of [await zipped({ a: 'b' }), whole.subarray(0, 500), packed, after, before]) {
      const [report] = await checked(bytes);
      assert.equal(report?.outcome, 'broken');
      assert.match(report.answer.zh, /不是本平台导出的事项存档/);
    }
  });

  it('存档的内容任改一位，不再通过；压缩包外壳任改一位，从不出错', async () => {
    const whole = await archive();
    const flipped = (at: number, bit: number): Uint8Array =>
      Uint8Array.from(whole).with(at, (whole[at] ?? 0) ^ (1 << bit));
    const content = Object.values(PARTS).map((one) => {
      const from = Buffer.from(whole).indexOf(Buffer.from(one));
      return { min: from, max: from + utf8(one).length - 1 };
    });
    // The filling at the end of a proof's hash, in base64: one bit makes it a byte too long.
    const filling = Buffer.from(whole).indexOf('="', Buffer.from(whole).indexOf('"sha256":["'));
    for (const bit of [1, 2, 3])
      assert.equal((await checked(flipped(filling, bit)))[0]?.outcome, 'broken');
    const inside = fc.constantFrom(...content).chain((range) => fc.integer(range));
    await fc.assert(
      fc.asyncProperty(inside, fc.nat(7), async (at, bit) => {
        assert.equal((await checked(flipped(at, bit)))[0]?.outcome, 'broken');
      }),
      { numRuns: 40 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        assert.equal((await checked(flipped(at, bit))).length > 0, true);
      }),
      { numRuns: 40 },
    );
  });
});
