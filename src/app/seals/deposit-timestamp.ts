import { moment } from '../../base/plain-date.ts';
import type { TimestampFact } from '../../contexts/evidence/deposit-state.ts';
import { readTimestamp } from './timestamp-read.ts';
import { standingOf, type Standing, type TimestampTrust } from './timestamp-trust.ts';
import type { Timestamps } from './timestamps.ts';

/** Whose time-stamps a deposit may bear. */
export type DepositTimestamps = Pick<Timestamps, 'own' | 'trust'>;

/** The time-stamp of a deposit: the one that was brought, as it reads, or one of this instance over
 *  the digest. Never asks another machine: it is read inside the transaction of the act. */
export async function depositTimestamp(
  { own, trust }: DepositTimestamps,
  asked: { readonly digest: string; readonly token?: string | undefined },
): Promise<TimestampFact> {
  const token =
    asked.token === undefined
      ? await own.stamp({ algorithm: 'sha256', digest: Buffer.from(asked.digest, 'hex') })
      : Buffer.from(asked.token, 'base64');
  return timestampFact(token, trust);
}

/** What a token says, and how far its authority is believed; a deposit decides what follows. */
export function timestampFact(token: Uint8Array, trust: TimestampTrust): TimestampFact {
  const stamp = readTimestamp(token);
  if (!stamp.holds) {
    const nothing = { algorithm: '', digest: '', time: '', authority: '', token: '' };
    return { ...nothing, fault: stamp.fault, standing: null };
  }
  return {
    fault: null,
    algorithm: stamp.algorithm,
    digest: stamp.digest.toString('hex'),
    time: moment(stamp.time.getTime()),
    authority: stamp.authority,
    standing: believed(standingOf(stamp, trust)),
    token: Buffer.from(token).toString('base64'),
  };
}

/** On paper a time-stamp of somebody unverified is shown as that; what a deposit rests on must be by
 *  somebody who is known here, or anyone could stamp it for themselves, with any day. */
const believed = (standing: Standing | undefined): Standing | null =>
  standing === undefined || standing === 'unverified' ? null : standing;
