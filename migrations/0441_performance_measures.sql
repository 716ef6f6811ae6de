-- What a house changes of a metric, in dated versions: one proposes, another approves. The first version stands in the program.
CREATE TABLE performance.metric_version (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL,
  number integer NOT NULL CHECK (number > 1),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'rejected')),
  body jsonb NOT NULL,
  reason text NOT NULL,
  from_day date NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamptz,
  UNIQUE (code, number),
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK (state <> 'approved' OR made_by IS NULL OR decided_by <> made_by)
);
CREATE UNIQUE INDEX metric_version_open ON performance.metric_version (code) WHERE state = 'proposed';

-- A month whose figures are kept as they were: values, and the rows they were made of. What is corrected later shows as a difference.
CREATE TABLE performance.frozen_month (
  month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  frozen_at timestamptz NOT NULL,
  frozen_by bigint,
  frozen_by_name text NOT NULL,
  -- Which version of each metric it was measured by.
  versions jsonb NOT NULL
);
SELECT platform.append_only('performance.frozen_month');

-- One row for each person's rows of a metric in a group; the arrays go together.
CREATE TABLE performance.frozen_row (
  month date NOT NULL REFERENCES performance.frozen_month,
  code text NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  keys bigint[] NOT NULL,
  numbers text[] NOT NULL,
  days date[] NOT NULL,
  measures bigint[] NOT NULL,
  parts bigint[] NOT NULL,
  counted boolean[] NOT NULL
);
CREATE INDEX frozen_row_person ON performance.frozen_row (month, code, person_id);
SELECT platform.append_only('performance.frozen_row');

CREATE TABLE performance.frozen_figure (
  month date NOT NULL REFERENCES performance.frozen_month,
  code text NOT NULL,
  level text NOT NULL CHECK (level IN ('company', 'branch', 'group', 'person')),
  -- 0 for the company.
  subject_id bigint NOT NULL,
  rows integer NOT NULL,
  total text,
  part text,
  median text,
  PRIMARY KEY (month, code, level, subject_id)
);
CREATE INDEX frozen_figure_subject ON performance.frozen_figure (level, subject_id, month);
SELECT platform.append_only('performance.frozen_figure');

-- Targets: for a metric, somebody and a stretch of months. Nothing is overwritten: the line with the highest number counts.
-- A person's target is one in a group: who stood in two groups has one in each.
CREATE TABLE performance.target (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL,
  level text NOT NULL CHECK (level IN ('company', 'branch', 'group', 'person')),
  branch_id bigint,
  group_id bigint,
  person_id bigint,
  from_day date NOT NULL CHECK (extract(day FROM from_day) = 1),
  to_day date NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  -- In the metric's unit: fen, number, share, minutes. A metric that is good within a band has an upper end too.
  value numeric NOT NULL CHECK (value > 0),
  upper numeric CHECK (upper > value),
  origin text NOT NULL CHECK (origin IN ('set', 'cascade', 'counter', 'change')),
  -- The line it was split from.
  parent_id bigint REFERENCES performance.target,
  reason text NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_on date NOT NULL,
  made_at timestamptz NOT NULL,
  CHECK (to_day > from_day),
  CHECK ((level = 'company') = (branch_id IS NULL)),
  CHECK (level IN ('company', 'branch') OR group_id IS NOT NULL),
  CHECK ((level = 'person') = (person_id IS NOT NULL))
);
CREATE UNIQUE INDEX target_line ON performance.target (code, level, coalesce(branch_id, 0), coalesce(group_id, 0), coalesce(person_id, 0), from_day, to_day, number);
CREATE INDEX target_person ON performance.target (person_id, from_day) WHERE person_id IS NOT NULL;
SELECT platform.append_only('performance.target');

-- Whom a target is set for may answer with another value and why; who set it accepts or declines.
CREATE TABLE performance.target_counter (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  target_id bigint NOT NULL REFERENCES performance.target,
  value numeric NOT NULL CHECK (value > 0),
  reason text NOT NULL,
  made_by bigint NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'declined')),
  answer text,
  answered_by bigint,
  answered_by_name text,
  answered_at timestamptz,
  CHECK ((state = 'open') = (answered_at IS NULL)),
  CHECK (answered_by IS NULL OR answered_by <> made_by)
);
CREATE UNIQUE INDEX target_counter_open ON performance.target_counter (target_id) WHERE state = 'open';
