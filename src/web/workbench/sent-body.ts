import { withoutUnseen } from '../../base/sound-text.ts';

/** What nobody is shown and must arrive as it was typed. */
const SECRET = new Set(['password', 'old', 'next', 'totp']);

/** The body of a request without what pasting brought into its words and nobody sees, whichever field it was
 *  typed into: the office refuses that, and who typed it could not find it. */
export function sentBody(body: BodyInit | null | undefined): BodyInit | null | undefined {
  if (typeof body !== 'string') return body;
  return JSON.stringify(JSON.parse(body), (key, value: unknown) =>
    typeof value === 'string' && !SECRET.has(key)
      ? withoutUnseen(value.toWellFormed()).text
      : value,
  );
}
