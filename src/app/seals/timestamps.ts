import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Settings } from '../settings.ts';
import type { Time } from '../time.ts';
import type { TimestampAuthority } from './timestamp.ts';
import { ownAuthority, type OwnAuthority } from './timestamp-own.ts';
import { remoteAuthority } from './timestamp-remote.ts';
import type { TimestampTrust } from './timestamp-trust.ts';
import type { DocumentKey } from './x509.ts';

/** Who stamps for this instance, and whose time-stamps it believes. */
export interface Timestamps {
  /** The one that documents are stamped by. */
  readonly authority: TimestampAuthority;
  /** The instance's own, also where another is in use. */
  readonly own: OwnAuthority;
  readonly trust: TimestampTrust;
}

const TIMEOUT_MS = 5000;
const FILE_MAX = 256 * 1024;

/** The certificates in a PEM file, in DER; `Refused` if there are none. */
function certificatesIn(path: string): Buffer[] {
  try {
    const blocks = readFileSync(path, 'utf8').slice(0, FILE_MAX);
    const found = blocks.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (found.length === 0) throw new Error('no certificate');
    return found.map((pem) => new X509Certificate(pem).raw);
  } catch {
    throw new Refused(
      refuse(
        'TSA_CERTIFICATES_UNREADABLE',
        text(
          `${path}（SHUJI_TSA_CERTIFICATES）中读不出PEM格式的证书。`,
          `There are no certificates in PEM in ${path} (SHUJI_TSA_CERTIFICATES).`,
        ),
      ),
    );
  }
}

/** Whose time-stamps an instance with these settings believes; reads the file they name. */
export function timestampTrust(
  { tsaUrl, tsaCertificates }: Pick<Settings, 'tsaUrl' | 'tsaCertificates'>,
  own: Buffer,
): TimestampTrust {
  if (tsaCertificates !== undefined) return { own, others: certificatesIn(tsaCertificates) };
  return { own, others: tsaUrl === undefined ? [] : null };
}

/** The authority the settings name, or the instance's own with the clock of the house. */
export function openTimestamps(
  settings: Pick<Settings, 'tsaUrl' | 'tsaCertificates'>,
  { privateKey, certificate }: DocumentKey,
  time: Time,
  random: (bytes: number) => Buffer,
): Timestamps {
  const own = ownAuthority({
    key: privateKey,
    certificate,
    now: () => new Date(time.nowMs()),
    serial: () => random(16),
  });
  const trust = timestampTrust(settings, certificate);
  const { tsaUrl: url } = settings;
  if (url === undefined) return { authority: own, own, trust };
  const trusted = trust.others ? { trusted: trust.others } : {};
  return {
    authority: remoteAuthority({ url, ...trusted, timeoutMs: TIMEOUT_MS, random }),
    own,
    trust,
  };
}
