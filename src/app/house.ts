import type { Pool } from 'pg';
import type { Calendar } from '../law/calendar.ts';
import type { SealKeys } from '../store/seal.ts';
import type { CaseMemory } from './case-memory.ts';
import type { Files } from './files.ts';
import type { Gate } from './gate.ts';
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
  /** The working-day calendar in force: built-in years and the administrator's imports. */
  calendar(): Calendar;
  random(bytes: number): Buffer;
}
