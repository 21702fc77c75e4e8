/** The body of a request, never more than this of it read; undefined where it is larger. */
export async function boundedBytes(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Chunked bodies announce no length: stop reading as soon as it is too much.
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as it comes in. */
export const chunksOf = (request: Request): AsyncIterable<Uint8Array> =>
  (request.body ?? []) as unknown as AsyncIterable<Uint8Array>;
