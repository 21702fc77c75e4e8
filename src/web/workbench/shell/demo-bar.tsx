import type { Session } from '../queries.ts';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { useWalk, walkTo } from '../tour/walk.ts';
import { AccountSwitch } from './account-switch.tsx';
import { useNarrow } from './narrow.ts';
import { TimeMachine } from './time-machine.tsx';

/** What only the demonstration has: its mark, its people, its time machine. */
export function DemoBar({ session }: { readonly session: Session }) {
  const { say, language } = useLanguage();
  const walk = useWalk();
  const narrow = useNarrow();
  const mark = <strong className="demo-mark">{say('演示数据', 'Demonstration data')}</strong>;
  const tools = (
    <>
      {walk === '' ? (
        <button type="button" onClick={() => walkTo('new')}>
          {say('五分钟走一遍', 'Five-minute tour')}
        </button>
      ) : null}
      <AccountSwitch session={session} />
      <TimeMachine now={session.now} />
    </>
  );
  return (
    <aside className="demo-bar" aria-label={say('演示工具', 'Demonstration tools')}>
      {narrow ? (
        <details>
          <summary>
            {mark} {session.account.name.replace('（演示）', '')} ·{' '}
            {momentWords(session.now, language)}
          </summary>
          <div className="demo-tools">{tools}</div>
        </details>
      ) : (
        <>
          {mark}
          {tools}
        </>
      )}
    </aside>
  );
}
