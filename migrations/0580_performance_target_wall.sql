-- What was set for a person, group or branch is what people are judged by: it stands behind the wall as the figures do, each line where
-- the target stands, the answers to it with it.
SELECT platform.wall('performance.target', 'person_id', 'group_id', 'branch_id');
SELECT platform.wall_below('performance.target_counter', 'target_id', 'performance.target');
