import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const PIECE_BYTES = 2000;
const PAUSE_MS = 30;

/** A server in front of another that hands its pages on piece by piece, as a slow line does; what
 *  else it serves comes at once. */
export async function slowLine(origin: string): Promise<{ url: string; close(): void }> {
  const { hostname, port, host } = new URL(origin);
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host, 'accept-encoding': 'identity' };
    const { url: path = '/', method } = asked;
    const onward = request({ hostname, port, path, method, headers }, (got) => {
      void handOn(got, answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

async function handOn(got: IncomingMessage, answer: ServerResponse): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync<Buffer>(got));
  answer.writeHead(got.statusCode ?? 502, got.headers);
  if (got.headers['content-type']?.startsWith('text/html'))
    for (let at = 0; at < body.length; at += PIECE_BYTES) {
      answer.write(body.subarray(at, at + PIECE_BYTES));
      await wait(PAUSE_MS);
    }
  else answer.write(body);
  answer.end();
}
