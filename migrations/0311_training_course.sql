-- Courses and their versions, lessons, the question bank, cases, exams, who must learn what, and what has been learnt.

-- A course, or the shorter refresher of one; passing its exam gives the certificate of its kind where it names one.
CREATE TABLE training.course (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  kind text NOT NULL CHECK (kind IN ('course', 'refresher')),
  topic text NOT NULL,
  certificate_kind_id bigint REFERENCES training.certificate_kind,
  retired_at timestamptz,
  CHECK (kind = 'course' OR certificate_kind_id IS NOT NULL)
);
CREATE UNIQUE INDEX course_certificate ON training.course (certificate_kind_id, kind) WHERE retired_at IS NULL;

-- A version of a course's content. `exam` says how its exam is drawn, null where there is none. Published ones never change.
CREATE TABLE training.course_version (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  course_id bigint NOT NULL REFERENCES training.course,
  number integer NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'published')),
  title text NOT NULL,
  title_en text NOT NULL,
  summary text NOT NULL,
  exam jsonb,
  change_note text NOT NULL DEFAULT '',
  revision integer NOT NULL DEFAULT 1,
  written_by bigint,
  published_by bigint,
  published_at timestamptz,
  UNIQUE (course_id, number),
  CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX course_draft ON training.course_version (course_id) WHERE state = 'draft';
CREATE FUNCTION training.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published course version is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON training.course_version
  FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION training.keep_published();

-- Real applications told without anything that names anybody, with what policy says and how it ended.
CREATE TABLE training.case_study (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  title text NOT NULL,
  topic text NOT NULL,
  story text NOT NULL,
  facts jsonb NOT NULL,
  policy_verdict text NOT NULL CHECK (policy_verdict IN ('approve', 'reject', 'return', 'escalate')),
  policy_reasons text[] NOT NULL,
  policy_note text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('performed', 'late', 'defaulted', 'fraud', 'unknown')),
  outcome_note text NOT NULL DEFAULT '',
  source text NOT NULL DEFAULT '',
  added_by bigint,
  added_at timestamptz NOT NULL,
  retired_at timestamptz
);

CREATE TABLE training.lesson (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  version_id bigint NOT NULL REFERENCES training.course_version,
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'slides', 'video', 'case')),
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 600),
  sha256 text,
  file_name text,
  media_type text,
  case_id bigint REFERENCES training.case_study,
  UNIQUE (version_id, position),
  CHECK (kind IN ('text', 'case') OR sha256 IS NOT NULL),
  CHECK ((kind = 'case') = (case_id IS NOT NULL))
);

-- The question bank. A question is never rewritten: a better one replaces it, so that what was asked and answered stays true.
CREATE TABLE training.question (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  topic text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('single', 'multiple', 'true-false', 'number')),
  difficulty integer NOT NULL CHECK (difficulty BETWEEN 1 AND 5),
  stem text NOT NULL,
  options text[] NOT NULL,
  answer jsonb NOT NULL,
  explanation text NOT NULL,
  source text NOT NULL DEFAULT '',
  replaces bigint REFERENCES training.question,
  added_by bigint,
  added_at timestamptz NOT NULL,
  retired_at timestamptz
);
CREATE INDEX question_topic ON training.question (topic) WHERE retired_at IS NULL;
CREATE FUNCTION training.keep_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'retired_at') <> (to_jsonb(OLD) - 'retired_at') OR OLD.retired_at IS NOT NULL THEN
    RAISE EXCEPTION 'a question is replaced, never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_question BEFORE UPDATE ON training.question FOR EACH ROW EXECUTE FUNCTION training.keep_question();

-- One sitting of an exam. The token is the open window's; opening another gives a new one, and the old window can save no more.
CREATE TABLE training.attempt (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  version_id bigint NOT NULL REFERENCES training.course_version,
  number integer NOT NULL,
  token_hash text NOT NULL,
  windows integer NOT NULL DEFAULT 1,
  started_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text CHECK (closed_by IN ('person', 'time')),
  score integer CHECK (score BETWEEN 0 AND 100),
  passed boolean,
  CHECK (ends_at > started_at),
  CHECK ((closed_at IS NULL) = (score IS NULL) AND (closed_at IS NULL) = (passed IS NULL))
);
CREATE UNIQUE INDEX attempt_open ON training.attempt (person_id) WHERE closed_at IS NULL;
CREATE INDEX attempt_person ON training.attempt (person_id, version_id);
CREATE INDEX attempt_overdue ON training.attempt (ends_at) WHERE closed_at IS NULL;

