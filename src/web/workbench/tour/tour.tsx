import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import { caseQuery, queryClient } from '../queries.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { chapterOf, chapters } from './chapters.ts';
import { become, takeChapter } from './do.ts';
import './tour.css';
import { useWalk, walkTo } from './walk.ts';

/** The guided first visit: one registration from a draft to a code, each step told and then taken, by
 *  this button or by the reader's own hand on the page. */
export function Tour() {
  const { say, read } = useLanguage();
  const walk = useWalk();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const about = useQuery({ ...caseQuery(walk), enabled: walk !== '' && walk !== 'new' });
  const view = walk === 'new' ? null : (about.data ?? null);
  const state = view ? readState(view.state) : null;
  const told =
    view && state
      ? {
          status: view.status,
          touched: Object.keys((view.state['dossier'] ?? {}) as object).length > 2,
          gaps: (state.findings ?? []).filter((f) => f.level === 'gap').length,
        }
      : null;
  const number = walk === 'new' || told ? chapterOf(told) : -1;
  const take = useMutation({
    mutationFn: () => {
      const chapter = chapters[number];
      return chapter ? takeChapter(chapter, view) : Promise.resolve(null);
    },
    onSuccess: async (id) => {
      await queryClient.invalidateQueries();
      if (!id) return;
      walkTo(id);
      await navigate({ to: '/cases/$id', params: { id } });
    },
  });
  const back = useMutation({
    mutationFn: () => become(chapters[0]?.who ?? ''),
    onSuccess: () => {
      take.reset();
      return navigate({ to: '/cases/$id', params: { id: walk } });
    },
  });
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // On a telephone the bars above would fill the page: what the step did comes into sight.
    if (number > 0 && matchMedia('(max-width: 860px)').matches)
      document.getElementById('main')?.scrollIntoView();
  }, [number]);
  const chapter = chapters[number];
  const reading = walk !== 'new' && about.isPending;
  const hidden = about.isError;
  const code = (view?.state['result'] as { queryCode?: string } | undefined)?.queryCode;
  return (
    <aside className="tour" aria-label={say('五分钟走一遍', 'The story in five minutes')}>
      <div className="tour-steps" aria-hidden="true">
        {chapters.map(({ id }, n) => (
          <span key={id} className={n < number ? 'done' : n === number ? 'now' : ''} />
        ))}
      </div>
      <div className="tour-words" aria-live="polite">
        <h2 ref={heading} tabIndex={-1}>
          {chapter ? (
            <>
              <span className="quiet num">
                {number + 1}/{chapters.length}
              </span>{' '}
              {read(chapter.title)}
            </>
          ) : reading ? (
            say('正在读取……', 'Loading…')
          ) : hidden ? (
            say('这个人看不到走着的这一件', 'This person does not see the case of the tour')
          ) : (
            say('这一件离开了主线', 'This case has left the main road')
          )}
        </h2>
        <p>
          {chapter
            ? read(chapter.says)
            : reading
              ? null
              : hidden
                ? say(
                    '换回张悦，接着走；或者从头再走一件。',
                    'Become Zhang Yue 张悦 again to go on, or begin with a new case.',
                  )
                : say(
                    '可以照页面上的提示接着办，也可以重新走一遍。',
                    'Go on as the page says, or walk the story anew.',
                  )}
        </p>
        <ProblemNote error={take.error ?? back.error} />
      </div>
      <div className="tour-buttons">
        {chapter?.id === 'verify' ? (
          <a
            className="button-primary"
            href={`/verify?code=${encodeURIComponent(code ?? '')}`}
            target="_blank"
            rel="noopener"
          >
            {read(chapter.button)}
          </a>
        ) : chapter ? (
          <Button type="primary" loading={take.isPending} onClick={() => take.mutate()}>
            {read(chapter.button)}
          </Button>
        ) : (
          <>
            {hidden ? (
              <Button type="primary" loading={back.isPending} onClick={() => back.mutate()}>
                {say('换成张悦，接着走', 'Become Zhang Yue 张悦 and go on')}
              </Button>
            ) : null}
            <Button onClick={() => walkTo('new')}>{say('重新走一遍', 'Begin anew')}</Button>
          </>
        )}
        <button type="button" className="plain" onClick={() => walkTo('')}>
          {chapter?.id === 'verify' ? say('走完了', 'Done') : say('不走了', 'Leave the tour')}
        </button>
      </div>
    </aside>
  );
}
