import { useId } from 'react';
import { useLanguage } from '../language.tsx';
import type { Verdict } from './checklist.ts';

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', defect: '✕', remark: '✎' };

/** Pass, defect or remark for one part; a group of radio buttons, so that the arrows move in it. Chosen
 *  once more, the mark goes. */
export function VerdictChoice({
  name,
  value,
  by,
  telling,
  choose,
}: {
  readonly name: string;
  readonly value: Verdict | null;
  /** The colleague who marked it so: chosen once more, the mark is one's own. */
  readonly by?: string | undefined;
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
            onClick={() => {
              if (value === one) choose(by === undefined ? null : one);
            }}
          />
          <span aria-hidden="true">{MARKS[one]}</span> {words[one]}
        </label>
      ))}
      {by === undefined ? null : (
        <span className="quiet marked-by">{say(`${by}标记`, `marked by ${by}`)}</span>
      )}
    </div>
  );
}
