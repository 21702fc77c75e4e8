-- What the public search narrows down and sorts by, drawn by the database from what the register publishes.

-- Names in the order of GB 18030, whose everyday characters stand by their sound (拼音). The standard is
-- fixed, and so is the order: no update of a system library moves an index.
CREATE FUNCTION name_order(name text) RETURNS bytea
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN convert_to(left(name, 60), 'GB18030');

ALTER TABLE public_entry
  -- The day it first came into the register, as text: dates of this form compare as text.
  ADD COLUMN registered text NOT NULL GENERATED ALWAYS AS (coalesce(life #>> '{versions,0,on}', '')) STORED,
  ADD COLUMN holder text NOT NULL GENERATED ALWAYS AS (coalesce(fields ->> 'registrantCode', '')) STORED,
  ADD COLUMN named bytea NOT NULL GENERATED ALWAYS AS (name_order(coalesce(fields ->> 'dataName', ''))) STORED,
  -- In force first, soonest to end on top; then what is over, last ended on top.
  ADD COLUMN ending integer NOT NULL GENERATED ALWAYS AS (
    CASE WHEN status IN ('active', 'renewalPending') THEN valid_to - date '2000-01-01'
      ELSE 10000000 - (valid_to - date '2000-01-01') END
  ) STORED;

CREATE INDEX public_entry_newest ON public_entry (registered, case_id);
CREATE INDEX public_entry_ending ON public_entry (ending, case_id);
CREATE INDEX public_entry_named ON public_entry (named, case_id);
CREATE INDEX public_entry_holder ON public_entry (holder);
-- Counted without a look at the rows themselves.
CREATE INDEX public_entry_counted ON public_entry (jurisdiction)
  INCLUDE (industry, object_kind, district, status, valid_to, registered, holder);

-- Feeds and the calendar of notices read the newest first.
CREATE INDEX public_notice_newest ON public_notice (starts DESC, case_id DESC);
