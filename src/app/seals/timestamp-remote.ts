import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import {
  acceptAnswer,
  positive,
  timestampRequest,
  TimestampUnusable,
  type AnswerFault,
  type TimestampAuthority,
} from './timestamp.ts';
import { isTrusted } from './timestamp-trust.ts';

export interface RemoteAuthoritySettings {
  readonly url: string;
  /** DER, of the authority or of who issues its certificates; absent: whoever signs soundly. */
  readonly trusted?: readonly Buffer[];
  readonly timeoutMs: number;
  /** As many random bytes as asked for. */
  readonly random: (bytes: number) => Uint8Array;
}

const REPLY_MAX = 64 * 1024;
/** Some services take no longer number than 64 bits. */
const NONCE_BYTES = 8;

async function ask(url: string, request: Buffer, timeoutMs: number): Promise<Buffer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/timestamp-query',
      accept: 'application/timestamp-reply',
    },
    body: new Uint8Array(request),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  try {
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || !/^application\/timestamp-reply\b/i.test(type) || !response.body)
      throw new Error(`the time-stamping service answered ${response.status} ${type}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > REPLY_MAX) throw new Error('the answer is too long');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    await response.body?.cancel().catch(() => undefined);
  }
}

/**
 * An authority that is asked over HTTP (RFC 3161, section 3.4): no redirects, at most 64 KB, within the
 * time given. Throws `Refused` (busy): `TIMESTAMP_UNAVAILABLE` if it did not answer,
 * `TIMESTAMP_UNUSABLE` if what it answered cannot be taken.
 */
export function remoteAuthority(settings: RemoteAuthoritySettings): TimestampAuthority {
  const { url, trusted, timeoutMs, random } = settings;
  const name = new URL(url).host;
  return {
    name,
    async stamp(imprint) {
      const nonce = positive(random(NONCE_BYTES));
      const reply = await ask(url, timestampRequest(imprint, nonce), timeoutMs).catch(() => {
        throw new Refused(unavailable(name));
      });
      try {
        const { token, stamp } = acceptAnswer(reply, imprint, nonce);
        if (trusted && !isTrusted(trusted, stamp)) throw new Refused(unusable(name, 'untrusted'));
        return token;
      } catch (error) {
        throw error instanceof TimestampUnusable ? new Refused(unusable(name, error.fault)) : error;
      }
    },
  };
}

const unavailable = (name: string) =>
  refuse(
    'TIMESTAMP_UNAVAILABLE',
    text(
      `时间戳服务（${name}）暂时没有应答，本次没有签发，请稍后再试。`,
      `The time-stamping service (${name}) does not answer; nothing was issued. Try again shortly.`,
    ),
    [],
    'busy',
  );

const unusable = (name: string, fault: AnswerFault | 'untrusted') =>
  refuse(
    'TIMESTAMP_UNUSABLE',
    text(
      `时间戳服务（${name}）的应答未通过核验，本次没有签发，请联系系统管理员。`,
      `The answer of the time-stamping service (${name}) does not verify; nothing was issued. Tell the system administrator.`,
    ),
    [],
    'busy',
    { fault },
  );
