-- What every module stands on: keys, append-only tables, the business day, the audit line, idempotency, files.
CREATE SCHEMA platform;

CREATE SEQUENCE platform.key_sequence AS bigint MINVALUE 0 MAXVALUE 1048575 START 0 CYCLE CACHE 32;

-- A time-sortable key: 43 bits of milliseconds since 1970, 20 bits of sequence. Sorts by age, unique while fewer than a
-- million keys are made in one millisecond, eight bytes wide.
CREATE FUNCTION platform.new_key() RETURNS bigint LANGUAGE sql VOLATILE PARALLEL UNSAFE AS $$
  SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint << 20) | nextval('platform.key_sequence')
$$;

CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of %.% are facts: they are corrected by new rows, never changed or removed', TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

-- Makes a table append-only: no UPDATE, DELETE or TRUNCATE, whoever asks.
CREATE FUNCTION platform.append_only(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION platform.refuse_change()', target);
  EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
END
$$;

-- The open business day is the one row without closed_at.
CREATE TABLE platform.business_day (
  day date PRIMARY KEY,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE UNIQUE INDEX business_day_open ON platform.business_day ((true)) WHERE closed_at IS NULL;

CREATE TABLE platform.audit (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  at timestamptz NOT NULL,
  business_day date NOT NULL,
  actor text NOT NULL,
  actor_name text NOT NULL,
  operation text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'previewed')),
  refusal text,
  about text[] NOT NULL DEFAULT '{}',
  detail jsonb NOT NULL DEFAULT '{}',
  request_id text NOT NULL,
  address text
);
CREATE INDEX audit_about ON platform.audit USING gin (about);
CREATE INDEX audit_actor ON platform.audit (actor, id);
SELECT platform.append_only('platform.audit');

-- One answer per actor and key: a retry with the same body gets the first answer, another body is refused. The answer is
-- sealed: it may hold what only its asker may read.
CREATE TABLE platform.idempotency (
  actor text NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  body_hash text NOT NULL,
  answer bytea,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_age ON platform.idempotency (created_at);

-- Files are stored by content; what a file means and who may see it is the owning module's.
CREATE TABLE platform.file (
  sha256 text PRIMARY KEY,
  media_type text NOT NULL,
  size integer NOT NULL,
  sealed boolean NOT NULL,
  content bytea NOT NULL,
  created_at timestamptz NOT NULL
);
SELECT platform.append_only('platform.file');

-- Facts of this installation that are neither business parameters nor secrets.
CREATE TABLE platform.installation (
  name text PRIMARY KEY,
  value jsonb NOT NULL
);
