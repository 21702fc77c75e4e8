-- Quick import (BJ-REG-19): a spreadsheet that becomes drafts line by line, in the background. What a
-- line led to is the truth of how far it came; the sheet itself lies sealed among the files.

CREATE TABLE import_job (
  import_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (account_id),
  jurisdiction text NOT NULL,
  file_id uuid NOT NULL,
  -- `check`: every line is tried and taken back.
  mode text NOT NULL CHECK (mode IN ('check', 'import')),
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
  opening jsonb NOT NULL,
  mapping jsonb NOT NULL,
  columns jsonb NOT NULL,
  notes jsonb NOT NULL,
  encoding text,
  sheet text,
  lines integer NOT NULL,
  -- Why it failed as a whole.
  fault jsonb,
  attempts integer NOT NULL DEFAULT 0,
  -- Whoever works on it says so again and again; after this moment it is free for another.
  held_until timestamptz NOT NULL DEFAULT '-infinity',
  created_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX import_job_open ON import_job (created_at) WHERE state IN ('waiting', 'running');
CREATE INDEX import_job_account ON import_job (account_id, import_id DESC);

CREATE TABLE import_line (
  import_id uuid NOT NULL,
  line integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('created', 'ready', 'skipped', 'refused')),
  title text NOT NULL,
  -- The draft that was made, or the one that this line repeats.
  case_id uuid,
  faults jsonb NOT NULL,
  PRIMARY KEY (import_id, line)
);

-- Live sync with the catalogue (BJ-REG-19): what an item said before, because drafts and entries are
-- linked to that.
CREATE TABLE catalogue_past (
  item_id text NOT NULL,
  digest bytea NOT NULL,
  department text NOT NULL,
  name text NOT NULL,
  summary text NOT NULL,
  theme text NOT NULL,
  formats text NOT NULL,
  updated_at text NOT NULL,
  imported_at timestamptz NOT NULL,
  replaced_at timestamptz NOT NULL,
  PRIMARY KEY (item_id, digest)
);

-- Cases whose item has changed and that have not been compared with it yet.
CREATE TABLE catalogue_stale (
  case_id uuid PRIMARY KEY
);

-- Cases that are out of sync, as they were last compared: at which version, and since which day.
CREATE TABLE catalogue_drift (
  case_id uuid PRIMARY KEY,
  item_id text NOT NULL,
  since date NOT NULL,
  version integer NOT NULL
);
