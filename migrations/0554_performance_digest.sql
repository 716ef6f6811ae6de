-- The weekly digest of each person, as it stood that Monday; only facts, said in the reader's language when read.
CREATE TABLE performance.digest (
  person_id bigint NOT NULL,
  -- The Monday of the week it tells of.
  week date NOT NULL,
  body jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (person_id, week)
);
SELECT platform.append_only('performance.digest');
ALTER TABLE performance.digest ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.digest FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.digest')));
