import { codeIn } from './code-in.ts';

/** What a picture is to be searched for. */
export interface Wanted {
  /** Milliseconds, all looks together. */
  readonly limitMs: number;
  /** Of this site: a code of its own goes before any other in the picture. */
  readonly origins: readonly string[];
}

/** Whether this is a code of ours. */
export const isOurs = (said: string, { origins }: Wanted): boolean =>
  codeIn(said, origins).code !== null;
