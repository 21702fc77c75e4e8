import type { Language, Text } from '../../base/text.ts';
import { utf8 } from '../../log/bytes.ts';
import { element, factList } from './element.ts';
import type { GivenFile } from './given.ts';
import { reportElement } from './show.ts';
import { isZip, sourceIn } from './source.ts';
import { trusted, withPolicy, type Trust } from './trust.ts';
import { trustedFacts } from './trusted-facts.ts';
import { LIMIT_BYTES, verify } from './verify.ts';
import { BAD_POLICY, CHECKING, DEFECT, EMPTY, PASTED, POLICY_TAKEN } from './words.ts';

/** What a room does, once all that checks is there. */
export interface Room {
  check(chosen: readonly File[]): Promise<void>;
  showTrusted(): void;
  takePolicy(): void;
}

const NOTHING = new Uint8Array();

/** A file as far as it is needed: an archive piece by piece, what is too large not at all. */
async function taken(file: File): Promise<GivenFile> {
  const { name, size } = file;
  const source = sourceIn(file);
  if (isZip(await source.read(0, 4))) return { name, bytes: NOTHING, source };
  if (size > LIMIT_BYTES) return { name, bytes: NOTHING, tooLarge: true };
  return { name, bytes: await source.read(0, size) };
}

/** The room the server wrote, `data-verifier` with the parts inside it. */
export function roomOf(room: HTMLElement): Room {
  const lang: Language = room.dataset['lang'] === 'en' ? 'en' : 'zh';
  const online = 'online' in room.dataset;
  const part = <Kind extends HTMLElement>(name: string): Kind => {
    const found = room.querySelector<Kind>(`[data-${name}]`);
    if (!found) throw new Error(`the page has no ${name}`);
    return found;
  };
  const trust = JSON.parse(part('trust').textContent) as Trust;
  let now = trusted(trust);
  const [paste, policy] = [part<HTMLTextAreaElement>('paste'), part<HTMLTextAreaElement>('policy')];
  const reports = part('reports');

  const say = (words: Text, tone: string): void =>
    reports.replaceChildren(element('p', `note ${tone}`, words[lang]));

  const showTrusted = (): void =>
    part('trusted').replaceChildren(factList(trustedFacts(trust, now, lang), lang));

  async function given(chosen: readonly File[]): Promise<readonly GivenFile[]> {
    const pasted =
      paste.value.trim() === '' ? [] : [{ name: PASTED[lang], bytes: utf8(paste.value) }];
    const read: GivenFile[] = [];
    for (const file of chosen) read.push(await taken(file));
    return [...read, ...pasted];
  }

  return {
    showTrusted,
    async check(chosen) {
      // An answer of before, by code or upload, is not about these files.
      room.querySelector('[data-outcome]')?.remove();
      say(CHECKING, '');
      reports.ariaBusy = 'true';
      try {
        const found = await verify(await given(chosen), now);
        if (found.length === 0) say(EMPTY, 'warn');
        else reports.replaceChildren(...found.map((report) => reportElement(report, lang, online)));
      } catch {
        say(DEFECT, 'bad');
      }
      reports.ariaBusy = null;
      reports.focus();
    },
    takePolicy() {
      const changed = withPolicy(trusted(trust), policy.value);
      if ('line' in changed) return say(BAD_POLICY(changed.line), 'bad');
      now = changed;
      showTrusted();
      say(POLICY_TAKEN, '');
    },
  };
}
