import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { checkCase } from '../src/app/archive/case-check.ts';
import type { CaseEvidence } from '../src/app/archive/case-evidence.ts';
import { readCaseFile } from '../src/app/archive/case-file.ts';
import { suites } from '../src/log/node-suites.ts';
import { parsePolicy, type Policy } from '../src/log/policy.ts';
import { openScene, shuji, type Loose, type Scene } from './evidence.ts';

/** A log nobody here has heard of: the verifier key of the example in c2sp.org/signed-note. */
const STRANGER = 'log PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n';

describe('改动过的案卷文件', () => {
  let scene: Scene;
  let genuine: CaseEvidence;
  let policies: Policy[];
  before(async () => {
    scene = await openScene();
    const officer = await scene.client.as('bj-shou-li');
    await scene.witnessed(officer, scene.caseId);
    genuine = await officer.get(`/api/cases/${scene.caseId}/export`);
    policies = await scene.policies();
  });
  after(() => scene.close());

  type Open = Loose<CaseEvidence>;
  const judged = async (change: (file: Open) => void) => {
    const file = structuredClone(genuine) as unknown as Open;
    change(file);
    const read = readCaseFile(JSON.stringify(file));
    assert.ok(!('fault' in read), 'fault' in read ? read.fault : '');
    const { faults, rerun } = await checkCase([read], policies);
    return [...new Set(faults.map((f) => f.what)), rerun.outcome];
  };
  const eventIn = (file: Open, version = 4): Open['events'][number] => {
    const event = file.events[version - 1];
    assert.ok(event);
    return event;
  };
  const other = (hex: string): string =>
    hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`;

  it('条目、位置、证明、检查点改一处，即不在链', async () => {
    assert.deepEqual(await judged(() => undefined), ['same']);
    const entry = await judged((file) => {
      const event = eventIn(file);
      event.entry = event.entry.replace('"role":"registrant"', '"role":"agent"');
    });
    assert.deepEqual(entry, ['not-included', 'different']);
    for (const tree of ['sha256', 'sm3'] as const) {
      const path = await judged((file) => {
        const { proofs } = eventIn(file);
        proofs?.[tree].reverse();
      });
      assert.deepEqual(path, ['not-included', 'same'], tree);
      const note = await judged((file) => {
        const { checkpoint } = file;
        checkpoint[tree] = (checkpoint[tree] ?? '').replace(/^(.*\n)\d+\n/, '$133\n');
      });
      assert.deepEqual(note, ['false-signature', 'same'], tree);
      const bare = await judged((file) => {
        const { checkpoint } = file;
        checkpoint[tree] = (checkpoint[tree] ?? '').replace(/— demo-witness-.*\n/, '');
      });
      assert.deepEqual(bare, ['no-quorum', 'same'], tree);
    }
    const index = await judged((file) => {
      const event = eventIn(file);
      event.index = (event.index ?? 0) + 1;
    });
    assert.deepEqual(index, ['misplaced', 'not-included', 'same']);
    const hidden = await judged((file) => {
      eventIn(file).proofs = null;
    });
    assert.deepEqual(hidden, ['unpublished', 'same']);
  });

  it('盐、披露的内容改一处，即与承诺不符；冒充另一类事件、另一案卷即与条目不符', async () => {
    const salt = await judged((file) => {
      const group = eventIn(file).body?.['$act'];
      assert.ok(group);
      group.salt = other(group.salt);
    });
    assert.deepEqual(salt, ['different']);
    const value = await judged((file) => {
      const group = eventIn(file).body?.['$act'];
      assert.ok(group);
      (group.value as Record<string, unknown>)['act'] = 'submit';
    });
    assert.deepEqual(value, ['different']);
    const type = await judged((file) => {
      eventIn(file).type = 'reg.CodeAssigned';
    });
    assert.deepEqual(type, ['misstated', 'same']);
    const renamed = await judged((file) => {
      file.jurisdiction = 'chongqing';
    });
    assert.deepEqual(renamed, ['misstated', 'same']);
    const left = await judged((file) => {
      file.events.splice(4, 1);
    });
    assert.deepEqual(left, ['gap', 'different']);
  });

  it('读者给出的策略不认这个日志，即不通过；不由文件自带的策略替代', async () => {
    const stranger = parsePolicy(`${STRANGER}quorum none\n`, suites.sha256);
    assert.ok(!('fault' in stranger));
    const { faults } = await checkCase([genuine], [stranger]);
    assert.deepEqual(
      faults.map((f) => [f.tree, f.what]),
      [
        ['sha256', 'unknown-log'],
        ['sm3', 'unknown-log'],
      ],
    );
  });

  it('任意改一个字符：要么不通过，要么事件和检查点正文一字未变', async () => {
    const written = JSON.stringify({ ...genuine, policy: { sha256: '', sm3: '' } });
    const seen = ({ events, checkpoint }: CaseEvidence) => [
      events,
      Object.values(checkpoint).map((note) => note?.replace(/\n\n[^]*/, '')),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(written.length - 1),
        fc.constantFrom(...'09afAZ+=" {\n'),
        async (place, character) => {
          const changed = written.slice(0, place) + character + written.slice(place + 1);
          const read = readCaseFile(changed);
          if ('fault' in read) return;
          const { faults, rerun } = await checkCase([read], policies);
          if (faults.length > 0 || rerun.outcome !== 'same') return;
          assert.deepEqual(seen(read), seen(genuine));
        },
      ),
      { numRuns: 120 },
    );
  });

  it('不是案卷文件、策略写错、用法有误，都说明原因', async () => {
    const text = JSON.stringify(genuine);
    const file = scene.write('genuine.json', text);
    const runs: [number, RegExp, string[]][] = [
      [2, /shuji verify case/, []],
      [2, /shuji verify case/, [file, '--keys', 'x']],
      [2, /没有文件/, ['/nonexistent/none.json']],
      [2, /第1行不是策略/, [file, '--policy', scene.write('bad-policy', 'log x')]],
      [1, /不是案卷文件/, [scene.write('short.json', text.slice(0, -1))]],
      [1, /不是案卷文件.*format/, [scene.write('other.json', text.replace('case-v1', 'case-v2'))]],
      [1, /不是案卷文件.*extra/, [scene.write('more.json', text.replace('{', '{"extra":1,'))]],
    ];
    const done = await Promise.all(runs.map(([, , args]) => shuji('verify', 'case', ...args)));
    for (const [i, { status, says }] of done.entries()) {
      assert.equal(status, runs[i]?.[0], says);
      assert.match(says, runs[i]?.[1] ?? /never/);
    }
  });
});
