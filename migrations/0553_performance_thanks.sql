-- What a person has chosen of the pages about people: not to be listed, no weekly digest.
CREATE TABLE performance.choice (
  person_id bigint PRIMARY KEY,
  unlisted boolean NOT NULL DEFAULT false,
  no_digest boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL
);
ALTER TABLE performance.choice ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.choice FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.choice')));

-- A colleague thanks a colleague. Counted, never paid: nothing of pay or appraisal reads this table.
CREATE TABLE performance.thanks (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  -- The group of whoever is thanked, on that day.
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('help', 'customer', 'quality', 'teaching', 'idea')),
  body text NOT NULL,
  -- The record it is about, if any.
  record text,
  day date NOT NULL,
  at timestamptz NOT NULL,
  CHECK (person_id <> by_id)
);
CREATE INDEX thanks_person ON performance.thanks (person_id, day);
CREATE INDEX thanks_group ON performance.thanks (group_id, id);
CREATE INDEX thanks_by ON performance.thanks (by_id, day);
SELECT platform.append_only('performance.thanks');
ALTER TABLE performance.thanks ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.thanks FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.thanks')));
