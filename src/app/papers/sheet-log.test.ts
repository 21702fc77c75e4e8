import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { LogProof, ShownPayload } from '../../contexts/credential/claims.ts';
import { formatNote, parseNote, type NoteSignature } from '../../log/note.ts';
import { parseProof } from '../../log/proof-file.ts';
import { signCheckpoint } from '../../log/sign-note.ts';
import { tileFolder } from '../../store/tile-folder.ts';
import { entryNo, logOnDisk, type LogOnDisk } from '../log/folder.fixtures.ts';
import { proofFile } from '../log/proofs.ts';
import { checkLog, logTrust, type LogTrust } from './sheet-log.ts';

const coded = (code: string, more = ''): Buffer =>
  Buffer.from(`{${more}"data":{"code":"${code}"},"type":"reg.CodeAssigned"}`);

const payload = (code: string, log?: LogProof): ShownPayload =>
  ({ code, ...(log && { log }) }) as unknown as ShownPayload;

describe('文件所带的目录链证明', () => {
  const home = mkdtempSync(join(tmpdir(), 'shuji-sheet-log-'));
  after(() => rmSync(home, { recursive: true, force: true }));
  const entries = [
    entryNo(0),
    coded('A1'),
    coded('B2'),
    Buffer.from('{"data":{"code":"A1"},"type":"reg.DraftOpened"}'),
    Buffer.from('not JSON'),
    Buffer.from('null'),
    Buffer.from('{"data":{"code":"A1"},"type":["reg.CodeAssigned"]}'),
    Buffer.from('{"data":{"code":"A1"},"type":"entry.Revised"}'),
    Buffer.from('{"data":{"code":"A1"},"type":"entry.Extended"}'),
  ];
  let log: LogOnDisk;
  let other: LogOnDisk;
  let trust: LogTrust;
  before(async () => {
    log = await logOnDisk(join(home, 'one'));
    other = await logOnDisk(join(home, 'other'));
    await log.append(entries);
    await other.append(entries);
    const own = logTrust({ sha256: log.policy('sha256'), sm3: log.policy('sm3') });
    assert.ok(own);
    trust = own;
  });

  /** A proof of the entry at a place, as a document carries it. */
  async function proofOf(of: LogOnDisk, index: number, entry = entries[index]): Promise<LogProof> {
    const files = { store: tileFolder(of.folder) };
    const proof = await proofFile(files, 'sha256', index);
    const sm3 = await proofFile(files, 'sm3', index);
    assert.ok(entry && proof !== undefined && sm3 !== undefined);
    return { entry: entry.toString('base64url'), proof, sm3 };
  }

  const word = async (claim: LogProof | undefined, code = 'A1', by = trust): Promise<string> => {
    const found = await checkLog(payload(code, claim), [], by);
    if (found === null) return 'withheld';
    return 'code' in found ? found.code : `${found.index} ${found.witnesses.length}`;
  };

  /** The same proof under a note with other signatures. */
  const signedBy = (
    claim: LogProof,
    change: (all: readonly NoteSignature[]) => NoteSignature[],
  ) => {
    const file = parseProof(claim.proof);
    const note = parseNote(file?.checkpoint ?? '');
    assert.ok(file && note);
    const head = claim.proof.slice(0, claim.proof.indexOf('\n\n') + 2);
    return { ...claim, proof: head + formatNote({ ...note, signatures: change(note.signatures) }) };
  };

  test('属实的：给出位置和见证人；持有人可以不出示，但不能缺失', async () => {
    assert.equal(await word(await proofOf(log, 1)), '1 2');
    assert.equal(await word({ ...(await proofOf(log, 1)), sm3: null }), '1 2');
    assert.equal(await word(undefined), 'noProof');
    assert.equal(await checkLog(payload('A1'), ['log'], trust), null);
  });

  test('更新过、续展过的登记：证明的是最后一次更新的记录', async () => {
    assert.equal(await word(await proofOf(log, 7)), '7 2');
    assert.equal(await word(await proofOf(log, 8)), '8 2');
    assert.equal(await word(await proofOf(log, 7), 'B2'), 'otherEntry');
  });

  test('换成别的登记、别的步骤、不是记录的内容：不认', async () => {
    assert.equal(await word(await proofOf(log, 2)), 'otherEntry');
    assert.equal(await word(await proofOf(log, 1), 'B2'), 'otherEntry');
    for (const index of [0, 3, 4, 5, 6]) {
      assert.equal(await word(await proofOf(log, index)), 'otherEntry', `${index}`);
    }
  });

  test('记录对得上而证明属于别处：两棵树都要在同一位置', async () => {
    const [right, wrong] = [await proofOf(log, 1), await proofOf(log, 2)];
    assert.equal(await word({ ...right, proof: wrong.proof }), 'notOnLog');
    assert.equal(await word({ ...right, sm3: wrong.sm3 }), 'notOnLog');
    assert.equal(await word({ ...right, sm3: right.proof }), 'notOnLog');
    assert.equal(await word({ ...right, proof: right.sm3 ?? '' }), 'notOnLog');
    for (const broken of ['', 'x', '\n\n', right.proof.slice(0, -2), `${right.proof}\n`]) {
      assert.equal(await word({ ...right, proof: broken }), 'notOnLog');
      assert.equal(await word({ ...right, sm3: broken }), 'notOnLog');
    }
    for (const index of ['01', '-1', '1e0', '2', '9007199254740993']) {
      const proof = right.proof.replace('index 1\n', `index ${index}\n`);
      assert.equal(await word({ ...right, proof }), 'notOnLog', index);
    }
  });

  test('内容相同而写法不同的记录（重复的键、空格、另一种编码）：不是链上的那一条', async () => {
    const right = await proofOf(log, 1);
    for (const entry of [
      coded('A1', '"type":"x",'),
      coded('A1', ' '),
      Buffer.from(coded('A1').toString().replace('A1', '\\u0041\\u0031')),
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), coded('A1')]),
    ]) {
      const found = await word({ ...right, entry: entry.toString('base64url') });
      assert.ok(['notOnLog', 'otherEntry'].includes(found), entry.toString());
    }
  });

  test('检查点是别的日志签的、没有日志签名、只有认不得的算法：不认', async () => {
    assert.equal(await word(await proofOf(other, 1)), 'notOnLog');
    const right = await proofOf(log, 1);
    const isWitness = ({ name }: NoteSignature) =>
      log.witnesses.some((w) => w.sha256.key.name === name);
    assert.equal(await word(signedBy(right, (all) => all.filter(isWitness))), 'notOnLog');
    const stranger = signedBy(right, (all) => all.map((s) => ({ ...s, name: 'nobody.example' })));
    assert.equal(await word(stranger), 'notOnLog');
    const false_ = signedBy(right, (all) =>
      all.map((s) => ({ ...s, bytes: s.bytes.map((b) => b ^ 1) })),
    );
    assert.equal(await word(false_), 'notOnLog');
  });

  test('同一见证人签很多次只算一位，不冒充法定数', async () => {
    const right = await proofOf(log, 1);
    const note = parseNote(parseProof(right.proof)?.checkpoint ?? '');
    const [first] = log.witnesses;
    assert.ok(note && first);
    const times = [1, 1, 2, 3, 253_402_300_800];
    const many = await Promise.all(
      times.map((time) => signCheckpoint(note.text, first.sha256, time)),
    );
    const own = note.signatures.filter(({ name }) => name === log.keys.origin);
    const found = await checkLog(
      payload(
        'A1',
        signedBy(right, () => [...own, ...many]),
      ),
      [],
      trust,
    );
    assert.ok(found && 'witnessed' in found);
    assert.equal(found.witnesses.length, 1);
    assert.equal(found.witnessed, false);
  });

  test('核对者所持名单里没有这个日志：不认；名单读不出：说明没有名单', async () => {
    const stranger = logTrust({ sha256: other.policy('sha256'), sm3: other.policy('sm3') });
    assert.equal(await word(await proofOf(log, 1), 'A1', stranger), 'notOnLog');
    const half = logTrust({ sha256: log.policy('sha256'), sm3: other.policy('sm3') });
    assert.equal(await word(await proofOf(log, 1), 'A1', half), 'notOnLog');
    assert.equal(logTrust({ sha256: log.policy('sha256'), sm3: '' }), undefined);
  });
});
