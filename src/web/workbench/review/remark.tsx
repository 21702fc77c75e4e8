import { useLanguage } from '../language.tsx';
import { usePasted } from '../form/pasted.tsx';
import { LONGEST_REASON } from './checklist.ts';

/** A remark on one item, kept for whoever wrote it. */
export function Remark({
  name,
  words,
  change,
}: {
  readonly name: string;
  readonly words: string;
  readonly change: (words: string) => void;
}) {
  const { say } = useLanguage();
  const pasted = usePasted(LONGEST_REASON);
  return (
    <>
      <textarea
        className="native"
        rows={2}
        maxLength={LONGEST_REASON}
        aria-label={say(`对“${name}”的备注，只有您看得到`, `Remark on "${name}", for you alone`)}
        placeholder={say('备注，只有您自己看得到', 'A remark, for you alone')}
        value={words}
        onPaste={pasted.onPaste}
        onChange={(event) => change(event.target.value)}
      />
      {pasted.note}
    </>
  );
}
