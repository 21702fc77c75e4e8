import { Worker } from 'node:worker_threads';
import { auditing, type Audited } from './files.ts';
import { checkSpan, SPAN, type SpanSeen } from './span.ts';
import type { SpanAnswer, WorkerStart } from './worker.ts';
import { openSource } from '../log/source.ts';

interface Spans extends WorkerStart {
  readonly threads: number;
  /** Told of each span, with the number of entries read so far. */
  done(span: Audited, entries: number): void;
}

/** Checks every span, side by side where there are several; what they leave, in their order. */
export async function checkSpans(s: Spans): Promise<readonly (readonly SpanSeen[])[]> {
  const size = Math.max(0, ...s.trees.map((tree) => tree.size));
  const count = Math.ceil(size / SPAN);
  const seen: (readonly SpanSeen[])[] = [];
  let ended = 0;
  const hear = (answer: SpanAnswer): void => {
    seen[answer.span] = answer.seen;
    ended += 1;
    s.done(answer.done, Math.min(size, ended * SPAN));
  };
  let next = 0;
  const take = (): number | undefined => (next < count ? next++ : undefined);
  if (Math.min(s.threads, count) <= 1) {
    await here(s, take, hear);
    return seen;
  }
  const threads = Array.from({ length: Math.min(s.threads, count) }, () => inThread(s, take, hear));
  try {
    await Promise.all(threads);
  } finally {
    // Where one has failed the others need not go on.
    next = count;
  }
  return seen;
}

type Take = () => number | undefined;
type Hear = (answer: SpanAnswer) => void;

async function here({ address, trees }: WorkerStart, take: Take, hear: Hear): Promise<void> {
  const source = openSource(address);
  for (let span = take(); span !== undefined; span = take()) {
    const a = auditing(source);
    const seen = await checkSpan(a, trees, span);
    hear({ span, seen, done: a.done() });
  }
}

/** A thread that is given span after span until none is left. */
async function inThread({ address, trees }: WorkerStart, take: Take, hear: Hear): Promise<void> {
  const workerData: WorkerStart = { address, trees };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  const give = (): void => worker.postMessage(take() ?? null);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.on('message', (answer: SpanAnswer) => {
    hear(answer);
    give();
  });
  worker.once('error', reject);
  worker.once('exit', () => resolve());
  give();
  await promise;
}
