import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { textOf, utf8 } from '../../log/bytes.ts';
import { compactOf, credentialFile } from '../../contexts/credential/credential.ts';
import type { CheckId, CheckState, Report } from './report.ts';
import { withPolicy, type Trusted } from './trust.ts';
import { city, CODE, credentialOf, proofFor, type City } from './verifier.fixtures.ts';
import { verify } from './verify.ts';

const here = await city();

async function reports(
  given: readonly (string | Uint8Array)[],
  trusted: Trusted = here.trusted,
): Promise<readonly Report[]> {
  const files = given.map((one, at) => ({
    name: `file-${at}`,
    bytes: typeof one === 'string' ? utf8(one) : one,
  }));
  return verify(files, trusted);
}

async function only(
  given: readonly (string | Uint8Array)[],
  trusted: Trusted = here.trusted,
): Promise<Report> {
  const [report, ...more] = await reports(given, trusted);
  assert.equal(more.length, 0);
  return report ?? assert.fail('nothing was found');
}

const states = ({ checks }: Report): Partial<Record<CheckId, CheckState>> =>
  Object.fromEntries(checks.map(({ id, state }) => [id, state]));

/** Changes one bit of a text or file. */
function flipped(bytes: Uint8Array, place: number, bit: number): Uint8Array {
  const at = place % bytes.length;
  return Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ (1 << bit));
}

const flips = (of: Uint8Array, runs: number, check: (changed: Uint8Array) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(7), (place, bit) => check(flipped(of, place, bit))),
    { numRuns: runs },
  );

