import { useQuery } from '@tanstack/react-query';
import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { historyQuery, type CaseView } from '../queries.ts';
import { roleTitle } from '../roles.ts';

/** What happened in a case since the version a form was filled in on: who was faster, and with what. */
export function Since({ view, seen }: { readonly view: CaseView; readonly seen: number }) {
  const { say, read, language } = useLanguage();
  const { data = [] } = useQuery(historyQuery(view.id));
  const news = data.filter(({ version }) => version > seen);
  if (news.length === 0) return null;
  return (
    <div className="note note-warn" role="status">
      <p>
        {say(
          '已重新读取，填的内容还在。在这期间，本事项又有：',
          'Read again; what you typed is still here. Meanwhile:',
        )}
      </p>
      <ul className="values">
        {news.map(({ version, title, at, actor }) => (
          <li key={version}>
            <strong>{read(title)}</strong>{' '}
            <span className="quiet">
              {momentWords(at, language)} ·{' '}
              {actor.role === 'system'
                ? say('系统自动', 'automatically')
                : read(roleTitle(actor.role))}
              {actor.name ? ` ${actor.name}` : ''}
            </span>
          </li>
        ))}
      </ul>
      <p>
        {say('请看过再决定是否照办。事项现在：', 'Look at it before you go on. The case is now: ')}
        {read(view.statusTitle)}
        {say('。', '.')}
      </p>
    </div>
  );
}
