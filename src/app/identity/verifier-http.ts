import { z } from 'zod';
import { boundedAnswer } from '../bounded-answer.ts';
import type { IdentityVerifier } from './verifier.ts';

const ANSWER_MAX = 16 * 1024;

const answerSchema = z.object({
  outcome: z.enum(['verified', 'refused']),
  reference: z.string().max(200).default(''),
  message: z.string().max(500).default(''),
});

export interface IdentityHttp {
  readonly url: string;
  readonly token: string | undefined;
}

/** A service over HTTP: `POST` of `{code, name, operator}`, answered by `{outcome: verified | refused,
 *  reference, message}`. Anything else counts as no answer. */
export const httpVerifier = ({ url, token }: IdentityHttp): IdentityVerifier => ({
  name: 'http',
  async verify(question, signal) {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify(question);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`the identity service answers ${response.status}`);
    }
    const said = (await boundedAnswer(response, ANSWER_MAX)).toString('utf8');
    return answerSchema.parse(JSON.parse(said));
  },
});
