import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  office,
  refuses,
  statusOf,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import type { DepositState } from '../evidence/deposit-state.ts';
import {
  attest,
  beijing,
  chongqing,
  digests,
  opened,
  ownProven,
  registered as serviceIn,
  thirdProven,
} from '../evidence/evidence.fixtures.ts';
import * as dossier from './dossier.fixtures.ts';
import { precheck } from './precheck.ts';

const { stateOf, draft, reviewed } = dossier;
const desk = () => office(beijingPack, '2026-03-02');
const depositOf = (c: Case) => c.still.state as DepositState;
const codes = (at: Office, c: Case) =>
  precheck(stateOf(c), at.rules, at.today).map(({ code }) => code);

/** Puts the proof of a deposit into the dossier: the same file, uploaded by the registrant. */
function proofOf(at: Office, c: Case, deposit: Case, values = {}): void {
  const sha256 = depositOf(deposit).proof?.file?.sha256 ?? '';
  const by = at.rules === beijingPack ? people.filer : people.cqFiler;
  const proofFile = upload(at, by, { sha256 });
  does(at, c, by, 'attachMaterial', { group: 'evidence', values: { proofFile, ...values } });
}

test('在本平台存证的，申请时填存证事项编号；存证事项也记下所关联的登记，可以再用', () => {
  const at = desk();
  const deposit = ownProven(at);
  const [one, two] = [draft(at), draft(at)];
  for (const c of [one, two]) {
    proofOf(at, c, deposit);
    does(at, c, people.filer, 'linkEvidence', { deposit: deposit.id });
  }
  assert.deepEqual([statusOf(deposit), depositOf(deposit).links], ['LINKED', [one.id, two.id]]);
  assert.equal(stateOf(one).evidence?.depositedOn, '2026-03-02');
  assert.equal(stateOf(one).evidence?.deposit?.caseId, deposit.id);
});

test('没有的、别人的、未出具证明的、无效的存证，都不能关联；证明文件须是存证时的那一份', () => {
  const at = desk();
  const c = draft(at);
  const deposit = ownProven(at);
  const link = (id: string) => refuses(at, c, people.filer, 'linkEvidence', { deposit: id }).code;
  assert.equal(link(deposit.id), 'EVIDENCE_FILE_MISSING');
  proofOf(at, c, deposit);
  assert.equal(link('00000000-0000-7000-8000-dddddddddddd'), 'EVIDENCE_UNKNOWN');
  assert.equal(link(c.id), 'EVIDENCE_UNKNOWN');
  const foreign = ownProven(at, { ...beijing, filer: people.rival });
  assert.equal(link(foreign.id), 'EVIDENCE_UNKNOWN');
  const open = opened(at, beijing, 'self');
  assert.equal(link(open.id), 'EVIDENCE_UNUSABLE');
  does(at, open, people.filer, 'deposit', digests());
  assert.equal(link(open.id), 'EVIDENCE_UNUSABLE');
  attest(at, people.filer, open);
  assert.equal(link(open.id), 'EVIDENCE_MISMATCH', '证明文件是另一份');
  const because = { ground: 'false_record', reasons: '日志与系统记录不符' };
  does(at, deposit, people.review, 'invalidate', because);
  assert.equal(link(deposit.id), 'EVIDENCE_UNUSABLE');
  assert.equal(refuses(at, c, people.filer, 'linkEvidence', {}).code, 'EVIDENCE_UNNAMED');
});

test('申请之后存的证不能关联：存证先于申请', () => {
  const at = desk();
  const c = draft(at);
  at.today = '2026-03-10';
  const deposit = ownProven(at);
  proofOf(at, c, deposit);
  at.today = '2026-03-09';
  const late = refuses(at, c, people.filer, 'linkEvidence', { deposit: deposit.id });
  assert.equal(late.code, 'EVIDENCE_LATER');
});

test('填报的存证方式、存证机构与所关联的存证不一致的，自查指出', () => {
  const at = office(chongqingPack, '2026-03-02');
  serviceIn(at, chongqing);
  const deposit = thirdProven(at, chongqing);
  const c = draft(at, { cast: dossier.chongqing });
  proofOf(at, c, deposit, { mode: 'self' });
  does(at, c, people.cqFiler, 'linkEvidence', { deposit: deposit.id });
  assert.ok(codes(at, c).includes('EVIDENCE_MODE_DIFFERS'));
  const providerCreditCode = people.cqProvider.org?.code ?? '';
  const values = { mode: 'third_party', providerCreditCode };
  does(at, c, people.cqFiler, 'attachMaterial', { group: 'evidence', values });
  assert.ok(!codes(at, c).includes('EVIDENCE_MODE_DIFFERS'));
});

/** A dossier that rests on a deposit made here. */
function resting(at: Office) {
  const deposit = ownProven(at);
  const c = dossier.complete(at);
  proofOf(at, c, deposit, { mode: 'self' });
  does(at, c, people.filer, 'linkEvidence', { deposit: deposit.id });
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意' });
  return { deposit, c };
}
const because = { ground: 'false_record', reasons: '日志与系统记录不符' };

test('存证失效的，据以办理的申请随即得知，未提交的不能提交，重新关联后可以', () => {
  const at = desk();
  const { deposit, c } = resting(at);
  does(at, deposit, people.review, 'invalidate', because);
  assert.equal(c.events.at(-1)?.type, 'reg.EvidenceLost');
  assert.ok(codes(at, c).includes('EVIDENCE_INVALID'));
  const refused = refuses(at, c, people.filer, 'submit', { declaration: true });
  assert.equal(refused.code, 'SUBMISSION_INCOMPLETE');
  const again = ownProven(at);
  proofOf(at, c, again);
  does(at, c, people.filer, 'linkEvidence', { deposit: again.id });
  assert.ok(!codes(at, c).includes('EVIDENCE_INVALID'));
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意' });
  does(at, c, people.filer, 'submit', { declaration: true });
});

test('已提交的申请，受理人员看得到存证已失效；只说一次', () => {
  const at = desk();
  const { deposit, c } = resting(at);
  does(at, c, people.filer, 'submit', { declaration: true });
  does(at, deposit, people.review, 'invalidate', because);
  assert.equal(stateOf(c).evidence?.deposit?.lost, true);
  assert.ok(codes(at, c).includes('EVIDENCE_INVALID'));
  const count = c.events.length;
  does(at, c, system, 'dropEvidence', { deposit: deposit.id });
  assert.equal(c.events.length, count);
});

test('已经了结的申请不再受存证失效影响；在别处存证的也不受影响', () => {
  const at = desk();
  const { deposit, c } = resting(at);
  does(at, c, people.filer, 'withdraw', { reasons: '暂不登记' });
  const elsewhere = reviewed(at);
  const count = [c.events.length, elsewhere.events.length];
  does(at, deposit, people.review, 'invalidate', because);
  assert.deepEqual([c.events.length, elsewhere.events.length], count);
});
