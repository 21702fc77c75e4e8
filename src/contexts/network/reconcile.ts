import { canonicalBytes } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';

/** An entry as our register has it. */
export interface Ours {
  readonly caseId: string;
  readonly code: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fields: JsonObject;
  readonly nationalCode: string | null;
  /** Events of the case: nothing later can have been handed over. */
  readonly caseVersion: number;
  /** The version the counterpart last acknowledged; 0 for none. */
  readonly acknowledged: number;
  /** A change is on its way. */
  readonly queued: boolean;
  /** The version of the first change that was refused and waits; 0 for none. */
  readonly refused: number;
}

/** An entry as the counterpart lists it. */
export interface Theirs {
  readonly caseId: string;
  readonly code: string;
  readonly nationalCode: string | null;
  readonly version: number;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fields: JsonObject;
}

/** missing: they do not have it. extra: we do not have it. behind, ahead: they know an older or a newer
 *  version than they acknowledged or we ever had. differing: the same version with other content.
 *  refused: they would not take a change. nationalCode: two codes for one certificate. */
export const KINDS = [
  'missing',
  'extra',
  'behind',
  'ahead',
  'differing',
  'refused',
  'nationalCode',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Difference {
  readonly kind: Kind;
  readonly caseId: string;
  readonly code: string;
  /** Each field that differs, as we and as they have it. */
  readonly fields: readonly {
    readonly field: string;
    readonly ours: Json;
    readonly theirs: Json;
  }[];
  /** The version they last took; 0 for none. */
  readonly have: number;
}

/** What is to be done about an entry: nothing, set them right, or believe what they say they took. */
export interface Finding {
  readonly difference: Difference | null;
  readonly pending: boolean;
  /** Handing over again, after `have`, would set it right. */
  readonly heals: boolean;
  /** They took what we no longer know was taken: after a restore from an old backup. */
  readonly adopt: boolean;
}

const NOTHING = { difference: null, pending: false, heals: false, adopt: false };

/** Compares one entry of both registers; at least one of the two is there. */
export function compare(ours: Ours | undefined, theirs: Theirs | undefined): Finding {
  if (!ours) return theirs ? found('extra', theirs, theirs.version) : NOTHING;
  if (ours.refused > 0) {
    const have = theirs?.version ?? 0;
    // What they refused and have all the same was taken after all.
    const adopt = have >= ours.refused && have <= ours.caseVersion;
    return { ...found('refused', ours, have), adopt, heals: have < ours.refused };
  }
  if (ours.queued) return { ...NOTHING, pending: true };
  if (!theirs) return { ...found('missing', ours, 0), heals: true };
  const have = theirs.version;
  if (have > ours.caseVersion) return found('ahead', ours, have);
  if (have < ours.acknowledged) return { ...found('behind', ours, have), heals: true };
  const fields = differing(ours, theirs);
  if (fields.length > 0) return { ...found('differing', ours, have, fields), heals: true };
  const news = theirs.nationalCode !== null && ours.nationalCode !== theirs.nationalCode;
  if (news && ours.nationalCode !== null) {
    return found('nationalCode', ours, have, [codes(ours, theirs)]);
  }
  return { ...NOTHING, adopt: news || have > ours.acknowledged };
}

const codes = (ours: Ours, theirs: Theirs) => ({
  field: 'nationalCode',
  ours: ours.nationalCode,
  theirs: theirs.nationalCode,
});

const found = (
  kind: Kind,
  { caseId, code }: { readonly caseId: string; readonly code: string },
  have: number,
  fields: Difference['fields'] = [],
): Finding => ({ ...NOTHING, difference: { kind, caseId, code, fields, have } });

/** Field by field, in the order of their names. */
function differing(ours: Ours, theirs: Theirs): Difference['fields'] {
  const flat = ({ code, status, validFrom, validTo, fields }: Ours | Theirs): JsonObject => ({
    ...fields,
    code,
    status,
    validFrom,
    validTo,
  });
  const [a, b] = [flat(ours), flat(theirs)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .toSorted()
    .map((field) => ({ field, ours: a[field] ?? null, theirs: b[field] ?? null }))
    .filter((pair) => !sameJson(pair.ours, pair.theirs));
}

const sameJson = (a: Json, b: Json): boolean =>
  Buffer.from(canonicalBytes(a)).equals(Buffer.from(canonicalBytes(b)));

/** Walks two lists that are both in the order of case ids, and gives each entry with its fellow. */
export async function* pairs<A extends { caseId: string }, B extends { caseId: string }>(
  ours: AsyncIterable<A>,
  theirs: AsyncIterable<B>,
): AsyncGenerator<[A | undefined, B | undefined]> {
  const left = ours[Symbol.asyncIterator]();
  const right = theirs[Symbol.asyncIterator]();
  const next = async <T>(from: AsyncIterator<T>): Promise<T | undefined> => {
    const step = await from.next();
    return step.done === true ? undefined : step.value;
  };
  let [a, b] = [await next(left), await next(right)];
  while (a || b) {
    if (a && (!b || a.caseId < b.caseId)) {
      yield [a, undefined];
      a = await next(left);
    } else if (b && (!a || b.caseId < a.caseId)) {
      yield [undefined, b];
      b = await next(right);
    } else {
      yield [a, b];
      [a, b] = [await next(left), await next(right)];
    }
  }
}
