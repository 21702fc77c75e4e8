/** Works on all of these, so many at a time. Fails like the first that failed, but not before every one
 *  that was begun has come to its end: nothing goes on behind the back of whoever tries again. */
export async function sideBySide<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < all.length; at += atOnce) {
    const ended = await Promise.allSettled(all.slice(at, at + atOnce).map(work));
    const failed = ended.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }
}
