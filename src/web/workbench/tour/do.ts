import { ApiProblem, ask, bodyOf } from '../api.ts';
import { freshKey } from '../fresh-key.ts';
import {
  demoAccountsQuery,
  nextDueQuery,
  queryClient,
  sessionQuery,
  type CaseView,
} from '../queries.ts';
import { signIn } from '../session.ts';
import { morningAfter } from '../shell/travel.ts';
import { readState } from '../model/state.ts';
import type { Chapter } from './chapters.ts';

const post = async <T>(path: string, json: unknown): Promise<T> =>
  (await bodyOf(
    await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': freshKey() },
      body: JSON.stringify(json),
    }),
  )) as T;

const read = async <T>(path: string): Promise<T> => (await bodyOf(await ask(path))) as T;

const act = (id: string, name: string, input: object = {}): Promise<CaseView> =>
  post<CaseView>(`/api/cases/${id}/acts/${name}`, { input });

export async function become(login: string): Promise<void> {
  const accounts = await queryClient.ensureQueryData(demoAccountsQuery);
  const account = accounts?.find((one) => one.account === login);
  if (account) await signIn(account.account, account.password);
}

/** Everybody may look up what the catalogue has; the story takes something on care for the elderly. */
async function importSomething(id: string): Promise<void> {
  const { items } = await read<{ items: { id: string }[] }>('/api/catalogue?limit=50&q=养老');
  const item = items[Math.floor(Math.random() * items.length)];
  if (item) await act(id, 'importContent', { itemId: item.id });
}

/** A digest of its own makes the data nobody's duplicate, however often the story is walked. */
async function ownDigest(id: string): Promise<void> {
  const digest = freshKey() + freshKey();
  await act(id, 'attachMaterial', { group: 'evidence', values: { digest } });
}

/** Takes a step as its person, through the same doors as anybody; gives the case it is about. */
export async function takeChapter(chapter: Chapter, view: CaseView | null): Promise<string | null> {
  if (chapter.who) await become(chapter.who);
  if (chapter.id === 'open') {
    const input = { objectKind: 'resource', inScope: true };
    const body = { procedure: 'reg.first', jurisdiction: 'beijing', input };
    return (await post<{ id: string }>('/api/cases', body)).id;
  }
  if (!view) return null;
  const { id } = view;
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    fill: async () => {
      await importSomething(id);
      await ownDigest(id);
      await post(`/api/demo/cases/${id}/fill`, {});
    },
    review: () => act(id, 'recordInternalReview', { opinion: '同意提交。' }),
    submit: () => act(id, 'submit', { declaration: true }),
    accept: () => act(id, 'accept'),
    pass: async () => {
      const shown = await read<CaseView>(`/api/cases/${id}`);
      for (const seal of readState(shown.state).seals)
        if (seal.confirmed === null) await act(id, 'confirmSeal', { file: seal.id, found: true });
      await act(id, 'passReview', { checked: true });
    },
    publish: () => act(id, 'publishNotice'),
    wait: async () => {
      const session = await queryClient.ensureQueryData(sessionQuery);
      const running = view.clocks.find((clock) => clock.state === 'running');
      if (running?.provisional) throw waitsForCalendar();
      const due = running?.due;
      const next = due ?? (await queryClient.fetchQuery(nextDueQuery));
      if (session && next) await post('/api/demo/clock', { now: morningAfter(next, session.now) });
    },
    assign: () => act(id, 'assignCode'),
  };
  await steps[chapter.id]?.();
  return id;
}

/** A notice that ends in a year without a calendar is not over by moving the clock. */
const waitsForCalendar = (): ApiProblem =>
  new ApiProblem({
    status: 409,
    code: 'CALENDAR_MISSING',
    sentence: {
      zh: '公示期伸入了还没有放假安排的年份，是暂定的，不会自动届满。请在页面顶部换成系统管理员，在“管理”的“工作日历”中导入该年的安排，再换回来接着走。',
      en: 'The notice reaches into a year without a calendar and does not run out. At the top of the page become the system administrator, load that year under Administration, Calendar, and come back.',
    },
    cites: [],
  });
