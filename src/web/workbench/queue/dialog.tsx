import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useLanguage } from '../language.tsx';

/** A window over the page: the browser keeps the focus in it, closes it with Esc and gives the focus back. */
export function Dialog({
  title,
  close,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage();
  const place = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = place.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={place}
      className="sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="row between">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="plain" onClick={close}>
          {say('关闭', 'Close')}
        </button>
      </div>
      {children}
    </dialog>
  );
}