describe('一条记录和它的证明', () => {
  it('两种证明都在：各项通过，没有的说没有', async () => {
    const report = await only([here.entry, here.proofs.sha256, here.proofs.sm3]);
    assert.equal(report.outcome, 'holds');
    assert.deepEqual(states(report), {
      code: 'pass',
      intact: 'pass',
      signature: 'pass',
      logged: 'pass',
      witnessed: 'pass',
      timestamp: 'absent',
      suites: 'pass',
    });
    const witnessed = report.checks.find(({ id }) => id === 'witnessed');
    assert.match(witnessed?.sentence.zh ?? '', /^2 位见证人联署/);
    assert.match(
      witnessed?.details.map(({ zh }) => zh).join() ?? '',
      /w0，2026-09-21 22:1\d:20（北京时间）/,
    );
  });

  it('只有一种证明：说明缺哪一种；次序、粘贴在一起、缩进都不影响', async () => {
    const pretty = JSON.stringify(JSON.parse(textOf(here.entry) ?? ''), undefined, 2);
    for (const given of [
      [here.proofs.sm3, here.entry],
      [`${pretty}\n\n${here.proofs.sm3}`],
      [here.proofs.sm3.replaceAll('\n', '\r\n'), pretty],
    ]) {
      const report = await only(given);
      assert.equal(report.outcome, 'holds');
      assert.equal(states(report).suites, 'absent');
      assert.match(report.checks.at(-1)?.sentence.zh ?? '', /只有国密/);
    }
  });

  it('证明自带记录的，一个文件就够；记录是假的照样识破', async () => {
    const proof = proofFor('sha256', here.index, here.heads.sha256, here.entry);
    assert.equal((await only([proof])).outcome, 'holds');
    const forged = utf8((textOf(here.entry) ?? '').replace(CODE, 'DJ-110000-Y-2026-0000124-1'));
    const report = await only([proofFor('sha256', here.index, here.heads.sha256, forged)]);
    assert.equal(report.outcome, 'broken');
    assert.equal(states(report).intact, 'fail');
  });

  it('缺一半时说缺什么，不下结论', async () => {
    const [proof, entry] = [await only([here.proofs.sha256]), await only([here.entry])];
    assert.deepEqual([proof.outcome, entry.outcome], ['incomplete', 'incomplete']);
    assert.match(proof.checks[0]?.sentence.zh ?? '', /没有记录本身/);
    assert.match(entry.checks[0]?.sentence.zh ?? '', /没有证明/);
  });

  it('记录任改一位，不再通过', async () => {
    await flips(here.entry, 60, async (changed) => {
      const found = await reports([changed, here.proofs.sha256]);
      assert.ok(found.every(({ outcome }) => outcome !== 'holds'));
    });
  });

  it('证明任改一位，不再通过；末尾的换行不算', async () => {
    for (const proof of [here.proofs.sha256, here.proofs.sm3]) {
      await flips(utf8(proof.trimEnd()), 60, async (changed) => {
        const found = await reports([here.entry, changed]);
        // A line break may become white space that is dropped, a witness's name another's.
        if (found.every(({ outcome }) => outcome === 'holds')) {
          assert.notEqual(states(found[0] ?? assert.fail()).witnessed, 'pass');
        }
      });
    }
  });

  it('别处的信任策略：不认识的链说不认识，粘贴它的策略后通过', async () => {
    const unknown: Trusted = {
      ...here.trusted,
      policy: { sha256: { ...here.trusted.policy.sha256, logs: [] }, sm3: here.trusted.policy.sm3 },
    };
    const report = await only([here.entry, here.proofs.sha256], unknown);
    assert.equal(report.outcome, 'broken');
    assert.match(
      report.checks.find(({ id }) => id === 'signature')?.sentence.zh ?? '',
      /不是这里信任的链/,
    );
    const mended = withPolicy(unknown, here.trust.policy.sha256);
    assert.ok(!('line' in mended));
    assert.equal((await only([here.entry, here.proofs.sha256], mended)).outcome, 'holds');
    assert.deepEqual(withPolicy(unknown, 'quorum none\nnonsense\n'), { line: 2 });
  });

  it('演示见证标明不独立，不算通过；见证不够人数的说还没有', async () => {
    const demo = await city(['demo-witness-a.invalid', 'demo-witness-b.invalid']);
    const report = await only([demo.entry, demo.proofs.sha256], demo.trusted);
    assert.equal(report.outcome, 'holds');
    const witnessed = report.checks.find(({ id }) => id === 'witnessed');
    assert.equal(witnessed?.state, 'caution');
    assert.match(witnessed?.sentence.zh ?? '', /演示见证，不独立/);
    const lines = here.heads.sha256.split('\n');
    const unseen = lines.filter((line) => !line.includes('notary.')).join('\n');
    const few = await only([here.entry, proofFor('sha256', here.index, unseen)]);
    assert.equal(few.outcome, 'holds');
    assert.equal(states(few).witnessed, 'absent');
  });
});

describe('机读凭证', () => {
  const signed = credentialOf(here.log);

  it('带入链证明的：签名、编码、入链、见证、两种密码都通过', async () => {
    const report = await only([credentialFile(signed)]);
    assert.equal(report.outcome, 'holds');
    assert.deepEqual(states(report), {
      code: 'pass',
      intact: 'pass',
      signature: 'pass',
      logged: 'pass',
      witnessed: 'pass',
      timestamp: 'absent',
      suites: 'pass',
    });
    assert.ok(report.facts.some(({ value }) => value.zh === CODE));
  });

  it('没有入链证明的说没有；紧凑格式说明只有一种签名', async () => {
    const plain = await only([credentialFile(credentialOf(null))]);
    assert.equal(plain.outcome, 'holds');
    assert.equal(states(plain).logged, 'absent');
    const compact = await only([compactOf(signed)]);
    assert.equal(compact.outcome, 'holds');
    assert.equal(states(compact).suites, 'absent');
    const [jwt, ...told] = compactOf(signed).split('~');
    const less = await only([[jwt, ...told.slice(2)].join('~')]);
    assert.equal(less.outcome, 'holds');
    assert.match(less.checks.find(({ id }) => id === 'intact')?.sentence.zh ?? '', /略去了 2 项/);
  });

  it('凭证与它所附的链上记录不是同一登记，不通过', async () => {
    const other = credentialOf(here.log, { code: 'DJ-110000-Y-2026-0000999-1' });
    const report = await only([credentialFile(other)]);
    assert.equal(report.outcome, 'broken');
    assert.equal(states(report).code, 'fail');
  });

  it('密钥不在信任之列，不通过', async () => {
    const report = await only([credentialFile(signed)], { ...here.trusted, keys: [] });
    assert.equal(report.outcome, 'broken');
    assert.match(report.checks.find(({ id }) => id === 'signature')?.sentence.zh ?? '', /不属于/);
  });
});

