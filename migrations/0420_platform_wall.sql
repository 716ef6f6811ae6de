-- The second wall: row-level security behind the kernel. A query is answered under a role that owns nothing, and that role
-- sees of the walled tables only what the setting `chedai.wall`, made from the reader's rights for this one transaction, names.
-- Without the setting it sees nothing of them. Who owns the tables (commands, day close, worker) passes on purpose: what a rule
-- must know, such as what a customer owes elsewhere, is more than its reader may see.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chedai_request') THEN
    CREATE ROLE chedai_request NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'this database user may not create roles: let its administrator run CREATE ROLE chedai_request NOLOGIN; GRANT chedai_request TO %', current_user;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  IF NOT pg_has_role(current_user, 'chedai_request', 'SET') THEN
    EXECUTE format('GRANT chedai_request TO %I WITH SET TRUE', current_user);
  END IF;
  FOR name IN SELECT nspname FROM pg_namespace
    WHERE nspname NOT IN ('information_schema', 'identity') AND nspname NOT LIKE 'pg\_%' LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO chedai_request', name);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO chedai_request', name);
  END LOOP;
END
$$;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO chedai_request;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO chedai_request;

-- Whether the whole of a table may be seen. Both are asked once a statement (in an InitPlan), never once a row.
CREATE FUNCTION platform.wall_open(target text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(w.wall -> '*' = 'true' OR w.wall -> target = 'true', false)
    FROM (SELECT nullif(current_setting('chedai.wall', true), '')::jsonb AS wall) w
$$;

-- The keys of owners, groups or branches whose records of a table may be seen.
CREATE FUNCTION platform.wall_keys(target text, place text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT jsonb_array_elements_text(w.wall -> target -> place)::bigint
                 FROM (SELECT nullif(current_setting('chedai.wall', true), '')::jsonb AS wall) w
                WHERE jsonb_typeof(w.wall -> target -> place) = 'array')
$$;

-- Puts a table behind the wall; the columns say where a record stands.
CREATE FUNCTION platform.wall(target regclass, owner_column name, group_column name, branch_column name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY wall ON %1$s FOR SELECT TO chedai_request USING ((SELECT platform.wall_open(%2$L))
      OR %3$I = ANY ((SELECT platform.wall_keys(%2$L, ''owners''))::bigint[])
      OR %4$I = ANY ((SELECT platform.wall_keys(%2$L, ''groups''))::bigint[])
      OR %5$I = ANY ((SELECT platform.wall_keys(%2$L, ''branches''))::bigint[]))',
    target, target::text, owner_column, group_column, branch_column);
END
$$;

SELECT platform.wall(target::regclass, 'owner_id', 'group_id', 'branch_id') FROM unnest(ARRAY['party.customer', 'party.dealer',
  'origination.lead', 'origination.application', 'origination.quality_check', 'decision.decision', 'contract.contract', 'servicing.loan']) AS target;
SELECT platform.wall('performance.pay_line', 'person_id', 'group_id', 'branch_id');
SELECT platform.wall('performance.dispute', 'person_id', 'group_id', 'branch_id');
SELECT platform.wall('performance.fault_case', 'person_id', 'group_id', 'branch_id');
