import type { Pool } from 'pg';
import type { Calendar } from '../law/calendar.ts';
import type { SealKeys } from '../store/seal.ts';
import type { CaseMemory } from './case-memory.ts';
import type { DepositTimestamps } from './seals/deposit-timestamp.ts';
import type { Files } from './files/files.ts';
import type { Gate } from './gate.ts';
import type { IdentityVerifier } from './identity/verifier.ts';
import type { Offices } from './registrar-office.ts';
import type { RightOfWay } from './right-of-way.ts';
import type { Time } from './time.ts';

/** What every service of the house works with. Built once at the edge, passed down, never global. */
export interface House {
  readonly pool: Pool;
  readonly keys: SealKeys;
  readonly time: Time;
  readonly mode: 'demo' | 'production';
  readonly files: Files;
  readonly cases: CaseMemory;
  /** Shut while nothing may be accepted. */
  readonly gate: Gate;
  /** People's acts before those the system takes in great numbers. */
  readonly way: RightOfWay;
  /** Who time-stamps deposits; absent where none are made. */
  readonly timestamps?: DepositTimestamps;
  /** Who holds the registrar's office of each place, as last read. */
  readonly offices: Offices;
  /** Who checks real names; absent: officers by hand. */
  readonly verifier?: IdentityVerifier;
  /** The working-day calendar in force: built-in years and the administrator's imports. */
  calendar(): Calendar;
  random(bytes: number): Buffer;
}
