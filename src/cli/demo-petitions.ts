import { colleagueOf, daysAfter, DESKS } from './demo-cast.ts';
import type { DemoCase } from './demo-client.ts';
import { examined, type Entry } from './demo-entries.ts';
import type { Narrator } from './demo-narrator.ts';
import { uploadNote, uploadSealed } from './demo-paper.ts';

const SUMMARY = '演示：更新频率由每月改为每周，新增更新时间字段，简介随之改写。';

/** A change up to its notice: the course of a first registration, told in three steps. */
export async function change(n: Narrator, entry: Entry, today: string): Promise<DemoCase> {
  const { client, place } = n;
  const filer = await client.as(entry.account);
  let it = await n.open(entry.account, 'reg.change', {
    entry: entry.code,
    triggers: ['data_resource'],
  });
  const attach = (group: string, values: object): Promise<DemoCase> =>
    filer.act(it.id, 'attachMaterial', { group, values });
  await attach('dataResource', { updateCycle: 'weekly', summary: SUMMARY });
  await attach('change', {
    content: '更新频率由每月改为每周，新增更新时间字段。',
    form: await uploadSealed(filer, entry.name, today),
  });
  // New data wants new evidence.
  const proofFile = await uploadSealed(filer, `${entry.name}（变更）`, today);
  await attach('evidence', { proofFile, depositedOn: today });
  await filer.act(it.id, 'linkEvidence', { depositedOn: today });
  const colleague = await colleagueOf(client, entry.account);
  await colleague.act(it.id, 'recordInternalReview', { opinion: '同意变更。' });
  it = await n.act(entry.account, it, 'submit', { declaration: true });
  it = await n.act(DESKS[place].intake, it, 'accept');
  it = await examined(client, place, it);
  n.tell('   审核通过，已发布公示 Reviewed; the notice is published');
  await n.next(it);
  return it;
}

/** In Beijing somebody interested asks and the registrant consents; in Chongqing an objection to the
 *  certificate is upheld, and the registrant corrects. */
export async function correction(n: Narrator, entry: Entry): Promise<void> {
  const { intake, review, citizen } = DESKS[n.place];
  const interested = n.place === 'beijing';
  if (!interested) await objection(n, entry);
  const account = interested ? citizen : entry.account;
  const who = await n.client.as(account);
  let it = await n.open(account, 'reg.correct', {
    entry: entry.code,
    items: [{ item: 'dataResource.summary', value: '演示：简介中写错的更新时间已经改正。' }],
    explanation: '简介中的更新时间与实际不符。',
    proof: [await uploadNote(who, '目录页面截图')],
    ...(interested ? { interest: '本人使用该数据，因错误受到影响' } : {}),
  });
  it = await n.act(intake, it, 'accept');
  if (interested) {
    it = await n.act(review, it, 'askConsent');
    const holder = await n.client.as(entry.account);
    const paper = await uploadNote(holder, '书面同意更正');
    it = await n.act(entry.account, it, 'giveConsent', { paper });
  }
  it = await n.act(review, it, 'grant', { finding: '登记主体同意，证明材料与目录一致。' });
  await n.next(it);
  await n.asPublic(entry.code);
}

async function objection(n: Narrator, entry: Entry): Promise<void> {
  const { citizen, objection: officer } = DESKS[n.place];
  const objector = await n.client.as(citizen);
  const holder = await n.client.as(entry.account);
  let it = await n.open(citizen, 'reg.objection', {
    parent: entry.code,
    interest: '本人使用该数据，因错误受到影响',
    reason: '电子凭证所载简介中的更新时间与实际不符。',
    evidence: [await uploadNote(objector, '目录页面截图')],
  });
  it = await n.act(officer, it, 'notifyRegistrant');
  it = await n.act(entry.account, it, 'reply', {
    statement: '确有笔误，愿意更正。',
    evidence: [await uploadNote(holder, '核对结果')],
  });
  await n.act(officer, it, 'upholdIssued', {
    reasons: '双方材料一致，简介确有错误，应当更正。',
    remedy: 'correction',
  });
}

export async function cancellation(n: Narrator, entry: Entry): Promise<void> {
  const { intake, review } = DESKS[n.place];
  const lost = n.place === 'chongqing';
  const filer = await n.client.as(entry.account);
  let it = await n.open(entry.account, 'reg.cancel', {
    entry: entry.code,
    ground: lost ? 'unrecoverable_or_lost' : 'rights_waived_or_term_over',
    statement: await uploadNote(filer, '注销说明'),
    explanation: lost ? '原始数据灭失，无法恢复。' : '不再提供该数据，放弃相关权益。',
  });
  it = await n.act(intake, it, 'accept');
  it = await n.act(review, it, 'complete', { verified: true });
  await n.next(it);
  await n.asPublic(entry.code);
}

/** The entry is in its renewal window; the authorised term has been prolonged by a year. */
export async function renewal(n: Narrator, entry: Entry): Promise<void> {
  const filer = await n.client.as(entry.account);
  const it = await n.open(entry.account, 'reg.renew', {
    entry: entry.code,
    months: 12,
    unchanged: true,
    agreementTo: daysAfter(entry.validTo, 365),
    agreement: await uploadNote(filer, '续签的授权文件'),
  });
  await n.next(it);
  await n.asPublic(entry.code);
}

export async function revocation(n: Narrator, entry: Entry, today: string): Promise<void> {
  const { inspect, issue } = DESKS[n.place];
  const officer = await n.client.as(inspect);
  let it = await n.open(inspect, 'reg.revoke', {
    entry: entry.code,
    ground: 'concealment_or_falsehood',
    source: 'report',
    facts: '登记所附授权协议与授权单位留存的不一致（演示）。',
    evidence: [await uploadNote(officer, '授权单位的回函')],
    reporter: '来信一件（演示）',
  });
  it = await n.act(inspect, it, 'notifyRegistrant', { answerBy: daysAfter(today, 15) });
  it = await n.act(entry.account, it, 'fileStatement', { statement: '承认附错了文件（演示）。' });
  it = await n.act(inspect, it, 'confirmFacts', {
    findings: '所附协议不是实际签订的协议，情况属实（演示）。',
    evidence: [await uploadNote(officer, '两份协议的比对')],
  });
  it = await n.act(issue, it, 'revoke', { reasons: '以虚假材料取得登记（演示）。' });
  await n.next(it);
  await n.asPublic(entry.code);
}

/** Somebody's list of what is still to be registered: the time to file runs. */
export async function duty(n: Narrator, holder: string, today: string): Promise<void> {
  const { authority } = DESKS[n.place];
  let it = await n.open(authority, 'reg.duty', {
    holder,
    objectKind: 'resource',
    objectName: '授权运营数据（演示）',
    operationBegan: today,
  });
  it = await n.act(authority, it, 'noteSupply', { suppliedOn: today });
  await n.next(it);
}
