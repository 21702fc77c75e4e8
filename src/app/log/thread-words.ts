import type { Text } from '../../base/text.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { DatabaseAddress } from '../../store/database.ts';
import type { LogState } from './loop.ts';
import type { Mode } from '../key-file.ts';
import type { S3Address } from '../settings.ts';
import type { WitnessState } from './witnesses.ts';

/** What the log's thread is started with. */
export interface LogThreadData {
  readonly dataDir: string;
  readonly mode: Mode;
  readonly host: string;
  readonly connection: DatabaseAddress;
  readonly store: 'folder' | 's3';
  readonly s3: S3Address | undefined;
  readonly policy: string | undefined;
  readonly policySm3: string | undefined;
  readonly mirrors: string | undefined;
  readonly mirrorOf: string | undefined;
  readonly peers: string | undefined;
  readonly signerToken: string | undefined;
  readonly reserveBytes: number;
}

/** What it tells the thread that serves. */
export type LogMessage =
  | { readonly kind: 'names'; readonly origin: string; readonly twin: string }
  | { readonly kind: 'state'; readonly state: LogState['state']; readonly why: Text | null }
  | { readonly kind: 'published'; readonly size: number }
  | { readonly kind: 'witnessed'; readonly suite: SuiteId; readonly size: number }
  | { readonly kind: 'witnesses'; readonly states: readonly WitnessState[] }
  | { readonly kind: 'tell'; readonly what: string }
  | { readonly kind: 'stopped' };
