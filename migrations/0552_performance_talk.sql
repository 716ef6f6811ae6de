-- What was answered in a pulse is read when means are told and by nobody's page.
ALTER TABLE performance.pulse_given ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.pulse_given FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.pulse_given')));
ALTER TABLE performance.pulse_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.pulse_answer FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.pulse_answer')));

-- One-to-ones. That a talk was held stands apart from what was said in it: auditors see the first, only the two see the other.
CREATE TABLE performance.talk (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  manager_id bigint NOT NULL,
  person_id bigint NOT NULL,
  held_on date NOT NULL,
  -- When they mean to meet again.
  next_on date,
  by_id bigint NOT NULL,
  at timestamptz NOT NULL,
  CHECK (manager_id <> person_id),
  CHECK (next_on > held_on)
);
CREATE INDEX talk_person ON performance.talk (person_id, held_on);
CREATE INDEX talk_manager ON performance.talk (manager_id, held_on);
SELECT platform.append_only('performance.talk');
SELECT platform.wall('performance.talk', 'person_id', NULL, NULL, 'manager_id');

CREATE TABLE performance.talk_note (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  talk_id bigint NOT NULL REFERENCES performance.talk,
  manager_id bigint NOT NULL,
  person_id bigint NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  body_sealed bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX talk_note_talk ON performance.talk_note (talk_id, id);
SELECT platform.append_only('performance.talk_note');
SELECT platform.wall('performance.talk_note', 'person_id', NULL, NULL, 'manager_id');
