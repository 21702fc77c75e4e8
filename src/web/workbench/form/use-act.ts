import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Json } from '../../../base/json.ts';
import { ApiProblem, body, client } from '../api.ts';
import { freshKey } from '../fresh-key.ts';
import { caseQuery, queryClient, type CaseView } from '../queries.ts';

export interface Taken {
  readonly act: string;
  readonly input: Readonly<Record<string, Json>>;
}

/** One key for one attempt: kept while no answer came, so that trying again never acts twice. */
export function useAttempt() {
  const open = useRef<{ print: string; key: string }>(undefined);
  return async <T>(subject: unknown, send: (key: string) => Promise<T>): Promise<T> => {
    const print = JSON.stringify(subject);
    if (open.current?.print !== print) open.current = { print, key: freshKey() };
    try {
      const answer = await send(open.current.key);
      open.current = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof ApiProblem) || !unanswered(error.problem.status))
        open.current = undefined;
      throw error;
    }
  };
}

const unanswered = (status: number): boolean => status === 0 || status >= 500;

/** Takes an act in the version of the case that is on the screen; the answer replaces it. */
export function useAct(shown: CaseView) {
  const attempt = useAttempt();
  return useMutation({
    mutationFn: ({ act, input }: Taken) =>
      attempt([act, input, shown.version], (key) =>
        takeAct(shown.id, shown.version, act, input, key),
      ),
    onSuccess: (view) => {
      queryClient.setQueryData(caseQuery(view.id).queryKey, view);
      void queryClient.invalidateQueries({ queryKey: ['case', view.id, 'history'] });
      void queryClient.invalidateQueries({ queryKey: ['case', view.id, 'similar'] });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      void queryClient.invalidateQueries({ queryKey: ['inbox'] });
    },
  });
}

export function takeAct(
  id: string,
  version: number,
  act: string,
  input: Taken['input'],
  key: string,
) {
  // The client's types know the headers of the contract but not that they are optional.
  const header = { 'idempotency-key': key, 'if-match': `"${version}"` };
  return body(
    client.api.cases[':id'].acts[':act'].$post({ param: { id, act }, header, json: { input } }),
  );
}

/** Reads the case anew; what was typed stays. */
export const reread = (id: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['case', id] });
