/** A key nobody else has, 32 hex digits: for one attempt, or for data that must be nobody's duplicate. Made of
 *  what every browser has also where the office is reached without TLS, unlike `crypto.randomUUID`. */
export const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
