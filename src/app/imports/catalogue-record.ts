import { statement } from '../../store/transaction.ts';

/** Writes catalogue items as one list has them, and answers for each that is new or has changed. What
 *  an item said before is kept, and the cases that are linked to it are put down to be compared. The
 *  counting makes the keeping come first: the rest of the statement would hide what it writes over. */
export const RECORD_ITEMS = statement(
  'catalogue_record',
  `WITH x AS (
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
       $7::text[], $8::bytea[], $9::text[]) AS x(a, b, c, d, e, f, g, h, s)
   ), old AS (
     SELECT i.* FROM catalogue_item i JOIN x ON x.a = i.item_id WHERE i.digest <> x.h
     ORDER BY i.item_id FOR UPDATE OF i
   ), past AS (
     INSERT INTO catalogue_past (item_id, digest, department, name, summary, theme, formats,
       updated_at, imported_at, replaced_at)
     SELECT item_id, digest, department, name, summary, theme, formats, updated_at, imported_at, $10
     FROM old
     ON CONFLICT (item_id, digest) DO UPDATE SET replaced_at = excluded.replaced_at
     RETURNING item_id
   ), kept AS (
     SELECT count(*) FROM past
   ), stale AS (
     INSERT INTO catalogue_stale (case_id)
     SELECT l.case_id FROM likeness l JOIN old ON old.item_id = l.catalogue_item
     ON CONFLICT DO NOTHING
   )
   INSERT INTO catalogue_item (item_id, department, name, summary, theme, formats, updated_at, digest,
     search, imported_at, demo)
   SELECT a, b, c, d, e, f, g, h, s::tsvector, $10, $11 FROM x, kept
   ON CONFLICT (item_id) DO UPDATE SET department = excluded.department, name = excluded.name,
     summary = excluded.summary, theme = excluded.theme, formats = excluded.formats,
     updated_at = excluded.updated_at, digest = excluded.digest, search = excluded.search,
     imported_at = excluded.imported_at, demo = excluded.demo
   WHERE catalogue_item.digest <> excluded.digest
   RETURNING xmax = 0 AS added`,
);
