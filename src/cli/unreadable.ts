import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const SAID: Readonly<Record<string, readonly [string, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    '网址或者请求头太长，没有办理。请改用较短的网址或者查询词。',
    'The address or the headers of this request are too long. Use a shorter address or fewer words.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    '请求迟迟没有传完，没有办理。请检查网络后再试。',
    'The request did not arrive in time. Check the connection and try again.',
  ],
};
const UNREADABLE = [
  '400 Bad Request',
  '请求的写法读不懂，没有办理。',
  'This request cannot be read.',
] as const;

/** Answers in words what cannot be read as a request (RFC 9112 §2.2), and closes the connection. */
export function answerUnreadable(server: Pick<Server, 'on'>): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, zh, en] = SAID[error.code ?? ''] ?? UNREADABLE;
    const body = `${zh}\n${en}\n`;
    const head = [
      `HTTP/1.1 ${status}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Cache-Control: no-store',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
