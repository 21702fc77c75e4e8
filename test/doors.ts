import assert from 'node:assert/strict';
import type { JsonObject } from '../src/base/json.ts';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { openDoor, type Door } from './contract.ts';

/** A problem as a person reads it, and what a program needs of it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly sentence: { readonly zh: string; readonly en: string };
  readonly retryAfter: string | null;
  readonly text: string;
}

export interface Signed {
  readonly token: string;
  readonly csrf: string;
  readonly bearer: { readonly authorization: string };
  readonly cookie: { readonly cookie: string };
}

/** One who tries every handle of the door, and knows what stands in the house meanwhile. */
export interface Attacker {
  readonly door: Door;
  as(login: string): Promise<Signed>;
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** As `send`, with a JSON body under the bearer of `who`. */
  post(
    who: Signed,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** Sends and expects this refusal: right status, sentences, and nothing changed by it. */
  refused(status: number, code: string | undefined, ask: () => Promise<Response>): Promise<Problem>;
  act(
    who: Signed,
    id: string,
    name: string,
    input?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  draft(who: Signed): Promise<{ id: string; version: number }>;
  rows(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Everything a refused request must leave as it was; the log of operations may grow. */
const TRACES = [
  'event',
  'event_body',
  'case_row',
  'case_party',
  'clock',
  'idempotency',
  'outbox',
  'notification',
  'public_notice',
  'public_entry',
  'likeness',
  'code_serial',
  'file',
  'case_file',
  'organisation',
  'account',
  'calendar',
  'catalogue_item',
];

export async function openAttack(env: Readonly<Record<string, string>> = {}): Promise<Attacker> {
  const door = await openDoor(env);
  const { pool } = door.services.house;
  const known = new Map<string, Signed>();
  const send: Attacker['send'] = (method, path, init) => door.request(method, path, init);
  const rows: Attacker['rows'] = async (sql, values = []) =>
    (await pool.query<Record<string, unknown>>(sql, [...values])).rows;
  const image = async (): Promise<string> => {
    const counts = TRACES.map((t) => `(SELECT count(*) FROM ${t})::text`).join(" || ' ' || ");
    const sql = `SELECT ${counts} AS n, (SELECT coalesce(sum(version), 0) FROM case_row) AS v`;
    return JSON.stringify(await rows(sql));
  };
  const post: Attacker['post'] = (who, path, body, headers = {}) =>
    send('POST', path, {
      headers: { ...who.bearer, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    door,
    send,
    post,
    act: (who, id, name, input = {}, headers = {}) =>
      post(who, `/api/cases/${id}/acts/${name}`, { input }, headers),
    rows,
    async as(login) {
      const before = known.get(login);
      if (before) return before;
      const answer = await send('POST', '/api/session', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: login, password: DEMO_PASSWORD }),
      });
      assert.equal(answer.status, 200, `${login} cannot sign in`);
      const { token, csrf } = (await answer.json()) as { token: string; csrf: string };
      const cookie = (answer.headers.get('set-cookie') ?? '').replace(/;.*$/, '');
      const signed = {
        token,
        csrf,
        bearer: { authorization: `Bearer ${token}` },
        cookie: { cookie },
      };
      known.set(login, signed);
      return signed;
    },
    async refused(status, code, ask) {
      const before = await image();
      const problem = await problemOf(await ask());
      assert.deepEqual(
        [problem.status, problem.code],
        [status, code ?? problem.code],
        problem.text,
      );
      assert.equal(await image(), before, `${problem.code} left a trace`);
      return problem;
    },
    async draft(who) {
      const input = { objectKind: 'resource', inScope: true };
      const answer = await post(who, '/api/cases', {
        procedure: 'reg.first',
        jurisdiction: 'beijing',
        input,
      });
      assert.equal(answer.status, 201);
      return (await answer.json()) as { id: string; version: number };
    },
    close: () => door.close(),
  };
}

export const bodyOf = async (answer: Response): Promise<Record<string, unknown>> =>
  (await answer.json()) as Record<string, unknown>;

/** Reads a refusal as RFC 9457 asks, and checks that a person can read it in both languages. */
export async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text();
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, text);
  const body = JSON.parse(text) as JsonObject & Omit<Problem, 'text' | 'retryAfter'>;
  assert.equal(body.status, answer.status);
  assert.match(
    body.sentence.zh,
    /\p{Script=Han}.*[。！]$/su,
    `not a Chinese sentence: ${body.sentence.zh}`,
  );
  assert.match(
    body.sentence.en,
    /^[A-Z"'\d].*[.)]$/s,
    `not an English sentence: ${body.sentence.en}`,
  );
  assert.doesNotMatch(text, /\bat .*\.ts:\d|node_modules|pg_|SELECT |undefined|\[object/);
  return { ...body, status: answer.status, text, retryAfter: answer.headers.get('retry-after') };
}
