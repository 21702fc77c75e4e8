import type { ReactNode } from 'react';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import type { ActView, CaseView, Pack } from '../queries.ts';
import type { Desk } from './desk-context.tsx';
import { Scan } from './notice-pane.tsx';
import { publicTexts } from './public-texts.ts';
import { Reminder } from './reminder.tsx';
import { TwinsNote } from './twins-note.tsx';

/** What an officer is reminded of before an act of the desk. The law forbids none of it: it warns. */
export function BeforeAct(shown: Shown): ReactNode {
  const { view, act, desk, leave } = shown;
  const onwards = act.emits.some((type) => ONWARDS.includes(type));
  return (
    <>
      {onwards ? <TwinsNote view={view} desk={desk} leave={leave} /> : null}
      <Own {...shown} />
    </>
  );
}

interface Shown {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly act: ActView;
  readonly desk: Desk;
  /** Closes the form; then something on the page is looked at. */
  readonly leave: (then: () => void) => void;
}

/** What brings a case nearer to the register. */
const ONWARDS = [
  'reg.ApplicationAccepted',
  'reg.FormalReviewPassed',
  'reg.NoticePublished',
  'reg.CodeAssigned',
];

function Own({ view, pack, act, desk, leave }: Shown): ReactNode {
  const { say } = useLanguage();
  if (act.emits.includes('reg.NoticePublished'))
    return <Scan texts={publicTexts(view)} pack={pack} />;
  if (act.emits.includes('reg.FormalReviewPassed'))
    return <Unlooked view={view} desk={desk} leave={leave} whole />;
  if (!act.emits.includes('reg.ApplicationAccepted')) return null;
  const review = pack.profile.clocks.formalReview?.length;
  const days = review && 'n' in review ? review.n : undefined;
  return (
    <>
      <p>
        {say(
          `登记主体会收到受理通知；审核期限${days === undefined ? '' : `（${days}个工作日）`}自今天受理起算。`,
          `The registrant is told; the time to review${days === undefined ? '' : ` (${days} working days)`} runs from today.`,
        )}
      </p>
      <Unlooked view={view} desk={desk} leave={leave} />
    </>
  );
}

function Unlooked({
  view,
  desk,
  leave,
  whole = false,
}: {
  readonly view: CaseView;
  readonly desk: Desk;
  readonly leave: (then: () => void) => void;
  /** Also what has not been looked at, not only what was found. */
  readonly whole?: boolean;
}) {
  const { say, read } = useLanguage();
  const { seals } = readState(view.state);
  const { done, of, left } = desk.progress;
  const show = (item: string): void => {
    leave(() => desk.go(item));
  };
  const open = seals.filter((seal) => !seal.verified && seal.confirmed !== true);
  const lines = [
    whole && left.length > 0
      ? say(
          `材料已看${done}/${of}组，还没有标记：${listWords(
            left.map(({ label }) => label.zh),
            'zh',
          )}`,
          `${done} of ${of} parts are marked; not yet: ${listWords(
            left.map(({ label }) => label.en),
            'en',
          )}`,
        )
      : '',
    desk.defects.length > 0
      ? say(
          `标为缺陷的${desk.defects.length}项还没有告知对方`,
          `${desk.defects.length} defect(s) were marked and not told`,
        )
      : '',
  ].filter(Boolean);
  return (
    <>
      <Reminder lines={lines} />
      {whole && open.length > 0 ? (
        <div className="note note-bad">
          <p>
            {say(
              '下列文件的公章还没有核对相符，不能通过：',
              'Seals not confirmed yet; the review cannot pass:',
            )}
          </p>
          <ul className="values">
            {open.map((seal) => (
              <li key={seal.id}>
                <button type="button" className="plain" onClick={() => show(seal.item)}>
                  {say('去核对：', 'Look at it: ')}
                  {read(seal.label)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {lines.length === 0 && open.length === 0 && whole ? (
        <p className="good">
          {say(
            `✓ ${listWords(
              desk.open.map(({ label }) => label.zh),
              'zh',
            )}都已看过，公章已核对。`,
            `✓ Every part is looked at and every seal confirmed (${desk.open.length} parts).`,
          )}
        </p>
      ) : null}
    </>
  );
}
