import { daysAfter, DESKS, nextDay, type Place } from './demo-cast.ts';
import type { DemoCase, DemoClient } from './demo-client.ts';
import { notYet, reaches, todayOf, toDay, workingDays } from './demo-days.ts';
import { depositFor } from './demo-deposit.ts';
import { coded, toNotice, type Entry, type Plan } from './demo-entries.ts';
import { narrator, rulesOf, standing, type Narrator, type Tell } from './demo-narrator.ts';
import { cancellation, change, correction, duty, renewal, revocation } from './demo-petitions.ts';

const PLACES: readonly Place[] = ['beijing', 'chongqing'];
const PARTS = ['changed', 'corrected', 'cancelled', 'renewing', 'lapsing', 'revoked'] as const;
type Part = (typeof PARTS)[number];

const TITLES: Readonly<Record<Part, string>> = {
  changed: '变更 Change',
  corrected: '更正 Correction',
  cancelled: '注销 Cancellation',
  renewing: '续展 Renewal',
  lapsing: '期满 Expiry',
  revoked: '撤销 Revocation',
};

/** A register entry of every kind: who holds it, and what it is about. A real body of Beijing never
 *  has its entry revoked here, not even as a demonstration. */
const CAST = {
  beijing: {
    resources: ['bj-min-zheng', 'bj-xi-cheng', 'bj-min-zheng'],
    topics: ['养老', '西城区基础教育', '婚姻'],
    products: 'bj-yun-ying',
    names: ['养老服务核验接口', '企业用电活跃指数', '社会组织信用核验'],
    holder: '11110000000021039C',
  },
  chongqing: {
    resources: ['cq-jiao-tong', 'cq-jiao-tong', 'cq-jiao-tong'],
    topics: ['公交', '停车', '公路'],
    products: 'cq-jiao-tong',
    names: ['公交到站核验接口', '停车泊位预测指数', '道路养护评价报告'],
    holder: '11500000MB0YX0116R',
  },
} as const;

/** Days of a validity: one that is over before the next notice is, one that is in its last sixty. */
const SHORT = 10;
const ENDING = 50;

/** What becomes of an entry after its code, in both places at once: twelve entries, of which each
 *  place then has one changed, corrected, cancelled, revoked, lapsed and one being renewed. */
export async function playLife(client: DemoClient, tell: Tell): Promise<void> {
  tell('\n━━━ 登记之后：两地各备六件登记　After registration: six entries in each place ━━━');
  const begin = (await workingDays(client, await todayOf(client), 1)).due;
  const codes = (await workingDays(client, begin, 11)).due;
  if (!(await reaches(client, codes, 11))) return notYet(tell);
  await toDay(client, begin);
  const desks = PLACES.map((place) => narrator(client, place, tell));
  const filed = await prepared(client, desks, begin, codes);
  tell(
    `\n   ${filed.size}件都在公示；演示时钟拨到 ${codes}　All in notice; the clock moves to ${codes}`,
  );
  await toDay(client, codes);
  const entries = await assigned(client, filed, tell);
  const changes = new Map<Narrator, DemoCase>();
  for (const n of desks) changes.set(n, await happens(n, ofPlace(entries, n.place), codes));
  const end = (await workingDays(client, codes, 11)).due;
  tell(
    `\n   ⏩ 演示时钟拨到 ${end}，变更公示期满　The clock moves to ${end}: the notices are over`,
  );
  await toDay(client, end);
  for (const [n, it] of changes) await ends(n, it, ofPlace(entries, n.place), end);
  await summary(client, entries, tell);
}

interface Filed {
  readonly place: Place;
  readonly part: Part;
  readonly plan: Plan;
}

