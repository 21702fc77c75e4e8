import { sameBytes, toHex } from '../../log/bytes.ts';
import type { CheckSignature } from '../../log/verify-note.ts';
import { ed25519Verifies } from './ed25519.ts';
import { nativeVerifies } from './native.ts';
import { sm2Verifies } from './sm2.ts';

type Check = NonNullable<CheckSignature['ed25519']>;

/** Ed25519 by the browser itself where it can, else by our own arithmetic. */
export const checkEd25519: Check = async (publicKey, message, signature) => {
  const name = { name: 'Ed25519' };
  const native = await nativeVerifies('raw', name, name, publicKey, message, signature);
  return native ?? ed25519Verifies(publicKey, message, signature);
};

interface Asked {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly answer: boolean | Promise<boolean>;
}

/** Remembers answers: the many proofs of a case lead to one head, whose signatures need one look. */
function remembering(check: Check): Check {
  const asked = new Map<string, Asked>();
  return (publicKey, message, signature) => {
    const before = asked.get(toHex(signature));
    if (before && sameBytes(before.publicKey, publicKey) && sameBytes(before.message, message)) {
      return before.answer;
    }
    const answer = check(publicKey, message, signature);
    asked.set(toHex(signature), { publicKey, message, answer });
    return answer;
  };
}

/** The arithmetic of a browser, for one file. ML-DSA is not among it: such signatures are passed over,
 *  and the report says so. */
export const browserCheck = (): CheckSignature => ({
  ed25519: remembering(checkEd25519),
  'sm2-sm3': remembering(sm2Verifies),
});
