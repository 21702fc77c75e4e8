import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { jumpTo } from '../model/jump.ts';
import type { Notice } from '../model/state.ts';
import { NoticeLetter } from './letter.tsx';

/** One-time notices of gaps, newest first, each as it was given. */
export function Notices({
  view,
  notices,
  pack,
}: {
  readonly view: CaseView;
  readonly notices: readonly Notice[];
  readonly pack: Pack;
}) {
  const { say, language } = useLanguage();
  // While the office examines what came back, what it asked stands below; the dossier comes first.
  const open = !view.audience.includes('office') || view.status.endsWith('gap');
  return (
    <section className="card" aria-labelledby="notices">
      <h2 id="notices">{say('补正告知书', 'Notices of gaps')}</h2>
      {notices.toReversed().map((notice, at) => (
        <details key={`${notice.on} ${notice.stage} ${at}`} open={open && at === 0}>
          <summary>
            {dateWords(notice.on, language)}
            {notice.stage === 'intake'
              ? say(' · 受理阶段', ' · at intake')
              : say(' · 审核阶段', ' · in review')}
            {say(` · ${notice.gaps.length}项`, ` · ${notice.gaps.length} item(s)`)}
          </summary>
          <NoticeLetter
            view={view}
            pack={pack}
            letter={{ ...notice, stage: notice.stage === 'review' ? 'review' : 'intake' }}
            go={jumpTo}
          />
        </details>
      ))}
    </section>
  );
}
