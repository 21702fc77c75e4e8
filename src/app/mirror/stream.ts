/** Takes bytes off a body that comes in piece by piece. */
export interface ByteReader {
  /** Exactly so many bytes; undefined once the body ended, broke off or came too slowly. */
  take(bytes: number): Promise<Uint8Array | undefined>;
  /** Lets go of what was not read. */
  close(): void;
}

export interface StreamPatience {
  /** For the next piece, in milliseconds, and for the whole body. */
  readonly idleMs: number;
  readonly totalMs: number;
}

export function byteReader(
  body: AsyncIterable<Uint8Array>,
  { idleMs, totalMs }: StreamPatience,
): ByteReader {
  const pieces = body[Symbol.asyncIterator]();
  const until = performance.now() + totalMs;
  let held: Uint8Array[] = [];
  let size = 0;
  let ended = false;

  async function more(): Promise<void> {
    const patience = Math.min(idleMs, until - performance.now());
    const piece = await within(pieces.next(), patience);
    if (piece === undefined || piece.done === true) ended = true;
    else {
      held.push(piece.value);
      size += piece.value.length;
    }
  }

  return {
    async take(bytes) {
      while (size < bytes && !ended) await more();
      if (size < bytes) return undefined;
      const whole = held.length === 1 ? (held[0] ?? new Uint8Array(0)) : Buffer.concat(held);
      held = [whole.subarray(bytes)];
      size -= bytes;
      return whole.subarray(0, bytes);
    },
    close() {
      ended = true;
      held = [];
      size = 0;
      pieces.return?.()?.catch(() => undefined);
    },
  };
}

/** undefined when it takes longer, or fails. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  if (ms <= 0) return undefined;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms);
  try {
    return await Promise.race([work.catch(() => undefined), promise]);
  } finally {
    clearTimeout(timer);
  }
}
