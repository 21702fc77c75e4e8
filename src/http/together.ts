/** Whoever asks while the answer is being made gets that same answer: however many ask, it is made once at
 *  a time. */
export function together<T>(make: () => Promise<T>): () => Promise<T> {
  let making: Promise<T> | undefined;
  return () => {
    making ??= make().finally(() => (making = undefined));
    return making;
  };
}