describe('事项导出文件', () => {
  const mend = (change: (file: ExportedCase) => void, of: City = here): string => {
    const file = JSON.parse(of.exported) as ExportedCase;
    change(file);
    return JSON.stringify(file);
  };

  it('每一步都在链上、版本连续、披露的内容与承诺相符', async () => {
    const report = await only([here.exported]);
    assert.equal(report.outcome, 'holds');
    assert.deepEqual(states(report), {
      code: 'pass',
      intact: 'pass',
      signature: 'pass',
      logged: 'pass',
      witnessed: 'pass',
      timestamp: 'absent',
      suites: 'pass',
    });
    assert.match(
      report.checks.find(({ id }) => id === 'logged')?.sentence.zh ?? '',
      /4 个步骤都在链上/,
    );
  });

  const forgeries: Readonly<Record<string, [(file: ExportedCase) => void, CheckId]>> = {
    少了中间一步: [(file) => file.events.splice(1, 1), 'intact'],
    两步对调: [(file) => file.events.reverse(), 'intact'],
    改了记录里的一个字: [
      ({ events: [first] }) => {
        if (first) first.entry = first.entry.replace('beijing', 'beijinG');
      },
      'intact',
    ],
    改了披露的内容: [
      ({ events: [, second] }) => {
        if (second?.body?.['material']) second.body['material'].value = { name: '别的' };
      },
      'intact',
    ],
    换了盐: [
      ({ events: [, second] }) => {
        if (second?.body?.['material']) second.body['material'].salt = 'ff'.repeat(32);
      },
      'intact',
    ],
    披露了没有承诺过的一组: [
      ({ events: [first] }) => {
        if (first?.body) first.body['more'] = { salt: '00'.repeat(32), value: {} };
      },
      'intact',
    ],
    冒充别的事项: [(file) => Object.assign(file, { caseId: 'another' }), 'intact'],
    改了在链上的位置: [
      ({ events: [first] }) => {
        if (first) first.index = 0;
      },
      'logged',
    ],
    国密证明是假的: [
      ({ events: [first] }) => {
        if (first) first.proofs.sm3 = first.proofs.sha256;
      },
      'logged',
    ],
    检查点换成别的: [(file) => Object.assign(file, { checkpoint: here.forged }), 'logged'],
  };
  for (const [name, [change, id]] of Object.entries(forgeries)) {
    it(`${name}：不通过`, async () => {
      const report = await only([mend(change)]);
      assert.equal(report.outcome, 'broken');
      assert.equal(states(report)[id], 'fail');
    });
  }

  it('未披露的内容不影响结论；只有一部分步骤的，说明是一部分', async () => {
    const closed = await only([mend(({ events }) => events.forEach((one) => (one.body = null)))]);
    assert.equal(closed.outcome, 'holds');
    const part = await only([mend(({ events }) => events.splice(0, 2))]);
    assert.equal(part.outcome, 'holds');
    assert.match(
      part.checks.find(({ id }) => id === 'intact')?.sentence.zh ?? '',
      /第 3 步至第 4 步/,
    );
  });

  it('导出时还没有入链的步骤如实说明', async () => {
    const late = mend(({ events }) => {
      const last = events.at(-1);
      if (last) Object.assign(last, { index: null, proofs: null });
    });
    const report = await only([late]);
    assert.equal(states(report).logged, 'caution');
    assert.match(
      report.checks.find(({ id }) => id === 'logged')?.sentence.zh ?? '',
      /1 个在导出时还没有入链/,
    );
  });
});

