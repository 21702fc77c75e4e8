import type { Json, JsonObject } from '../base/json.ts';

/** A slice of a log for auditors: the entries that answer a question, with their proofs. What makes one
 *  is said here once, for the office that cuts it and for whoever checks that nothing was left out. */
export const SLICE_FORMAT = 'shuji-slice-v1';

/** At most so many entries a slice: some 260 MB with their proofs. */
export const SLICE_MAX = 100_000;

/** The question. Everything in it can be answered from the public half of an entry alone. */
export interface SliceQuery {
  /** Days, both included: that of an entry is the date in its `at`. */
  readonly from: string;
  readonly to: string;
  /** The places whose cases the auditor answers for. What the log says about itself is of no place
   *  and always within. */
  readonly jurisdictions: readonly string[];
  readonly procedure: string | null;
  /** A credit code: entries of acts taken by this body, and those that name it. */
  readonly organisation: string | null;
}

const DAY = 'YYYY-MM-DD'.length;

/** Whether an entry answers the question. */
export function isInSlice(open: JsonObject, query: SliceQuery): boolean {
  const day = String(open['at']).slice(0, DAY);
  const { jurisdiction, procedure } = open;
  return (
    query.from <= day &&
    day <= query.to &&
    (jurisdiction === undefined || query.jurisdictions.includes(String(jurisdiction))) &&
    (query.procedure === null || query.procedure === procedure) &&
    (query.organisation === null || names(open, query.organisation))
  );
}

/** Whether the code stands anywhere in it as a value of its own. */
function names(value: Json | undefined, code: string): boolean {
  if (typeof value === 'string') return value === code;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((one) => names(one as Json | undefined, code));
}

/** What the digests of a slice are taken over, entry by entry in the order of the log. Proofs are no
 *  part of it: they lead to newer heads each time the same slice is fetched. */
export const digestedLine = (index: number, entry: string): string => `${index} ${entry}\n`;

/** The text that the instance signs, over the digests (hex) of the slice's first line. */
export const signedText = (origin: string, sha256: string, sm3: string): string =>
  `${SLICE_FORMAT}\n${origin}\nsha256 ${sha256}\nsm3 ${sm3}\n`;

/** The name under which an instance signs slices of this log. */
export const signerName = (origin: string): string => `${origin}/slices`;
