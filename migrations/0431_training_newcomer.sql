-- What the first days in a post consist of. A version holds for who begins from its day on.
CREATE TABLE training.first_days_plan (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  post text NOT NULL,
  number integer NOT NULL,
  from_day date NOT NULL,
  items jsonb NOT NULL,
  review_days integer[] NOT NULL CHECK (cardinality(review_days) > 0),
  change_note text NOT NULL,
  made_by bigint,
  made_at timestamptz NOT NULL,
  UNIQUE (post, number)
);
SELECT platform.append_only('training.first_days_plan');

-- Somebody's first days, on the plan as it was when they began, beside a mentor.
CREATE TABLE training.newcomer (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  post text NOT NULL,
  plan_id bigint NOT NULL REFERENCES training.first_days_plan,
  mentor_id bigint NOT NULL,
  from_day date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'passed', 'ended')),
  started_by bigint,
  started_at timestamptz NOT NULL,
  ended_by bigint,
  ended_at timestamptz,
  ended_reason text NOT NULL DEFAULT '',
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK (mentor_id <> owner_id)
);
CREATE UNIQUE INDEX newcomer_open ON training.newcomer (owner_id) WHERE state = 'open';
CREATE INDEX newcomer_mentor ON training.newcomer (mentor_id) WHERE state = 'open';

CREATE TABLE training.newcomer_tick (
  newcomer_id bigint NOT NULL REFERENCES training.newcomer,
  item text NOT NULL,
  done_by bigint NOT NULL,
  done_at timestamptz NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (newcomer_id, item)
);
SELECT platform.append_only('training.newcomer_tick');

-- What newcomer, mentor and manager each say at a milestone, once.
CREATE TABLE training.newcomer_review (
  newcomer_id bigint NOT NULL REFERENCES training.newcomer,
  day integer NOT NULL,
  role text NOT NULL CHECK (role IN ('newcomer', 'mentor', 'manager')),
  verdict text NOT NULL CHECK (verdict IN ('on-track', 'behind', 'at-risk')),
  good text NOT NULL,
  better text NOT NULL,
  said_by bigint NOT NULL,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (newcomer_id, day, role)
);
SELECT platform.append_only('training.newcomer_review');

-- A certificate from outside that its holder shows; somebody else accepts it or not.
CREATE TABLE training.proof (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  kind_id bigint NOT NULL REFERENCES training.certificate_kind,
  issuer text NOT NULL,
  issued_on date NOT NULL,
  valid_until date,
  sha256 text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  sent_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'refused')),
  decided_by bigint,
  decided_at timestamptz,
  reason text NOT NULL DEFAULT '',
  certificate_id bigint REFERENCES training.certificate,
  CHECK (decided_by <> owner_id),
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK ((state = 'accepted') = (certificate_id IS NOT NULL)),
  CHECK (valid_until > issued_on)
);
CREATE UNIQUE INDEX proof_waiting ON training.proof (owner_id, kind_id) WHERE state = 'waiting';
CREATE INDEX proof_state ON training.proof (state, id);