interface ExportedCase {
  events: {
    index: number | null;
    entry: string;
    body: Record<string, { salt: string; value: unknown }> | null;
    proofs: { sha256: string[]; sm3: string[] };
  }[];
}

describe('检查点互相矛盾', () => {
  const fork = async (...notes: string[]): Promise<Report> =>
    only(notes, { ...here.trusted, heads: { sha256: null, sm3: null } });

  it('同一条链同一长度两种内容：认定为分叉的证据，分开给、粘在一起都一样', async () => {
    for (const given of [
      [here.heads.sha256, here.forged.sha256],
      [`${here.heads.sha256}\n${here.forged.sha256}`],
      [here.heads.sm3, here.forged.sm3],
    ]) {
      const report = await fork(...given);
      assert.equal(report.outcome, 'broken');
      assert.match(
        report.checks.find(({ id }) => id === 'logged')?.sentence.zh ?? '',
        /互相矛盾.*分叉的证据/,
      );
    }
  });

  it('与页面所带的检查点矛盾的，也认得出', async () => {
    assert.equal((await only([here.forged.sha256])).outcome, 'broken');
    assert.equal((await fork(here.forged.sha256)).outcome, 'holds');
  });

  it('国密检查点所写的另一棵树的根对不上，也是矛盾', async () => {
    assert.equal((await fork(here.heads.sm3, here.heads.sha256)).outcome, 'holds');
    assert.equal((await fork(here.heads.sm3, here.forged.sha256)).outcome, 'broken');
  });

  it('别人伪造的检查点不是证据：先说签名不对', async () => {
    const fake = here.forged.sha256.replace(/^(— \S+ \S{20})./m, '$1A');
    const report = await fork(here.heads.sha256, fake);
    assert.equal(report.outcome, 'broken');
    assert.equal(states(report).signature, 'fail');
    assert.notEqual(states(report).logged, 'fail');
  });
});

describe('不认识的东西', () => {
  it('任意字节、任意文字：给出说明，从不出错，从不通过', async () => {
    const strange = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }).map(utf8),
      fc.json().map(utf8),
      fc.json().map((body) => utf8(`{"format":"shuji-case-v1","events":${body}}`)),
      fc.json().map((body) => utf8(`{"payload":${body},"signatures":[${body}]}`)),
      fc.string({ maxLength: 60 }).map((rest) => utf8(`c2sp.org/tlog-proof@v1\n${rest}`)),
      fc.string({ maxLength: 60 }).map((rest) => utf8(`%PDF-1.7\n/ByteRange [0 10 20 5]${rest}`)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(strange, { maxLength: 3 }), async (given) => {
        for (const { outcome } of await reports(given)) assert.notEqual(outcome, 'holds');
      }),
    );
  });

  it('嵌套极深的内容和成千上万个证明头不会把页面拖垮', async () => {
    const deep = `{"format":"shuji-case-v1","events":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const many = 'c2sp.org/tlog-proof@v1\n'.repeat(20_000);
    for (const given of [deep, many, '\n'.repeat(200_000), '{'.repeat(100_000)]) {
      const began = performance.now();
      for (const { outcome } of await reports([given])) assert.notEqual(outcome, 'holds');
      assert.ok(performance.now() - began < 3000);
    }
  });

  it('超过20 MB的文件不读', async () => {
    const report = await only([new Uint8Array(20 * 1024 * 1024 + 1)]);
    assert.equal(report.outcome, 'incomplete');
    assert.match(report.checks[0]?.sentence.zh ?? '', /超过 20 MB/);
  });
});
