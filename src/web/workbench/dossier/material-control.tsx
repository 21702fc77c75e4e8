import { CleanInput } from '../form/clean-input.tsx';
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import type { Json } from '../../../base/json.ts';
import { CreditCodeInput } from '../form/credit-code.tsx';
import type { ControlProps } from '../form/field-shell.tsx';
import { FileCard, FileInput, Removed } from '../form/file-input.tsx';
import { knownFile, type FileFacts } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import { IndustrySelect, RegionSelect } from './code-select.tsx';
import type { MaterialField } from './open.ts';
import { Organisations } from './organisations.tsx';

interface Props {
  readonly control: ControlProps;
  readonly field: MaterialField;
  readonly value: Json | undefined;
  readonly change: (value: Json | undefined) => void;
}

/** The control for each type a material list knows. */
export function MaterialControl({ control, field, value, change }: Props) {
  const { say, read } = useLanguage();
  const words = typeof value === 'string' ? value : '';
  const { status: _look, ...plain } = control;
  // A group of boxes is not itself required or wrong: one of its boxes is.
  const { 'aria-required': _needed, 'aria-invalid': _wrong, ...group } = plain;
  const options = (field.options ?? []).map((o) => ({ value: o.value, label: read(o.label) }));
  switch (field.type) {
    case 'string':
      return (
        <CleanInput control={control} value={words} most={field.maxLength ?? 200} change={change} />
      );
    case 'text':
      return (
        <CleanInput
          control={control}
          value={words}
          most={field.maxLength ?? 4000}
          rows={2}
          change={change}
        />
      );
    case 'date':
      return (
        <Input {...control} type="date" value={words} onChange={(e) => change(e.target.value)} />
      );
    case 'bool':
      return (
        <Radio.Group
          {...plainRadio(plain)}
          value={value ?? null}
          options={[
            { value: true, label: say('是', 'Yes') },
            { value: false, label: say('否', 'No') },
          ]}
          onChange={(e) => change(e.target.value as boolean)}
        />
      );
    case 'int':
    case 'decimal':
      return (
        <InputNumber
          {...control}
          {...(field.type === 'int' ? { precision: 0 } : {})}
          value={typeof value === 'number' ? value : null}
          onChange={(n) => change(n ?? undefined)}
        />
      );
    case 'enum':
      // What fits on two lines is chosen by one click, and seen without one.
      return options.length <= AT_ONCE ? (
        <Radio.Group
          {...plainRadio(plain)}
          value={words === '' ? null : words}
          options={options}
          onChange={(e) => change(e.target.value as string)}
        />
      ) : (
        <Select
          {...control}
          allowClear
          options={options}
          value={words === '' ? null : words}
          onChange={(chosen: string | null | undefined) => change(chosen ?? undefined)}
        />
      );
    case 'enums':
      return (
        <>
          <Checkbox.Group
            {...group}
            options={options}
            value={Array.isArray(value) ? (value as string[]) : []}
            onChange={(chosen) => change(chosen)}
          />
          {field.mustCover &&
          field.mustCover.some((m) => !(value as Json[] | undefined)?.includes?.(m)) ? (
            <button
              type="button"
              className="plain"
              onClick={() => change([...(field.mustCover ?? [])])}
            >
              {say(
                `${field.mustCover.length}项报告里都写到了`,
                `The report covers all ${field.mustCover.length}`,
              )}
            </button>
          ) : null}
        </>
      );
    case 'creditCode':
      return <CreditCodeInput control={control} value={words} change={change} />;
    case 'industry':
      return <IndustrySelect control={control} value={words} change={change} />;
    case 'region':
      return <RegionSelect control={control} value={words} change={change} />;
    case 'organisations':
      return <Organisations control={control} value={value} change={change} />;
    case 'file':
      return <OneFile control={control} field={field} value={value} change={change} />;
    default:
      return field.type satisfies never;
  }
}

const AT_ONCE = 9;

/** A group of radios is required, but no single control is. */
const plainRadio = ({ id, 'aria-describedby': by }: Omit<ControlProps, 'status'>) =>
  by === undefined ? { id } : { id, 'aria-describedby': by };

function OneFile({ control, field, value, change }: Props) {
  const { read } = useLanguage();
  const [gone, setGone] = useState<ReturnType<typeof fileOf>>();
  const file = fileOf(value);
  if (file) {
    const remove = (): void => {
      setGone(file);
      change(undefined);
    };
    return <FileCard file={file} remove={remove} />;
  }
  return (
    <>
      {gone ? <Removed file={gone} undo={() => change(gone.id)} /> : null}
      <FileInput
        control={control}
        label={read(field.label)}
        formats={field.formats}
        done={({ id }) => change(id)}
      />
    </>
  );
}

function fileOf(
  value: Json | undefined,
): (Partial<FileFacts> & { readonly id: string }) | undefined {
  if (typeof value === 'string' && value !== '') return knownFile(value) ?? { id: value };
  if (typeof value === 'object' && value !== null && 'id' in value)
    return value as unknown as FileFacts;
  return undefined;
}
