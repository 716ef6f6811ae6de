-- A move dated ahead moves the work on its day, not before: until then the person still does it. Who takes over what is kept here.
CREATE TABLE team.planned_hand_over (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL REFERENCES team.person,
  from_day date NOT NULL,
  -- Kinds of work with who takes them over; null: the colleagues of the group, each a share.
  plan jsonb NOT NULL,
  -- Superseded: another move took its place before its day.
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'superseded')),
  made_by bigint,
  made_at timestamptz NOT NULL
);
CREATE INDEX planned_hand_over_waiting ON team.planned_hand_over (from_day) WHERE state = 'waiting';
