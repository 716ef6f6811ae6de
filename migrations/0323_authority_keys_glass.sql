-- Keys that programs call with, for their owner and with no more than the owner's rights. Only the hash is kept.
CREATE TABLE authority.api_key (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('personal', 'service')),
  label text NOT NULL,
  beginning text NOT NULL,
  hash bytea NOT NULL UNIQUE,
  permissions text[] NOT NULL CHECK (cardinality(permissions) > 0),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
CREATE INDEX api_key_person ON authority.api_key (person_id);
SELECT platform.append_only('authority.api_key');
CREATE TABLE authority.api_key_end (
  key_id bigint PRIMARY KEY REFERENCES authority.api_key,
  ended_at timestamptz NOT NULL,
  ended_by bigint,
  ended_by_name text NOT NULL,
  reason text NOT NULL
);
SELECT platform.append_only('authority.api_key_end');

-- Emergency access: which permissions somebody took, why, until when at the latest; when it ended; what a second person found afterwards.
CREATE TABLE authority.glass (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  permissions text[] NOT NULL CHECK (cardinality(permissions) > 0),
  reason text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at > from_at)
);
CREATE INDEX glass_person ON authority.glass (person_id, until_at);
SELECT platform.append_only('authority.glass');
CREATE TABLE authority.glass_end (
  glass_id bigint PRIMARY KEY REFERENCES authority.glass,
  ended_at timestamptz NOT NULL,
  ended_by_name text NOT NULL
);
SELECT platform.append_only('authority.glass_end');
CREATE TABLE authority.glass_review (
  glass_id bigint PRIMARY KEY REFERENCES authority.glass,
  proper boolean NOT NULL,
  note text NOT NULL,
  reviewed_by bigint NOT NULL,
  reviewed_by_name text NOT NULL,
  reviewed_at timestamptz NOT NULL
);
SELECT platform.append_only('authority.glass_review');
CREATE INDEX audit_glass ON platform.audit USING gin ((detail -> 'glass')) WHERE detail ? 'glass';
