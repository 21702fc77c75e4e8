import { isPersonalId } from '../src/base/personal-id.ts';

/** What a person might type anywhere: a name, the identity number that GB 11643 gives as its example,
 *  a telephone. */
export const PERSONAL = {
  name: '王建国',
  identity: '11010519491231002X',
  phone: '13911112222',
} as const;
if (!isPersonalId(PERSONAL.identity)) throw new Error('the canary is no identity number');

const planted: string[] = [];

/** Words of a person with personal values in them, never twice the same; at most 60 characters. */
export function canary(what: string): string {
  const { name, identity, phone } = PERSONAL;
  const words = `暗桩${planted.length}${what.slice(0, 8)}${name}${identity}${phone}`;
  planted.push(words);
  return words;
}

/** For fields that hold less. */
export function shortCanary(): string {
  const words = `暗桩${planted.length}${PERSONAL.phone}`;
  planted.push(words);
  return words;
}

export const canaries = (): readonly string[] => planted;
