import { Input } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import type { ControlProps } from './field-shell.tsx';
import { withoutInvisible } from './invisible.ts';
import { usePasted } from './pasted.tsx';

/** Text as people type and paste it: what nobody sees is taken out, and so is what does not fit, and both
 *  are said, so that nothing goes missing in silence. */
export function CleanInput({
  control,
  value,
  most,
  rows,
  count = false,
  change,
}: {
  readonly control: ControlProps;
  readonly value: string;
  /** The most characters. */
  readonly most: number | undefined;
  /** Lines to begin with; absent: one line. */
  readonly rows?: number;
  readonly count?: boolean;
  readonly change: (value: string) => void;
}) {
  const { say } = useLanguage();
  const [taken, setTaken] = useState(0);
  const pasted = usePasted(most);
  const typed = (given: string): void => {
    const clean = withoutInvisible(given);
    if (clean.taken > 0) setTaken(clean.taken);
    change(clean.text);
  };
  const shared = {
    ...control,
    value,
    ...(most === undefined ? {} : { maxLength: most }),
    onPaste: (event: Parameters<typeof pasted.onPaste>[0]) => {
      setTaken(0);
      pasted.onPaste(event);
    },
  };
  return (
    <>
      {rows === undefined ? (
        <Input {...shared} onChange={(e) => typed(e.target.value)} />
      ) : (
        <Input.TextArea
          {...shared}
          showCount={count}
          autoSize={{ minRows: rows, maxRows: 14 }}
          onChange={(e) => typed(e.target.value)}
        />
      )}
      <span className="said" aria-live="polite">
        {taken > 0
          ? say(
              `已去掉粘贴带来的${taken}个看不见的字符。`,
              `${taken} invisible character(s) that came with the text were taken out.`,
            )
          : ''}
      </span>
      {pasted.note}
    </>
  );
}
