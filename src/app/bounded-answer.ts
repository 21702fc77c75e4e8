/** The body of an answer from somebody else, read no further than `max` bytes: what is longer is given
 *  up while it comes in, and throws. */
export async function boundedAnswer(response: Response, max: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > max) throw new Error(`the answer is longer than ${max} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
