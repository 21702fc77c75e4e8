import type { Room } from './room.ts';

/** Sets the room in motion that the server wrote. All that checks comes only when somebody is about to
 *  use it, so that the page itself stays light. */
function open(room: HTMLElement): void {
  let made: Promise<Room> | undefined;
  const ready = (): Promise<Room> => {
    made ??= import('./room.ts').then(({ roomOf }) => roomOf(room));
    made.catch(() => {
      made = undefined;
      const trouble = room.querySelector<HTMLElement>('[data-not-fetched]');
      if (trouble) trouble.hidden = false;
    });
    return made;
  };
  const act = (does: (to: Room) => unknown): void => {
    ready().then(does, () => undefined);
  };
  const on = (name: string, event: string, does: () => void): void =>
    room.querySelector(`[data-${name}]`)?.addEventListener(event, does);
  const files = room.querySelector<HTMLInputElement>('[data-files]');
  const check = (chosen: Iterable<File>): void => {
    const all = [...chosen];
    act((to) => to.check(all));
  };

  on('check', 'click', () => check(files?.files ?? []));
  on('files', 'change', () => check(files?.files ?? []));
  on('whom', 'toggle', () => act((to) => to.showTrusted()));
  on('take-policy', 'click', () => act((to) => to.takePolicy()));
  const over = (is: boolean): void => void room.classList.toggle('dropping', is);
  room.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  room.addEventListener('dragleave', () => over(false));
  room.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    check(event.dataTransfer?.files ?? []);
  });
  for (const event of ['dragenter', 'focusin', 'pointerdown']) {
    files?.parentElement?.addEventListener(event, () => act(() => undefined), { once: true });
  }
  for (const one of room.querySelectorAll<HTMLButtonElement>('[disabled]')) one.disabled = false;
  for (const one of room.querySelectorAll<HTMLElement>('[data-needs-script]')) one.hidden = true;
  for (const one of room.querySelectorAll<HTMLElement>('[data-with-script]')) one.hidden = false;
}

for (const room of document.querySelectorAll<HTMLElement>('[data-verifier]')) open(room);
