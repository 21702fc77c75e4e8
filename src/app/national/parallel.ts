/** Works through a list, so many at a time. Stops at the first failure and throws it, once what is under
 *  way has ended. */
export async function inParallel<T>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed: Error | undefined;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length && !failed; i = next++) {
      await work(items[i] as T).catch((error: unknown) => {
        failed ??= error instanceof Error ? error : new Error(String(error));
      });
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  if (failed) throw failed;
}
