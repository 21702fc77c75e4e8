import net from 'node:net';
import type { Readable } from 'node:stream';

/** A clamd socket: a unix path or a host and port. */
export type ClamdAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

export type Verdict =
  | { readonly scan: 'clean' }
  | { readonly scan: 'infected'; readonly name: string }
  | { readonly scan: 'unavailable' };

const REPLY_MAX = 4_096;
const PIECE_MAX = 65_536;

/** Streams a file to ClamAV (clamd protocol, INSTREAM). Whatever is not a clear answer within
 *  `timeout` milliseconds is `unavailable`; never throws. */
export async function scanStream(
  source: Readable,
  address: ClamdAddress,
  timeout: number,
): Promise<Verdict> {
  const socket = net.connect('path' in address ? { path: address.path } : { ...address });
  const timer = setTimeout(() => socket.destroy(new Error('clamd timeout')), timeout);
  try {
    const answer = reply(socket);
    // Told through `answer`; a rejection while still sending must not go unhandled.
    answer.catch(() => undefined);
    // clamd may answer and close before the end, for example at the first finding.
    await send(socket, source, answer).catch(() => undefined);
    return verdict(await answer);
  } catch {
    return { scan: 'unavailable' };
  } finally {
    clearTimeout(timer);
    source.destroy();
    socket.destroy();
  }
}

async function send(socket: net.Socket, source: Readable, answer: Promise<string>): Promise<void> {
  let answered = false;
  const stop = answer.finally(() => {
    answered = true;
  });
  await write(socket, Buffer.from('zINSTREAM\0'), stop);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && !answered; at += PIECE_MAX) {
      const piece = chunk.subarray(at, at + PIECE_MAX);
      await write(socket, Buffer.concat([length(piece.length), piece]), stop);
    }
    if (answered) return;
  }
  await write(socket, length(0), stop);
}

/** Waits for the socket, or for the answer that makes waiting pointless. */
async function write(socket: net.Socket, bytes: Buffer, stop: Promise<string>): Promise<void> {
  const sent = new Promise<void>((resolve) => {
    socket.write(bytes, () => resolve());
  });
  await Promise.race([sent, stop]);
}

function reply(socket: net.Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\0') || text.length > REPLY_MAX) resolve(text);
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('clamd closed')));
  });
}

function verdict(answer: string): Verdict {
  const line = answer.replace(/\0.*$/s, '').trim();
  if (/^stream: OK$/.test(line)) return { scan: 'clean' };
  const name = /^stream: (.{1,200}) FOUND$/.exec(line)?.[1];
  return name ? { scan: 'infected', name } : { scan: 'unavailable' };
}

function length(bytes: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(bytes);
  return prefix;
}
