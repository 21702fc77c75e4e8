import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import type { Json } from '../../../base/json.ts';
import { useLanguage } from '../language.tsx';
import type { Pack } from '../queries.ts';
import { valueOf } from '../words.ts';
import { CleanInput } from './clean-input.tsx';
import { CreditCodeInput } from './credit-code.tsx';
import { EntryNote } from './entry-note.tsx';
import type { ControlProps } from './field-shell.tsx';
import { FileCard, FileInput, Removed } from './file-input.tsx';
import { EntryPicker, IdPicker, PICKED } from './pickers.tsx';
import type { Kind, Schema } from './schema.ts';
import { useProcedure, useScope } from './scope.tsx';
import { knownFile } from './upload.ts';

interface InputProps {
  readonly name: string;
  readonly schema: Schema;
  readonly kind: Kind;
  readonly label: string;
  readonly control: ControlProps;
  readonly value: Json | undefined;
  readonly change: (value: Json | undefined) => void;
}

/** One control, by the kind of its value. */
export function SchemaInput(props: InputProps) {
  const { name, schema, kind, label, control, value, change } = props;
  const { say, read } = useLanguage();
  const { pack } = useScope();
  const procedure = useProcedure();
  const words = typeof value === 'string' ? value : '';
  if (PICKED.has(name))
    return <IdPicker name={name} control={control} value={words} change={change} />;
  switch (kind) {
    case 'agree':
      return (
        <Checkbox
          {...plain(control)}
          checked={value === true}
          onChange={(e) => change(e.target.checked || undefined)}
        >
          {label}
        </Checkbox>
      );
    case 'bool':
      return (
        <Radio.Group
          {...plain(control)}
          value={value}
          options={[
            { value: true, label: say('是', 'Yes') },
            { value: false, label: say('否', 'No') },
          ]}
          onChange={(event) => change(event.target.value as boolean)}
        />
      );
    case 'choice':
    case 'ground': {
      const all =
        kind === 'choice' ? (schema.enum?.map(String) ?? []) : groundIds(pack, schema.options);
      const options = schema.only ? all.filter((one) => schema.only?.includes(one)) : all;
      return (
        <Select
          {...control}
          value={words === '' ? null : words}
          options={options.map((one) => ({
            value: one,
            label: read(valueOf(one, pack, procedure)) || one,
          }))}
          onChange={(chosen: string | null) => change(chosen ?? undefined)}
        />
      );
    }
    case 'choices':
      return (
        <Checkbox.Group
          {...described(control)}
          className="stack"
          value={Array.isArray(value) ? value.map(String) : []}
          options={(schema.items?.enum ?? []).map(String).map((one) => ({
            value: one,
            label: read(valueOf(one, pack, procedure)) || one,
          }))}
          onChange={(chosen) => change(chosen.length > 0 ? chosen : undefined)}
        />
      );
    case 'date':
      return (
        <Input {...control} type="date" value={words} onChange={(e) => change(e.target.value)} />
      );
    case 'number':
      return (
        <InputNumber
          {...control}
          value={typeof value === 'number' ? value : null}
          onChange={(n) => change(n ?? undefined)}
        />
      );
    case 'file':
    case 'files':
      return (
        <Files
          {...props}
          ids={kind === 'file' ? (words === '' ? [] : [words]) : ((value ?? []) as string[])}
        />
      );
    case 'creditCode':
      return <CreditCodeInput control={control} value={words} change={change} />;
    case 'entry':
      return (
        <>
          <EntryPicker control={control} value={words} change={change} />
          {words === '' ? null : <EntryNote name={words} />}
        </>
      );
    case 'uuid':
      return <IdPicker name={name} control={control} value={words} change={change} />;
    case 'long':
      return (
        <CleanInput
          control={control}
          value={words}
          most={schema.maxLength}
          rows={3}
          count
          change={change}
        />
      );
    case 'lines':
      return (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: 2, maxRows: 14 }}
          value={Array.isArray(value) ? value.map(String).join('\n') : ''}
          onChange={({ target }) => change(target.value === '' ? [] : target.value.split('\n'))}
        />
      );
    case 'corrections':
    case 'json':
    case 'list':
    case 'object':
      return <JsonInput {...props} />;
    case 'text':
      return <CleanInput control={control} value={words} most={schema.maxLength} change={change} />;
    default:
      return kind satisfies never;
  }
}

/** A group of boxes: only a single control is required or invalid. */
const described = ({ id, 'aria-describedby': by }: ControlProps) =>
  by === undefined ? { id } : { id, 'aria-describedby': by };

/** Controls without the look of an error of their own. */
const plain = ({ status: _look, ...aria }: ControlProps) => aria;

function groundIds(pack: Pack | undefined, list: string | undefined): string[] {
  const found: unknown = pack && list ? pack.profile[list as keyof Pack['profile']] : undefined;
  return Array.isArray(found) ? found.map((one: { readonly id: string }) => one.id) : [];
}

function Files({
  kind,
  schema,
  control,
  label,
  change,
  ids,
}: InputProps & { readonly ids: readonly string[] }) {
  const many = kind === 'files';
  const [gone, setGone] = useState<string>();
  const remove = (id: string): void => {
    setGone(id);
    change(many ? ids.filter((one) => one !== id) : undefined);
  };
  const add = (id: string): void => {
    setGone(undefined);
    change(many ? [...ids, id] : id);
  };
  const room = ids.length < (many ? (schema.maxItems ?? 20) : 1);
  return (
    <>
      {ids.map((id) => (
        <FileCard key={id} file={knownFile(id) ?? { id }} remove={() => remove(id)} />
      ))}
      {gone !== undefined && room && !ids.includes(gone) ? (
        <Removed file={knownFile(gone) ?? { id: gone }} undo={() => add(gone)} />
      ) : null}
      {room ? <FileInput control={control} label={label} done={({ id }) => add(id)} /> : null}
    </>
  );
}

/** For shapes no form knows yet: what a later declaration may ask for can still be given. */
function JsonInput({ control, value, change }: InputProps) {
  const { say } = useLanguage();
  return (
    <Input.TextArea
      {...control}
      className="code"
      autoSize={{ minRows: 3 }}
      placeholder={say('JSON 格式的内容', 'Content as JSON')}
      defaultValue={value === undefined ? '' : JSON.stringify(value, null, 2)}
      onChange={(event) => {
        try {
          change(JSON.parse(event.target.value) as Json);
        } catch {
          change(event.target.value);
        }
      }}
    />
  );
}
