import { momentWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { Kept } from '../model/scratch.ts';

/** Says, quietly, whether what is typed is safe; asks only when two windows wrote different things. */
export function KeptLine<T>({ kept }: { readonly kept: Kept<T> }) {
  const { say, language } = useLanguage();
  if (kept.status === 'moved')
    return (
      <div className="note note-warn" role="alert">
        <p>
          {say(
            '这份草稿在另一个窗口里也改过。要留下哪一份？',
            'This draft was changed in another window too. Which one shall stay?',
          )}
        </p>
        <p className="row">
          <button type="button" className="button" onClick={() => void kept.takeMine()}>
            {say('留下本页的', 'Keep this page')}
          </button>
          <button type="button" className="button" onClick={() => void kept.takeTheirs()}>
            {say('改用另一个窗口的', 'Take the other')}
          </button>
        </p>
      </div>
    );
  const words = {
    reading: '',
    untouched: '',
    typing: say('正在暂存……', 'Keeping…'),
    kept: kept.keptAt
      ? say(
          `已暂存 ${momentWords(kept.keptAt, language).slice(-5)}`,
          `Kept ${momentWords(kept.keptAt, language).slice(-5)}`,
        )
      : '',
    offline: say(
      '连接不上服务器，内容还在本页，连上后自动暂存。',
      'No connection. It is still on this page and will be kept when there is one.',
    ),
  }[kept.status];
  return (
    <span className={kept.status === 'offline' ? 'warn-text' : 'quiet'} role="status">
      {words}
    </span>
  );
}
