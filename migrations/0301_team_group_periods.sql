-- A group's name, place in the tree and leader hold from a day to a day (exclusive); a change ends one period and begins another,
-- so that the organisation of any day can be shown. The database itself refuses two periods of one group, two groups of one name in
-- a branch, and two posts of one person on the same day.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE team.group_period (
  group_id bigint NOT NULL REFERENCES team.team_group,
  branch_id bigint NOT NULL REFERENCES team.branch,
  name text NOT NULL,
  parent_id bigint REFERENCES team.team_group,
  leader_id bigint REFERENCES team.person,
  from_day date NOT NULL,
  to_day date,
  PRIMARY KEY (group_id, from_day),
  CHECK (to_day IS NULL OR to_day > from_day),
  CHECK (parent_id <> group_id),
  CONSTRAINT group_period_one_a_day EXCLUDE USING gist (group_id WITH =, daterange(from_day, to_day) WITH &&),
  CONSTRAINT group_period_name_once EXCLUDE USING gist (branch_id WITH =, name WITH =, daterange(from_day, to_day) WITH &&)
);
CREATE INDEX group_period_parent ON team.group_period (parent_id);
CREATE INDEX group_period_leader ON team.group_period (leader_id);

INSERT INTO team.group_period (group_id, branch_id, name, parent_id, from_day)
  SELECT id, branch_id, name, parent_id, '2000-01-01' FROM team.team_group;
ALTER TABLE team.team_group DROP COLUMN name, DROP COLUMN parent_id;

-- Who changed what of a group, from which day, and why.
CREATE TABLE team.group_change (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  group_id bigint NOT NULL REFERENCES team.team_group,
  from_day date NOT NULL,
  change jsonb NOT NULL,
  reason text NOT NULL,
  changed_by bigint,
  changed_by_name text NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX group_change_group ON team.group_change (group_id, id);
SELECT platform.append_only('team.group_change');

ALTER TABLE team.assignment
  ADD COLUMN reason text,
  ADD COLUMN made_by_name text,
  ADD COLUMN made_on date,
  ADD CONSTRAINT assignment_one_a_day EXCLUDE USING gist (person_id WITH =, daterange(from_day, to_day) WITH &&);
