-- Certificates: what one must have proved to do certain work. Whether one is live is worked out from these facts at the
-- asked instant; no job marks anything as expired.
CREATE SCHEMA training;

-- A kind of certificate. `grace_days` after the printed end it still counts; the refresher is open so many days around the end.
CREATE TABLE training.certificate_kind (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text NOT NULL,
  name_en text NOT NULL,
  validity_months integer NOT NULL CHECK (validity_months BETWEEN 1 AND 120),
  grace_days integer NOT NULL DEFAULT 0 CHECK (grace_days BETWEEN 0 AND 180),
  refresher_days integer NOT NULL DEFAULT 60 CHECK (refresher_days BETWEEN 0 AND 365),
  version integer NOT NULL DEFAULT 1
);

-- One certificate as it was given. `course_version` is the version of the kind's course it was earned on, null when from outside.
CREATE TABLE training.certificate (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind_id bigint NOT NULL REFERENCES training.certificate_kind,
  person_id bigint NOT NULL,
  number text NOT NULL UNIQUE,
  basis text NOT NULL CHECK (basis IN ('exam', 'refresher', 'external')),
  evidence text NOT NULL,
  course_version integer,
  attempt_id bigint,
  issued_at timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  grace_until timestamptz NOT NULL,
  issued_by bigint,
  CHECK (valid_until > issued_at AND grace_until >= valid_until)
);
CREATE INDEX certificate_person ON training.certificate (person_id, kind_id);
CREATE INDEX certificate_until ON training.certificate (valid_until);
SELECT platform.append_only('training.certificate');

CREATE TABLE training.certificate_revocation (
  certificate_id bigint PRIMARY KEY REFERENCES training.certificate,
  revoked_at timestamptz NOT NULL,
  revoked_by bigint,
  reason text NOT NULL
);
SELECT platform.append_only('training.certificate_revocation');

-- A new version of the course that everybody must renew on: certificates earned on an earlier one end at `renew_by` at the latest.
CREATE TABLE training.renewal (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind_id bigint NOT NULL REFERENCES training.certificate_kind,
  since_version integer NOT NULL,
  renew_by timestamptz NOT NULL,
  reason text NOT NULL,
  decided_by bigint,
  decided_at timestamptz NOT NULL,
  UNIQUE (kind_id, since_version),
  CHECK (renew_by >= decided_at)
);
SELECT platform.append_only('training.renewal');

-- Which certificates later modules have been told about having ended, so that they are told once.
CREATE TABLE training.certificate_told (
  certificate_id bigint NOT NULL REFERENCES training.certificate,
  what text NOT NULL CHECK (what IN ('expiring', 'expired')),
  told_at timestamptz NOT NULL,
  PRIMARY KEY (certificate_id, what)
);
