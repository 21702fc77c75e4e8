import type { Language, Text } from '../../base/text.ts';
import { utf8 } from '../../log/bytes.ts';
import type { GivenFile } from './given.ts';
import { element, factList, reportElement } from './show.ts';
import { trusted, withPolicy, type Trust } from './trust.ts';
import { trustedFacts } from './trusted-facts.ts';
import { verify } from './verify.ts';
import { BAD_POLICY, CHECKING, DEFECT, EMPTY, PASTED, POLICY_TAKEN } from './words.ts';

/** Sets the room in motion that the server wrote: `data-verifier` and the parts inside it. */
function open(room: HTMLElement): void {
  const lang: Language = room.dataset['lang'] === 'en' ? 'en' : 'zh';
  const part = <Kind extends HTMLElement>(name: string): Kind => {
    const found = room.querySelector<Kind>(`[data-${name}]`);
    if (!found) throw new Error(`the page has no ${name}`);
    return found;
  };
  const trust = JSON.parse(part('trust').textContent) as Trust;
  let now = trusted(trust);
  const [files, paste] = [part<HTMLInputElement>('files'), part<HTMLTextAreaElement>('paste')];
  const [policy, reports] = [part<HTMLTextAreaElement>('policy'), part('reports')];

  const say = (words: Text, tone: string): void =>
    reports.replaceChildren(element('p', `note ${tone}`, words[lang]));

  const showTrusted = (): void =>
    part('trusted').replaceChildren(factList(trustedFacts(trust, now, lang), lang));

  async function given(chosen: Iterable<File>): Promise<readonly GivenFile[]> {
    const read = Array.from(chosen, async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    }));
    const pasted =
      paste.value.trim() === '' ? [] : [{ name: PASTED[lang], bytes: utf8(paste.value) }];
    return [...(await Promise.all(read)), ...pasted];
  }

  async function check(chosen: Iterable<File>): Promise<void> {
    say(CHECKING, '');
    try {
      const found = await verify(await given(chosen), now);
      if (found.length === 0) say(EMPTY, 'warn');
      else reports.replaceChildren(...found.map((report) => reportElement(report, lang)));
    } catch {
      say(DEFECT, 'bad');
    }
    reports.focus();
  }

  function takePolicy(): void {
    const changed = withPolicy(trusted(trust), policy.value);
    if ('line' in changed) return say(BAD_POLICY(changed.line), 'bad');
    now = changed;
    showTrusted();
    say(POLICY_TAKEN, '');
  }

  const start = (chosen: Iterable<File>): void => void check(chosen);
  part('check').addEventListener('click', () => start(files.files ?? []));
  files.addEventListener('change', () => start(files.files ?? []));
  part('take-policy').addEventListener('click', takePolicy);
  room.addEventListener('dragover', (event) => event.preventDefault());
  room.addEventListener('drop', (event) => {
    event.preventDefault();
    start(event.dataTransfer?.files ?? []);
  });
  showTrusted();
  for (const one of room.querySelectorAll<HTMLButtonElement>('[disabled]')) one.disabled = false;
  part('needs-script').hidden = true;
}

for (const room of document.querySelectorAll<HTMLElement>('[data-verifier]')) open(room);
