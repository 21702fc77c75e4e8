import type { Calendar } from '../law/calendar.ts';
import type { TrustedProxies } from '../app/accounts/client-address.ts';
import type { CredentialSigningKeys } from '../app/papers/credential-sign.ts';
import type { ApiKeys } from '../app/accounts/api-keys.ts';
import type { Desk } from '../app/accounts/account-desk.ts';
import type { House } from '../app/house.ts';
import type { Imports } from '../app/imports/imports.ts';
import type { LogDoor } from '../app/log/door.ts';
import type { Mirror } from '../app/mirror/mirror.ts';
import type { NationalDesk } from '../app/national/desk.ts';
import type { Operations } from '../app/accounts/operations.ts';
import type { RateLimiter } from '../app/accounts/rate-limit.ts';
import type { RetentionYears } from '../app/erasure/retention.ts';
import type { Results } from '../app/papers/results.ts';
import type { Present } from '../app/accounts/session-store.ts';
import type { Timestamps } from '../app/seals/timestamps.ts';
import type { Slices } from '../app/audit/slices.ts';
import type { Sessions } from '../app/accounts/sessions.ts';

/** What the doors work with. */
export interface Services {
  readonly house: House;
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  readonly desk: Desk;
  readonly operations: Operations;
  readonly results: Results;
  readonly slices: Slices;
  readonly retention: RetentionYears;
  /** What manifests of archives are signed with. */
  readonly archiveKeys: CredentialSigningKeys;
  readonly imports: Imports;
  readonly log: LogDoor;
  readonly national: NationalDesk;
  readonly timestamps: Timestamps;
  /** The mirror kept here of the logs of the other level, if any. */
  readonly mirror: Mirror | undefined;
  readonly limits: {
    readonly acts: RateLimiter;
    readonly public: RateLimiter;
    readonly signIn: RateLimiter;
    readonly uploads: RateLimiter;
    readonly keys: RateLimiter;
  };
  readonly publicUrl: string;
  readonly proxies: TrustedProxies | undefined;
  readonly adoptCalendar: (calendar: Calendar) => void;
  /** Tells the operator of a defect; never the caller. */
  readonly tell: (error: unknown) => void;
  readonly ready: () => Promise<boolean>;
}

export interface Env {
  Variables: { signedIn: Present | undefined; client: string };
}
