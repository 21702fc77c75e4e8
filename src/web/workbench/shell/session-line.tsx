import type { ReactNode } from 'react';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { SessionView } from '../queries.ts';
import { clientWords } from './client-words.ts';

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
