import type { Wanted } from './ours.ts';
import { readCode } from './read.ts';

/** A search that the page asks for, and its number, which comes back with the answer. */
export interface Search {
  readonly nth: number;
  readonly source: Blob | ImageBitmap;
  readonly wanted: Wanted;
}

export interface Answer {
  readonly nth: number;
  readonly said?: string | undefined;
  /** It could not be searched here: the page is to try by itself. */
  readonly failed?: true;
}

/** The part of a worker's world that is used here. */
interface World {
  onmessage: ((event: MessageEvent<Search>) => void) | null;
  postMessage(answer: Answer): void;
}
const world = globalThis as unknown as World;

/** Searches pictures apart from the page, which goes on answering meanwhile. */
world.onmessage = ({ data: { nth, source, wanted } }) => {
  void readCode(source, wanted).then(
    (said) => world.postMessage({ nth, said }),
    () => world.postMessage({ nth, failed: true }),
  );
};
