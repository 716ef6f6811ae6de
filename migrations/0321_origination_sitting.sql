-- A sitting of the credit committee over one application: who sits, how each voted with reasons, and what came of it.
CREATE TABLE origination.sitting (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  application_id bigint NOT NULL REFERENCES origination.application,
  committee text NOT NULL,
  -- The version of the committee's rule that it sits by.
  rule_number integer NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'vetoed', 'adjourned')),
  chair_id bigint NOT NULL,
  chair_name text NOT NULL,
  convened_by bigint NOT NULL,
  convened_by_name text NOT NULL,
  convened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closing_note text NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX sitting_open ON origination.sitting (application_id) WHERE state = 'open';
CREATE INDEX sitting_application ON origination.sitting (application_id, id);

CREATE TABLE origination.sitting_member (
  sitting_id bigint NOT NULL REFERENCES origination.sitting,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  PRIMARY KEY (sitting_id, person_id)
);
SELECT platform.append_only('origination.sitting_member');

-- One vote each, never changed: a dissent stays on record with its reasons.
CREATE TABLE origination.sitting_vote (
  sitting_id bigint NOT NULL,
  person_id bigint NOT NULL,
  vote text NOT NULL CHECK (vote IN ('for', 'against', 'abstain')),
  opinion text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (sitting_id, person_id),
  FOREIGN KEY (sitting_id, person_id) REFERENCES origination.sitting_member
);
SELECT platform.append_only('origination.sitting_vote');
