import { Input } from 'antd';
import type { InputProps } from 'antd';
import { useId, type ReactNode } from 'react';
import { FieldShell, type ControlProps } from './field-shell.tsx';

interface Plain {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  /** Everything is needed unless it says otherwise. */
  readonly optional?: boolean;
}

const shellOf = ({ label, help, problem, optional }: Plain) => ({
  label,
  required: optional !== true,
  ...(help === undefined ? {} : { help }),
  ...(problem === undefined ? {} : { problem }),
});

/** One labelled line of text, for forms that no declaration describes. */
export function LineField({
  input = {},
  ...plain
}: Plain & { readonly input?: Omit<InputProps, 'value' | 'onChange' | 'id'> }) {
  const id = useId();
  return (
    <FieldShell id={id} {...shellOf(plain)}>
      {(control) => (
        <Input
          maxLength={100}
          {...input}
          {...control}
          value={plain.value}
          required={plain.optional !== true}
          onChange={(event) => plain.change(event.target.value)}
        />
      )}
    </FieldShell>
  );
}

/** One of a short list; the browser's own select is the best keyboard and telephone select. */
export function ChoiceField({
  options,
  ...plain
}: Plain & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  const id = useId();
  return (
    <FieldShell id={id} {...shellOf(plain)}>
      {({ status: _status, ...control }: ControlProps) => (
        <select
          {...control}
          className="select"
          value={plain.value}
          required={plain.optional !== true}
          onChange={(event) => plain.change(event.target.value)}
        >
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldShell>
  );
}

/** A control of its own under the same label, help and fault. */
export function OtherField({
  children,
  ...plain
}: Omit<Plain, 'value' | 'change'> & { readonly children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  return (
    <FieldShell id={id} {...shellOf({ ...plain, value: '', change: () => undefined })}>
      {children}
    </FieldShell>
  );
}
