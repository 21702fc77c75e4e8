import { DESKS, nextDay, type Place } from './demo-cast.ts';
import type { DemoClient, DemoPerson } from './demo-client.ts';
import { workingDays } from './demo-days.ts';
import { confirmSeals, submitted, type Plan } from './demo-entries.ts';

/** The months before the demonstration begins, so that a first look at it finds a city at work: sixty
 *  applications in every state, with gaps, objections and refusals. Played through the front door; the same
 *  every time but for the digits of chance. */
export async function playCity(client: DemoClient): Promise<{ cases: number }> {
  const chance = seeded(20260209);
  await client.move(`${FIRST_DAY}T08:30:00+08:00`);
  const waiting: Waiting[] = [];
  let day = FIRST_DAY;
  for (const [n, plan] of plans(chance).entries()) {
    // The last of them have just come in.
    waiting.push({
      on: n < CASES - 3 ? day : LAST_FILING,
      steps: lifeOf(client, { ...plan, chance }, chance),
    });
    if (n % 2 === 0) day = (await workingDays(client, day, 1 + Math.floor(chance() * 2))).due;
  }
  const cases = waiting.length;
  for (let now = { day: FIRST_DAY, minute: 0 }; ;) {
    const next = waiting.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0];
    if (!next || next.on > LAST_DAY) break;
    now = { day: next.on, minute: next.on === now.day ? now.minute + 6 : 0 };
    await client.move(`${now.day}T${clockWords(now.minute)}:00+08:00`);
    const { value, done } = await next.steps.next();
    if (done) waiting.splice(waiting.indexOf(next), 1);
    else next.on = value;
  }
  await client.move(`${BEGIN_DAY}T09:00:00+08:00`);
  return { cases };
}

/** From the day on which the rules of Beijing are in force to the eve of the demonstration's beginning. */
const FIRST_DAY = '2025-12-01';
const LAST_FILING = '2026-02-06';
const LAST_DAY = '2026-02-08';
const CASES = 60;
const BEGIN_DAY = '2026-02-09';

interface Waiting {
  on: string;
  readonly steps: AsyncGenerator<string, void>;
}

const FATES = [
  'plain',
  'plain',
  'plain',
  'gap',
  'plain',
  'intakeGap',
  'objected',
  'plain',
  'slow',
  'refused',
] as const;

interface Life extends Plan {
  readonly place: Place;
  readonly fate: (typeof FATES)[number];
}

/** What each holder's data is about, by words of the catalogue. */
const HOLDERS = [
  ['bj-min-zheng', ['养老', '社会组织', '社区', '残疾']],
  ['bj-xi-cheng', ['学校', '文物', '幼儿园', '体育']],
  ['bj-wei-sheng', ['医疗', '医院', '卫生', '药']],
] as const;
const PRODUCTS = [
  '养老服务核验接口',
  '社区配套指数',
  '企业用电活跃指数',
  '出行热力报告',
  '药店营业核验接口',
];

