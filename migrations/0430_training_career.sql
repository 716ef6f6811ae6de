-- A skill that no certificate proves: somebody who works with the person judges it, one to five.
CREATE TABLE training.skill (
  code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text NOT NULL,
  name_en text NOT NULL
);
CREATE TABLE training.skill_rating (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  skill text NOT NULL REFERENCES training.skill,
  rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
  note text NOT NULL,
  rated_by bigint,
  rated_at timestamptz NOT NULL
);
CREATE INDEX skill_rating_person ON training.skill_rating (person_id, skill, rated_at DESC);
SELECT platform.append_only('training.skill_rating');

-- The ladder of a function: its steps with what each asks for. A version holds from its day until the next one's.
CREATE TABLE training.ladder_version (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  number integer NOT NULL,
  function text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  steps jsonb NOT NULL,
  from_day date NOT NULL,
  change_note text NOT NULL,
  made_by bigint,
  made_at timestamptz NOT NULL,
  UNIQUE (code, number)
);
SELECT platform.append_only('training.ladder_version');

-- Somebody proposed for another step, with what was known of them at that moment. Another person decides.
CREATE TABLE training.career_proposal (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind text NOT NULL CHECK (kind IN ('promotion', 'rotation')),
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  ladder_version_id bigint NOT NULL REFERENCES training.ladder_version,
  step text NOT NULL,
  from_post text NOT NULL,
  from_level text NOT NULL CHECK (from_level IN ('newcomer', 'regular', 'senior')),
  to_post text NOT NULL,
  to_level text NOT NULL CHECK (to_level IN ('newcomer', 'regular', 'senior')),
  to_group_id bigint NOT NULL,
  reports_to bigint,
  from_day date NOT NULL,
  reason text NOT NULL,
  evidence jsonb NOT NULL,
  lacking integer NOT NULL,
  exception_reason text NOT NULL,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused', 'withdrawn')),
  made_by bigint NOT NULL,
  made_at timestamptz NOT NULL,
  decided_by bigint,
  decided_at timestamptz,
  decision_reason text NOT NULL DEFAULT '',
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK (decided_by IS DISTINCT FROM made_by OR state IN ('proposed', 'withdrawn'))
);
CREATE UNIQUE INDEX career_proposal_open ON training.career_proposal (owner_id) WHERE state = 'proposed';
CREATE INDEX career_proposal_state ON training.career_proposal (state, id);

-- A post that must not stand empty, and who could follow.
CREATE TABLE training.key_post (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  post text NOT NULL,
  -- Nobody's own: a key post belongs to its group.
  owner_id bigint CHECK (owner_id IS NULL),
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  note text NOT NULL,
  added_by bigint,
  added_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX key_post_open ON training.key_post (post, group_id) WHERE ended_at IS NULL;
CREATE TABLE training.successor (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  key_post_id bigint NOT NULL REFERENCES training.key_post,
  person_id bigint NOT NULL,
  readiness text NOT NULL CHECK (readiness IN ('now', 'within-year', 'later')),
  note text NOT NULL,
  named_by bigint,
  named_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX successor_open ON training.successor (key_post_id, person_id) WHERE ended_at IS NULL;