async function prepared(
  client: DemoClient,
  desks: readonly Narrator[],
  begin: string,
  codes: string,
): Promise<ReadonlyMap<Filed, DemoCase>> {
  const wanted: Filed[] = [];
  for (const n of desks) {
    const { resources, topics, products, names } = CAST[n.place];
    const { title } = rulesOf(n.place);
    n.tell(`\n   ${DESKS[n.place].name}　依《${title.zh}》　Under the ${title.en}`);
    n.tell('   先行存证，再申请　Evidence first, then the application');
    const name = `${topics[0]}数据资源（${begin}）`;
    const deposit = await depositFor(n, resources[0], name, begin);
    const ending: Readonly<Partial<Record<Part, number>>> = { renewing: ENDING, lapsing: SHORT };
    for (const [i, part] of PARTS.entries()) {
      const days = ending[part];
      const plan: Plan =
        i < resources.length
          ? { account: resources[i] ?? '', topic: topics[i] ?? '' }
          : {
              account: products,
              product: {
                name: `${names[i - resources.length]}（${begin}演示）`,
                ...(days === undefined ? {} : { agreementTo: daysAfter(codes, days) }),
              },
            };
      wanted.push({ place: n.place, part, plan: i === 0 ? { ...plan, deposit } : plan });
    }
  }
  const filed = wanted.map(
    async (one) => [one, await toNotice(client, one.place, one.plan)] as const,
  );
  return new Map(await Promise.all(filed));
}

interface Coded extends Entry {
  readonly place: Place;
  readonly part: Part;
}

const ofPlace = (all: readonly Coded[], place: Place) =>
  Object.fromEntries(all.filter((e) => e.place === place).map((e) => [e.part, e])) as Record<
    Part,
    Coded
  >;

async function assigned(
  client: DemoClient,
  filed: ReadonlyMap<Filed, DemoCase>,
  tell: Tell,
): Promise<readonly Coded[]> {
  const entries: Coded[] = [];
  for (const [{ place, part, plan }, it] of filed) {
    const entry = await coded(client, place, plan.account, it);
    tell(`   ${entry.code}　${entry.name}　有效期至 valid to ${entry.validTo}`);
    entries.push({ ...entry, place, part });
  }
  return entries;
}

const heading = (n: Narrator, part: Part, entry: Entry): void =>
  n.tell(`\n   ── ${DESKS[n.place].name}　${TITLES[part]}：${entry.code}　${entry.name} ──`);

/** What is asked for on the day of the codes; the change goes into its notice. */
async function happens(
  n: Narrator,
  entries: Record<Part, Coded>,
  today: string,
): Promise<DemoCase> {
  heading(n, 'changed', entries.changed);
  const changing = await change(n, entries.changed, today);
  heading(n, 'corrected', entries.corrected);
  await correction(n, entries.corrected);
  heading(n, 'cancelled', entries.cancelled);
  await cancellation(n, entries.cancelled);
  heading(n, 'renewing', entries.renewing);
  await renewal(n, entries.renewing);
  heading(n, 'revoked', entries.revoked);
  await revocation(n, entries.revoked, today);
  return changing;
}

async function ends(
  n: Narrator,
  changing: DemoCase,
  entries: Record<Part, Coded>,
  today: string,
): Promise<void> {
  heading(n, 'changed', entries.changed);
  await n.next(await n.act(DESKS[n.place].issue, changing, 'registerChange'));
  await n.asPublic(entries.changed.code);
  heading(n, 'lapsing', entries.lapsing);
  await n.itself(nextDay(entries.lapsing.validTo), 'reg.first', 'lapse');
  const { items } = await n.client.get<{ items: { code: string }[] }>(
    `/api/public/lapses?jurisdiction=${n.place}&limit=100`,
  );
  const announced = items.some(({ code }) => code === entries.lapsing.code);
  n.tell(
    announced
      ? '   已在 /lapses 公告 Announced on /lapses'
      : '   本地规则不要求公告 The rules here ask for no announcement',
  );
  await n.asPublic(entries.lapsing.code);
  n.tell(`\n   ── ${DESKS[n.place].name}　登记义务 Duty to register ──`);
  await duty(n, CAST[n.place].holder, today);
}

async function summary(client: DemoClient, entries: readonly Coded[], tell: Tell): Promise<void> {
  tell('\n━━━ 登记簿里现在有　In the register now ━━━');
  for (const { place, part, code } of entries)
    tell(`   ${DESKS[place].name}　${TITLES[part]}　${code}　${await standing(client, code)}`);
  tell(
    '   编码都能在“登记查询”中查到；有效的可以变更、更正、注销，期满前可以续展，注销了的仍可撤销。',
  );
  tell(
    '   Every code answers under Register; one in force can be changed, corrected, cancelled and',
  );
  tell('   renewed before its end, and a cancelled one can still be revoked.');
}
