-- What happened in a case as far as it is counted: drawn from the public half of its events, so that a
-- figure and the list of cases behind it come from the same rows. Filled by `shuji rebuild`.

CREATE TABLE case_mark (
  case_id uuid NOT NULL,
  version integer NOT NULL,
  -- One event may say several things.
  n integer NOT NULL,
  jurisdiction text NOT NULL,
  procedure text NOT NULL,
  mark text NOT NULL,
  said text NOT NULL,
  day date NOT NULL,
  -- The first of its kind in the case.
  first boolean NOT NULL,
  -- Where a step with a deadline ended: since when it ran, and its last day as it was then counted. Of a
  -- code: the day of the first filing.
  started_on date,
  due date,
  PRIMARY KEY (case_id, version, n)
);
CREATE INDEX case_mark_counted ON case_mark (jurisdiction, mark, day)
  INCLUDE (procedure, said, first, started_on, due);
-- The open page counts what is registered in a place by what it is.
CREATE INDEX public_entry_kinds ON public_entry (jurisdiction, industry, object_kind, status);
