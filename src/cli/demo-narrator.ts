import type { Text } from '../base/text.ts';
import { allTexts, articleById } from '../law/articles.ts';
import type { Place } from './demo-cast.ts';
import type { DemoCase, DemoClient, DemoPerson } from './demo-client.ts';

export type Tell = (line: string) => void;

interface Described {
  readonly states: readonly { name: string; terminal: boolean }[];
  readonly acts: readonly {
    name: string;
    title: Text;
    law: readonly string[];
    by: readonly { role: string }[];
    from: 'new' | readonly string[];
  }[];
}

/** Takes acts and tells each: who, what, under which article, how the case then stands and what runs;
 *  titles and articles are those the procedure declares. */
export interface Narrator {
  readonly client: DemoClient;
  readonly place: Place;
  readonly tell: Tell;
  open(account: string, procedure: string, input: object): Promise<DemoCase>;
  act(account: string, it: DemoCase, act: string, input?: object): Promise<DemoCase>;
  /** What the system did by itself on a day, under the article of the act. */
  itself(day: string, procedure: string, act: string): Promise<void>;
  /** What may happen next, whoever may do it, and what time does when nobody does. */
  next(it: DemoCase): Promise<void>;
  /** The entry as a stranger reads it now. */
  asPublic(code: string): Promise<void>;
}

export function narrator(client: DemoClient, place: Place, tell: Tell): Narrator {
  const known = new Map<string, Promise<Described>>();
  const described = (procedure: string): Promise<Described> => {
    const found = known.get(procedure) ?? client.get<Described>(`/api/procedures/${procedure}`);
    known.set(procedure, found);
    return found;
  };

  async function declared(procedure: string, act: string | undefined) {
    const { acts } = await described(procedure);
    const spec = acts.find((a) => (act === undefined ? a.from === 'new' : a.name === act));
    if (!spec) throw new Error(`${procedure} has no act ${act ?? 'to open it'}`);
    return { ...spec, cite: citeHere(place, spec.law) };
  }

  async function told(who: DemoPerson, it: DemoCase, act: string | undefined): Promise<DemoCase> {
    const { cite, ...spec } = await declared(it.procedure, act);
    const due = running(it)
      .map((c) => `　${c.title.zh}至${c.due}`)
      .join('');
    tell(`   ${who.org} ${who.name}：${spec.title.zh}　〔${it.statusTitle.zh}〕　${cite.zh}${due}`);
    tell(`      ${spec.title.en} [${it.statusTitle.en}], ${cite.en}`);
    return it;
  }

  return {
    client,
    place,
    tell,
    async open(account, procedure, input) {
      const who = await client.as(account);
      return told(who, await who.open(procedure, place, input), undefined);
    },
    async act(account, it, act, input = {}) {
      const who = await client.as(account);
      return told(who, await who.act(it.id, act, input), act);
    },
    async itself(day, procedure, act) {
      const { cite, title } = await declared(procedure, act);
      tell(`   ${day} 系统自动办理：${title.zh}　${cite.zh}`);
      tell(`      ${title.en}, by the system, ${cite.en}`);
    },
    async next(it) {
      const { acts } = await described(it.procedure);
      const open = acts.filter(
        ({ from, by }) =>
          from !== 'new' && from.includes(it.status) && by.some(({ role }) => role !== 'system'),
      );
      if (open.length === 0) tell('   → 本件已经终结 This case is closed');
      else {
        tell(`   → 接下来可以：${open.map((a) => a.title.zh).join('、')}`);
        tell(`      May follow: ${open.map((a) => a.title.en).join('; ')}`);
      }
      for (const { title, due, onExpiry } of running(it)) {
        tell(`   ⏱ ${title.zh}，${due}届满：${onExpiry.zh}`);
        tell(`      ${title.en}, over on ${due}: ${onExpiry.en}`);
      }
    },
    async asPublic(code) {
      tell(`   公众所见 As the public sees it：${code}　${await standing(client, code)}`);
    },
  };
}

const PREFIX = { beijing: 'BJ-', chongqing: 'CQ-' } as const;

/** The rules of a place, which the telling cites by article alone. */
export function rulesOf(place: Place) {
  const found = allTexts.find(({ id }) => id.startsWith(PREFIX[place]));
  if (!found) throw new Error(`no rules of ${place}`);
  return found;
}

const running = (it: DemoCase) =>
  it.clocks.filter((c) => c.state === 'running' && c.name !== 'validity');

/** The article of the place itself where it has one, otherwise the national one. */
function citeHere(place: Place, law: readonly string[]): Text {
  const own = law.find((id) => id.startsWith(PREFIX[place]));
  const id = own ?? law.find((one) => one.startsWith('NAT-')) ?? law[0] ?? '';
  const found = articleById(id);
  if (!found) return { zh: id, en: id };
  const { text, article } = found;
  const whose =
    own === undefined ? { zh: '国家办法', en: 'national measures ' } : { zh: '', en: '' };
  return {
    zh: `${whose.zh}${article.label}`,
    en: `${whose.en}art. ${id.slice(text.id.length + 1)}`,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  active: '有效 in force',
  renewalPending: '有效，续展办理中 in force, renewal pending',
  expired: '已过有效期 expired',
  cancelled: '已注销 cancelled',
  revoked: '已撤销 revoked',
};

/** How an entry stands: the public word, its version, its last day. */
export async function standing(client: DemoClient, code: string): Promise<string> {
  const entry = await client.get<{
    status: string;
    validTo: string;
    life: { versions: unknown[] };
  }>(`/api/public/registrations/${encodeURIComponent(code)}`);
  const { versions } = entry.life;
  const word = WORDS[entry.status] ?? entry.status;
  return `${word}　第${versions.length}版 v${versions.length}　有效期至 to ${entry.validTo}`;
}
