import { Button, Input } from 'antd';
import type { Json } from '../../../base/json.ts';
import { CreditCodeInput } from '../form/credit-code.tsx';
import type { ControlProps } from '../form/field-shell.tsx';
import { useLanguage } from '../language.tsx';

interface Organisation {
  readonly name: string;
  readonly creditCode: string;
}

/** Organisations by name and code, such as co-owners. */
export function Organisations({
  control,
  value,
  change,
}: {
  readonly control: ControlProps;
  readonly value: Json | undefined;
  readonly change: (value: Json | undefined) => void;
}) {
  const { say } = useLanguage();
  const rows = (Array.isArray(value) ? value : []) as unknown as readonly Organisation[];
  const set = (next: readonly Organisation[]): void => change(next as unknown as Json);
  const put = (at: number, part: Partial<Organisation>): void =>
    set(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <div id={control.id} tabIndex={-1}>
      {rows.map((row, at) => (
        <div key={at} className="list-row">
          <label htmlFor={`${control.id}-${at}-name`}>{say('单位名称', 'Name')}</label>
          <Input
            id={`${control.id}-${at}-name`}
            value={row.name}
            maxLength={200}
            onChange={(e) => put(at, { name: e.target.value })}
          />
          <label htmlFor={`${control.id}-${at}-code`}>
            {say('统一社会信用代码', 'Credit code')}
          </label>
          <CreditCodeInput
            control={{ id: `${control.id}-${at}-code` }}
            value={row.creditCode}
            change={(creditCode) => put(at, { creditCode })}
          />
          <Button size="small" danger onClick={() => set(rows.filter((_, index) => index !== at))}>
            {say('移除', 'Remove')}
          </Button>
        </div>
      ))}
      <Button
        disabled={rows.length >= 20}
        onClick={() => set([...rows, { name: '', creditCode: '' }])}
      >
        {say('添加单位', 'Add an organisation')}
      </Button>
    </div>
  );
}
