-- What can be wrong with a decided file. A change of severity touches defects recorded from then on only.
CREATE TABLE origination.defect_code (
  code text PRIMARY KEY CHECK (code ~ '^[a-z0-9-]{2,40}$'),
  name text NOT NULL,
  name_en text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('minor', 'major', 'critical')),
  -- The course in `training` that teaches how to avoid it.
  course_code text,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1
);
INSERT INTO origination.defect_code (code, name, name_en, severity) VALUES
  ('income-unverified', '收入未核实', 'Income not verified', 'major'),
  ('document-missed', '漏查资料', 'Paper overlooked', 'major'),
  ('document-unclear', '资料不清仍通过', 'Unreadable paper accepted', 'minor'),
  ('identity-unchecked', '身份核验不到位', 'Identity not checked', 'critical'),
  ('vehicle-value', '车价或评估价偏离', 'Vehicle value off', 'major'),
  ('policy-breach', '违反政策', 'Against policy', 'critical'),
  ('reason-missing', '审批理由不充分', 'Decision without sufficient reasons', 'minor'),
  ('wrongly-rejected', '不当拒绝', 'Rejected without ground', 'major');

-- One draw a day, after its close. The seed is made at the draw, so nobody knows it before; with it anybody can draw again.
CREATE TABLE origination.quality_draw (
  day date PRIMARY KEY,
  seed text NOT NULL,
  share numeric NOT NULL,
  -- What the draws before left over, in ten-billionths of a file, so that the share is kept over days of few files.
  carry_before bigint NOT NULL,
  carry_after bigint NOT NULL,
  population integer NOT NULL,
  taken integer NOT NULL,
  drawn_at timestamptz NOT NULL
);
SELECT platform.append_only('origination.quality_draw');

-- Every decision that lay in a draw, taken at random or not.
CREATE TABLE origination.quality_candidate (
  event_id bigint PRIMARY KEY REFERENCES origination.application_event,
  day date NOT NULL REFERENCES origination.quality_draw,
  taken boolean NOT NULL
);
CREATE INDEX quality_candidate_day ON origination.quality_candidate (day);
SELECT platform.append_only('origination.quality_candidate');

-- n defects of one code: the lesson given for it, and how many of the person's next files are checked one by one.
CREATE TABLE origination.quality_lesson (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  code text NOT NULL REFERENCES origination.defect_code,
  course_code text,
  -- Whether the course could be given: a code without one, or one not yet published, still means re-checks.
  course_given boolean NOT NULL,
  defects bigint[] NOT NULL,
  recheck_files integer NOT NULL,
  day date NOT NULL,
  at timestamptz NOT NULL,
  learnt_at timestamptz
);
CREATE INDEX quality_lesson_person ON origination.quality_lesson (person_id, code, at);

CREATE TABLE origination.quality_check (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  event_id bigint NOT NULL REFERENCES origination.application_event,
  application_id bigint NOT NULL REFERENCES origination.application,
  occasion text NOT NULL CHECK (occasion IN ('decision', 'first-payment-default')),
  reasons text[] NOT NULL CHECK (cardinality(reasons) > 0 AND reasons <@ ARRAY['random', 'exception', 'newcomer', 're-check', 'first-payment-default']),
  lesson_id bigint REFERENCES origination.quality_lesson,
  -- The person whose decision it is: whose record this is.
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  decision text NOT NULL CHECK (decision IN ('approve', 'reject')),
  decided_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'clean', 'found', 'contested', 'closed')),
  drawn_at timestamptz NOT NULL,
  checked_by bigint,
  checked_by_name text,
  checked_at timestamptz,
  note text NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  UNIQUE (event_id, occasion),
  CHECK ((state = 'open') = (checked_at IS NULL))
);
CREATE INDEX quality_check_owner ON origination.quality_check (owner_id, decided_at);
CREATE INDEX quality_check_state ON origination.quality_check (state, id);
CREATE INDEX quality_check_application ON origination.quality_check (application_id);
CREATE INDEX quality_check_lesson ON origination.quality_check (lesson_id) WHERE lesson_id IS NOT NULL;

CREATE TABLE origination.quality_defect (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  check_id bigint NOT NULL REFERENCES origination.quality_check,
  code text NOT NULL REFERENCES origination.defect_code,
  severity text NOT NULL CHECK (severity IN ('minor', 'major', 'critical')),
  note text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (check_id, code)
);
SELECT platform.append_only('origination.quality_defect');

-- What the person judged says to it; silence until the days are over stands as it is recorded.
CREATE TABLE origination.quality_reply (
  defect_id bigint PRIMARY KEY REFERENCES origination.quality_defect,
  answer text NOT NULL CHECK (answer IN ('accept', 'contest', 'lapsed')),
  reason text NOT NULL,
  at timestamptz NOT NULL
);
SELECT platform.append_only('origination.quality_reply');

-- The word of a third person on a contested defect.
CREATE TABLE origination.quality_ruling (
  defect_id bigint PRIMARY KEY REFERENCES origination.quality_reply,
  upheld boolean NOT NULL,
  reason text NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
SELECT platform.append_only('origination.quality_ruling');
