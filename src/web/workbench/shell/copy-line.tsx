import { Button, Input } from 'antd';
import { useId } from 'react';
import { useLanguage } from '../language.tsx';
import { announce } from './announce.tsx';

/** A line to be copied by hand, or by a button where the browser allows it (a secure address). */
export function CopyLine({ label, value }: { readonly label: string; readonly value: string }) {
  const { say } = useLanguage();
  const id = useId();
  const clipboard = window.isSecureContext ? navigator.clipboard : undefined;
  const copy = async (): Promise<void> => {
    await clipboard?.writeText(value);
    announce(say('已复制', 'Copied'));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="row grow">
        <Input
          id={id}
          className="code"
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
        />
        {clipboard ? <Button onClick={() => void copy()}>{say('复制', 'Copy')}</Button> : null}
      </div>
    </div>
  );
}
