import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import type { Values } from './schema.ts';

/** Rows that can be added and taken away. */
export function ListField({
  id,
  label,
  problem,
  rows: given,
  least = 0,
  change,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly problem: string;
  readonly rows: readonly Values[];
  /** How many there must be: where it cannot be none, the first is there. */
  readonly least?: number;
  readonly change: (rows: readonly Values[]) => void;
  readonly children: (row: Values, index: number, changeRow: (row: Values) => void) => ReactNode;
}) {
  const { say } = useLanguage();
  const rows = given.length === 0 && least > 0 ? [{}] : given;
  return (
    <fieldset id={id} className="list-field">
      <legend>{label}</legend>
      {rows.map((row, index) => (
        // Rows have no identity but their place; their inputs are controlled, so a place will do.
        <div key={index} className="list-row">
          {children(row, index, (next) => change(rows.map((r, at) => (at === index ? next : r))))}
          <Button size="small" danger onClick={() => change(rows.filter((_, at) => at !== index))}>
            {say('移除这一项', 'Remove this one')}
          </Button>
        </div>
      ))}
      {problem === '' ? null : <div className="fault">{problem}</div>}
      <Button onClick={() => change([...rows, {}])}>{say('添加一项', 'Add one')}</Button>
    </fieldset>
  );
}
