import { createHash } from 'node:crypto';
import { canonical } from '../../base/canonical-json.ts';
import type { Json } from '../../base/json.ts';
import { isFileValue } from './dossier.ts';
import type { FirstState } from './first-state.ts';
import { text } from '../../base/text.ts';
import type { Finding } from './finding.ts';

const digestOf = (value: Json): string =>
  isFileValue(value) ? value.sha256 : createHash('sha256').update(canonical(value)).digest('hex');

/** A digest of each item of the dossier, `group.field`, so that two filings can be compared. */
export function itemDigests(state: FirstState): Record<string, string> {
  const digests: Record<string, string> = {};
  for (const [group, values] of Object.entries(state.dossier)) {
    for (const [field, value] of Object.entries(values)) {
      if (value !== undefined) digests[`${group}.${field}`] = digestOf(value);
    }
  }
  return digests;
}

/** Items the last notice named and nobody has touched since: said before the re-submission, which
 *  the rule does not forbid. */
export function notRepaired(state: FirstState): Finding[] {
  const last = state.notices.at(-1);
  const filed = state.submissions.at(-1)?.items;
  if (!last || !filed || !state.status.endsWith('_gap')) return [];
  const now = itemDigests(state);
  const touched = [...new Set([...Object.keys(filed), ...Object.keys(now)])].filter(
    (item) => filed[item] !== now[item],
  );
  return last.gaps
    .filter(({ item }) => !touched.some((t) => t === item || t.startsWith(`${item}.`)))
    .map(({ item, reason, law }) => ({
      item,
      level: 'warning' as const,
      code: 'NOT_REPAIRED',
      says: text(
        `告知需要补充的这一项尚未改动：${reason}`,
        `Named in the notice and not changed yet: ${reason}`,
      ),
      law: [law],
    }));
}
