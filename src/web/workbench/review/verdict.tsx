import { useId } from 'react';
import { useLanguage } from '../language.tsx';
import type { Verdict } from './checklist.ts';

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', defect: '✕', remark: '✎' };

/** Pass, defect or remark for one part; a group of radio buttons, so that the arrows move in it. Chosen
 *  once more, the mark goes. */
export function VerdictChoice({
  name,
  value,
  telling,
  choose,
}: {
  readonly name: string;
  readonly value: Verdict | null;
  /** Whether this part may be named in a notice now. */
  readonly telling: boolean;
  readonly choose: (value: Verdict | null) => void;
}) {
  const { say } = useLanguage();
  const id = useId();
  const words: Readonly<Record<Verdict, string>> = {
    pass: say('通过', 'Pass'),
    defect: say('缺陷', 'Defect'),
    remark: say('备注', 'Remark'),
  };
  const offered = (Object.keys(words) as Verdict[]).filter((one) => telling || one !== 'defect');
  return (
    <div
      className="verdict"
      role="radiogroup"
      aria-label={say(`${name}：结论`, `${name}: found to be`)}
    >
      {offered.map((one) => (
        <label key={one} className={value === one ? `chosen ${one}` : ''}>
          <input
            type="radio"
            className="hidden"
            name={id}
            checked={value === one}
            onChange={() => choose(one)}
            onClick={() => (value === one ? choose(null) : undefined)}
          />
          <span aria-hidden="true">{MARKS[one]}</span> {words[one]}
        </label>
      ))}
    </div>
  );
}
