import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { ActProblem } from '../form/act-problem.tsx';
import type { JsonObject } from '../../../base/json.ts';
import { holds, type Facts } from '../../../law/conditions.ts';
import { fieldId } from '../model/jump.ts';
import type { Finding } from '../model/state.ts';
import { ApiProblem } from '../api.ts';
import { reread, useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { Cites } from '../shell/cites.tsx';
import { changes, isOpen, shownField, type MaterialGroup } from './open.ts';
import { MaterialInput } from './material-input.tsx';
import { MaterialValue } from './material-value.tsx';

interface Props {
  readonly group: MaterialGroup;
  readonly view: CaseView;
  /** The act that saves a group; absent: the dossier is only read. */
  readonly save: string | undefined;
  /** Without the fields that are open, which stand elsewhere. */
  readonly rest: boolean;
  /** The case has come to its end: nothing is missing any more. */
  readonly over: boolean;
  readonly saved: JsonObject;
  readonly typed: JsonObject;
  readonly facts: Facts;
  readonly openItems: 'all' | readonly string[];
  readonly findings: readonly Finding[];
  /** Unfolded when the page is first shown. */
  readonly begun: boolean;
  readonly change: (typed: JsonObject) => void;
}

/** One group of material: its fields, saved together, each save an act of the case. */
export function GroupCard(props: Props) {
  const { group, view, save, saved, typed, facts, openItems, findings, change } = props;
  const { say, read } = useLanguage();
  const take = useAct(view);
  const missing = findings.filter(
    (f) => f.level === 'gap' && f.party === undefined && f.item.startsWith(`${group.id}.`),
  ).length;
  // What the last notice asks of this group, while it may be mended.
  const asked =
    save === undefined || openItems === 'all'
      ? 0
      : openItems.filter((item) => item.split('.')[0] === group.id).length;
  const [begun] = useState(props.begun);
  const open = group.fields.filter(
    (f) => save !== undefined && isOpen(`${group.id}.${f.id}`, openItems, findings),
  );
  const changed = changes(saved, typed);
  const dirty = Object.keys(changed).length > 0;
  const fields = group.fields.filter(
    (f) =>
      shownField(f, typed[f.id] ?? saved[f.id], facts) &&
      !(props.rest && isOpen(`${group.id}.${f.id}`, openItems, findings)),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (save === undefined || !dirty) return;
    const input = { group: group.id, values: changed };
    take.mutate(
      { act: save, input },
      {
        onSuccess: () => {
          change({});
          announce(say(`已保存“${group.label.zh}”`, `"${group.label.en}" is saved`));
        },
      },
    );
  };
  return (
    <details className="card group" open={begun}>
      <summary>
        <h3>{read(group.label)}</h3>
        {props.over ? null : <Progress missing={missing} asked={asked} dirty={dirty} />}
      </summary>
      <form id={`group-${group.id}`} tabIndex={-1} onSubmit={submit} aria-label={read(group.label)}>
        <Cites law={group.law} />
        {save !== undefined && open.length === 0 ? (
          <p className="quiet">
            {say(
              '补正期间锁定：告知书没有列出这一组。',
              'Locked in this round: the notice does not name it.',
            )}
          </p>
        ) : null}
        <div className="group-fields">
          {fields.map((field) => {
            const id = fieldId(`${group.id}.${field.id}`);
            const value = field.id in typed ? typed[field.id] : saved[field.id];
            const required = field.required !== 'optional' && holds(field.required, facts);
            return open.includes(field) ? (
              <MaterialInput
                key={field.id}
                id={id}
                field={field}
                value={value}
                required={required}
                facts={facts}
                problem={
                  problemAt(take.error, field.id)
                    ? say('请核对这一项', 'Check this item')
                    : undefined
                }
                change={(next) => change({ ...typed, [field.id]: next ?? null })}
              />
            ) : (
              <MaterialValue key={field.id} id={id} field={field} value={value} />
            );
          })}
        </div>
        <ActProblem
          error={take.error}
          again={() => void reread(view.id).then(() => take.reset())}
        />
        {open.length > 0 ? (
          <div className="row">
            <Button
              type={dirty ? 'primary' : 'default'}
              htmlType="submit"
              disabled={!dirty}
              loading={take.isPending}
            >
              {say('保存这一组', 'Save this part')}
            </Button>
            {dirty ? (
              <Button onClick={() => change({})}>{say('放弃修改', 'Discard')}</Button>
            ) : null}
          </div>
        ) : null}
      </form>
    </details>
  );
}

function Progress({
  missing,
  asked,
  dirty,
}: {
  readonly missing: number;
  readonly asked: number;
  readonly dirty: boolean;
}) {
  const { say } = useLanguage();
  if (dirty) return <span className="warn-text">{say('有未保存的内容', 'not saved yet')}</span>;
  if (missing === 0 && asked > 0)
    return (
      <span className="warn-text">{say(`告知补正${asked}项`, `${asked} named in the notice`)}</span>
    );
  return missing > 0 ? (
    <span className="fault">{say(`还缺${missing}项`, `${missing} still missing`)}</span>
  ) : (
    <span className="good">{say('已齐', 'complete')}</span>
  );
}

/** Whether the refusal names this field. */
function problemAt(error: unknown, field: string): boolean {
  return error instanceof ApiProblem && error.problem.details?.['field'] === field;
}
