-- What a newcomer would have decided on a file under review. It counts for nothing and nobody else sees it before the file was decided.
CREATE TABLE origination.shadow_decision (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  application_id bigint NOT NULL REFERENCES origination.application,
  -- The last step of the file the newcomer could see; what was decided after it is what this is compared with.
  seen_event bigint NOT NULL,
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  verdict text NOT NULL CHECK (verdict IN ('approve', 'reject', 'return', 'escalate')),
  reason text,
  principal bigint CHECK (principal > 0),
  note text NOT NULL,
  at timestamptz NOT NULL,
  UNIQUE (application_id, owner_id, seen_event)
);
CREATE INDEX shadow_decision_owner ON origination.shadow_decision (owner_id, id);
SELECT platform.append_only('origination.shadow_decision');
