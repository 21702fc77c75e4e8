import { useState, type ClipboardEvent, type ReactNode } from 'react';
import { useLanguage } from '../language.tsx';

/** Says that not all of what was pasted fits: a browser cuts it off in silence. `most` counts as the field
 *  does, in UTF-16 units; undefined: everything fits. */
export function usePasted(most: number | undefined): {
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  readonly note: ReactNode;
} {
  const { say } = useLanguage();
  const [cut, setCut] = useState(false);
  return {
    onPaste: ({ clipboardData, currentTarget: { value, selectionStart, selectionEnd } }) => {
      const replaced = (selectionEnd ?? 0) - (selectionStart ?? 0);
      const length = value.length - replaced + clipboardData.getData('text').length;
      setCut(most !== undefined && length > most);
    },
    note: (
      <span className="said" aria-live="polite">
        {cut
          ? say(
              `超过${most}字的部分没有放进来。`,
              `Only ${most} characters fit; the rest was left out.`,
            )
          : ''}
      </span>
    ),
  };
}
