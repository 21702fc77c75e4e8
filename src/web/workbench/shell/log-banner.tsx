import { queryOptions, useQuery } from '@tanstack/react-query';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';

/** While the log stands like this, the door takes no act (503). */
const SHUT: ReadonlySet<string> = new Set(['behind', 'conflict', 'damaged', 'full']);

const OPEN_LOOK_MS = 60_000;
const SHUT_LOOK_MS = 10_000;

const logQuery = queryOptions({
  queryKey: ['log'],
  queryFn: async () => {
    const { state, why } = await body(client.api.public.log.$get());
    return { shut: SHUT.has(state), why };
  },
  refetchInterval: ({ state }) => (state.data?.shut === true ? SHUT_LOOK_MS : OPEN_LOOK_MS),
});

/** Why no act is taken just now, on every page; nothing as long as the log may be written. */
export function LogBanner() {
  const { say, read } = useLanguage();
  const { data } = useQuery(logQuery);
  if (data?.shut !== true) return null;
  return (
    <div className="note note-bad log-banner" role="alert">
      <strong>
        {say('办理已暂停，仍可查看。', 'Nothing is accepted for now; reading goes on.')}
      </strong>
      <span>
        {read(data.why) ||
          say('目录链暂不可用，请稍后再试。', 'The log is not available. Try again later.')}
      </span>
    </div>
  );
}
