import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { itemName, valueOf } from '../words.ts';
import { jumpTo } from '../model/jump.ts';
import type { Notice } from '../model/state.ts';

/** One-time notices of gaps, newest first, item by item. */
export function Notices({
  notices,
  pack,
}: {
  readonly notices: readonly Notice[];
  readonly pack: Pack;
}) {
  const { say, read, language } = useLanguage();
  return (
    <section className="card" aria-labelledby="notices">
      <h2 id="notices">{say('补正告知书', 'Notices of gaps')}</h2>
      {notices.toReversed().map((notice, at) => (
        <details key={`${notice.on} ${notice.stage}`} open={at === 0}>
          <summary>
            {dateWords(notice.on, language)}
            {notice.stage === 'intake'
              ? say(' · 受理阶段', ' · at intake')
              : say(' · 审核阶段', ' · in review')}
            {say(` · ${notice.gaps.length}项`, ` · ${notice.gaps.length} item(s)`)}
          </summary>
          <ul className="plain-list findings">
            {notice.gaps.map((gap) => (
              <li key={gap.item} className="gap">
                {isMaterial(gap.item, pack) ? (
                  <button type="button" className="plain" onClick={() => jumpTo(gap.item)}>
                    {read(itemName(gap.item, pack))}
                  </button>
                ) : (
                  <strong>{read(itemName(gap.item, pack))}</strong>
                )}
                <span className="quiet">{read(valueOf(gap.ground, pack)) || gap.ground}</span>
                <p className="prose">{gap.reason}</p>
                <Cites law={[gap.law]} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

/** Whether an item stands in the dossier below, or is a field of a form. */
const isMaterial = (item: string, pack: Pack): boolean =>
  pack.profile.materials.first.some(({ id }) => id === item.split('.')[0]);
