import { useMutation } from '@tanstack/react-query';
import { body, client } from '../api.ts';
import { useAttempt } from '../form/use-act.ts';
import { queryClient } from '../queries.ts';
import type { BulkAct } from './bulk.ts';
import type { CaseItem } from './case-line.tsx';

/** Takes one act on what was chosen, at the versions that were on the screen. */
export function useBulk() {
  const attempt = useAttempt();
  return useMutation({
    mutationFn: ({ act, items }: { act: BulkAct; items: readonly CaseItem[] }) => {
      const cases = items.map(({ id, version }) => ({ id, version }));
      return attempt([act, cases], (key) =>
        body(client.api.bulk.$post({ header: { 'idempotency-key': key }, json: { act, cases } })),
      );
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      void queryClient.invalidateQueries({ queryKey: ['case'] });
    },
  });
}
