import type { Policy } from '../../log/policy.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { CaseEvidence, EventEvidence } from './case-evidence.ts';
import { headsOf, isUnder, type HeadsFault, type HeadVerdict } from '../log/evidence-heads.ts';
import { rerunCase, type Disclosed, type RerunVerdict } from '../audit/rerun.ts';

export interface EvidenceFault {
  /** Null where it is not one event that is wrong. */
  readonly version: number | null;
  readonly tree: SuiteId | null;
  readonly what:
    | HeadsFault['what']
    /** Pages of different cases, or pages left out. */
    | 'other-case'
    | 'gap'
    /** The entry is not the one the file says it is; its index is not behind the one before. */
    | 'misstated'
    | 'misplaced'
    | 'unpublished'
    | 'not-included';
}

export interface CaseVerdict {
  /** Those of the last page. */
  readonly heads: readonly HeadVerdict[];
  /** Empty: every entry stands on the log, under both trees. */
  readonly faults: readonly EvidenceFault[];
  readonly rerun: RerunVerdict;
}

/** Checks the pages of one case offline: heads by policy, each entry under both trees, what is
 *  disclosed against its commitments, and every act taken again. Pages as `readCaseFile` read them. */
export async function checkCase(
  pages: readonly CaseEvidence[],
  given: readonly Policy[],
): Promise<CaseVerdict> {
  const faults = [...sequence(pages)];
  let last: readonly HeadVerdict[] = [];
  for (const page of pages) {
    const { heads, faults: found } = await headsOf(page, given);
    faults.push(...found.map(({ tree, what }) => fault(what, null, tree)));
    faults.push(...page.events.flatMap((event) => placed(page, event, heads)));
    last = heads;
  }
  const entries = pages.flatMap((page) => page.events.map(disclosedOf));
  return { heads: last, faults, rerun: rerunCase(entries) };
}

const bytesOf = ({ entry }: EventEvidence): Buffer => Buffer.from(entry, 'utf8');

const disclosedOf = (event: EventEvidence): Disclosed => ({
  entry: bytesOf(event),
  body: event.body,
});

/** All pages are of one case, and its events follow each other there and on the log. */
function* sequence(pages: readonly CaseEvidence[]): Generator<EvidenceFault> {
  const named = ({ origin, twin, caseId, procedure, jurisdiction }: CaseEvidence): string =>
    [origin, twin, caseId, procedure, jurisdiction].join(' ');
  const [first] = pages;
  let [version, index] = [0, -1];
  for (const page of pages) {
    if (first && named(page) !== named(first)) yield fault('other-case');
    for (const event of page.events) {
      if (event.version !== version + 1) yield fault('gap', event.version);
      if (event.index !== null && event.index <= index) yield fault('misplaced', event.version);
      version = event.version;
      index = event.index ?? index;
    }
  }
  if (pages.at(-1)?.next !== null) yield fault('gap', version + 1);
}

const fault = (
  what: EvidenceFault['what'],
  version: number | null = null,
  tree: SuiteId | null = null,
): EvidenceFault => ({ version, tree, what });

/** What is wrong with one event: it is not what the file says, or does not stand where it says. */
function placed(
  page: CaseEvidence,
  event: EventEvidence,
  heads: readonly HeadVerdict[],
): EvidenceFault[] {
  const { version, index, proofs } = event;
  const faults = isStated(page, event) ? [] : [fault('misstated', version)];
  if (index === null || !proofs) return [...faults, fault('unpublished', version)];
  const entry = bytesOf(event);
  const beside = heads.filter((head) => !isUnder(head, { entry, index, proof: proofs[head.tree] }));
  return [...faults, ...beside.map(({ tree }) => fault('not-included', version, tree))];
}

function isStated(page: CaseEvidence, event: EventEvidence): boolean {
  try {
    const open = JSON.parse(event.entry) as Readonly<Record<string, unknown>>;
    const { caseId, procedure, jurisdiction } = page;
    const { version, type } = event;
    const stated = Object.entries({ caseId, procedure, jurisdiction, version, type });
    return stated.every(([field, value]) => open[field] === value);
  } catch {
    return false;
  }
}
