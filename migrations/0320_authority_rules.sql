-- Who may do what is kept as dated, numbered versions of rules: roles, the roles a post brings, grants to persons, the approval
-- matrix, segregation of duties, certificates asked for, committees and settings. Each version has a maker and a reason, takes
-- effect from a day, and counts only once another person has approved it. Nothing here is ever changed: a new version follows.
CREATE TABLE authority.rule_version (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind text NOT NULL CHECK (kind IN ('role', 'post', 'grant', 'matrix', 'duty', 'certificate', 'committee', 'setting')),
  code text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  -- Null: from that day on the rule holds no more.
  content jsonb,
  from_day date NOT NULL,
  -- The first day it holds no more; null while nothing ends it but the version that follows.
  to_day date,
  reason text NOT NULL,
  source text NOT NULL,
  proposed_by bigint,
  proposed_by_name text NOT NULL,
  proposed_at timestamptz NOT NULL,
  UNIQUE (kind, code, number),
  CHECK (to_day IS NULL OR to_day > from_day)
);
SELECT platform.append_only('authority.rule_version');

-- What the second person said. Without a maker the program itself installed the rule.
CREATE TABLE authority.rule_decision (
  version_id bigint PRIMARY KEY REFERENCES authority.rule_version,
  approved boolean NOT NULL,
  decided_by bigint,
  decided_by_name text NOT NULL,
  decided_at timestamptz NOT NULL,
  reason text NOT NULL
);
SELECT platform.append_only('authority.rule_decision');

-- One value that no two states of the decisions share, so that whoever keeps the rules in memory knows when they are stale. Not a
-- counter: a transaction that is rolled back must leave no number that another takes again.
CREATE TABLE authority.rule_stamp (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  stamp uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO authority.rule_stamp DEFAULT VALUES;
CREATE FUNCTION authority.renew_rule_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE authority.rule_stamp SET stamp = gen_random_uuid();
  RETURN NULL;
END
$$;
CREATE TRIGGER renew_rule_stamp AFTER INSERT ON authority.rule_decision FOR EACH STATEMENT EXECUTE FUNCTION authority.renew_rule_stamp();

-- What an installation had before rules were versioned goes on as their first versions.
WITH carried AS (
  INSERT INTO authority.rule_version (kind, code, number, content, from_day, to_day, reason, source, proposed_by, proposed_by_name, proposed_at)
  SELECT 'role', r.code, 1,
         jsonb_build_object('zh', r.name_zh, 'en', r.name_en, 'permissions',
           coalesce((SELECT jsonb_agg(jsonb_build_object('permission', p.permission, 'scope', p.scope) ORDER BY p.permission) FROM authority.role_permission p WHERE p.role = r.code), '[]')),
         '2018-01-01'::date, NULL::date, 'carried over', 'installation default', NULL::bigint, 'chedai', now() FROM authority.role r
  UNION ALL
  SELECT 'post', post, 1, jsonb_build_object('roles', jsonb_agg(role ORDER BY role)), '2018-01-01', NULL, 'carried over', 'installation default', NULL, 'chedai', now()
    FROM authority.post_role GROUP BY post
  UNION ALL
  SELECT 'grant', g.id::text, 1, jsonb_build_object('person', g.person_id::text, 'role', g.role, 'effect', 'give'), g.from_day, g.to_day, g.reason, 'carried over',
         g.granted_by, 'chedai', g.granted_at FROM authority.grant_line g
  UNION ALL
  SELECT 'matrix', l.role || '.' || l.stage || '.' || l.id, 1,
         jsonb_build_object('stage', l.stage, 'roles', jsonb_build_array(l.role), 'maxExposure', (l.max_exposure / 100)::text || '.' || lpad((l.max_exposure % 100)::text, 2, '0'),
           'base', 'group', 'maxLtv', NULL, 'grades', NULL, 'products', NULL, 'exceptions', jsonb_build_array('declined-by-rules'), 'mode', 'single', 'joint', '[]'::jsonb, 'committee', NULL),
         l.from_day, l.to_day, 'carried over', l.source, NULL, 'chedai', now() FROM authority.approval_limit l
  RETURNING id, proposed_at
)
INSERT INTO authority.rule_decision (version_id, approved, decided_by, decided_by_name, decided_at, reason)
SELECT id, true, NULL, 'chedai', proposed_at, 'carried over' FROM carried;

DROP TABLE authority.approval_limit, authority.grant_line, authority.post_role, authority.role_permission, authority.role;
