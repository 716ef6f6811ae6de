-- Branches, groups, posts, people, who holds which post where and reports to whom, and leave.
CREATE SCHEMA team;

CREATE TABLE team.branch (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  city text NOT NULL
);

CREATE TABLE team.team_group (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  branch_id bigint NOT NULL REFERENCES team.branch,
  parent_id bigint REFERENCES team.team_group,
  name text NOT NULL,
  function text NOT NULL CHECK (function IN ('market', 'review', 'risk', 'service', 'collection', 'finance', 'management', 'training', 'audit', 'administration')),
  version integer NOT NULL DEFAULT 1,
  CHECK (parent_id <> id),
  UNIQUE (branch_id, name)
);

CREATE TABLE team.person (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  user_id text NOT NULL UNIQUE,
  username text NOT NULL UNIQUE,
  name text NOT NULL,
  joined_on date NOT NULL,
  left_on date,
  version integer NOT NULL DEFAULT 1,
  CHECK (left_on IS NULL OR left_on >= joined_on)
);

-- A person holds a post in a group from a day to a day (exclusive) and reports to someone; changes end one and begin another.
CREATE TABLE team.assignment (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL REFERENCES team.person,
  post text NOT NULL CHECK (post IN ('market_developer', 'credit_reviewer', 'senior_reviewer', 'risk_officer', 'risk_director', 'service_agent', 'collector', 'finance_officer', 'finance_manager', 'team_manager', 'hr_officer', 'auditor', 'administrator')),
  group_id bigint NOT NULL REFERENCES team.team_group,
  reports_to bigint REFERENCES team.person,
  from_day date NOT NULL,
  to_day date,
  CHECK (to_day IS NULL OR to_day > from_day),
  CHECK (reports_to <> person_id)
);
CREATE INDEX assignment_person ON team.assignment (person_id, from_day);
CREATE INDEX assignment_group ON team.assignment (group_id) WHERE to_day IS NULL;
CREATE INDEX assignment_reports_to ON team.assignment (reports_to) WHERE to_day IS NULL;

CREATE TABLE team.leave (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL REFERENCES team.person,
  kind text NOT NULL CHECK (kind IN ('annual', 'sick', 'personal', 'training', 'other')),
  from_day date NOT NULL,
  to_day date NOT NULL,
  stand_in_id bigint REFERENCES team.person,
  reason text NOT NULL,
  cancelled_at timestamptz,
  CHECK (to_day >= from_day),
  CHECK (stand_in_id <> person_id)
);
CREATE INDEX leave_person ON team.leave (person_id, to_day) WHERE cancelled_at IS NULL;
