import type { StoredCase } from '../store/cases.ts';

/** Cases as this process last left them. Never the truth: whatever is decided on one of them is
 *  written only if it still stands at that version, and a refusal is asked again of the store. */
export interface CaseMemory {
  get(caseId: string): StoredCase | undefined;
  put(stored: StoredCase): void;
  drop(caseId: string): void;
}

const MOST = 2000;

/** The `most` cases last used; an older version never replaces a newer one. */
export function caseMemory(most = MOST): CaseMemory {
  const kept = new Map<string, StoredCase>();
  return {
    get: (caseId) => kept.get(caseId),
    drop: (caseId) => {
      kept.delete(caseId);
    },
    put(stored) {
      const known = kept.get(stored.caseId);
      if (known && known.version > stored.version) return;
      // Set anew, so that the map stays in order of last use.
      kept.delete(stored.caseId);
      kept.set(stored.caseId, stored);
      if (kept.size <= most) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
  };
}
