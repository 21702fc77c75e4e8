import { useState } from 'react';
import { ComposerFrame } from './composer-frame.tsx';
import { NoticeLetter } from '../case/letter.tsx';
import { groundsFor, toldBefore, type Named } from '../case/gaps.ts';
import type { Dossier } from '../dossier/open.ts';
import { dayOfMoment, listWords } from '../format.ts';
import type { Json } from '../../../base/json.ts';
import { reread, useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import { readState } from '../model/state.ts';
import type { ActView, CaseView, Pack } from '../queries.ts';
import { useSession } from '../session.ts';
import { KeptLine } from '../shell/kept-line.tsx';
import { itemName, lawIn } from '../words.ts';
import { cannedReasons } from './canned.ts';
import { unfinished } from './checklist.ts';
import { DefectEditor } from './defect-editor.tsx';
import type { Desk } from './desk-context.tsx';

/** The one-time notice: everything found, its words, and the finished letter beside it. What is changed
 *  here is changed on the checklist too. */
export function Composer({
  view,
  pack,
  act,
  desk,
  done,
}: {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly act: ActView;
  readonly desk: Desk;
  readonly done: (after: CaseView) => void;
}) {
  const { say, read, language } = useLanguage();
  const { now } = useSession();
  const [tried, setTried] = useState(false);
  const take = useAct(view);
  const { stage = 'intake', defects, setDefects, groups } = desk;
  const { findings = [] } = readState(view.state);
  const dossier = (view.state['dossier'] ?? {}) as Dossier;
  const find = (item: string) => {
    const [groupId = '', fieldId] = item.split('.');
    const group = groups.find(({ id }) => id === groupId);
    return { group, field: group?.fields.find(({ id }) => id === fieldId) };
  };
  const words = (item: string) => {
    const { group, field } = find(item);
    const label = field?.label ?? group?.label;
    if (!label) return [];
    const value = field && dossier[group?.id ?? '']?.[field.id];
    return cannedReasons(item, field, label, value, findings);
  };
  const grounds = (item: string) => {
    const { group } = find(item);
    return group ? groundsFor(view, stage, group, pack) : [];
  };
  const nameable = (item: string): boolean =>
    !defects.some((d) => d.item === item) &&
    grounds(item).length > 0 &&
    toldBefore(view, stage, [item]).length === 0;
  const begin = (item: string): Named => ({
    item,
    ground: grounds(item)[0]?.id ?? '',
    reason: read(words(item)[0]),
  });
  const put = (item: string, part: Partial<Named>): void =>
    setDefects(defects.map((d) => (d.item === item ? { ...d, ...part } : d)));
  const late = toldBefore(
    view,
    stage,
    defects.map(({ item }) => item),
  );
  const found = [...new Set(findings.map(({ item }) => item))].filter(nameable);
  const addable = groups.map((group) => ({
    group,
    items: [group.id, ...group.fields.map(({ id }) => `${group.id}.${id}`)].filter(nameable),
  }));
  const ready = defects.length > 0 && unfinished(defects).length === 0;
  const send = (): void => {
    setTried(true);
    if (!ready) return;
    const input = { gaps: defects.map((d) => ({ ...d })) as unknown as Json };
    take.mutate(
      { act: act.name, input },
      {
        onSuccess: (after) => {
          void desk.kept.clear();
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
                '还没有缺陷。可以在审查台上逐项标记，也可以在这里添加。',
                'No defect yet. Mark them on the desk, or add them here.',
              )}
            </p>
          ) : null}
          {late.length > 0 ? (
            <p className="note note-warn" role="alert">
              {say(
                `有${late.length}项在上次告知时已经存在且没有变化，依一次性告知的规定不能再次要求：`,
                `${late.length} item(s) stood there unchanged when the last notice was given and may not be demanded now: `,
              )}
              {listWords(
                late.map((item) => read(itemName(item, pack))),
                language,
              )}
            </p>
          ) : null}
          {defects.map((defect, at) => {
            const name = read(itemName(defect.item, pack));
            const { group } = find(defect.item);
            return (
              <section key={defect.item} aria-label={name}>
                <h3>
                  {at + 1}. {name}
                </h3>
                <DefectEditor
                  name={name}
                  ground={defect.ground}
                  reason={defect.reason}
                  grounds={grounds(defect.item)}
                  canned={words(defect.item)}
                  law={lawIn(pack, group?.law ?? []).slice(0, 1)}
                  tried={tried}
                  change={(part) => put(defect.item, part)}
                  remove={() => setDefects(defects.filter((d) => d !== defect))}
                />
              </section>
            );
          })}
          {found.length > 0 ? (
            <div className="note">
              <p>
                {say(
                  `自动预检还指出${found.length}项，没有列入：`,
                  `The pre-check points at ${found.length} more that are not named:`,
                )}
              </p>
              <p className="row">
                {found.map((item) => (
                  <button
                    key={item}
                    type="button"
                    className="button"
                    onClick={() => setDefects([...defects, begin(item)])}
                  >
                    ＋ {read(itemName(item, pack))}
                  </button>
                ))}
              </p>
            </div>
          ) : null}
          <label className="row">
            {say('再添加一项', 'Add another')}
            <select
              className="native"
              value=""
              onChange={(event) => setDefects([...defects, begin(event.target.value)])}
            >
              <option value="">{say('选择材料项目', 'Choose an item')}</option>
              {addable.map(({ group, items }) => (
                <optgroup key={group.id} label={read(group.label)}>
                  {items.map((item) => (
                    <option key={item} value={item}>
                      {item === group.id
                        ? say('整组材料', 'The whole group')
                        : read(find(item).field?.label)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          <KeptLine kept={desk.kept} />
        </>
      }
      letter={
        <NoticeLetter
          view={view}
          pack={pack}
          letter={{ stage, on: dayOfMoment(now), gaps: defects }}
        />
      }
    />
  );
}
