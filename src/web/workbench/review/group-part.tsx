import type { KeyboardEvent } from 'react';
import type { Json, JsonObject } from '../../../base/json.ts';
import { groundsFor, toldBefore } from '../case/gaps.ts';
import type { MaterialField, MaterialGroup } from '../dossier/open.ts';
import { useLanguage } from '../language.tsx';
import type { Finding, Seal } from '../model/state.ts';
import type { CaseView, Pack } from '../queries.ts';
import { Cites } from '../shell/cites.tsx';
import { lawIn } from '../words.ts';
import { cannedReasons } from './canned.ts';
import { judged, marked, ownMark, type Verdict } from './checklist.ts';
import type { Difference } from './compare.ts';
import { DefectEditor } from './defect-editor.tsx';
import type { Desk } from './desk-context.tsx';
import { ConsentCheck } from './consent-check.tsx';
import { EvidenceCheck } from './evidence-check.tsx';
import { FieldRow } from './field-row.tsx';
import { HintList } from './hint-list.tsx';
import { VerdictChoice } from './verdict.tsx';
import { Remark } from './remark.tsx';

interface Props {
  readonly view: CaseView;
  readonly pack: Pack;
  readonly desk: Desk;
  readonly group: MaterialGroup;
  readonly fields: readonly MaterialField[];
  readonly values: JsonObject;
  readonly findings: readonly Finding[];
  readonly changed: readonly Difference[];
  readonly since: string;
  /** What the catalogue row says, by field. */
  readonly catalogue: Readonly<Record<string, Json>>;
  readonly seals: readonly Seal[];
  readonly sealAct: string | undefined;
}

/** One part of the material under examination. Within it P, D and R mark it; only while it has the
 *  focus, and never while something is typed. */
export function GroupPart(props: Props) {
  const { view, pack, desk, group, fields, values, findings, changed, seals } = props;
  const { say, read } = useLanguage();
  const { list, stage } = desk;
  const own = list[group.id];
  const grounds = stage === undefined ? [] : groundsFor(view, stage, group, pack);
  const telling = (item: string): boolean =>
    stage !== undefined && grounds.length > 0 && toldBefore(view, stage, [item]).length === 0;
  const inRound = desk.open.includes(group);
  const name = read(group.label);
  const law = lawIn(pack, group.law);
  const sayOf = (item: string, field: MaterialField | undefined) =>
    cannedReasons(item, field, field?.label ?? group.label, field && values[field.id], findings);
  /** A defect begins with the likeliest ground and words. */
  const begin = (item: string, field?: MaterialField) => ({
    as: 'defect' as const,
    ground: firstGround(grounds, field !== undefined && isEmpty(values[field.id])),
    reason: read(sayOf(item, field)[0]),
  });
  const judge = (as: Verdict | null): void =>
    desk.change(
      as === 'defect'
        ? marked(
            list,
            group.id,
            own?.reason ? { ...ownMark(own), ...begun(own.reason) } : begin(group.id),
          )
        : judged(list, group.id, as, ''),
    );
  const begun = (reason: string) => ({ ...begin(group.id), reason });
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (stage === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as HTMLElement).closest('textarea, select, input:not([type=radio])')) return;
    const as = KEYS[event.key.toLowerCase()];
    if (as === undefined || (as === 'defect' && !telling(group.id))) return;
    event.preventDefault();
    judge(as);
  };
  return (
    <section
      className={`group-part ${stage !== undefined && !inRound ? 'settled' : ''}`}
      id={`group-${group.id}`}
      aria-labelledby={`group-${group.id}-name`}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header>
        <h3 id={`group-${group.id}-name`}>{name}</h3>
        {stage !== undefined && inRound ? (
          <VerdictChoice
            name={name}
            value={own?.as ?? null}
            by={own?.by}
            telling={telling(group.id)}
            choose={judge}
          />
        ) : null}
        {stage !== undefined && !inRound ? (
          <span className="quiet">
            {say('上次已看，没有变化', 'unchanged since it was looked at')}
          </span>
        ) : null}
        <Cites law={law} />
      </header>
      {own?.as === 'defect' ? (
        <DefectEditor
          name={name}
          ground={own.ground ?? ''}
          reason={own.reason ?? ''}
          grounds={grounds}
          canned={sayOf(group.id, undefined)}
          law={law.slice(0, 1)}
          change={(part) => desk.change(marked(list, group.id, { ...ownMark(own), ...part }))}
          remove={() => desk.change(marked(list, group.id, null))}
        />
      ) : null}
      {own?.as === 'remark' ? (
        <Remark
          name={name}
          words={own.reason ?? ''}
          change={(words) => desk.change(marked(list, group.id, { as: 'remark', reason: words }))}
        />
      ) : null}
      <HintList
        findings={findings.filter(
          ({ item }) => !fields.some((f) => item === `${group.id}.${f.id}`),
        )}
        pack={pack}
      />
      {group.id === 'evidence' ? <EvidenceCheck view={view} values={values} /> : null}
      {group.id === 'dataResource' ? <ConsentCheck view={view} /> : null}
      <div className="field-rows">
        {fields.map((field) => {
          const item = `${group.id}.${field.id}`;
          const mark = list[item];
          return (
            <FieldRow
              key={field.id}
              item={item}
              field={field}
              value={values[field.id]}
              findings={findings.filter((f) => f.item === item)}
              changed={changed.find((d) => d.item === item)}
              since={props.since}
              catalogue={props.catalogue[field.id]}
              seal={seals.find((s) => s.item === item)}
              sealAct={props.sealAct}
              view={view}
              pack={pack}
              desk={desk}
              flag={
                telling(item)
                  ? () => desk.change(marked(list, item, mark ? null : begin(item, field)))
                  : undefined
              }
            >
              {mark?.as === 'defect' ? (
                <DefectEditor
                  name={read(field.label)}
                  ground={mark.ground ?? ''}
                  reason={mark.reason ?? ''}
                  grounds={grounds}
                  canned={sayOf(item, field)}
                  law={law.slice(0, 1)}
                  change={(part) => desk.change(marked(list, item, { ...ownMark(mark), ...part }))}
                  remove={() => desk.change(marked(list, item, null))}
                />
              ) : null}
            </FieldRow>
          );
        })}
      </div>
    </section>
  );
}

const KEYS: Readonly<Record<string, Verdict>> = { p: 'pass', d: 'defect', r: 'remark' };

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '';

/** What is missing is incomplete, what is there and wrong does not conform; in review each group has
 *  one ground of its own. */
function firstGround(grounds: readonly { readonly id: string }[], empty: boolean): string {
  const fitting = grounds.find(({ id }) => id === (empty ? 'incomplete' : 'nonconforming'));
  return (fitting ?? grounds[0])?.id ?? '';
}