-- What was asked, in which order it was shown, and what was answered. `points` of 100, null until graded.
CREATE TABLE training.attempt_item (
  attempt_id bigint NOT NULL REFERENCES training.attempt,
  position integer NOT NULL,
  question_id bigint REFERENCES training.question,
  case_id bigint REFERENCES training.case_study,
  shown integer[] NOT NULL DEFAULT '{}',
  answer jsonb,
  answered_at timestamptz,
  points integer CHECK (points BETWEEN 0 AND 100),
  detail jsonb,
  PRIMARY KEY (attempt_id, position),
  CHECK ((question_id IS NULL) <> (case_id IS NULL))
);
CREATE INDEX attempt_item_question ON training.attempt_item (question_id);
CREATE INDEX attempt_item_case ON training.attempt_item (case_id);

CREATE TABLE training.lesson_read (
  person_id bigint NOT NULL,
  lesson_id bigint NOT NULL REFERENCES training.lesson,
  read_at timestamptz NOT NULL,
  seconds integer NOT NULL,
  PRIMARY KEY (person_id, lesson_id)
);

-- A course learnt to the end: every lesson read, and the exam passed where there is one.
CREATE TABLE training.completion (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  course_id bigint NOT NULL REFERENCES training.course,
  version_number integer NOT NULL,
  attempt_id bigint REFERENCES training.attempt,
  completed_at timestamptz NOT NULL
);
CREATE INDEX completion_person ON training.completion (person_id, course_id, completed_at);
SELECT platform.append_only('training.completion');

-- What a post has to learn, by level, and which certificates it has to hold.
CREATE TABLE training.path (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  post text NOT NULL,
  level text NOT NULL CHECK (level IN ('newcomer', 'regular', 'senior')),
  name text NOT NULL,
  name_en text NOT NULL,
  since timestamptz NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  UNIQUE (post, level)
);
CREATE TABLE training.path_course (
  path_id bigint NOT NULL REFERENCES training.path,
  course_id bigint NOT NULL REFERENCES training.course,
  position integer NOT NULL,
  within_days integer NOT NULL CHECK (within_days BETWEEN 1 AND 730),
  PRIMARY KEY (path_id, course_id)
);
CREATE TABLE training.person_level (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  level text NOT NULL CHECK (level IN ('newcomer', 'regular', 'senior')),
  reason text NOT NULL,
  set_by bigint,
  set_at timestamptz NOT NULL
);
CREATE INDEX person_level_person ON training.person_level (person_id, set_at);
SELECT platform.append_only('training.person_level');
CREATE TABLE training.post_certificate (
  post text NOT NULL,
  certificate_kind_id bigint NOT NULL REFERENCES training.certificate_kind,
  PRIMARY KEY (post, certificate_kind_id)
);

-- A course given to one person, beyond the path: by a manager, by a defect found, for a certificate running out.
CREATE TABLE training.course_duty (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  course_id bigint NOT NULL REFERENCES training.course,
  source text NOT NULL CHECK (source IN ('assigned', 'defect', 'plan')),
  reason text NOT NULL,
  due_on date NOT NULL,
  given_by bigint,
  given_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  about text,
  once text UNIQUE
);
CREATE INDEX course_duty_person ON training.course_duty (person_id) WHERE withdrawn_at IS NULL;

-- Minutes of training a person is credited with, one line for each thing done.
CREATE TABLE training.credit (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('course', 'lecture', 'sharing', 'class', 'hosting')),
  minutes integer NOT NULL CHECK (minutes BETWEEN 0 AND 6000),
  day date NOT NULL,
  source_id bigint NOT NULL,
  title text NOT NULL,
  credited_at timestamptz NOT NULL,
  UNIQUE (person_id, kind, source_id)
);
CREATE INDEX credit_person ON training.credit (person_id, day);
SELECT platform.append_only('training.credit');

-- A person's plan of the year.
CREATE TABLE training.plan_item (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2999),
  kind text NOT NULL CHECK (kind IN ('course', 'hours', 'other')),
  course_id bigint REFERENCES training.course,
  target_minutes integer,
  title text NOT NULL,
  due_on date NOT NULL,
  added_by bigint,
  added_at timestamptz NOT NULL,
  done_at timestamptz,
  dropped_at timestamptz,
  CHECK ((kind = 'course') = (course_id IS NOT NULL)),
  CHECK ((kind = 'hours') = (target_minutes IS NOT NULL))
);
CREATE INDEX plan_item_person ON training.plan_item (person_id, year) WHERE dropped_at IS NULL;
