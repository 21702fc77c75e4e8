-- The register: events are the truth, everything beside them can be rebuilt.
-- Every table that grows has its distribution column first in its primary key.

CREATE TABLE event (
  case_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  procedure text NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  -- Canonical bytes (RFC 8785) of the public part: what the log entry is made of.
  entry bytea NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  sm3 bytea NOT NULL CHECK (octet_length(sm3) = 32),
  appended bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (case_id, version)
);
CREATE INDEX event_appended ON event (appended);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an event is never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER event_is_kept BEFORE TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Salts and private payloads, sealed under the instance key; may be emptied by a lawful erasure.
CREATE TABLE event_body (
  case_id uuid NOT NULL,
  version integer NOT NULL,
  body bytea,
  PRIMARY KEY (case_id, version)
);
ALTER TABLE event_body ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE case_row (
  case_id uuid PRIMARY KEY,
  procedure text NOT NULL,
  jurisdiction text NOT NULL,
  pack text NOT NULL,
  status text NOT NULL,
  terminal boolean NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  registrant text,
  district text,
  parent_id uuid,
  opened_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- 9999-12-31: no clock runs.
  next_due date NOT NULL,
  next_provisional boolean NOT NULL DEFAULT false,
  next_clock text,
  search tsvector NOT NULL,
  -- The folded state and its clocks, sealed under the instance key.
  state bytea NOT NULL
) WITH (fillfactor = 70);
-- Room on the page lets an act that moves no indexed column leave the indexes alone; sealed bytes
-- cannot be compressed, so nobody tries.
ALTER TABLE case_row ALTER COLUMN state SET STORAGE EXTERNAL;
-- The office's queue: what is due next first, newest case last among equals.
CREATE INDEX case_queue ON case_row (jurisdiction, status, next_due, case_id);
CREATE INDEX case_open ON case_row (jurisdiction, next_due, case_id) WHERE NOT terminal;
CREATE INDEX case_recent ON case_row (jurisdiction, case_id DESC);
CREATE INDEX case_parent ON case_row (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX case_search ON case_row USING gin (search);

CREATE TABLE case_party (
  case_id uuid NOT NULL,
  party text NOT NULL,
  party_id text NOT NULL,
  PRIMARY KEY (case_id, party, party_id)
);
CREATE INDEX case_party_of ON case_party (party_id, case_id DESC);

CREATE TABLE clock (
  case_id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  started_on date NOT NULL,
  due date NOT NULL,
  provisional boolean NOT NULL,
  calendar text NOT NULL,
  -- The act the system takes when the last day is over; null: the clock only shows.
  act text,
  fires_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (case_id, name)
);
CREATE INDEX clock_due ON clock (fires_at) WHERE state = 'running' AND NOT provisional AND act IS NOT NULL;
CREATE INDEX clock_provisional ON clock (case_id) WHERE state = 'running' AND provisional;

CREATE TABLE idempotency (
  actor text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  case_id uuid NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_age ON idempotency (at);

-- What leaves the house after the transaction: e-mail, webhooks, the national platform.
CREATE TABLE outbox (
  case_id uuid NOT NULL,
  version integer NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued',
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  last_error text,
  PRIMARY KEY (case_id, version, kind)
);
CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'queued';

-- The personal and the organisation's inbox.
CREATE TABLE notification (
  recipient text NOT NULL,
  notification_id uuid NOT NULL,
  case_id uuid NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  title jsonb NOT NULL,
  body jsonb NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (recipient, notification_id)
);

-- Public projections: the notice board and the register. Nothing private may stand here.
CREATE TABLE public_notice (
  case_id uuid PRIMARY KEY,
  jurisdiction text NOT NULL,
  procedure text NOT NULL,
  starts date NOT NULL,
  ends date NOT NULL,
  open boolean NOT NULL,
  fields jsonb NOT NULL,
  -- Open notices first, soonest to end on top; then the closed ones, last closed on top.
  place integer NOT NULL GENERATED ALWAYS AS (
    CASE WHEN open THEN ends - date '2000-01-01' ELSE 10000000 - (ends - date '2000-01-01') END
  ) STORED
);
CREATE INDEX public_notice_board ON public_notice (place, case_id);

CREATE TABLE public_entry (
  case_id uuid PRIMARY KEY,
  jurisdiction text NOT NULL,
  code text NOT NULL UNIQUE,
  query_code text NOT NULL UNIQUE,
  status text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  industry text NOT NULL,
  object_kind text NOT NULL,
  district text NOT NULL,
  fields jsonb NOT NULL,
  search tsvector NOT NULL
);
CREATE INDEX public_entry_search ON public_entry USING gin (search);
CREATE INDEX public_entry_recent ON public_entry (case_id DESC);

-- Similar and same content: one row per case, kept with the state.
CREATE TABLE likeness (
  case_id uuid PRIMARY KEY,
  jurisdiction text NOT NULL,
  holder text NOT NULL,
  name text NOT NULL,
  catalogue_item text,
  digest text,
  grams tsvector NOT NULL,
  status text NOT NULL,
  live boolean NOT NULL
);
CREATE INDEX likeness_holder ON likeness (holder, name);
CREATE INDEX likeness_item ON likeness (catalogue_item) WHERE catalogue_item IS NOT NULL;
CREATE INDEX likeness_grams ON likeness USING gin (grams);

-- Serial numbers of codes, one row per scheme and year, locked while a code is assigned.
CREATE TABLE code_serial (
  scheme text NOT NULL,
  period text NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (scheme, period)
);

CREATE TABLE file (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  type text NOT NULL,
  sha256 bytea NOT NULL,
  sm3 bytea NOT NULL,
  scan text NOT NULL,
  signature jsonb NOT NULL,
  uploaded_by uuid NOT NULL,
  org text,
  uploaded_at timestamptz NOT NULL,
  case_id uuid
);

-- Which cases an act has brought a file into: where to ask whether somebody may read it.
CREATE TABLE case_file (
  file_id uuid NOT NULL,
  case_id uuid NOT NULL,
  PRIMARY KEY (file_id, case_id)
);

CREATE TABLE organisation (
  code text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL,
  region text NOT NULL,
  real_name text NOT NULL DEFAULT 'none',
  demo boolean NOT NULL DEFAULT false,
  registered_at timestamptz NOT NULL
);

CREATE TABLE account (
  account_id uuid PRIMARY KEY,
  login text NOT NULL UNIQUE,
  name text NOT NULL,
  org text REFERENCES organisation (code),
  roles text[] NOT NULL,
  real_name boolean NOT NULL DEFAULT false,
  password text NOT NULL,
  totp bytea,
  email text,
  demo boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  created_at timestamptz NOT NULL
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES account (account_id),
  created_at timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  client text NOT NULL
);
CREATE INDEX session_account ON session (account_id);

-- The operations log: sign-ins, reads, refused acts. Kept at least 180 days.
CREATE TABLE operation (
  day date NOT NULL,
  operation_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  account text NOT NULL,
  subject text NOT NULL,
  ok boolean NOT NULL,
  detail jsonb NOT NULL,
  PRIMARY KEY (day, operation_id)
);

-- A plain imported catalogue list with recorded digests (not yet the directory chain).
CREATE TABLE catalogue_item (
  item_id text PRIMARY KEY,
  department text NOT NULL,
  name text NOT NULL,
  summary text NOT NULL,
  theme text NOT NULL,
  formats text NOT NULL,
  updated_at text NOT NULL,
  digest bytea NOT NULL,
  imported_at timestamptz NOT NULL,
  demo boolean NOT NULL,
  search tsvector NOT NULL
);
CREATE INDEX catalogue_item_search ON catalogue_item USING gin (search);
CREATE INDEX catalogue_item_department ON catalogue_item (department, name);

-- Calendars an administrator loaded; the newest version of a year counts.
CREATE TABLE calendar (
  year integer NOT NULL,
  version text NOT NULL,
  body jsonb NOT NULL,
  sha256 bytea NOT NULL,
  loaded_by uuid NOT NULL,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (year, version)
);

CREATE TABLE instance (
  name text PRIMARY KEY,
  value jsonb NOT NULL
);
