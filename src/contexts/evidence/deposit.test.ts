import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timestampFact } from '../../app/seals/deposit-timestamp.ts';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import { accredited, unheardOf } from '../../../test/office-evidence.ts';
import {
  does,
  mayNext,
  office,
  opens,
  refuses,
  statusOf,
  tryOpen,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';
import type { DepositState } from './deposit-state.ts';
import {
  attest,
  beijing,
  chongqing,
  digests,
  engage,
  opened,
  ownProven,
  registered,
  serviceInput,
  thirdProven,
  type Side,
} from './evidence.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const cqDesk = () => office(chongqingPack, '2026-03-02');
const stateOf = (c: Case) => c.still.state as DepositState;
const self = (at: Office, side: Side = beijing) => opened(at, side, 'self');
const third = (at: Office, side: Side = chongqing) => opened(at, side, 'third_party');

test('自行存证：存证、出具盖章证明，即可关联；各步只有登记主体能办', () => {
  const at = desk();
  const c = self(at);
  assert.deepEqual(mayNext(at, c, people.filer), ['deposit', 'withdrawDeposit']);
  for (const by of [people.rival, people.provider, people.intake, people.agent])
    assert.deepEqual(mayNext(at, c, by), [], by.name);
  does(at, c, people.filer, 'deposit', digests());
  assert.deepEqual(mayNext(at, c, people.filer), ['attachProof', 'checkDeposit']);
  assert.deepEqual(mayNext(at, c, people.review), ['checkDeposit', 'invalidate']);
  attest(at, people.filer, c);
  assert.equal(statusOf(c), 'proven');
  assert.deepEqual(mayNext(at, c, people.filer), ['checkDeposit']);
  assert.equal(stateOf(c).held?.timestamp.standing, 'selfAsserted');
});

test('自行存证不委托第三方，第三方存证未委托不能存', () => {
  const at = cqDesk();
  const provider = { provider: organisations.chongqingNotary.code };
  const mine = self(at, chongqing);
  assert.equal(
    refuses(at, mine, people.cqFiler, 'engageProvider', provider).code,
    'DEPOSIT_IS_OWN',
  );
  const c = third(at);
  assert.deepEqual(mayNext(at, c, people.cqFiler), ['engageProvider', 'withdrawDeposit']);
  assert.equal(refuses(at, c, people.cqFiler, 'deposit', digests()).code, 'SERVICE_NOT_ENGAGED');
});

test('重庆自行存证须确认承担证明责任；北京没有规定，不强求', () => {
  const at = cqDesk();
  const c = self(at, chongqing);
  does(at, c, people.cqFiler, 'deposit', digests());
  const proof = { proof: upload(at, people.cqFiler), sealed: true };
  const refused = refuses(at, c, people.cqFiler, 'attachProof', proof);
  assert.equal(refused.code, 'BURDEN_OF_PROOF');
  assert.ok(refused.cites.includes('CQ-REG-13'));
  does(at, c, people.cqFiler, 'attachProof', { ...proof, burdenOfProof: true });
  assert.equal(stateOf(c).proof?.burdenOfProof, true);
});

test('第三方存证：证明只能由受托机构出具，登记主体代交的不收（重庆第十三条）', () => {
  const at = cqDesk();
  registered(at, chongqing);
  const c = engage(at, chongqing, third(at));
  assert.deepEqual(mayNext(at, c, people.cqProvider), ['deposit']);
  does(at, c, people.cqProvider, 'deposit', digests());
  assert.equal(stateOf(c).held?.by, 'provider');
  const proof = { proof: upload(at, people.cqFiler), sealed: true, burdenOfProof: true };
  const refused = refuses(at, c, people.cqFiler, 'attachProof', proof);
  assert.equal(refused.code, 'PROOF_AUTHOR');
  assert.ok(refused.cites.includes('CQ-REG-13'));
  assert.deepEqual(mayNext(at, c, people.cqFiler), ['checkDeposit']);
  const borrowed = { proof: upload(at, people.cqFiler), sealed: true };
  assert.equal(refuses(at, c, people.cqProvider, 'attachProof', borrowed).code, 'FILE_UNKNOWN');
  attest(at, people.cqProvider, c);
  assert.deepEqual([statusOf(c), stateOf(c).proof?.author], ['proven', 'provider']);
  assert.equal(stateOf(c).proof?.burdenOfProof, false);
});

test('第三方存证也可以由登记主体自己报摘要', () => {
  const at = cqDesk();
  registered(at, chongqing);
  const c = engage(at, chongqing, third(at));
  does(at, c, people.cqFiler, 'deposit', digests());
  assert.equal(stateOf(c).held?.by, 'registrant');
});

test('没有登记的、未确认的、已停止受托的机构不能受托，不能存证，不能出具证明（重庆第十二条）', () => {
  const at = cqDesk();
  const { code } = organisations.chongqingNotary;
  const c = third(at);
  const asked = () => refuses(at, c, people.cqFiler, 'engageProvider', { provider: code });
  assert.equal(asked().code, 'SERVICE_NOT_REGISTERED');
  assert.ok(asked().cites.includes('CQ-REG-12'));
  assert.equal(
    refuses(at, c, people.cqFiler, 'engageProvider', { provider: '91110105MA0000A05X' }).code,
    'USCC_CHECK',
  );
  const s = registered(at, chongqing);
  does(at, s, people.cqProvider, 'updateService', serviceInput(at, people.cqProvider));
  assert.equal(asked().code, 'SERVICE_NOT_REGISTERED');
  does(at, s, people.cqIntake, 'confirmService', { examined: true });
  engage(at, chongqing, c);
  const d = engage(at, chongqing, third(at));
  does(at, d, people.cqProvider, 'deposit', digests());
  const bar = { ground: 'leak', scope: 'none', reasons: '泄露了委托方的材料' };
  does(at, s, people.cqReview, 'recordViolation', bar);
  const after = (x: Case, act: string, input: JsonObject) =>
    refuses(at, x, people.cqProvider, act, input).code;
  assert.equal(after(c, 'deposit', digests()), 'SERVICE_NOT_REGISTERED');
  const proof = { proof: upload(at, people.cqProvider), sealed: true };
  assert.equal(after(d, 'attachProof', proof), 'SERVICE_NOT_REGISTERED');
});

const kinds = ['overlap', 'subordinate', 'affiliated'] as const;

test('重庆：与登记机构或者登记主体重合、隶属、关联的，不能受托，仍待另选（重庆第十四条）', () => {
  for (const kind of kinds) {
    for (const [side, org] of [
      ['registrar', organisations.chongqingRegistrar],
      ['registrant', organisations.chongqingBureau],
    ] as const) {
      const at = cqDesk();
      registered(at, chongqing, [{ code: org.code, kind }]);
      const c = engage(at, chongqing, third(at));
      assert.equal(statusOf(c), 'open');
      assert.equal(c.events.at(-1)?.type, 'third.ConflictFound');
      assert.deepEqual(stateOf(c).conflict?.found, [{ with: side, kind }]);
      assert.deepEqual(mayNext(at, c, people.cqProvider), []);
      assert.deepEqual(mayNext(at, c, people.cqFiler), ['engageProvider', 'withdrawDeposit']);
    }
  }
});

test('北京：有关联的照样可以受托，但留下提示', () => {
  const at = desk();
  registered(at, beijing, [{ code: organisations.transport.code, kind: 'affiliated' }]);
  const c = engage(at, beijing, third(at, beijing));
  assert.equal(statusOf(c), 'engaged');
  assert.deepEqual(stateOf(c).provider?.warned, [{ with: 'registrant', kind: 'affiliated' }]);
  assert.equal(c.events.at(-1)?.data['warned'], true);
});

test('与别的单位有关联的，不妨碍受托', () => {
  const at = cqDesk();
  registered(at, chongqing, [{ code: organisations.rival.code, kind: 'affiliated' }]);
  assert.equal(statusOf(engage(at, chongqing, third(at))), 'engaged');
});

test('自己给自己当第三方，就是重合', () => {
  const at = cqDesk();
  const side = { ...chongqing, filer: { ...people.cqFiler, org: people.cqProvider.org } };
  registered(at, chongqing);
  const c = engage(at, side, third(at, side));
  assert.deepEqual(stateOf(c).conflict?.found, [{ with: 'registrant', kind: 'overlap' }]);
});

test('受托以后才申报的关联，重庆不能再出具证明', () => {
  const at = cqDesk();
  const s = registered(at, chongqing);
  const c = engage(at, chongqing, third(at));
  does(at, c, people.cqProvider, 'deposit', digests());
  const relations = [{ code: organisations.chongqingBureau.code, kind: 'subordinate' as const }];
  does(at, s, people.cqProvider, 'updateService', serviceInput(at, people.cqProvider, relations));
  does(at, s, people.cqIntake, 'confirmService', { examined: true });
  const proof = { proof: upload(at, people.cqProvider), sealed: true };
  assert.equal(
    refuses(at, c, people.cqProvider, 'attachProof', proof).code,
    'SERVICE_NOT_INDEPENDENT',
  );
});

test('三个部分缺一不可，摘要须是摘要，材料存放处须写明', () => {
  const at = desk();
  const c = self(at);
  for (const part of ['storageLocation', 'queryResult', 'operationLog', 'sm3Digest', 'storedAt']) {
    const { [part]: _left, ...rest } = digests();
    assert.equal(refuses(at, c, people.filer, 'deposit', rest).code, 'INPUT_INVALID', part);
  }
  const bad = { ...digests(), digest: 'xyz' };
  assert.equal(refuses(at, c, people.filer, 'deposit', bad).code, 'INPUT_INVALID');
});

const NOW = '2026-03-02T09:00:00+08:00';
const BEFORE = '2026-03-01T20:00:00+08:00';
const { digest: D1, sm3Digest: D2 } = digests() as { digest: string; sm3Digest: string };
const stamped = (at: Office, token: Buffer) => {
  const input = { ...digests(), token: token.toString('base64') };
  return { c: self(at), input };
};

test('外部时间戳：对清单的SHA-256或者SM3摘要签发的都收，记下时间和签发机构', () => {
  for (const token of [accredited.token(D1, BEFORE), accredited.token(D2, BEFORE, 'sm3')]) {
    const at = desk();
    const { c, input } = stamped(at, token);
    does(at, c, people.filer, 'deposit', input);
    const { timestamp } = stateOf(c).held ?? assert.fail();
    assert.equal(timestamp.standing, 'trusted');
    assert.equal(Date.parse(timestamp.time), Date.parse(BEFORE));
    assert.equal(timestamp.token, input.token);
  }
});

test('没有给出所信任机构的证书时，外来的时间戳也不收：谁都能自己签一个', () => {
  const trust = { own: accredited.certificate, others: null };
  const fact = timestampFact(unheardOf.token(D1, BEFORE), trust);
  assert.deepEqual([fact.fault, fact.digest, fact.standing], [null, D1, null]);
  assert.equal(timestampFact(accredited.token(D1, BEFORE), trust).standing, 'selfAsserted');
});

test('别的材料的、不信任的机构的、来自未来的、读不出来的时间戳，都不收', () => {
  const at = desk();
  const refusal = (token: Buffer) => {
    const { c, input } = stamped(at, token);
    return refuses(at, c, people.filer, 'deposit', input).code;
  };
  assert.equal(refusal(accredited.token('ff'.repeat(32), BEFORE)), 'TIMESTAMP_OTHER_DATA');
  assert.equal(
    refusal(accredited.token(D2, BEFORE)),
    'TIMESTAMP_OTHER_DATA',
    'SM3的摘要不是SHA-256的',
  );
  assert.equal(refusal(accredited.token(D1, BEFORE, 'sm3')), 'TIMESTAMP_OTHER_DATA');
  assert.equal(refusal(unheardOf.token(D1, BEFORE)), 'TIMESTAMP_UNTRUSTED');
  assert.equal(refusal(accredited.token(D1, '2026-03-02T09:00:01+08:00')), 'TIMESTAMP_FUTURE');
  assert.equal(refusal(Buffer.from('not a token')), 'TIMESTAMP_UNUSABLE');
  const broken = accredited.token(D1, BEFORE);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  assert.equal(refusal(broken), 'TIMESTAMP_UNUSABLE');
});

test('刚刚签发的时间戳照收；过长的不收', () => {
  const at = desk();
  const { c, input } = stamped(at, accredited.token(D1, NOW));
  const long = { ...input, token: 'A'.repeat(40_000) };
  assert.equal(refuses(at, c, people.filer, 'deposit', long).code, 'INPUT_INVALID');
  does(at, c, people.filer, 'deposit', input);
});

test('核对：清单、各部分、证明文件的摘要都认得，别的不同；谁都不改变状态', () => {
  const at = desk();
  const c = ownProven(at);
  const matched = (digest: string, by = people.filer) => {
    does(at, c, by, 'checkDeposit', { digest });
    return c.events.at(-1)?.data['matched'];
  };
  assert.equal(matched(D1), 'manifest');
  assert.equal(matched(D2.toUpperCase(), people.intake), 'manifest');
  assert.equal(matched(String(digests()['queryResult']), people.reviewer), 'queryResult');
  assert.equal(matched(stateOf(c).proof?.file?.sha256 ?? ''), 'proof');
  assert.equal(matched('00'.repeat(32)), undefined);
  assert.equal(c.events.at(-1)?.type, 'evid.Mismatch');
  assert.deepEqual(stateOf(c).checks, { matched: 4, differed: 1 });
  assert.equal(statusOf(c), 'proven');
  for (const by of [people.rival, people.provider, people.agent, people.auditor])
    assert.equal(refuses(at, c, by, 'checkDeposit', { digest: D1 }).code, 'ACT_NOT_YOURS');
});

test('登记机构可以认定存证无效，须有理由；登记主体不能', () => {
  const at = desk();
  const c = ownProven(at);
  const because = { ground: 'false_record', reasons: '日志与系统记录不符' };
  assert.equal(refuses(at, c, people.filer, 'invalidate', because).code, 'ACT_NOT_YOURS');
  assert.equal(
    refuses(at, c, people.review, 'invalidate', { ...because, reasons: '假' }).code,
    'INPUT_INVALID',
  );
  does(at, c, people.review, 'invalidate', because);
  assert.deepEqual([statusOf(c), stateOf(c).invalid?.reasons], ['INVALID', because.reasons]);
  assert.deepEqual(mayNext(at, c, people.filer), ['checkDeposit']);
  assert.deepEqual(mayNext(at, c, people.review), ['checkDeposit']);
});

test('存证以前可以撤回，以后不能', () => {
  const at = desk();
  const c = self(at);
  does(at, c, people.filer, 'withdrawDeposit');
  assert.deepEqual([statusOf(c), mayNext(at, c, people.filer)], ['WITHDRAWN', []]);
  assert.equal(refuses(at, ownProven(at), people.filer, 'withdrawDeposit').code, 'ACT_WRONG_STATE');
});

test('只有登记主体能新建存证', () => {
  const at = desk();
  for (const by of [people.provider, people.intake, people.agent, people.citizen]) {
    const refused = tryOpen(at, 'evid', by, { mode: 'self', title: '停车' });
    assert.ok(isRefusal(refused));
    assert.equal(refused.code, 'ACT_NOT_YOURS');
  }
});

test('双方和登记机构看得到存证；不独立的原委只有登记主体和登记机构看得到；监督只见概况', () => {
  const at = cqDesk();
  registered(at, chongqing);
  const c = thirdProven(at, chongqing);
  for (const who of ['registrant', 'provider', 'office']) assert.ok('held' in viewOf(at, c, who));
  assert.ok('conflict' in viewOf(at, c, 'registrant'));
  assert.ok(!('conflict' in viewOf(at, c, 'provider')));
  assert.deepEqual(Object.keys(viewOf(at, c, 'supervisor_cac')), ['status', 'mode', 'registrant']);
});

test('私密内容依法清空以后，仍能从记录重建', () => {
  const at = cqDesk();
  registered(at, chongqing);
  const c = thirdProven(at, chongqing);
  const erased = c.events.map(({ private: _gone, ...event }) => event);
  const state = erased.reduce<DepositState | undefined>(
    (was, event) => c.procedure.evolve(was, event) as DepositState,
    undefined,
  );
  assert.deepEqual([state?.status, state?.held?.digest, state?.proof?.file], ['proven', D1, null]);
});

test('登记机构换了人：继任的机构从此不是独立的第三方，受托在先的也不能再存证', () => {
  const at = office(chongqingPack, '2026-03-02');
  registered(at, chongqing);
  const [before, after] = [engage(at, chongqing, third(at)), third(at)];
  const authority = person('渝市数据局', organisations.chongqingClub, 'municipal_data_authority');
  const report = { ground: 'altered_or_forged', statement: '登记记录被改动过', evidence: [] };
  const c = opens(at, 'eval.misconduct', people.cqFiler, report);
  does(at, c, authority, 'openInvestigation');
  does(at, c, authority, 'takeMeasure', {
    measure: 'withdraw_status',
    reasons: '经查属实，取消登记资格',
    evidence: [upload(at, authority)],
    successor: organisations.chongqingNotary.code,
  });
  const { filer, provider } = chongqing;
  assert.equal(refuses(at, before, provider, 'deposit', digests()).code, 'SERVICE_NOT_INDEPENDENT');
  does(at, after, filer, 'engageProvider', { provider: provider.org?.code ?? '' });
  assert.equal(after.events.at(-1)?.type, 'third.ConflictFound');
});
