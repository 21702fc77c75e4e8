import type { Wanted } from './ours.ts';
import type { Answer, Search } from './worker.ts';

/** Beyond its limit, before a search that does not end by itself is ended. */
const GRACE_MS = 500;

let worker: Worker | undefined;
let count = 0;

function opened(): Worker {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return worker;
}

/** Searches a picture in a worker; resolves to what was read, undefined where nothing was, in time in any
 *  case. Rejects where there is no worker to be had. A bitmap goes to it for good. */
export async function readApart(
  source: Blob | ImageBitmap,
  wanted: Wanted,
): Promise<string | undefined> {
  const searching = opened();
  count += 1;
  const nth = count;
  const stop = (): void => {
    searching.terminate();
    if (worker === searching) worker = undefined;
  };
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => done(), wanted.limitMs + GRACE_MS);
    const answered = ({ data }: MessageEvent<Answer>): void => {
      if (data.nth === nth) done(data);
    };
    const broken = (): void => done({ nth, failed: true });
    function done(answer?: Answer): void {
      clearTimeout(late);
      searching.removeEventListener('message', answered);
      searching.removeEventListener('error', broken);
      if (!answer || answer.failed) stop();
      if (answer?.failed) reject(new Error('the worker could not search'));
      else resolve(answer?.said);
    }
    searching.addEventListener('message', answered);
    searching.addEventListener('error', broken);
    const goes = source instanceof Blob ? [] : [source];
    searching.postMessage({ nth, source, wanted } satisfies Search, goes);
  });
}
