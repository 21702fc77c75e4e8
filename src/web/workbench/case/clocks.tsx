import { calendarWords } from '../../portal/days/calendar-words.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { Due } from '../queue/due.tsx';
import type { CaseView } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';

/** Every clock of the case: those first that run, or ran out on what is still owed; each explains itself. */
export function Clocks({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  if (view.clocks.length === 0) return null;
  const counts = (c: CaseView['clocks'][number]): boolean => c.owed || c.state === 'running';
  const running = view.clocks.filter(counts);
  const others = view.clocks.filter((c) => !counts(c));
  return (
    <section className="card" aria-labelledby="clocks">
      <h2 id="clocks">{say('期限', 'Deadlines')}</h2>
      {running.length === 0 ? (
        <p className="quiet">{say('目前没有期限在计算。', 'No deadline is running.')}</p>
      ) : null}
      {running.map((clock) => (
        <OneClock key={clock.name} clock={clock} />
      ))}
      {others.length > 0 ? (
        <details>
          <summary>{say(`已结束的期限（${others.length}）`, `Ended (${others.length})`)}</summary>
          {others.map((clock) => (
            <OneClock key={clock.name} clock={clock} />
          ))}
        </details>
      ) : null}
    </section>
  );
}

function OneClock({ clock }: { readonly clock: CaseView['clocks'][number] }) {
  const { say, read, language } = useLanguage();
  const running = clock.state === 'running';
  return (
    <div className="clock">
      <h3>{read(clock.title)}</h3>
      {running || clock.owed ? (
        <Due due={clock.due} provisional={clock.provisional} left={clock.left} />
      ) : (
        <span className="quiet">
          {dateWords(clock.due, language)} · {clockState(clock.state, say)}
        </span>
      )}
      {running && clock.provisional ? (
        <p className="warn-text">
          {say(
            '该年放假安排装入后重新计算；在此之前不会自动届满。',
            'Counted again once the calendar of that year is loaded; until then it does not run out by itself.',
          )}
        </p>
      ) : null}
      {running ? (
        <p>
          <span className="quiet">{say('到期后：', 'When it runs out: ')}</span>
          {read(clock.onExpiry)}
        </p>
      ) : null}
      <details>
        <summary>{say('怎样算出来的', 'How it was counted')}</summary>
        <p>{read(clock.explanation)}</p>
        <p className="quiet">{read(calendarWords(clock.calendar))}</p>
        <Cites law={clock.law} />
      </details>
    </div>
  );
}

function clockState(state: string, say: (zh: string, en: string) => string): string {
  if (state === 'stopped') return say('已停止', 'stopped');
  if (state === 'fired' || state === 'expired') return say('已届满', 'ran out');
  return state;
}
