/** The message with its padding, in blocks of 64 or 128 bytes: a one bit, zeros, and its length in bits
 *  at the end (FIPS 180-4 §5.1; GB/T 32905 §5.2 is the same). At most 2^53 bits. `before`: bytes of the
 *  message that went ahead, in whole blocks. */
export function messageBlocks(message: Uint8Array, blockBytes: 64 | 128, before = 0): DataView {
  const lengthBytes = blockBytes / 8;
  const whole = Math.ceil((message.length + 1 + lengthBytes) / blockBytes) * blockBytes;
  const padded = new Uint8Array(whole);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(whole - 8, BigInt(before + message.length) * 8n);
  return view;
}

/** Eight words of 32 bits, the most significant byte first. */
export function digestOf(words: Int32Array): Uint8Array<ArrayBuffer> {
  const digest = new Uint8Array(words.length * 4);
  const view = new DataView(digest.buffer);
  words.forEach((word, at) => view.setInt32(at * 4, word));
  return digest;
}
