-- Keys by which a program acts for an account. Only the digest of a key is kept: the key itself is shown once
-- and is 256 bits of chance, so that a plain digest of it cannot be guessed backwards. What a key may do is
-- asked of its account each time it is used.

CREATE TABLE api_key (
  key_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (account_id),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  scope text NOT NULL CHECK (scope IN ('read', 'act')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used timestamptz,
  revoked_at timestamptz,
  CHECK (expires_at <= created_at + interval '366 days')
);
CREATE INDEX api_key_account ON api_key (account_id, key_id DESC);
