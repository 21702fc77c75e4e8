/** A file that is read piece by piece: it may be larger than the memory. */
export interface Source {
  readonly size: number;
  /** Fewer bytes than asked for only where the file ends. */
  read(from: number, length: number): Promise<Uint8Array>;
}

export const sourceOf = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
});

export const sourceIn = (blob: Blob): Source => ({
  size: blob.size,
  read: async (from, length) => new Uint8Array(await blob.slice(from, from + length).arrayBuffer()),
});

/** How a ZIP file begins, by its first four bytes. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
