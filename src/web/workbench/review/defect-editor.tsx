import { useId } from 'react';
import type { Text } from '../../../base/text.ts';
import { useLanguage } from '../language.tsx';
import { Cites } from '../shell/cites.tsx';
import { usePasted } from '../form/pasted.tsx';
import { LONGEST_REASON, SHORTEST_REASON } from './checklist.ts';

/** Ground, words and article of one defect; the words begin with a usual sentence and are edited. */
export function DefectEditor({
  name,
  ground,
  reason,
  grounds,
  canned,
  law,
  tried,
  change,
  remove,
}: {
  /** What is defective. */
  readonly name: string;
  readonly ground: string;
  readonly reason: string;
  readonly grounds: readonly { readonly id: string; readonly label: Text }[];
  readonly canned: readonly Text[];
  readonly law: readonly string[];
  readonly tried?: boolean;
  readonly change: (part: { readonly ground?: string; readonly reason?: string }) => void;
  readonly remove: () => void;
}) {
  const { say, read } = useLanguage();
  const pasted = usePasted(LONGEST_REASON);
  const id = useId();
  const short = [...reason.trim()].length < SHORTEST_REASON;
  return (
    <div className="defect-editor">
      <div className="row">
        {grounds.length === 0 ? null : (
          <label htmlFor={`${id}-ground`}>
            {say('情形', 'Ground')}
            <span className="hidden">{say(`：${name}`, `: ${name}`)}</span>
          </label>
        )}
        {grounds.length === 0 ? null : grounds.length === 1 ? (
          <strong id={`${id}-ground`}>{read(grounds[0]?.label)}</strong>
        ) : (
          <select
            id={`${id}-ground`}
            className="native"
            value={ground}
            onChange={(event) => change({ ground: event.target.value })}
          >
            {grounds.map((one) => (
              <option key={one.id} value={one.id}>
                {read(one.label)}
              </option>
            ))}
          </select>
        )}
        <Cites law={law} />
        <button type="button" className="plain" onClick={remove}>
          {say('撤去', 'Take away')}
          <span className="hidden">{say(`缺陷：${name}`, ` the defect: ${name}`)}</span>
        </button>
      </div>
      <label htmlFor={`${id}-reason`} className="hidden">
        {say(`需要补充的内容：${name}`, `What to supply: ${name}`)}
      </label>
      <textarea
        id={`${id}-reason`}
        className="native"
        rows={2}
        maxLength={LONGEST_REASON}
        value={reason}
        aria-invalid={tried && short ? true : undefined}
        placeholder={say('需要补充的内容，至少5个字', 'What to supply, 5 characters or more')}
        onPaste={pasted.onPaste}
        onChange={(event) => change({ reason: event.target.value })}
      />
      {pasted.note}
      {tried && short ? (
        <p className="fault" role="alert">
          {say('请写明需要补充的内容，至少5个字', 'Say what to supply, 5 characters or more')}
        </p>
      ) : null}
      <Phrases
        phrases={canned.map(read).filter((one) => one !== reason)}
        choose={(words) => change({ reason: words })}
      />
    </div>
  );
}

/** Usual sentences, a click away. */
export function Phrases({
  phrases,
  choose,
}: {
  readonly phrases: readonly string[];
  readonly choose: (words: string) => void;
}) {
  const { say } = useLanguage();
  if (phrases.length === 0) return null;
  return (
    <details className="phrases">
      <summary>{say(`常用说法（${phrases.length}）`, `Usual words (${phrases.length})`)}</summary>
      <ul className="plain-list">
        {phrases.map((words) => (
          <li key={words}>
            <button type="button" className="plain" onClick={() => choose(words)}>
              {words}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
