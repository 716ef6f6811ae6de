-- Delegation 授权委托: a person lets another use some of their own permissions, or approve up to an amount, for a period and for
-- a reason. A line is a fact; ending it early is another fact, so that any past day can be told.
CREATE TABLE team.delegation (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  from_person_id bigint NOT NULL REFERENCES team.person,
  to_person_id bigint NOT NULL REFERENCES team.person,
  -- Names of permissions; the word `approval` among them lets the holder decide cases up to `approval_cap`.
  permissions text[] NOT NULL CHECK (cardinality(permissions) > 0),
  approval_cap bigint CHECK (approval_cap > 0),
  from_day date NOT NULL,
  to_day date NOT NULL,
  reason text NOT NULL,
  -- The leave it was given for; when that leave is cancelled, the delegation ends.
  leave_id bigint REFERENCES team.leave,
  given_at timestamptz NOT NULL,
  CHECK (from_person_id <> to_person_id),
  CHECK (to_day >= from_day),
  CHECK (('approval' = ANY (permissions)) = (approval_cap IS NOT NULL))
);
CREATE INDEX delegation_to ON team.delegation (to_person_id, to_day);
CREATE INDEX delegation_from ON team.delegation (from_person_id, to_day);
SELECT platform.append_only('team.delegation');

-- Ended before its last day: it holds up to but not on `on_day`, and no longer from the moment this line stands.
CREATE TABLE team.delegation_end (
  delegation_id bigint PRIMARY KEY REFERENCES team.delegation,
  on_day date NOT NULL,
  ended_by bigint,
  ended_by_name text NOT NULL,
  reason text NOT NULL,
  ended_at timestamptz NOT NULL
);
SELECT platform.append_only('team.delegation_end');

-- Everybody may delegate what is their own. A new installation gets its roles from the program and has none at this moment.
INSERT INTO authority.role_permission (role, permission, scope)
  SELECT code, 'team.delegation.write', 'own' FROM authority.role ON CONFLICT DO NOTHING;
