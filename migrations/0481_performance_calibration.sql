-- Sittings that calibrate a group, plans of improvement with their checks, and what an appraisal says a person should learn.
CREATE TABLE performance.calibration_sitting (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  cycle_id bigint NOT NULL REFERENCES performance.cycle,
  -- Who sat in it, as id and name of the day.
  attended jsonb NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX calibration_sitting_cycle ON performance.calibration_sitting (cycle_id);
SELECT platform.append_only('performance.calibration_sitting');
ALTER TABLE performance.calibration ADD COLUMN sitting_id bigint REFERENCES performance.calibration_sitting;

CREATE TABLE performance.improvement (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL UNIQUE REFERENCES performance.appraisal,
  from_day date NOT NULL,
  to_day date NOT NULL,
  goals jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'met', 'missed')),
  outcome text,
  opened_by bigint NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CHECK (to_day > from_day),
  CHECK ((state = 'open') = (outcome IS NULL AND ended_at IS NULL))
);
CREATE TABLE performance.improvement_check (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  improvement_id bigint NOT NULL REFERENCES performance.improvement,
  day date NOT NULL,
  on_track boolean NOT NULL,
  text text NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX improvement_check_of ON performance.improvement_check (improvement_id);
SELECT platform.append_only('performance.improvement_check');

CREATE TABLE performance.development_need (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL REFERENCES performance.appraisal,
  text text NOT NULL,
  course_code text NOT NULL,
  due_on date NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (appraisal_id, course_code)
);
SELECT platform.append_only('performance.development_need');
