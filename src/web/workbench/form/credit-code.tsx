import { Input } from 'antd';
import { checkCreditCode } from '../../../base/credit-code.ts';
import { useLanguage } from '../language.tsx';
import type { ControlProps } from './field-shell.tsx';

const LENGTH = 18;

/** Checks while one types, with the same function as the server, and offers what was probably meant. */
export function CreditCodeInput({
  control,
  value,
  change,
  disabled,
}: {
  readonly control: ControlProps;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly disabled?: boolean;
}) {
  const { say, read } = useLanguage();
  const typed = value.replaceAll(/[\s-]/g, '').length;
  const checked = typed >= LENGTH ? checkCreditCode(value) : undefined;
  const meant = checked && !checked.ok ? checked.suggestion : undefined;
  return (
    <>
      <Input
        {...control}
        className="code"
        value={value}
        maxLength={64}
        spellCheck={false}
        autoComplete="off"
        disabled={disabled === true}
        onChange={(event) => change(event.target.value)}
      />
      <div aria-live="polite">
        {typed > 0 && typed < LENGTH ? (
          <span className="quiet">
            {say(`已输入${typed}位，共${LENGTH}位`, `${typed} of ${LENGTH} characters`)}
          </span>
        ) : null}
        {checked?.ok ? (
          <span className="good">
            {say('校验通过', 'The check character matches')}
            {checked.warnings.map((warning) => ` ${read(warning)}`)}
          </span>
        ) : null}
        {checked && !checked.ok ? (
          <span className="fault">{read(checked.refusal.sentence)}</span>
        ) : null}
        {meant ? (
          <button type="button" className="plain" onClick={() => change(meant)}>
            {say(`是否为 ${meant}？点此采用`, `Did you mean ${meant}? Use it`)}
          </button>
        ) : null}
      </div>
    </>
  );
}
