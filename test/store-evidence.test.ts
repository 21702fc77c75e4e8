import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { act, open } from '../src/app/act.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { registeredServices } from '../src/app/registered-services.ts';
import { readTimestamp } from '../src/app/seals/timestamp-read.ts';
import type { JsonObject } from '../src/base/json.ts';
import { Refused } from '../src/base/refusal.ts';
import type { DepositState } from '../src/contexts/evidence/deposit-state.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import type { Actor } from '../src/kernel/types.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { settleOffices } from './log-story.ts';
import { accredited } from './office-evidence.ts';
import { organisations, people } from './office-people.ts';
import { upload } from './story.ts';

let made = 0;
/** The same person with an account number, as the tables want it. */
function accounted(actor: Actor): Actor {
  made += 1;
  return { ...actor, accountId: `0190c000-0000-7000-8000-${String(made).padStart(12, '0')}` };
}

const [filer, provider] = [accounted(people.cqOperator), accounted(people.cqProvider)];
const [intake, review] = [accounted(people.cqIntake), accounted(people.cqReview)];

const digests = (n: number): JsonObject => {
  const digest = (part: number) => `${n}${part}`.padStart(4, '0').repeat(16);
  return {
    digest: digest(1),
    sm3Digest: digest(2),
    storageLocation: digest(3),
    queryResult: digest(4),
    operationLog: digest(5),
    storedAt: '本单位机房',
  };
};

forEachDatabase((_name, openDatabase) => {
  let house: TestHouse;
  let service = '';

  const opened = async (actor: Actor, procedure: string, input: JsonObject): Promise<string> =>
    (await open(house, { actor, procedure, jurisdiction: 'chongqing', input })).caseId;
  const does = (actor: Actor, caseId: string, name: string, input: JsonObject = {}) =>
    act(house, { actor, caseId, act: name, input });
  const refused = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => assert.fail('应当拒绝'),
      (e: unknown) => e,
    );
    if (!(error instanceof Refused)) throw error;
    return error.refusal.code;
  };
  const stateOf = async <S>(caseId: string): Promise<S> => {
    const stored = await loadCase(runnerOf(house.pool), house.keys, caseId, false);
    return stored?.state as S;
  };
  const engaged = async (): Promise<string> => {
    const id = await opened(filer, 'evid', { mode: 'third_party', title: '道路运输车辆信息' });
    await does(filer, id, 'engageProvider', { provider: organisations.chongqingNotary.code });
    return id;
  };
  const proven = async (n: number): Promise<string> => {
    const id = await engaged();
    await does(provider, id, 'deposit', digests(n));
    const proof = await upload(house, provider, `证明${n}`);
    await does(provider, id, 'attachProof', { proof, sealed: true });
    return id;
  };

  before(async () => {
    const { pool } = await openDatabase();
    house = await houseOn(pool);
    await settleOffices(house);
    service = await opened(provider, 'third', {
      statement: '具备三级等保环境和持证人员',
      proof: await upload(house, provider, '能力证明'),
      declared: true,
    });
  });

  test('登记簿里没有、尚未确认的第三方不能受托；确认后可以', async () => {
    assert.equal(await refused(engaged()), 'SERVICE_NOT_REGISTERED');
    const none = await registeredServices(house, { after: undefined, limit: 5 });
    assert.deepEqual(none, { items: [], next: null });
    await does(intake, service, 'confirmService', { examined: true });
    const { status, provider: by } = await stateOf<DepositState>(await engaged());
    assert.deepEqual([status, by?.name], ['engaged', organisations.chongqingNotary.name]);
    const shown = await registeredServices(house, { after: undefined, limit: 5 });
    assert.deepEqual(
      shown.items.map(({ name, jurisdiction }) => [name, jurisdiction]),
      [[organisations.chongqingNotary.name, 'chongqing']],
    );
    const again = {
      statement: '再申请一次第三方服务登记',
      proof: await upload(house, provider, '二'),
      declared: true,
    };
    assert.equal(await refused(opened(provider, 'third', again)), 'SERVICE_EXISTS');
  });

  test('没有外部时间戳的，由本平台签发，时间戳就是对清单摘要的；本平台不信任的不收', async () => {
    const id = await opened(filer, 'evid', { mode: 'self', title: '道路运输车辆信息' });
    const input = digests(1);
    const foreign = accredited.token(String(input['digest']), '2026-03-01T09:00:00+08:00');
    const bring = (token: Buffer) =>
      refused(does(filer, id, 'deposit', { ...input, token: token.toString('base64') }));
    assert.equal(await bring(foreign), 'TIMESTAMP_UNTRUSTED');
    assert.equal(await bring(Buffer.from('x')), 'TIMESTAMP_UNUSABLE');
    await does(filer, id, 'deposit', input);
    const { held } = await stateOf<DepositState>(id);
    const stamp = readTimestamp(Buffer.from(held?.timestamp.token ?? '', 'base64'));
    assert.ok(stamp.holds);
    assert.equal(stamp.digest.toString('hex'), input['digest']);
    assert.equal(held?.timestamp.standing, 'selfAsserted');
  });

  test('关联、失效、违规，另一头的事项随之办理', async () => {
    const [one, two, three] = [await proven(2), await proven(3), await proven(4)];
    const draft = await opened(filer, 'reg.first', { objectKind: 'resource' });
    // The registrant downloads the proof of its service and puts the same file into the dossier.
    const proofFile = await upload(house, filer, '证明2');
    await does(filer, draft, 'attachMaterial', { group: 'evidence', values: { proofFile } });
    assert.equal(
      await refused(does(filer, draft, 'linkEvidence', { deposit: two })),
      'EVIDENCE_MISMATCH',
    );
    assert.equal(
      await refused(does(filer, draft, 'linkEvidence', { deposit: draft })),
      'EVIDENCE_UNKNOWN',
    );
    await does(filer, draft, 'linkEvidence', { deposit: one });
    const linked = await stateOf<DepositState>(one);
    assert.deepEqual([linked.status, linked.links], ['LINKED', [draft]]);
    const violation = { ground: 'false_record', reasons: '证明与日志不符' };
    await does(review, service, 'recordViolation', {
      ...violation,
      scope: 'named',
      deposits: [two, draft].map((caseId) => ({ caseId })),
    });
    const status = async (id: string) => (await stateOf<DepositState>(id)).status;
    assert.deepEqual(await Promise.all([one, two, three].map(status)), [
      'LINKED',
      'INVALID',
      'proven',
    ]);
    await does(review, service, 'recordViolation', { ...violation, scope: 'all' });
    assert.deepEqual(await Promise.all([one, two, three].map(status)), [
      'INVALID',
      'INVALID',
      'INVALID',
    ]);
    const { evidence } = await stateOf<FirstState>(draft);
    assert.equal(evidence?.deposit?.lost, true);
    assert.equal(await refused(engaged()), 'SERVICE_NOT_REGISTERED');
  });

  test('登记簿自查无误，凭记录重办结果相同', async () => {
    const { faulty, differing } = await checkRegister(house, () => undefined);
    assert.deepEqual([faulty, differing], [0, 0]);
  });
});
