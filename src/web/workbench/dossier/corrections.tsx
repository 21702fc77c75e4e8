import { Button, Select } from 'antd';
import { text } from '../../../base/text.ts';
import { FieldShell } from '../form/field-shell.tsx';
import { useNamedEntry } from '../form/named-entry.ts';
import type { Schema } from '../form/schema.ts';
import { useScope } from '../form/scope.tsx';
import { useLanguage } from '../language.tsx';
import { itemName } from '../words.ts';
import {
  askedBefore,
  correctableIn,
  fromWords,
  toWords,
  type Correctable,
  type Correction,
} from './corrections.ts';
import { MaterialControl } from './material-control.tsx';
import { MaterialValue } from './material-value.tsx';

const NOW = text('登记簿现在的内容', 'What the register says now');

/** What is to be corrected, item by item: as the register has it, and as it should read. */
export function Corrections({
  id,
  label,
  problems,
  path,
  schema,
  entry: name,
  rows,
  change,
}: {
  readonly id: string;
  readonly label: string;
  /** By path. */
  readonly problems: Readonly<Record<string, string>>;
  readonly path: string;
  readonly schema: Schema;
  /** The code or the case of the entry. */
  readonly entry: string;
  readonly rows: readonly Correction[];
  readonly change: (rows: readonly Correction[]) => void;
}) {
  const { say } = useLanguage();
  const { pack, about } = useScope();
  const { entry } = useNamedEntry(name);
  const listed = schema.properties?.['item']?.enum?.map(String) ?? [];
  const offered = correctableIn(pack, listed, entry);
  // Nobody corrects nothing: what was asked before, or the first row, is there.
  const shown = rows.length === 0 ? askedBefore(about) : rows;
  const put = (at: number, row: Correction): void =>
    change(shown.map((one, index) => (index === at ? row : one)));
  return (
    <fieldset id={id} className="list-field">
      <legend>{label}</legend>
      {shown.map((row, at) => (
        // A row has no identity but its place; its controls are controlled.
        <div key={at} className="list-row">
          <One
            id={`${id}-${at}`}
            row={row}
            problem={problems[`${path}.${at}.item`] ?? (rows.length === 0 ? problems[path] : '')}
            offered={offered.filter(
              ({ item }) => item === row.item || !shown.some((one) => one.item === item),
            )}
            current={({ group, field }) => entry?.dossier?.[group.id]?.[field.id]}
            known={entry?.dossier !== undefined}
            change={(next) => put(at, next)}
          />
          {shown.length > 1 ? (
            <Button size="small" danger onClick={() => change(shown.filter((_, i) => i !== at))}>
              {say('移除这一项', 'Remove this one')}
            </Button>
          ) : null}
        </div>
      ))}
      <Button onClick={() => change([...shown, {}])}>{say('再添加一项', 'Add another')}</Button>
    </fieldset>
  );
}

function One({
  id,
  row,
  problem,
  offered,
  current,
  known,
  change,
}: {
  readonly id: string;
  readonly row: Correction;
  readonly problem: string | undefined;
  readonly offered: readonly Correctable[];
  readonly current: (one: Correctable) => Parameters<typeof toWords>[0];
  readonly known: boolean;
  readonly change: (row: Correction) => void;
}) {
  const { say, read } = useLanguage();
  const { pack } = useScope();
  const chosen = offered.find(({ item }) => item === row.item);
  const groups = [...new Set(offered.map(({ group }) => group))];
  const now = chosen && current(chosen);
  const words = row.value ?? '';
  const same = chosen !== undefined && known && words === toWords(now);
  return (
    <>
      <FieldShell
        id={`${id}-item`}
        label={say('更正的项目', 'Item')}
        required
        problem={problem || undefined}
      >
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            value={row.item ?? null}
            placeholder={say('选择有误的项目', 'Choose the item that is wrong')}
            options={groups.map((group) => ({
              label: read(group.label),
              options: offered
                .filter((one) => one.group === group)
                .map(({ item }) => ({ value: item, label: read(itemName(item, pack)) })),
            }))}
            onChange={(item: string | null) => {
              const next = offered.find((one) => one.item === item);
              change(next ? { item: next.item, value: toWords(current(next)) } : {});
            }}
          />
        )}
      </FieldShell>
      {chosen && known ? (
        <MaterialValue id={`${id}-now`} field={{ ...chosen.field, label: NOW }} value={now} />
      ) : null}
      {chosen ? (
        <FieldShell
          id={`${id}-value`}
          label={say('正确的内容', 'The right value')}
          required
          help={
            same
              ? say(
                  '与登记簿现在的内容相同，请改正。',
                  'The same as the register says: put it right.',
                )
              : words === '' && chosen.field.required === 'optional'
                ? say('留空表示删去这一项。', 'Left empty, the item is taken out.')
                : undefined
          }
          group={['bool', 'enums', 'organisations'].includes(chosen.field.type)}
        >
          {(control) => (
            <MaterialControl
              control={control}
              field={chosen.field}
              value={fromWords(chosen.field.type, words)}
              change={(value) => change({ item: chosen.item, value: toWords(value) })}
            />
          )}
        </FieldShell>
      ) : null}
    </>
  );
}
