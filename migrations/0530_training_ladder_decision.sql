-- A version of a ladder holds once a second person has approved it: who can rise and by what is a rule like any other.
CREATE TABLE training.ladder_decision (
  ladder_version_id bigint PRIMARY KEY REFERENCES training.ladder_version,
  approved boolean NOT NULL,
  reason text NOT NULL,
  -- Nobody where the version was in force before a second person was asked for.
  decided_by bigint,
  decided_at timestamptz NOT NULL
);
SELECT platform.append_only('training.ladder_decision');

INSERT INTO training.ladder_decision (ladder_version_id, approved, reason, decided_at)
SELECT id, true, '复核制度施行前已生效', made_at FROM training.ladder_version;
