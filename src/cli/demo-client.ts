import { DEMO_PASSWORD } from '../app/demo/people.ts';
import type { Text } from '../base/text.ts';

export interface DemoCase {
  readonly id: string;
  readonly procedure: string;
  readonly title: string;
  readonly status: string;
  readonly statusTitle: Text;
  readonly version: number;
  readonly state: Record<string, unknown>;
  readonly clocks: readonly {
    name: string;
    title: Text;
    state: string;
    due: string;
    explanation: Text;
    onExpiry: Text;
  }[];
  readonly actions: readonly { act: string }[];
}

/** The story's way through the front door: what the terminal plays is what any program can do. */
export interface DemoClient {
  as(account: string): Promise<DemoPerson>;
  get<T>(path: string): Promise<T>;
  move(now: string): Promise<{ now: string; fired: number }>;
}

export interface DemoPerson {
  readonly name: string;
  readonly org: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  act(id: string, act: string, input?: object): Promise<DemoCase>;
  open(procedure: string, jurisdiction: string, input: object): Promise<DemoCase>;
  upload(name: string, bytes: Uint8Array): Promise<string>;
  bytes(path: string): Promise<Uint8Array>;
}

export const overNetwork =
  (base: string): Send =>
  (path, init) =>
    fetch(base + path, init);

type Send = (path: string, init: RequestInit) => Promise<Response>;

/** `send` takes a path to the door: `overNetwork`, or straight in. */
export function demoClient(send: Send): DemoClient {
  const people = new Map<string, Promise<DemoPerson>>();
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await send(path, init);
    if (response.ok) return response;
    const problem = (await response.json().catch(() => undefined)) as
      | { detail?: string; code?: string }
      | undefined;
    throw new Error(
      `${init.method ?? 'GET'} ${path}: ${response.status} ${problem?.code ?? ''} ${problem?.detail ?? ''}`,
    );
  };
  const read = async <T>(path: string, init?: RequestInit): Promise<T> =>
    (await call(path, init)).json() as Promise<T>;
  const posting = (body: unknown, headers: Record<string, string>): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

  async function signIn(account: string): Promise<DemoPerson> {
    const session = await read<{
      token: string;
      account: { name: string; org: { name: string } | null };
    }>('/api/session', posting({ account, password: DEMO_PASSWORD }, {}));
    const bearer = { authorization: `Bearer ${session.token}` };
    const post = <T>(path: string, body: unknown): Promise<T> =>
      read<T>(path, posting(body, { ...bearer, 'idempotency-key': crypto.randomUUID() }));
    return {
      name: session.account.name,
      org: session.account.org?.name ?? '公众',
      get: (path) => read(path, { headers: bearer }),
      post,
      act: (id, act, input = {}) => post(`/api/cases/${id}/acts/${act}`, { input }),
      open: (procedure, jurisdiction, input) =>
        post('/api/cases', { procedure, jurisdiction, input }),
      async upload(name, bytes) {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(bytes)]), name);
        const stored = await read<{ id: string }>('/api/files', {
          method: 'POST',
          headers: bearer,
          body: form,
        });
        return stored.id;
      },
      bytes: async (path) =>
        new Uint8Array(await (await call(path, { headers: bearer })).arrayBuffer()),
    };
  }

  return {
    get: (path) => read(path),
    move: (now) => read('/api/demo/clock', posting({ now }, {})),
    async as(account) {
      const known = people.get(account) ?? signIn(account);
      people.set(account, known);
      try {
        return await known;
      } catch (error) {
        people.delete(account);
        throw error;
      }
    },
  };
}
