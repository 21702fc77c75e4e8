export class LineTooLong extends Error {}

/** The lines of a file that comes in pieces, each without its line break and of at most so many bytes;
 *  throws `LineTooLong`. Bytes that are no UTF-8 throw a TypeError. */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    let rest = piece;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      if (length + end > bytesMax) throw new LineTooLong();
      yield decoder.decode(Buffer.concat([...held, rest.subarray(0, end)]));
      [held, length] = [[], 0];
      rest = rest.subarray(end + 1);
    }
    held.push(Uint8Array.from(rest));
    length += rest.length;
    if (length > bytesMax) throw new LineTooLong();
  }
  if (length > 0) yield decoder.decode(Buffer.concat(held));
}
