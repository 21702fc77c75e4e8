import { useState } from 'react';
import type { Json } from '../../../base/json.ts';
import type { Dossier, MaterialField, MaterialGroup } from '../dossier/open.ts';
import { shownField, factsOf } from '../dossier/open.ts';
import type { Schema } from '../form/schema.ts';
import { useLanguage } from '../language.tsx';
import { shapeOf } from '../model/shapes.ts';
import { readState } from '../model/state.ts';
import type { CaseView, Pack, ProcedureView } from '../queries.ts';
import { KeptLine } from '../shell/kept-line.tsx';
import { isLookedAt } from './checklist.ts';
import type { Difference } from './compare.ts';
import type { Desk } from './desk-context.tsx';
import { GroupPart } from './group-part.tsx';
import { PassedOn } from './passed-on.tsx';

type Show = 'all' | 'round' | 'left' | 'hints' | 'changed';

/** The dossier as it is examined: every part with what the pre-check found in it, what its catalogue
 *  row says, what changed since, and the officer's own mark. */
export function Material({
  view,
  pack,
  procedure,
  desk,
  dossier,
  changed,
  since,
  catalogue,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly procedure: ProcedureView;
  readonly desk: Desk;
  readonly dossier: Dossier;
  readonly changed: readonly Difference[];
  /** What the changes are against, in words. */
  readonly since: string;
  readonly catalogue: Readonly<Record<string, Json>>;
}) {
  const { say } = useLanguage();
  const again = desk.stage !== undefined && desk.open.length < desk.groups.length;
  const [wanted, setShow] = useState<Show>(again ? 'round' : 'all');
  // What was not looked at when that was asked for: a part just marked does not vanish under the hand.
  const [left, setLeft] = useState<readonly MaterialGroup[]>([]);
  const { findings = [], seals } = readState(view.state);
  const hinted = (group: MaterialGroup): boolean =>
    findings.some(({ item }) => item.split('.')[0] === group.id);
  const sealOpen = (group: MaterialGroup): boolean =>
    seals.some(
      (seal) => seal.item.split('.')[0] === group.id && !seal.verified && seal.confirmed !== true,
    );
  const differs = (group: MaterialGroup): boolean => changed.some((d) => d.group === group);
  const kept: Readonly<Record<Show, (group: MaterialGroup) => boolean>> = {
    all: () => true,
    hints: hinted,
    changed: differs,
    // A seal that nobody confirmed holds the review up, whatever was looked at before.
    round: (group) => desk.open.includes(group) || sealOpen(group),
    left: (group) => desk.open.includes(group) && !isLookedAt(desk.list, group.id),
  };
  const choose = (which: Show): void => {
    setShow(which);
    setLeft(desk.groups.filter(kept.left));
  };
  const count = (which: Show): number => desk.groups.filter(kept[which]).length;
  const facts = factsOf(dossier, {
    objectKind: view.state['objectKind'] as Json | undefined,
    filedByAgent: Boolean(view.state['agent']),
    jurisdiction: view.jurisdiction,
  });
  const fields = (group: MaterialGroup): readonly MaterialField[] =>
    group.fields.filter((f) => shownField(f, dossier[group.id]?.[f.id], facts));
  const offered: readonly (readonly [Show, string])[] = [
    ['all', say('全部', 'All')],
    ...(again ? [['round', say('本次要看', 'This round')] as const] : []),
    ...(desk.stage ? [['left', say('还没看', 'Not looked at')] as const] : []),
    ['hints', say('有提示', 'With hints')],
    ...(changed.length > 0 ? [['changed', say('有变化', 'Changed')] as const] : []),
  ];
  // The case may have moved on to where that is no choice.
  const show = offered.some(([which]) => which === wanted) ? wanted : 'all';
  const shown = show === 'left' ? left : desk.groups.filter(kept[show]);
  const sealing = procedure.acts.find((a) => shapeOf(a.input as Schema) === 'seal')?.name;
  const sealAct = view.actions.some(({ act }) => act === sealing) ? sealing : undefined;
  return (
    <div className="material">
      {desk.stage ? <ProgressLine desk={desk} /> : null}
      {desk.stage ? <PassedOn list={desk.list} /> : null}
      <div className="material-head">
        <div className="chips" role="group" aria-label={say('显示哪些材料', 'Which parts to show')}>
          {offered.map(([which, words]) => (
            <button
              key={which}
              type="button"
              aria-pressed={show === which}
              onClick={() => choose(which)}
            >
              {words} <span className="num">{count(which)}</span>
            </button>
          ))}
        </div>
      </div>
      {desk.stage ? (
        <p className="quiet keys">
          {say(
            '键盘：焦点在某一组内时，P 通过，D 缺陷，R 备注。',
            'Keys, while a part has the focus: P pass, D defect, R remark.',
          )}
        </p>
      ) : null}
      {shown.length === 0 ? (
        <p className="quiet">{say('没有这样的材料。', 'There is none.')}</p>
      ) : null}
      {shown.map((group) => (
        <GroupPart
          key={group.id}
          view={view}
          pack={pack}
          desk={desk}
          group={group}
          fields={fields(group)}
          values={dossier[group.id] ?? {}}
          findings={findings.filter(({ item }) => item.split('.')[0] === group.id)}
          changed={changed.filter((d) => d.group === group)}
          since={since}
          catalogue={group.id === 'dataResource' ? catalogue : {}}
          seals={seals.filter(({ item }) => item.split('.')[0] === group.id)}
          sealAct={sealAct}
        />
      ))}
    </div>
  );
}

/** From the end of a long dossier back to where it is decided. */
function toActs(): void {
  const heading = document.getElementById('actions');
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function ProgressLine({ desk }: { readonly desk: Desk }) {
  const { say } = useLanguage();
  const { done, of } = desk.progress;
  const skipped = desk.groups.length - of;
  return (
    <div className="progress-line">
      <progress value={done} max={Math.max(of, 1)} aria-label={say('已看的材料', 'Looked at')} />
      <strong className="num">{say(`已看${done}/${of}组`, `${done} of ${of} looked at`)}</strong>
      {desk.defects.length > 0 ? (
        <span className="fault">
          {say(`缺陷${desk.defects.length}项`, `${desk.defects.length} defect(s)`)}
        </span>
      ) : null}
      {skipped > 0 ? (
        <span className="quiet">
          {say(
            `另${skipped}组上次已看且没有变化，不再要求`,
            `${skipped} more stood unchanged at the last notice`,
          )}
        </span>
      ) : null}
      <KeptLine kept={desk.kept} />
      <button type="button" className="button to-acts" onClick={toActs}>
        {say('去办理', 'To the acts')}
      </button>
    </div>
  );
}
