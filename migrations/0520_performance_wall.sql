-- What people are judged and paid by stands behind the wall too: appraisals with everything said below them, cycles, wages, pools,
-- what is taken back, and the figures that were kept.

-- A table may lack some of the columns that say where a record stands (null), and may name a column of who looks after it besides.
DROP FUNCTION platform.wall(regclass, name, name, name);
CREATE FUNCTION platform.wall(target regclass, owner_column name, group_column name, branch_column name, manager_column name DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  kept text := '';
  one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES (owner_column, 'owners'), (group_column, 'groups'), (branch_column, 'branches'), (manager_column, 'managers')) v (column_name, place)
    WHERE column_name IS NOT NULL LOOP
    kept := kept || format(' OR %I = ANY ((SELECT platform.wall_keys(%L, %L))::bigint[])', one.column_name, target::text, one.place);
  END LOOP;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY wall ON %s FOR SELECT TO chedai_request USING ((SELECT platform.wall_open(%L))%s)', target, target::text, kept);
END
$$;

-- Rows of a record are seen with the record: the query inside is held by the policy of the other table.
CREATE FUNCTION platform.wall_below(target regclass, parent_column name, parent regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY wall ON %1$s FOR SELECT TO chedai_request USING ((SELECT platform.wall_open(%2$L)) OR EXISTS (SELECT FROM %3$s p WHERE p.id = %1$s.%4$I))',
    target, target::text, parent, parent_column);
END
$$;

SELECT platform.wall('performance.appraisal', 'person_id', 'group_id', 'branch_id', 'manager_id');
SELECT platform.wall_below(target::regclass, 'appraisal_id', 'performance.appraisal')
  FROM unnest(ARRAY['performance.peer_ask', 'performance.calibration', 'performance.improvement', 'performance.development_need']) AS target;
SELECT platform.wall_below('performance.improvement_check', 'improvement_id', 'performance.improvement');
SELECT platform.wall_below('performance.recovery_step', 'case_id', 'performance.fault_case');

-- What colleagues said is read when scores are composed and by nobody's page.
ALTER TABLE performance.peer_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.peer_answer FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.peer_answer')));

-- A cycle shows to whoever runs cycles, and to whoever sees an appraisal of it.
ALTER TABLE performance.cycle ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.cycle FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.cycle'))
  OR EXISTS (SELECT FROM performance.appraisal a WHERE a.cycle_id = cycle.id));
SELECT platform.wall_below('performance.calibration_sitting', 'cycle_id', 'performance.cycle');

SELECT platform.wall('performance.wage', 'person_id', NULL, NULL);
SELECT platform.wall('performance.pay_pool', NULL, 'group_id', 'branch_id');
SELECT platform.wall('performance.frozen_row', 'person_id', 'group_id', 'branch_id');

-- A kept figure names its subject by level; the company's shows where all of them do.
ALTER TABLE performance.frozen_figure ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON performance.frozen_figure FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('performance.frozen_figure'))
  OR subject_id = ANY ((SELECT platform.wall_keys('performance.frozen_figure', 'owners'))::bigint[]) AND level = 'person'
  OR subject_id = ANY ((SELECT platform.wall_keys('performance.frozen_figure', 'groups'))::bigint[]) AND level = 'group'
  OR subject_id = ANY ((SELECT platform.wall_keys('performance.frozen_figure', 'branches'))::bigint[]) AND level = 'branch');
