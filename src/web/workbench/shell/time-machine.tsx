import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ask, bodyOf } from '../api.ts';
import { dateWords, momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { nextDueQuery, queryClient } from '../queries.ts';
import { announce } from './announce.tsx';
import { ProblemNote } from './problem.tsx';
import { later, morningAfter } from './travel.ts';

interface Moved {
  readonly now: string;
  readonly fired: number;
}

async function move(now: string): Promise<Moved> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  return (await bodyOf(
    await ask('/api/demo/clock', { ...init, body: JSON.stringify({ now }) }),
  )) as Moved;
}

/** Moves the time of the whole instance, forward only; what falls due on the way happens. */
export function TimeMachine({ now }: { readonly now: string }) {
  const { say, language } = useLanguage();
  const [open, setOpen] = useState(false);
  const { data: due } = useQuery(nextDueQuery);
  const travel = useMutation({
    mutationFn: move,
    onSuccess: async ({ now: then, fired }) => {
      await queryClient.invalidateQueries();
      announce(
        say(
          `时间已到${momentWords(then, language)}，期间自动发生${fired}项结果。`,
          `It is now ${momentWords(then, language)}; ${fired} automatic outcome(s) on the way.`,
        ),
      );
    },
  });
  const go = (to: string): void => travel.mutate(to);
  return (
    <div className="time-machine">
      <span>
        <span className="quiet">{say('现在 ', 'Now ')}</span>
        <time dateTime={now}>{momentWords(now, language)}</time>
      </span>
      <button type="button" disabled={travel.isPending} onClick={() => go(later(now, 1))}>
        {say('+1天', '+1 day')}
      </button>
      {due ? (
        <button
          type="button"
          disabled={travel.isPending}
          onClick={() => go(morningAfter(due, now))}
        >
          {say('到下一个期限', 'To the next deadline')} <small>{dateWords(due, language)}</small>
        </button>
      ) : null}
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say('选时间', 'Pick')}
      </button>
      {travel.isPending ? <span role="status">{say('时间行进中……', 'Travelling…')}</span> : null}
      {open ? <Pick now={now} go={go} /> : null}
      <ProblemNote error={travel.error} />
    </div>
  );
}

function Pick({ now, go }: { readonly now: string; readonly go: (to: string) => void }) {
  const { say } = useLanguage();
  const least = later(now, 0).slice(0, 16);
  const [to, setTo] = useState(least);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    go(`${to}:00+08:00`);
  };
  return (
    <form onSubmit={submit} className="row">
      <label htmlFor="time-machine-to" className="hidden">
        {say('前往的时间（北京时间）', 'Time to go to (China time)')}
      </label>
      <input
        id="time-machine-to"
        type="datetime-local"
        min={least}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        required
      />
      <button type="submit">{say('前往（只能向前）', 'Go (forward only)')}</button>
    </form>
  );
}
