import type { ReactNode } from 'react';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import type { ActView, CaseView, Pack } from '../queries.ts';
import type { Desk } from './desk-context.tsx';
import { Scan } from './notice-pane.tsx';
import { publicTexts } from './public-texts.ts';

/** What an officer is reminded of before an act of the desk. The law forbids none of it: it warns. */
export function BeforeAct({
  view,
  pack,
  act,
  desk,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly act: ActView;
  readonly desk: Desk;
}): ReactNode {
  if (act.emits.includes('reg.NoticePublished'))
    return <Scan texts={publicTexts(view)} pack={pack} />;
  if (act.emits.includes('reg.FormalReviewPassed'))
    return <Unlooked view={view} desk={desk} whole />;
  if (act.emits.includes('reg.ApplicationAccepted')) return <Unlooked view={view} desk={desk} />;
  return null;
}

function Unlooked({
  view,
  desk,
  whole = false,
}: {
  readonly view: CaseView;
  readonly desk: Desk;
  /** Also what has not been looked at, not only what was found. */
  readonly whole?: boolean;
}) {
  const { say, read } = useLanguage();
  const { seals } = readState(view.state);
  const { done, of, left } = desk.progress;
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
      {lines.length > 0 ? (
        <div className="note note-warn">
          <ul className="values">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="quiet">
            {say('这只是提醒，由您决定。', 'This is a reminder; you decide.')}
          </p>
        </div>
      ) : null}
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
              <li key={seal.id}>{read(seal.label)}</li>
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
