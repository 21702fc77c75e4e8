import type { Suite, SuiteId } from '../../log/suite.ts';
import { sha256 } from './sha256.ts';
import { sm3 } from './sm3.ts';

/** The hash functions of the two trees, where there is no Node. */
export const suites: Readonly<Record<SuiteId, Suite>> = {
  sha256: { id: 'sha256', hash: sha256 },
  sm3: { id: 'sm3', hash: sm3 },
};
