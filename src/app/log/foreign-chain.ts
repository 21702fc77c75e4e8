import { z } from 'zod';
import { boundedAnswer } from '../bounded-answer.ts';
import type { Ask } from './witnesses.ts';

/** What another chain says it keeps of ours. */
export interface Receipt {
  /** The transaction on that chain, to be looked up there. */
  readonly transaction: string;
  readonly height: number | null;
  readonly at: string | null;
}

/**
 * A chain of somebody else that keeps one hash an hour: a court's evidence chain, ChainMaker, BSN. One
 * file an adapter; nothing of a case ever leaves the house, only the SHA-256 of a public checkpoint.
 * That a deposit stands there gives it no legal status by itself: Article 16 and 17 of the rules on
 * online litigation ask for more than we can promise, so no page of ours claims it.
 */
export interface ForeignChain {
  /** Lower-case letters: part of a file name. */
  readonly name: string;
  /** Deposits a digest (hex) and waits until the chain has taken it. The same digest twice is one
   *  deposit. Throws when the chain refuses or cannot be reached. */
  deposit(what: { readonly digest: string; readonly size: number }): Promise<Receipt>;
  /** Whether the chain still shows this digest under this transaction. */
  holds(receipt: Receipt, digest: string): Promise<boolean>;
}

const receiptSchema = z.object({
  transaction: z.string().min(1).max(200),
  height: z.number().int().nullable().default(null),
  at: z.string().max(60).nullable().default(null),
});
const heldSchema = z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) });

const PATIENCE_MS = 15_000;
const ANSWER_MAX = 64 * 1024;

/**
 * An adapter for any chain behind a gateway of this contract, which an operator writes in an afternoon
 * for the SDK of the chain: `POST <url>/deposits {"digest","size","key"}` answers
 * `{"transaction","height","at"}`, the same key twice the same transaction; `GET
 * <url>/deposits/<transaction>` answers `{"digest"}`. A user and password in the address are sent as
 * HTTP has it, and stand in no error.
 */
export function gatewayChain(name: string, url: string, ask: Ask = fetch): ForeignChain {
  const { address, authorization } = withoutUser(url);
  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await ask(`${address}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...authorization },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`the gateway of ${name} answered ${response.status}`);
    return JSON.parse((await boundedAnswer(response, ANSWER_MAX)).toString('utf8'));
  };
  return {
    name,
    async deposit({ digest, size }) {
      const body = JSON.stringify({ digest, size, key: digest });
      return receiptSchema.parse(await call('/deposits', { method: 'POST', body }));
    },
    async holds({ transaction }, digest) {
      const found = await call(`/deposits/${encodeURIComponent(transaction)}`, {});
      return heldSchema.parse(found).digest === digest;
    },
  };
}

/** The address as it may be shown, and who is named in it as a header. */
function withoutUser(url: string): { address: string; authorization?: { authorization: string } } {
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  const address = parsed.href.replace(/\/+$/, '');
  if (username === '' && password === '') return { address };
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    address,
    authorization: { authorization: `Basic ${Buffer.from(user).toString('base64')}` },
  };
}
