import type { Session } from '../queries.ts';
import { useLanguage } from '../language.tsx';
import { useWalk, walkTo } from '../tour/walk.ts';
import { AccountSwitch } from './account-switch.tsx';
import { TimeMachine } from './time-machine.tsx';

/** What only the demonstration has: its mark, its people, its time machine. */
export function DemoBar({ session }: { readonly session: Session }) {
  const { say } = useLanguage();
  const walk = useWalk();
  return (
    <aside className="demo-bar" aria-label={say('演示工具', 'Demonstration tools')}>
      <strong className="demo-mark">{say('演示数据', 'Demonstration data')}</strong>
      {walk === '' ? (
        <button type="button" onClick={() => walkTo('new')}>
          {say('五分钟走一遍', 'Five-minute tour')}
        </button>
      ) : null}
      <AccountSwitch session={session} />
      <TimeMachine now={session.now} />
    </aside>
  );
}
