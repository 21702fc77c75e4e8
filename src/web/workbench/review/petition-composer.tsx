import { useState } from 'react';
import { ComposerFrame } from './composer-frame.tsx';
import type { Json } from '../../../base/json.ts';
import { NoticeLetter } from '../case/letter.tsx';
import { WordsLetter } from '../case/words-letter.tsx';
import { reread, useAct } from '../form/use-act.ts';
import { dayOfMoment } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { ActView, CaseView, Pack, ProcedureView } from '../queries.ts';
import { useSession } from '../session.ts';
import { KeptLine } from '../shell/kept-line.tsx';
import { lawIn } from '../words.ts';
import { marked, unfinished } from './checklist.ts';
import { begunDefect, PetitionDefect } from './petition-check.tsx';
import { LONGEST_WORDS, writtenOut, type Telling } from './petition.ts';
import { usePetition } from './use-petition.ts';

/** The one-time notice about a petition or a renewal: everything marked, its words, and beside it what
 *  will be read. What is changed here is changed on the checklist too. */
export function PetitionComposer({
  view,
  pack,
  act,
  procedure,
  telling,
  done,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly act: ActView;
  readonly procedure: ProcedureView;
  readonly telling: Telling;
  readonly done: (after: CaseView) => void;
}) {
  const { say, read } = useLanguage();
  const { now } = useSession();
  const [tried, setTried] = useState(false);
  const take = useAct(view);
  const { list, change, defects, kept } = usePetition(view, procedure);
  const itemOf = (id: string) => telling.items.find((item) => item.id === id);
  const labelOf = (id: string): string => read(itemOf(id)?.label) || id;
  const written = writtenOut(defects, labelOf, say('：', ': '));
  const tooLong = telling.grounds.length === 0 && written.length > LONGEST_WORDS;
  const addable = telling.items.filter((item) => item.telling && list[item.id]?.as !== 'defect');
  const ready = defects.length > 0 && unfinished(defects).length === 0 && !tooLong;
  const on = dayOfMoment(now);
  // What the notice will cite: the article of the place.
  const [cited = ''] = lawIn(pack, act.law);
  const send = (): void => {
    setTried(true);
    if (!ready) return;
    const said =
      telling.grounds.length === 0 ? written : (defects.map((d) => ({ ...d })) as unknown as Json);
    take.mutate(
      { act: act.name, input: { [telling.field]: said } },
      {
        onSuccess: (after) => {
          void kept.clear();
          done(after);
        },
      },
    );
  };
  return (
    <ComposerFrame
      count={defects.length}
      error={take.error}
      again={() => void reread(view.id).then(() => take.reset())}
      busy={take.isPending}
      send={send}
      edit={
        <>
          {defects.length === 0 ? (
            <p className={tried ? 'note note-warn' : 'quiet'} role={tried ? 'alert' : undefined}>
              {say(
                '还没有缺陷。可以在“逐项核对”里标记，也可以在这里添加。',
                'No defect yet. Mark them item by item on the page, or add them here.',
              )}
            </p>
          ) : null}
          {defects.map(({ item: id }, at) => {
            const item = itemOf(id);
            const own = list[id];
            if (!item || !own) return null;
            return (
              <section key={id} aria-label={labelOf(id)}>
                <h3>
                  {at + 1}. {labelOf(id)}
                </h3>
                <PetitionDefect
                  telling={telling}
                  item={item}
                  own={own}
                  tried={tried}
                  mark={(as) => change(marked(list, id, as))}
                />
              </section>
            );
          })}
          {addable.length > 0 ? (
            <label className="row">
              {say('再添加一项', 'Add another')}
              <select
                className="native"
                value=""
                onChange={(event) => {
                  const item = itemOf(event.target.value);
                  if (item) change(marked(list, item.id, begunDefect(telling, item, read)));
                }}
              >
                <option value="">{say('选择申请项目', 'Choose an item')}</option>
                {addable.map((item) => (
                  <option key={item.id} value={item.id}>
                    {read(item.label)}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          <KeptLine kept={kept} />
        </>
      }
      letter={
        <>
          {telling.grounds.length > 0 ? (
            <NoticeLetter
              view={view}
              pack={pack}
              letter={{ stage: 'intake', on, gaps: defects.map((one) => ({ ...one, law: cited })) }}
            />
          ) : (
            <WordsLetter view={view} pack={pack} law={act.law} on={on} words={written} />
          )}
          {tooLong ? (
            <p className="fault" role="alert">
              {say(
                `告知书一共不超过${LONGEST_WORDS}字，现在是${written.length}字。`,
                `The notice has at most ${LONGEST_WORDS} characters; it has ${written.length}.`,
              )}
            </p>
          ) : null}
        </>
      }
    />
  );
}
