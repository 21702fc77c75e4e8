-- What somebody has typed and not yet done: the unsaved part of a form, notes at a review. It belongs to
-- one account, is nothing in law, and goes with the case it is about or after a quarter of a year.

CREATE TABLE scratch (
  account_id uuid NOT NULL REFERENCES account (account_id),
  name text NOT NULL CHECK (length(name) <= 120),
  revision integer NOT NULL,
  case_id uuid,
  -- Sealed: it may hold personal data as any draft does.
  sealed bytea NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, name)
);
CREATE INDEX scratch_case ON scratch (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX scratch_age ON scratch (updated_at);
