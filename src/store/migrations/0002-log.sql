-- The verifiable log. Events wait in log_pending until the sequencer gives each its place among the
-- leaves; writers never wait for it.

-- Entries made before there was a log name no rules and hold what must not be published.
DO $$
BEGIN
  IF EXISTS (SELECT FROM event WHERE position('"rules":' IN convert_from(entry, 'UTF8')) = 0) THEN
    RAISE EXCEPTION '库中的记录由正式发布之前的程序写成，不能上链。请换一个空的数据目录或数据库。'
      USING ERRCODE = 'SJ001', DETAIL = 'The records here were made by a program that was never released and cannot go on a log. Use an empty data folder or database.';
  END IF;
END $$;

CREATE TABLE log_pending (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL,
  version integer NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

-- Whoever appends an event, it goes on the log: no program path can forget it.
CREATE FUNCTION event_goes_on_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO log_pending (case_id, version) SELECT case_id, version FROM added ORDER BY appended;
  RETURN NULL;
END $$;
CREATE TRIGGER event_goes_on_log AFTER INSERT ON event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION event_goes_on_log();

INSERT INTO log_pending (case_id, version) SELECT case_id, version FROM event ORDER BY appended;

-- Where each event stands on the log. That places are dense and given once is the head's doing: it
-- moves from one size to the next in the transaction that gives them.
CREATE TABLE log_leaf (
  case_id uuid NOT NULL,
  version integer NOT NULL,
  idx bigint NOT NULL CHECK (idx >= 0),
  PRIMARY KEY (case_id, version)
);
-- Rows are only ever added in the order of idx: a block range index is all that is needed.
CREATE INDEX log_leaf_place ON log_leaf USING brin (idx) WITH (pages_per_range = 16, autosummarize = on);
CREATE TRIGGER log_leaf_is_final BEFORE UPDATE OR DELETE ON log_leaf
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER log_leaf_is_kept BEFORE TRUNCATE ON log_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- How far the log has been signed. One row for each log this instance writes.
CREATE TABLE log_head (
  origin text PRIMARY KEY,
  size bigint NOT NULL CHECK (size >= 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  sm3 bytea NOT NULL CHECK (octet_length(sm3) = 32),
  -- The signed notes of both trees, as they are published.
  checkpoint text NOT NULL,
  checkpoint_sm3 text NOT NULL
);

-- What was last seen and anchored of the logs of the other level.
CREATE TABLE log_peer (
  origin text PRIMARY KEY,
  size bigint NOT NULL,
  note text NOT NULL,
  seen_at timestamptz NOT NULL,
  -- The size that stands in our own log, and when it was put there.
  anchored bigint NOT NULL DEFAULT 0,
  anchored_at timestamptz,
  -- What is wrong with it, since when.
  fault jsonb,
  fault_at timestamptz
);

-- For auditors' slices: what was handed out before, and where the entries of some days lie; events
-- come in nearly in the order of time, so a block range index is all that is needed.
CREATE INDEX event_slice ON event (case_id, version) WHERE type = 'audit.SliceExported';
CREATE INDEX event_day ON event USING brin (at) WITH (autosummarize = on);
