import { Input, type InputRef } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useLanguage } from '../language.tsx';
import { FieldShell } from '../form/field-shell.tsx';

/** The six digits of an authenticator; the reader is put there, since nothing else is asked. */
export function CodeField({
  value,
  change,
}: {
  readonly value: string;
  readonly change: (value: string) => void;
}) {
  const { say } = useLanguage();
  const id = useId();
  const box = useRef<InputRef>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <FieldShell
      id={id}
      label={say('验证码', 'Code')}
      required
      help={say(
        '身份验证器上显示的六位数字，每30秒更换一次，一个验证码只能用一次。',
        'The six digits your authenticator shows. They change every 30 seconds and serve once.',
      )}
    >
      {(control) => (
        <Input
          {...control}
          ref={box}
          className="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          value={value}
          onChange={(event) => change(event.target.value.replaceAll(/\D/g, ''))}
        />
      )}
    </FieldShell>
  );
}
