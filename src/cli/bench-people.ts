import { randomUUID } from 'node:crypto';
import { DEMO_PASSWORD } from '../app/demo/people.ts';
import type { BenchServer } from './bench-server.ts';

/** Who acts under load, and on what. */

export async function signIn(server: BenchServer): Promise<{ applicant: string; officer: string }> {
  const token = async (account: string): Promise<string> => {
    const { body } = await server.call('POST', '/api/session', undefined, {
      account,
      password: DEMO_PASSWORD,
    });
    return (JSON.parse(body) as { token: string }).token;
  };
  return { applicant: await token('bj-min-zheng'), officer: await token('bj-shou-li') };
}

/** New drafts of the applicant, by their ids. */
export function openDrafts(server: BenchServer, token: string, count: number): Promise<string[]> {
  const opening = {
    procedure: 'reg.first',
    jurisdiction: 'beijing',
    input: { objectKind: 'resource' },
  };
  return Promise.all(
    Array.from({ length: count }, async () => {
      const { body } = await server.call('POST', '/api/cases', token, opening, randomUUID());
      return (JSON.parse(body) as { id: string }).id;
    }),
  );
}

/** The input of an edit, never twice the same. */
export const scenario = (turn: number) => ({
  input: {
    group: 'scenario',
    values: { usable: `公共服务优化与行业分析，第${turn}稿`, forbidden: '不得识别个人' },
  },
});
