import { useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

/** Says a result aloud for those who do not see it happen, and shows it for a moment. */
export function announce(words: string): void {
  said = words;
  for (const tell of listeners) tell();
  window.setTimeout(() => {
    if (said !== words) return;
    said = '';
    for (const tell of listeners) tell();
  }, 6000);
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export function Announcer() {
  const words = useSyncExternalStore(listen, () => said);
  return (
    <div className="announcer" role="status" aria-live="polite">
      {words === '' ? null : <p className="toast">{words}</p>}
    </div>
  );
}
