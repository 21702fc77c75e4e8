import { compareDeposit } from '../../base/deposit-compare.ts';
import {
  blockSizeFor,
  MANIFEST_BYTES_MAX,
  manifestOf,
  PARTS,
  readManifest,
  type FileDigest,
  type PartId,
} from '../../base/deposit-manifest.ts';
import type { Language, Text } from '../../base/text.ts';
import { toHex } from '../../log/bytes.ts';
import { element } from '../verifier/element.ts';
import { digestsOf, Stopped } from './read-files.ts';
import { checkedElement, madeElement } from './show-deposit.ts';
import { NEED_BOTH, NEED_FILES, NO_MANIFEST, READING, UNREADABLE } from './words.ts';

/** Sets the room in motion that the server wrote: `data-deposit` and the parts inside it. Nothing that
 *  is chosen here leaves the browser. */
function open(room: HTMLElement): void {
  const lang: Language = room.dataset['lang'] === 'en' ? 'en' : 'zh';
  const part = <Kind extends HTMLElement>(name: string): Kind => {
    const found = room.querySelector<Kind>(`[data-${name}]`);
    if (!found) throw new Error(`the page has no ${name}`);
    return found;
  };
  const chosen = (name: string): File[] => Array.from(part<HTMLInputElement>(name).files ?? []);
  let turn = 0;

  /** Does one piece of work; a later one takes the place of an earlier that is not done. */
  async function work(
    reports: HTMLElement,
    what: (tell: (bytes: number, name: string) => void) => Promise<HTMLElement>,
  ): Promise<void> {
    turn += 1;
    const mine = turn;
    const say = (words: Text, tone: string): void =>
      reports.replaceChildren(element('p', `note ${tone}`, words[lang]));
    let read = 0;
    const tell = (bytes: number, name: string): void => {
      if (mine !== turn) throw new Stopped(UNREADABLE);
      read += bytes;
      say(READING(`${Math.floor(read / 1_048_576)} MiB`, name), '');
    };
    try {
      const found = await what(tell);
      if (mine === turn) reports.replaceChildren(found);
    } catch (error) {
      if (mine === turn) say(error instanceof Stopped ? error.words : UNREADABLE, 'bad');
    }
    if (mine === turn) reports.focus();
  }

  part('make').addEventListener('click', () => {
    void work(part('made'), async (tell) => {
      const files = Object.fromEntries(PARTS.map((id) => [id, chosen(`part-${id}`)])) as Record<
        PartId,
        File[]
      >;
      if (PARTS.some((id) => files[id].length === 0)) throw new Stopped(NEED_FILES);
      const blockSize = blockSizeFor(PARTS.flatMap((id) => files[id].map(({ size }) => size)));
      const digests = (id: PartId): Promise<FileDigest[]> => digestsOf(files[id], blockSize, tell);
      const parts = {
        storageLocation: await digests('storageLocation'),
        queryResult: await digests('queryResult'),
        operationLog: await digests('operationLog'),
      };
      const salt = toHex(crypto.getRandomValues(new Uint8Array(32)));
      const snapshotAt = new Date().toISOString();
      return madeElement(manifestOf({ salt, snapshotAt, blockSize, parts }), lang);
    });
  });

  part('check').addEventListener('click', () => {
    void work(part('checked'), async (tell) => {
      const [list] = chosen('manifest');
      const files = chosen('files');
      if (!list || files.length === 0) throw new Stopped(NEED_BOTH);
      const written = list.size > MANIFEST_BYTES_MAX ? '' : await list.text();
      const manifest = readManifest(written);
      if (!manifest) throw new Stopped(NO_MANIFEST);
      const given = await digestsOf(files, manifest.blockSize, tell);
      return checkedElement(manifest, compareDeposit(manifest, given, { whole: false }), lang);
    });
  });

  for (const one of room.querySelectorAll<HTMLButtonElement>('[disabled]')) one.disabled = false;
  part('needs-script').hidden = true;
  part('with-script').hidden = false;
}

for (const room of document.querySelectorAll<HTMLElement>('[data-deposit]')) open(room);
