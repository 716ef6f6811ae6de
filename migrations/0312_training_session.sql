-- Lectures by people from outside, sharing among colleagues, classes; who comes, what it costs; news of the trade to be read.
CREATE TABLE training.session (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind text NOT NULL CHECK (kind IN ('lecture', 'sharing', 'class')),
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  speaker text,
  speaker_from text,
  host_id bigint,
  place text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  capacity integer NOT NULL CHECK (capacity BETWEEN 1 AND 2000),
  posts text[] NOT NULL DEFAULT '{}',
  group_id bigint,
  planned_cost bigint NOT NULL DEFAULT 0 CHECK (planned_cost >= 0),
  actual_cost bigint CHECK (actual_cost >= 0),
  host_minutes integer NOT NULL DEFAULT 0 CHECK (host_minutes BETWEEN 0 AND 6000),
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
  cancel_reason text,
  version integer NOT NULL DEFAULT 1,
  added_by bigint,
  added_at timestamptz NOT NULL,
  CHECK (ends_at > starts_at),
  CHECK (kind <> 'lecture' OR speaker IS NOT NULL),
  CHECK (kind <> 'sharing' OR host_id IS NOT NULL),
  CHECK ((state = 'held') = (actual_cost IS NOT NULL))
);
CREATE INDEX session_starts ON training.session (starts_at);

CREATE TABLE training.session_file (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  session_id bigint NOT NULL REFERENCES training.session,
  sha256 text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  added_by bigint,
  added_at timestamptz NOT NULL
);
CREATE INDEX session_file_session ON training.session_file (session_id);

-- Who wants to come: seated, waiting in order of asking, or withdrawn; and who was there.
CREATE TABLE training.registration (
  session_id bigint NOT NULL REFERENCES training.session,
  person_id bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('seated', 'waiting', 'withdrawn')),
  asked_at timestamptz NOT NULL,
  place_in_line bigint NOT NULL DEFAULT platform.new_key(),
  attended_at timestamptz,
  attended_by text CHECK (attended_by IN ('qr', 'host')),
  PRIMARY KEY (session_id, person_id),
  CHECK (attended_at IS NULL OR state = 'seated'),
  CHECK ((attended_at IS NULL) = (attended_by IS NULL))
);
CREATE INDEX registration_person ON training.registration (person_id);

CREATE TABLE training.feedback (
  session_id bigint NOT NULL REFERENCES training.session,
  person_id bigint NOT NULL,
  rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
  comment text NOT NULL DEFAULT '',
  given_at timestamptz NOT NULL,
  PRIMARY KEY (session_id, person_id)
);
SELECT platform.append_only('training.feedback');

-- What a group (null: the whole company) may spend in a year; the newest line counts.
CREATE TABLE training.budget (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  group_id bigint,
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2999),
  amount bigint NOT NULL CHECK (amount >= 0),
  reason text NOT NULL,
  set_by bigint,
  set_at timestamptz NOT NULL
);
SELECT platform.append_only('training.budget');

CREATE TABLE training.bulletin (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  title text NOT NULL,
  body text NOT NULL,
  source text NOT NULL,
  posts text[] NOT NULL DEFAULT '{}',
  must_read_by date,
  published_by bigint,
  published_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE TABLE training.bulletin_read (
  bulletin_id bigint NOT NULL REFERENCES training.bulletin,
  person_id bigint NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (bulletin_id, person_id)
);
SELECT platform.append_only('training.bulletin_read');
