import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLanguage } from '../language.tsx';

/** What does not fit a telephone's head, folded; closed again by going somewhere, by Esc and by touching elsewhere. */
export function Menu({ children }: { readonly children: ReactNode }) {
  const { say } = useLanguage();
  const folded = useRef<HTMLDetailsElement>(null);
  const here = useLocation({ select: ({ href }) => href });
  useEffect(() => {
    const close = (): void => folded.current?.removeAttribute('open');
    close();
    const byKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !folded.current?.open) return;
      close();
      folded.current.querySelector('summary')?.focus();
    };
    const byTouch = ({ target }: Event): void => {
      if (target instanceof Node && !folded.current?.contains(target)) close();
    };
    document.addEventListener('keydown', byKey);
    document.addEventListener('pointerdown', byTouch);
    return () => {
      document.removeEventListener('keydown', byKey);
      document.removeEventListener('pointerdown', byTouch);
    };
  }, [here]);
  return (
    <details className="menu" ref={folded}>
      <summary>{say('菜单', 'Menu')}</summary>
      <div className="menu-open">{children}</div>
    </details>
  );
}
