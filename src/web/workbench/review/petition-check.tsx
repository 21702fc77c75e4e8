import type { ReactNode } from 'react';
import { Value } from '../case/value.tsx';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { KeptLine } from '../shell/kept-line.tsx';
import { valueOf } from '../words.ts';
import { petitionReasons } from './canned.ts';
import { marked, ownMark, type Looked } from './checklist.ts';
import { DefectEditor } from './defect-editor.tsx';
import { isEmpty, type Telling } from './petition.ts';
import { PassedOn } from './passed-on.tsx';
import type { PetitionList } from './use-petition.ts';
import { VerdictChoice } from './verdict.tsx';
import { Remark } from './remark.tsx';

type Item = Telling['items'][number];

/** How a defect of it begins: the likeliest ground and usual words. */
export const begunDefect = (
  telling: Telling,
  item: Item,
  read: (words: Item['label']) => string,
): Looked => {
  const likely = isEmpty(item.value) ? 'incomplete' : 'nonconforming';
  const [reason] = petitionReasons(item.label, isEmpty(item.value), item.paper);
  const ground = telling.grounds.find((one) => one === likely) ?? telling.grounds[0] ?? 'told';
  return { as: 'defect', ground, reason: reason ? read(reason) : '' };
};

/** What was filed, item by item, each with the officer's mark: pass, defect or a remark of their own. */
export function PetitionCheck({
  pack,
  telling,
  petition,
  shown,
}: {
  readonly pack: Pack;
  readonly telling: Telling;
  readonly petition: PetitionList;
  /** Items that are drawn in a way of their own. */
  readonly shown: Readonly<Record<string, ReactNode>>;
}) {
  const { say, read } = useLanguage();
  const { list, change, defects, kept } = petition;
  const done = telling.items.filter(({ id }) => list[id]).length;
  return (
    <>
      <p className="row">
        <strong className="num">
          {say(
            `已看${done}/${telling.items.length}项`,
            `${done} of ${telling.items.length} looked at`,
          )}
        </strong>
        {defects.length > 0 ? (
          <span className="fault">
            {say(`缺陷${defects.length}项，一次告知`, `${defects.length} defect(s), told at once`)}
          </span>
        ) : null}
        <KeptLine kept={kept} />
      </p>
      <PassedOn list={list} />
      <div className="field-rows">
        {telling.items.map((item) => {
          const name = read(item.label);
          const own = list[item.id];
          const mark = (as: Looked | null): void => change(marked(list, item.id, as));
          return (
            <div key={item.id} className={`field-row${own?.as === 'defect' ? ' flagged' : ''}`}>
              <div className="row between">
                <span className="label">{name}</span>
                <VerdictChoice
                  name={name}
                  value={own?.as ?? null}
                  by={own?.by}
                  telling={item.telling}
                  choose={(as) =>
                    mark(as === 'defect' ? begunDefect(telling, item, read) : as && { as })
                  }
                />
              </div>
              <div className="prose">
                {shown[item.id] ??
                  (isEmpty(item.value) ? (
                    <span className="quiet">{say('（未填）', '(left empty)')}</span>
                  ) : (
                    <Value value={item.value} name={item.id} pack={pack} />
                  ))}
              </div>
              {own?.as === 'defect' ? (
                <PetitionDefect telling={telling} item={item} own={own} mark={mark} />
              ) : null}
              {own?.as === 'remark' ? (
                <Remark
                  name={name}
                  words={own.reason ?? ''}
                  change={(words) => mark({ as: 'remark', reason: words })}
                />
              ) : null}
            </div>
          );
        })}
      </div>
    </>
  );
}

export function PetitionDefect({
  telling,
  item,
  own,
  tried = false,
  mark,
}: {
  readonly telling: Telling;
  readonly item: Item;
  readonly own: Looked;
  readonly tried?: boolean;
  readonly mark: (as: Looked | null) => void;
}) {
  const { read } = useLanguage();
  return (
    <DefectEditor
      name={read(item.label)}
      ground={own.ground ?? ''}
      reason={own.reason ?? ''}
      grounds={telling.grounds.flatMap((id) => {
        const label = valueOf(id);
        return label ? [{ id, label }] : [];
      })}
      canned={petitionReasons(item.label, isEmpty(item.value), item.paper)}
      law={[]}
      tried={tried}
      change={(part) => mark({ ...ownMark(own), ...part })}
      remove={() => mark(null)}
    />
  );
}
