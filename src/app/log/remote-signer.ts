import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { nodeCheck } from '../../log/node-signatures.ts';
import { SCHEMES, type VerifierKey } from '../../log/note.ts';
import type { NoteSigner } from '../../log/sign-note.ts';

const PATIENCE_MS = 5000;
const ANSWER_MAX = 8192;
const UNIX = /^unix:(\/[^:\0]{1,100}):(\/[!-~]{1,300})$/;

/** Where a signing service listens: `http://…`, `https://…`, or `unix:<socket>:<path>`; undefined for
 *  anything else, and for an address that carries a password. */
export function signerAddress(at: string): RequestOptions | undefined {
  const [, socketPath, path] = UNIX.exec(at) ?? [];
  if (socketPath !== undefined && path !== undefined) return { socketPath, path };
  const url = URL.parse(at);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  const { protocol, hostname, port } = url;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { protocol, host, ...(port === '' ? {} : { port }), path: url.pathname + url.search };
}

/** A key that another program guards: the message goes there as it is, the raw signature comes back
 *  and is checked before anybody sees it. The address names the key; redirects are not followed. */
export function remoteSigner(at: string, key: VerifierKey, token: string | undefined): NoteSigner {
  const address = signerAddress(at);
  if (!address) throw new Error(`${at.slice(0, 80)} is no address of a signing service`);
  return {
    key,
    async sign(message) {
      const { status, body } = await post(address, message, token);
      if (status !== 200) throw new Error(`the signing service answered ${status} ${spoken(body)}`);
      const check = nodeCheck[SCHEMES[key.scheme].primitive];
      const signature = Uint8Array.from(body);
      if (!(await check?.(key.publicKey, message, signature))) {
        throw new Error(`what the signing service answered is no signature of ${key.name}`);
      }
      return signature;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function post(to: RequestOptions, message: Uint8Array, token: string | undefined): Promise<Answer> {
  const send = to.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asked = send({
      ...to,
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': message.length,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      bounded(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    asked.end(message);
  });
}

async function bounded(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_MAX) throw new Error('the signing service answers too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The reason somebody gives, fit to stand in a line of ours. */
const spoken = (body: Buffer): string =>
  body
    .toString('utf8')
    .replaceAll(/[^ -~\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]/g, ' ')
    .slice(0, 400);
