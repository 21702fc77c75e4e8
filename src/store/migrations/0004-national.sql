-- The link with the national platform and other counterparts (BJ-REG-17, CQ-REG-10, NAT-REG-14).

-- Whom changes of the register are handed over to, and how that goes.
CREATE TABLE counterpart (
  name text PRIMARY KEY,
  -- Failures in a row, since when, and when it is tried again.
  failures integer NOT NULL DEFAULT 0,
  failing_since timestamptz,
  next_at timestamptz,
  last_error text,
  last_answer_at timestamptz,
  -- Answers by which a message was found to have arrived before.
  repeated bigint NOT NULL DEFAULT 0,
  -- Somebody wants both registers compared, and entries we do not have struck from theirs.
  asked_at timestamptz,
  asked_disown boolean NOT NULL DEFAULT false
);
-- The national platform is one from the beginning, with or without a row of its own.

-- One change on its way to one counterpart. The message is drawn in the transaction of the change and
-- dropped once it is acknowledged; what was answered stays.
CREATE TABLE hand_over (
  case_id uuid NOT NULL,
  counterpart text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  previous integer NOT NULL CHECK (previous >= 0 AND previous < version),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  change text NOT NULL,
  body jsonb,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'acknowledged', 'refused')),
  attempts integer NOT NULL DEFAULT 0,
  queued_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  answered_at timestamptz,
  last_error text,
  national_code text,
  receipt text,
  -- Whether the case has heard of the answer.
  noted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (case_id, counterpart, version)
);
CREATE INDEX hand_over_queue ON hand_over (counterpart, seq) WHERE state = 'queued';
CREATE INDEX hand_over_refused ON hand_over (counterpart, seq) WHERE state = 'refused';
CREATE INDEX hand_over_unnoted ON hand_over (counterpart, seq) WHERE NOT noted AND state <> 'queued';

-- What comparing the two registers found; the last hundred of each counterpart.
CREATE TABLE reconciliation (
  counterpart text NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  report jsonb NOT NULL,
  PRIMARY KEY (counterpart, number)
);

-- What waited before there was a link held no message; the first comparison hands over every entry.
DELETE FROM outbox WHERE kind = 'national';
