import { useEffect, useRef } from 'react';
import { commandOf, type Command } from './keys.ts';

const TYPED = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';
const CONTROLS = 'button, [role=tab], [role=combobox], [role=listbox], summary, input, nav a';

/** Listens to the keys of the queue while nothing lies over it. */
export function useKeys(act: (command: Command) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open], .ant-modal, .ant-drawer'))
        return;
      const target = event.target instanceof Element ? event.target : document.body;
      const { key, ctrlKey, metaKey, altKey } = event;
      const typing = target.matches(TYPED);
      const onControl = target.matches(CONTROLS) && target.closest('.queue-list') === null;
      const command = commandOf({ key, ctrlKey, metaKey, altKey, typing, onControl });
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
