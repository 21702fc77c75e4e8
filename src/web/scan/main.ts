import type { Language, Text } from '../../base/text.ts';
import { spelledOut } from '../verifier/names.ts';
import { element } from '../verifier/element.ts';
import { lookThroughCamera } from './camera.ts';
import { codeIn } from './code-in.ts';
import { codeInPicture } from './picture.ts';
import * as words from './words.ts';

const SHOWN = 300;
/** From here on it is said that the search goes on. */
const STILL_MS = 700;

/** Sets in motion what the server wrote for QR codes: `data-scan` and the parts inside it. */
function open(room: HTMLElement): void {
  const lang: Language = room.dataset['lang'] === 'en' ? 'en' : 'zh';
  const origins = [location.origin, room.dataset['site'] ?? ''];
  const part = <Kind extends HTMLElement>(name: string): Kind => {
    const found = room.querySelector<Kind>(`[data-${name}]`);
    if (!found) throw new Error(`the page has no ${name}`);
    return found;
  };
  const [opens, closes] = [
    part<HTMLButtonElement>('open-camera'),
    part<HTMLButtonElement>('close-camera'),
  ];
  const [video, frame] = [part<HTMLVideoElement>('video'), part('camera')];
  const [picture, says] = [part<HTMLInputElement>('picture'), part('scan-says')];
  const field = document.querySelector<HTMLInputElement>('input[name=code]');

  const say = (said: Text, tone = ''): void =>
    says.replaceChildren(element('p', `note ${tone}`, said[lang]));

  /** Shown as text, with nothing hidden in it, and never as a link. */
  function showForeign(said: string, host: string | null): void {
    const whole = spelledOut(said.slice(0, SHOWN)) + (said.length > SHOWN ? '…' : '');
    const own = origins.some((one) => URL.canParse(one) && new URL(one).host === host);
    const box = element(
      'div',
      'note warn',
      element('p', '', (own ? words.OURS_WITHOUT_CODE : words.FOREIGN)[lang]),
    );
    if (host !== null) box.append(element('p', '', words.pointsTo(spelledOut(host))[lang]));
    box.append(element('p', '', words.SAYS[lang]), element('pre', 'wrapped', whole));
    says.replaceChildren(box);
  }

  function take(said: string): void {
    const found = codeIn(said, origins);
    if (found.code === null) return showForeign(said, found.host);
    say(words.found(found.code));
    if (!field?.form) return;
    field.value = found.code;
    field.form.requestSubmit();
  }

  async function look(): Promise<void> {
    const stop = new AbortController();
    const close = (): void => stop.abort();
    const hide = (): void => void (document.hidden && stop.abort());
    closes.addEventListener('click', close);
    document.addEventListener('visibilitychange', hide);
    addEventListener('pagehide', close);
    opens.disabled = true;
    say(words.OPENING);
    const end = await lookThroughCamera(video, stop.signal, origins, () => {
      frame.hidden = false;
      closes.focus();
      say(words.LOOKING);
    });
    closes.removeEventListener('click', close);
    document.removeEventListener('visibilitychange', hide);
    removeEventListener('pagehide', close);
    frame.hidden = true;
    opens.disabled = false;
    opens.focus();
    if ('said' in end) take(end.said);
    else if ('error' in end) say(words.cameraTrouble(end.error), 'warn');
    else if (end.closed === 'tired') say(words.TIRED, 'warn');
    else say(words.CLOSED);
  }

  let rounds = 0;

  async function read(): Promise<void> {
    const [file] = picture.files ?? [];
    if (!file) return;
    rounds += 1;
    const round = rounds;
    say(words.READING);
    const longer = setTimeout(() => say(words.STILL_READING), STILL_MS);
    const found = await codeInPicture(file, origins).catch(() => ({ trouble: words.DEFECT }));
    clearTimeout(longer);
    // Another picture was chosen meanwhile; that one is answered.
    if (round !== rounds) return;
    picture.value = '';
    if ('said' in found) take(found.said);
    else say(found.trouble, 'warn');
  }

  opens.addEventListener('click', () => void look());
  picture.addEventListener('change', () => void read());
  room.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !frame.hidden) closes.click();
  });
  for (const one of room.querySelectorAll<HTMLElement>('[data-needs-script]')) one.hidden = true;
  for (const one of room.querySelectorAll<HTMLElement>('[data-with-script]')) one.hidden = false;
}

for (const room of document.querySelectorAll<HTMLElement>('[data-scan]')) open(room);
