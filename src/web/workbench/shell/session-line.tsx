import type { ReactNode } from 'react';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { SessionView } from '../queries.ts';

/** One running session: with what, since when; and beside it what can be done about it. */
export function SessionLine({
  one,
  children,
}: {
  readonly one: SessionView;
  readonly children: ReactNode;
}) {
  const { say, language } = useLanguage();
  return (
    <li className="row between">
      <div>
        <div className="clip">{clientWords(one.client) || say('未知设备', 'Unknown device')}</div>
        <span className="quiet">
          {say('登录于 ', 'Signed in ')}
          <time dateTime={one.createdAt}>{momentWords(one.createdAt, language)}</time>
          {say('，最近使用 ', ', last used ')}
          <time dateTime={one.lastSeen}>{momentWords(one.lastSeen, language)}</time>
        </span>
      </div>
      {children}
    </li>
  );
}

/** Browser and system in two words, where the header tells them. */
function clientWords(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)[a-z]*\/(\d+)/i.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|HarmonyOS|Linux)/.exec(agent)?.[1];
  if (!browser) return agent.slice(0, 60);
  const name = browser[1] === 'Edg' ? 'Edge' : browser[1];
  return [`${name} ${browser[2]}`, system].filter(Boolean).join(' · ');
}
