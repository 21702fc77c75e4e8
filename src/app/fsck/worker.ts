import { parentPort, workerData } from 'node:worker_threads';
import { auditing, type Audited } from './files.ts';
import { checkSpan, type SpanSeen } from './span.ts';
import type { TreeAt } from './words.ts';
import { openSource, type SourceAddress } from '../log/source.ts';

/** What a thread of the audit is started with. */
export interface WorkerStart {
  readonly address: SourceAddress;
  readonly trees: readonly TreeAt[];
}

/** What it answers to the number of a span. */
export interface SpanAnswer {
  readonly span: number;
  readonly seen: readonly SpanSeen[];
  readonly done: Audited;
}

const { address, trees } = workerData as WorkerStart;
const source = openSource(address);

parentPort?.on('message', (span: number | null) => {
  if (span === null) {
    parentPort?.close();
    return;
  }
  void (async () => {
    const a = auditing(source);
    const seen = await checkSpan(a, trees, span);
    const answer: SpanAnswer = { span, seen, done: a.done() };
    parentPort?.postMessage(answer);
  })();
});