function plans(chance: () => number): Life[] {
  const pick = <T>(list: readonly T[], n: number): T => {
    const one = list[n % list.length];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  return Array.from({ length: CASES }, (_, n): Life => {
    const fate = pick(FATES, n);
    if (n % 6 === 5)
      return {
        place: 'chongqing',
        fate,
        account: 'cq-jiao-tong',
        topic: pick(['公交', '停车', '公路'], n),
      };
    if (n % 8 === 3)
      return {
        place: 'beijing',
        fate,
        account: 'bj-yun-ying',
        product: { name: `${pick(PRODUCTS, n)}（第${n}期）` },
      };
    const [account, topics] = pick(HOLDERS, Math.floor(chance() * 97));
    return { place: 'beijing', fate, account, topic: pick<string>(topics, n) };
  });
}

/** One application; yields the day on which it goes on. */
async function* lifeOf(
  client: DemoClient,
  plan: Life,
  chance: () => number,
): AsyncGenerator<string, void> {
  const { place, fate } = plan;
  const desk = DESKS[place];
  const today = async (): Promise<string> =>
    (await (await client.as(desk.intake)).get<{ now: string }>('/api/session')).now.slice(0, 10);
  const after = async (least: number, most: number): Promise<string> =>
    (await workingDays(client, await today(), least + Math.floor(chance() * (most - least + 1))))
      .due;
  const { id } = await submitted(client, place, plan);
  const filer = await client.as(plan.account);
  const intake = await client.as(desk.intake);
  yield await after(1, 3);
  if (fate === 'refused') {
    await intake.act(id, 'refuseAcceptance', {
      ground: 'dispute',
      reasons: '登记对象的权属正在争议中，请在争议解决后另行申请。',
    });
    return;
  }
  if (fate === 'intakeGap') {
    await intake.act(id, 'notifyIntakeGaps', { gaps: [{ ...GAP, ground: 'incomplete' }] });
    yield await after(2, 5);
    await mended(filer, id);
    yield await after(1, 2);
  }
  let accepted = await intake.act(id, 'accept');
  const review = await client.as(desk.review);
  yield fate === 'slow' ? await after(21, 22) : await after(3, 12);
  if (fate === 'gap') {
    await review.act(id, 'notifyReviewGaps', { gaps: [GAP] });
    yield await after(3, 8);
    await mended(filer, id);
    yield await after(1, 2);
    accepted = await intake.act(id, 'accept');
    yield await after(2, 8);
  }
  if (fate === 'slow')
    await review.act(id, 'explainDelay', { reason: '两处佐证需要向数据来源部门核对。' });
  await confirmSeals(review, accepted);
  await review.act(id, 'passReview', { checked: true });
  yield await after(1, 1);
  const notice = await (await client.as(desk.issue)).act(id, 'publishNotice');
  const end = notice.clocks.find(({ name }) => name === 'publicNotice')?.due;
  if (fate === 'objected') yield* objection(client, plan, id, after);
  if (end) yield nextDay(end);
  yield await after(1, 2);
  const shown = await (
    await client.as(desk.issue)
  ).get<{ actions: { act: string }[] }>(`/api/cases/${id}`);
  if (shown.actions.some(({ act }) => act === 'assignCode'))
    await (await client.as(desk.issue)).act(id, 'assignCode');
}

const GAP = {
  item: 'scenario.forbidden',
  ground: 'scenario',
  reason: '请写明不得与其他数据比对识别个人。',
};

async function mended(filer: DemoPerson, id: string): Promise<void> {
  const forbidden = '不得用于识别特定自然人，不得与其他数据比对还原个人，不得转售原始数据。';
  await filer.act(id, 'attachMaterial', { group: 'scenario', values: { forbidden } });
  await filer.act(id, 'resubmit', { declaration: true });
}

async function* objection(
  client: DemoClient,
  { place, account }: Life,
  parent: string,
  after: (least: number, most: number) => Promise<string>,
): AsyncGenerator<string, void> {
  const desk = DESKS[place];
  yield await after(1, 3);
  const citizen = await client.as(desk.citizen);
  const words = new TextEncoder().encode('异议证据（演示）：字段说明与实际不符。\n');
  const evidence = [await citizen.upload('evidence.txt', words)];
  const interest = '数据涉及本人经常使用的服务';
  const reason = '公示的数据内容简介与实际提供的字段不一致。';
  const { id } = await citizen.open('reg.objection', place, { parent, interest, reason, evidence });
  const officer = await client.as(desk.objection);
  yield await after(1, 1);
  await officer.act(id, 'notifyRegistrant');
  yield await after(1, 3);
  const holder = await client.as(account);
  const answer = new TextEncoder().encode('答复证据（演示）：字段清单与目录一致。\n');
  await holder.act(id, 'reply', {
    statement: '字段清单与目录一致，已附核对结果。',
    evidence: [await holder.upload('reply.txt', answer)],
  });
  yield await after(1, 3);
  await officer.act(id, 'dismiss', { reasons: '双方材料表明简介与目录一致，异议不成立。' });
}

const clockWords = (minute: number): string =>
  `${String(9 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A row of numbers in [0, 1) that is the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
