-- Who in an office has a case in hand: its own order of work, nothing in law. One row for a case that
-- somebody has; none: it is in the pool.
CREATE TABLE desk (
  case_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (account_id),
  since timestamptz NOT NULL,
  -- Who gave it; null: taken by oneself.
  given_by uuid REFERENCES account (account_id),
  -- What they said with it, sealed: it may speak of people.
  note bytea
);
CREATE INDEX desk_account ON desk (account_id, case_id);

-- When an officer is away, first and last day included, and who stands in.
CREATE TABLE absence (
  account_id uuid NOT NULL REFERENCES account (account_id),
  starts date NOT NULL,
  ends date NOT NULL CHECK (ends >= starts),
  substitute uuid REFERENCES account (account_id),
  PRIMARY KEY (account_id, starts)
);
CREATE INDEX absence_substitute ON absence (substitute, ends) WHERE substitute IS NOT NULL;

-- The radar: an entry carried over while its renewal is decided is in force as well.
DROP INDEX public_entry_expiry;
CREATE INDEX public_entry_expiry ON public_entry (valid_to, case_id)
  WHERE status IN ('active', 'renewalPending');

-- What each person has read of an inbox that an organisation shares: everything up to a message (ids are
-- in order of time), and single ones after it.
CREATE TABLE inbox_seen (
  account_id uuid PRIMARY KEY,
  upto uuid NOT NULL
);
CREATE TABLE inbox_read (
  account_id uuid NOT NULL,
  notification_id uuid NOT NULL,
  PRIMARY KEY (account_id, notification_id)
);
