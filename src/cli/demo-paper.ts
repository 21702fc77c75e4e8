import { createHash } from 'node:crypto';
import { paperPrinter } from '../app/papers/paper.ts';
import type { DemoPerson } from './demo-client.ts';

let print: ReturnType<typeof paperPrinter> | undefined;

/** A printed paper with a demonstration seal on it, for what must be sealed. */
export function sealedPaper(owner: string, about: string, date: string): Buffer {
  print ??= paperPrinter();
  const values = { registrantName: owner, dataName: about, date };
  return print({ template: 'evidence-explanation', seal: owner, values });
}

export const uploadSealed = (who: DemoPerson, about: string, date: string): Promise<string> =>
  who.upload('盖章文件（演示）.pdf', sealedPaper(who.org, about, date));

/** A note in plain text, for what is only attached. */
export const uploadNote = (who: DemoPerson, words: string): Promise<string> =>
  who.upload('材料（演示）.txt', new TextEncoder().encode(`演示材料：${words}\n`));

/** Digest as lower-case hex. */
export const digestOf = (words: string, by: 'sha256' | 'sm3' = 'sha256'): string =>
  createHash(by).update(words).digest('hex');
