import { isDeepStrictEqual } from 'node:util';
import { tsvectorOf } from '../base/chinese-text.ts';
import type { CaseState } from '../kernel/types.ts';
import type { ClockRow } from '../kernel/clocks.ts';
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
     industry, object_kind, district, fields, search)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::tsvector)
   ON CONFLICT (case_id) DO UPDATE SET status = excluded.status, valid_from = excluded.valid_from,
     valid_to = excluded.valid_to, industry = excluded.industry, fields = excluded.fields,
     search = excluded.search`,
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
  const { procedure, caseId, jurisdiction, rules } = of;
  const was = before && procedure.publish?.(before.state, rules, before.clocks);
  const now = procedure.publish?.(after.state, rules, after.clocks);
  if (now?.notice && !isDeepStrictEqual(was?.notice, now.notice)) {
    const { from, to, open, fields } = now.notice;
    await tx.run(NOTICE, [caseId, jurisdiction, procedure.name, from, to, open, JSON.stringify(fields)]);
  }
  if (now?.entry && !isDeepStrictEqual(was?.entry, now.entry)) {
    const e = now.entry;
    await tx.run(ENTRY, [
      caseId,
      jurisdiction,
      e.code,
      e.queryCode,
      e.status,
      e.validFrom,
      e.validTo,
      e.facets.industry,
      e.facets.objectKind,
      e.facets.district,
      JSON.stringify(e.fields),
      tsvectorOf(e.search),
    ]);
  }
  await writeLikeness(tx, of, before, after);
}

async function writeLikeness(
  tx: Runner,
  { procedure, caseId, jurisdiction }: Projected,
  before: Picture | undefined,
  after: Picture,
): Promise<void> {
  const now = procedure.likenessOf?.(after.state);
  if (!now) return;
  const same =
    before?.state.status === after.state.status &&
    isDeepStrictEqual(procedure.likenessOf?.(before.state), now);
  if (same) return;
  const { holder, name, catalogueItem, digest, live } = now;
  await tx.run(LIKENESS, [
    caseId,
    jurisdiction,
    holder,
    name,
    catalogueItem,
    digest,
    tsvectorOf(name),
    after.state.status,
    live,
  ]);
}
