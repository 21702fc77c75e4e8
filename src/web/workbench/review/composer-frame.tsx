import type { ReactNode } from 'react';
import { ActProblem } from '../form/act-problem.tsx';
import { useLanguage } from '../language.tsx';

/** Two sides of a one-time notice: what it names, to be edited, and the letter as it will be read; below, the one
 *  button that sends it. */
export function ComposerFrame({
  count,
  edit,
  letter,
  error,
  again,
  busy,
  send,
}: {
  /** Defects named so far. */
  readonly count: number;
  readonly edit: ReactNode;
  readonly letter: ReactNode;
  readonly error: unknown;
  readonly again: () => void;
  readonly busy: boolean;
  readonly send: () => void;
}) {
  const { say } = useLanguage();
  return (
    <div className="composer">
      <div className="composer-side">{edit}</div>
      <div className="composer-side">
        <p className="quiet">{say('对方将读到的告知书', 'The letter as it will be read')}</p>
        {count === 0 ? (
          <p className="quiet">
            {say(
              '有了缺陷，告知书全文显示在这里。',
              'With a defect named, the whole letter stands here.',
            )}
          </p>
        ) : (
          letter
        )}
        <ActProblem error={error} again={again} />
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <button type="submit" className="button-primary" disabled={busy}>
            {say(`发出告知书（${count}项）`, `Send the notice (${count})`)}
          </button>
          <span className="quiet">
            {say('发出后立即生效，不能撤回。', 'It takes effect at once and cannot be taken back.')}
          </span>
        </form>
      </div>
    </div>
  );
}
