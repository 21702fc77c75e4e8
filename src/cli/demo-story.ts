import type { Text } from '../base/text.ts';
import { citeLabel } from '../law/articles.ts';
import { colleagueOf, nextDay, type Place } from './demo-cast.ts';
import type { DemoCase, DemoClient, DemoPerson } from './demo-client.ts';
import type { Tell } from './demo-narrator.ts';

const CAST = {
  beijing: {
    file: 'bj-min-zheng',
    topic: '民政',
    clerk: 'bj',
    citizen: 'bj-li-ming',
    name: '北京',
  },
  chongqing: {
    file: 'cq-jiao-tong',
    topic: '公交',
    clerk: 'cq',
    citizen: 'cq-zhao-lei',
    name: '重庆',
  },
} as const;

/** One dossier from draft to code: a gap round, an objection that is dismissed, the notice over a
 *  run of days, the code, the sheet, and a stranger's check of it. */
export async function playStory(client: DemoClient, place: Place, tell: Tell): Promise<void> {
  const cast = CAST[place];
  const say = sayer(tell);
  tell(`\n━━━ ${cast.name}：一件首次登记，从草稿到赋码 ━━━`);
  const applicant = await client.as(cast.file);
  const intake = await client.as(`${cast.clerk}-shou-li`);
  const review = await client.as(`${cast.clerk}-shen-he`);
  const issue = await client.as(`${cast.clerk}-fa-zheng`);
  const { items } = await applicant.get<{ items: { id: string; name: string }[] }>(
    `/api/catalogue?limit=20&q=${encodeURIComponent(cast.topic)}`,
  );
  const item = items[Math.floor(Math.random() * items.length)];
  if (!item) throw new Error('the demonstration catalogue is empty');

  let it = await applicant.open('reg.first', place, { objectKind: 'resource', inScope: true });
  const { id } = it;
  say(applicant, '新建申请', it);
  it = await applicant.act(id, 'importContent', { itemId: item.id });
  say(applicant, `导入目录条目“${item.name}”`, it);
  await applicant.post(`/api/demo/cases/${id}/fill`, {});
  say(applicant, '补全其余材料（演示文件）', it);
  const colleague = await colleagueOf(client, cast.file);
  it = await colleague.act(id, 'recordInternalReview', { opinion: '同意提交。' });
  say(colleague, '业务审核', it);
  it = await applicant.act(id, 'submit', { declaration: true });
  say(applicant, '提交申请', it);
  it = await intake.act(id, 'accept');
  say(intake, '受理', it);
  it = await review.act(id, 'notifyReviewGaps', {
    gaps: [
      {
        item: 'scenario.forbidden',
        ground: 'scenario',
        reason: '请写明不得与其他数据比对识别个人。',
      },
    ],
  });
  say(review, '一次性告知补正', it);
  await applicant.act(id, 'attachMaterial', {
    group: 'scenario',
    values: { forbidden: '不得用于识别特定自然人，不得与其他数据比对还原个人，不得转售原始数据。' },
  });
  it = await applicant.act(id, 'resubmit', { declaration: true });
  say(applicant, '补充后重新提交', it);
  it = await intake.act(id, 'accept');
  say(intake, '再次受理，审核期限重新起算', it);
  for (const seal of it.state['seals'] as { id: string }[]) {
    await review.act(id, 'confirmSeal', { file: seal.id, found: true });
  }
  it = await review.act(id, 'passReview', { checked: true });
  say(review, '形式审核通过', it);
  it = await issue.act(id, 'publishNotice');
  say(issue, '发布公示', it);
  await object(client, place, applicant, id, say);
  const end = it.clocks.find((c) => c.name === 'publicNotice');
  if (!end) throw new Error('the notice has no clock');
  tell(`   ⏱ ${end.explanation.zh}`);
  const moved = await client.move(`${nextDay(end.due)}T09:00:00+08:00`);
  tell(`   ⏩ 演示时钟拨到 ${moved.now}，自动办理 ${moved.fired} 项`);
  it = await issue.act(id, 'assignCode');
  say(issue, '赋码并发放登记结果', it);
  await check(client, applicant, id, it, tell);
  await timeline(issue, id, tell);
}

async function object(
  client: DemoClient,
  place: Place,
  applicant: DemoPerson,
  parent: string,
  say: Sayer,
): Promise<void> {
  const citizen = await client.as(CAST[place].citizen);
  const officer = await client.as(`${CAST[place].clerk}-yi-yi`);
  const proof = await citizen.upload(
    'evidence.txt',
    new TextEncoder().encode('异议证据（演示）：字段说明与实际不符。\n'),
  );
  let it = await citizen.open('reg.objection', place, {
    parent,
    interest: '数据涉及本人经常使用的服务',
    reason: '公示的数据内容简介与实际提供的字段不一致。',
    evidence: [proof],
  });
  say(citizen, '实名提出异议', it);
  it = await officer.act(it.id, 'notifyRegistrant');
  say(officer, '告知登记主体', it);
  const answer = await applicant.upload(
    'reply.txt',
    new TextEncoder().encode('答复证据（演示）：字段清单与目录一致。\n'),
  );
  it = await applicant.act(it.id, 'reply', {
    statement: '字段清单与目录一致，已附核对结果。',
    evidence: [answer],
  });
  say(applicant, '答复异议', it);
  it = await officer.act(it.id, 'dismiss', { reasons: '双方材料表明简介与目录一致，异议不成立。' });
  say(officer, '复核：异议不成立', it);
}

async function check(
  client: DemoClient,
  holder: DemoPerson,
  id: string,
  it: DemoCase,
  tell: Tell,
): Promise<void> {
  const result = it.state['result'] as {
    code: string;
    queryCode: string;
    validFrom: string;
    validTo: string;
  };
  tell(
    `   登记码 ${result.code}　查询码 ${result.queryCode}　有效期 ${result.validFrom} 至 ${result.validTo}`,
  );
  const sheet = await holder.bytes(`/api/cases/${id}/sheet`);
  const answer = await client.get<{ answer: string; reasons: Text[] }>(
    `/api/public/verify?code=${encodeURIComponent(result.queryCode)}`,
  );
  tell(
    `   公众查验（无账户）：${answer.answer}　${answer.reasons.map((r) => r.zh).join('')}　确认单 ${sheet.length} 字节`,
  );
}

async function timeline(officer: DemoPerson, id: string, tell: Tell): Promise<void> {
  const { events } = await officer.get<{
    events: {
      at: string;
      title: Text;
      law: string[];
      deadlines: { clock: string; due: string; provisional: boolean }[];
    }[];
  }>(`/api/cases/${id}/history`);
  tell('\n   时间线（日期　事项　条文　期限）');
  for (const e of events) {
    const due = e.deadlines.map((d) => `→ ${d.due}${d.provisional ? '（暂定）' : ''}`).join(' ');
    tell(
      `   ${e.at.slice(0, 16).replace('T', ' ')}　${e.title.zh}　${citeLabel(e.law[0] ?? '').zh}　${due}`,
    );
  }
}

type Sayer = (who: DemoPerson, what: string, it: DemoCase) => void;

const sayer =
  (tell: Tell): Sayer =>
  (who, what, it) => {
    const running = it.clocks.filter((c) => c.state === 'running' && c.name !== 'validity');
    const due = running.map((c) => `${c.title.zh}至${c.due}`).join('，');
    tell(
      `   ${who.org} ${who.name}：${what}　〔${it.statusTitle.zh}〕${due === '' ? '' : `　${due}`}`,
    );
  };
