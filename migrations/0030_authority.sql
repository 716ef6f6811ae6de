-- Roles, what they permit and how far, who holds them, and how much one may approve alone.
CREATE SCHEMA authority;

CREATE TABLE authority.role (
  code text PRIMARY KEY,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  version integer NOT NULL DEFAULT 1
);

-- `permission` may end in `.*`. Scope: own records, the group's (with sub-groups), the branch's, all.
CREATE TABLE authority.role_permission (
  role text NOT NULL REFERENCES authority.role,
  permission text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('own', 'group', 'branch', 'all')),
  PRIMARY KEY (role, permission)
);

-- The roles a post brings with it.
CREATE TABLE authority.post_role (
  post text NOT NULL,
  role text NOT NULL REFERENCES authority.role,
  PRIMARY KEY (post, role)
);

-- Roles given to a person beyond the post's, dated, with maker, reason and end.
CREATE TABLE authority.grant_line (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  role text NOT NULL REFERENCES authority.role,
  from_day date NOT NULL,
  to_day date,
  reason text NOT NULL,
  granted_by bigint,
  granted_at timestamptz NOT NULL,
  CHECK (to_day IS NULL OR to_day > from_day)
);
CREATE INDEX grant_line_person ON authority.grant_line (person_id);

-- Up to which total exposure a role decides alone, dated. A role without a line decides nothing.
CREATE TABLE authority.approval_limit (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  role text NOT NULL REFERENCES authority.role,
  stage text NOT NULL CHECK (stage IN ('review', 'second')),
  max_exposure bigint NOT NULL CHECK (max_exposure > 0),
  from_day date NOT NULL,
  to_day date,
  source text NOT NULL,
  CHECK (to_day IS NULL OR to_day > from_day)
);
CREATE INDEX approval_limit_role ON authority.approval_limit (role, from_day);
