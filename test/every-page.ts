import type { DemoClient } from '../src/cli/demo-client.ts';

/** A page that people see, and as whom; null: the public. */
export interface SeenPage {
  readonly name: string;
  readonly path: string;
  readonly as: string | null;
}

interface Item {
  readonly id: string;
  readonly status: string;
}

/** Every page of portal and workbench, with something on it: after `playCity`. */
export async function everyPage(client: DemoClient): Promise<SeenPage[]> {
  const officer = await client.as('bj-shou-li');
  const first = async (status: string, procedure = 'reg.first'): Promise<string> => {
    const query = `which=all&jurisdiction=beijing&procedure=${procedure}&status=${status}&limit=1`;
    const { items } = await officer.get<{ items: Item[] }>(`/api/cases?${query}`);
    const id = items[0]?.id;
    if (!id) throw new Error(`the city has no ${procedure} that is ${status}`);
    return id;
  };
  const [submitted, inReview, inNotice, registered, decided] = await Promise.all([
    first('submitted'),
    first('in_review'),
    first('in_notice'),
    first('REGISTERED'),
    first('DISMISSED', 'reg.objection'),
  ]);
  const { state } = await officer.get<{ state: { result: { code: string } } }>(
    `/api/cases/${registered}`,
  );
  const code = encodeURIComponent(state.result.code);
  const mine = (
    await (
      await client.as('bj-min-zheng')
    ).get<{ items: Item[] }>('/api/cases?limit=1&jurisdiction=beijing')
  ).items[0]?.id;
  const open = (list: readonly (readonly [string, string])[]): SeenPage[] =>
    list.map(([name, path]) => ({ name: `portal-${name}`, path, as: null }));
  const desk = (as: string, list: readonly (readonly [string, string])[]): SeenPage[] =>
    list.map(([name, path]) => ({ name: `desk-${name}`, path: `/workbench${path}`, as }));
  return [
    ...open([
      ['home', '/'],
      ['register', '/registrations'],
      ['register-search', '/registrations?q=学校'],
      ['entry', `/registrations/${code}`],
      ['notices', '/notices'],
      ['notice', `/notices/${inNotice}`],
      ['verify', '/verify'],
      ['verified', `/verify?code=${code}`],
      ['chain', '/chain'],
      ['chain-entry', '/chain/6'],
      ['deadline', '/deadline?from=2026-02-13&length=10&unit=workingDay&jurisdiction=beijing'],
      ['law', '/law'],
      ['law-text', '/law/BJ-REG'],
      ['article', '/law/articles/BJ-REG-11'],
      ['compare', '/law/compare?a=beijing&b=chongqing'],
      ['templates', '/templates'],
      ['figures', '/figures'],
      ['lapses', '/lapses'],
      ['deposit', '/deposit'],
      ['services', '/services'],
      ['supervision', '/supervision'],
      ['national', '/national'],
      ['help', '/help'],
      ['signin', '/signin'],
      ['missing', '/nothing-here'],
    ]),
    { name: 'portal-objections', path: '/objections', as: 'bj-li-ming' },
    ...desk('bj-shou-li', [
      ['queue', '/'],
      ['intake', `/cases/${submitted}`],
      ['inbox', '/inbox'],
      ['radar', '/radar'],
    ]),
    ...desk('bj-shen-he', [['review', `/cases/${inReview}`]]),
    ...desk('bj-yi-yi', [['objection', `/cases/${decided}`]]),
    ...desk('bj-min-zheng', [
      ['mine', '/'],
      ['new', '/new'],
      ['imports', '/imports'],
      ['me', '/me'],
      ...(mine ? ([['tracker', `/cases/${mine}`]] as const) : []),
    ]),
    ...desk('bj-shu-ju-ju', [['figures', '/figures']]),
    ...desk('xi-tong', [['admin-system', '/admin']]),
    ...desk('an-quan', [['admin-security', '/admin']]),
    ...desk('shen-ji', [['admin-audit', '/admin']]),
  ];
}
