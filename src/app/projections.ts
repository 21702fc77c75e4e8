import { isDeepStrictEqual } from 'node:util';
import { tsvectorOf } from '../base/chinese-text.ts';
import type { CaseState } from '../kernel/types.ts';
import type { ClockRow } from '../kernel/types.ts';
import type { RulePack } from '../law/types.ts';
import { statement, type Runner } from '../store/transaction.ts';
import type { AnyProcedure } from './procedures.ts';

const NOTICE = statement(
  'public_notice_write',
  `INSERT INTO public_notice (case_id, jurisdiction, procedure, starts, ends, open, fields)
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (case_id) DO UPDATE SET starts = excluded.starts, ends = excluded.ends,
     open = excluded.open, fields = excluded.fields`,
);
const ENTRY = statement(
  'public_entry_write',
  `INSERT INTO public_entry (case_id, jurisdiction, code, query_code, status, valid_from, valid_to,
     industry, object_kind, district, fields, search, life, announced)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::tsvector, $13, $14)
   ON CONFLICT (case_id) DO UPDATE SET status = excluded.status, valid_from = excluded.valid_from,
     valid_to = excluded.valid_to, industry = excluded.industry, fields = excluded.fields,
     search = excluded.search, life = excluded.life, announced = excluded.announced`,
);
const LIKENESS = statement(
  'likeness_write',
  `INSERT INTO likeness (case_id, jurisdiction, holder, name, catalogue_item, digest, grams, status, live)
   VALUES ($1, $2, $3, $4, $5, $6, $7::tsvector, $8, $9)
   ON CONFLICT (case_id) DO UPDATE SET holder = excluded.holder, name = excluded.name,
     catalogue_item = excluded.catalogue_item, digest = excluded.digest, grams = excluded.grams,
     status = excluded.status, live = excluded.live`,
);

export interface Projected {
  readonly caseId: string;
  readonly jurisdiction: string;
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
}

/** A state with its clocks: what every projection is drawn from. */
export interface Picture {
  readonly state: CaseState;
  readonly clocks: readonly ClockRow[];
}

/** Writes what the public and the duplicate search read, where it changed. Drawn from the state
 *  alone, so that a rebuild writes the same rows. */
export async function writeProjections(
  tx: Runner,
  of: Projected,
  before: Picture | undefined,
  after: Picture,
): Promise<void> {
  const was = before && projectionsOf(of, before);
  const now = projectionsOf(of, after);
  for (const [name, sql] of [
    ['notice', NOTICE],
    ['entry', ENTRY],
    ['likeness', LIKENESS],
  ] as const) {
    const row = now[name];
    if (row && !isDeepStrictEqual(was?.[name], row)) await tx.run(sql, row);
  }
}

/** The rows of the notice board, the register and the duplicate search, in the order of their
 *  columns above; a case has each or not. */
export interface Projections {
  readonly notice: readonly unknown[] | undefined;
  readonly entry: readonly unknown[] | undefined;
  readonly likeness: readonly unknown[] | undefined;
}

export function projectionsOf(of: Projected, { state, clocks }: Picture): Projections {
  const { procedure, caseId, jurisdiction, rules } = of;
  const { notice: n, entry: e } = procedure.publish?.(state, rules, clocks) ?? {};
  const l = procedure.likenessOf?.(state);
  return {
    notice: n && [
      caseId,
      jurisdiction,
      procedure.name,
      n.from,
      n.to,
      n.open,
      JSON.stringify(n.fields),
    ],
    entry: e && [
      caseId,
      jurisdiction,
      e.code,
      // Where the secret half of the result is no more, the code alone finds it.
      e.queryCode || e.code,
      e.status,
      e.validFrom,
      e.validTo,
      e.facets.industry,
      e.facets.objectKind,
      e.facets.district,
      JSON.stringify(e.fields),
      tsvectorOf(e.search),
      JSON.stringify(e.life),
      e.announced ?? null,
    ],
    likeness: l && [
      caseId,
      jurisdiction,
      l.holder,
      l.name,
      l.catalogueItem,
      l.digest,
      tsvectorOf(l.name),
      state.status,
      l.live,
    ],
  };
}
