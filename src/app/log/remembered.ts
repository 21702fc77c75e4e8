import { createHash } from 'node:crypto';
import type { SuiteId } from '../../log/suite.ts';
import { boundedAnswer } from '../bounded-answer.ts';
import type { Remembered } from './compare.ts';
import { ownCheckpoint, twinOf, type LogKeys } from './keys.ts';
import type { Ask } from './witnesses.ts';

const PATIENCE_MS = 2000;
const NOTE_MAX = 256 * 1024;

/** What a witness or a mirror last cosigned of one of our trees (the monitoring read of C2SP
 *  tlog-witness); undefined when it cannot be reached or has seen nothing yet. */
async function rememberedBy(
  ask: Ask,
  keys: LogKeys,
  suite: SuiteId,
  { name, url }: Where,
): Promise<Remembered | undefined> {
  try {
    const origin = suite === 'sm3' ? twinOf(keys.origin) : keys.origin;
    const hash = createHash('sha256').update(origin).digest('hex');
    const response = await ask(`${url}/${hash}/checkpoint`, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return undefined;
    const bytes = await boundedAnswer(response, NOTE_MAX);
    // What we never signed is nobody's memory of us.
    const checkpoint = await ownCheckpoint(keys, suite, bytes.toString('utf8'));
    return checkpoint && { where: name, suite, size: checkpoint.size, root: checkpoint.root };
  } catch {
    return undefined;
  }
}

interface Where {
  readonly name: string;
  readonly url: string;
}

/** Asks everybody at once. A witness that is down cannot hold the log up: it will say what it
 *  remembers when it is asked to cosign. */
export async function rememberedElsewhere(
  ask: Ask,
  keys: LogKeys,
  others: readonly (Where & { readonly suite: SuiteId })[],
): Promise<readonly Remembered[]> {
  const all = await Promise.all(others.map((each) => rememberedBy(ask, keys, each.suite, each)));
  return all.filter((each) => each !== undefined);
}
