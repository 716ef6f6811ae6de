-- A figure that paid or graded somebody and stands on other days than whole frozen months, such as the year before a loan: kept at that
-- moment with the very rows it was made of, one line for each figure; the arrays go together. The figure is what these rows come to.
CREATE TABLE performance.kept_figure (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL,
  version integer NOT NULL,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  from_day date NOT NULL,
  to_day date NOT NULL,
  at timestamptz NOT NULL,
  keys bigint[] NOT NULL,
  numbers text[] NOT NULL,
  days date[] NOT NULL,
  measures bigint[] NOT NULL,
  parts bigint[] NOT NULL,
  counted boolean[] NOT NULL,
  CHECK (from_day <= to_day)
);
SELECT platform.append_only('performance.kept_figure');
SELECT platform.wall('performance.kept_figure', 'person_id', 'group_id', 'branch_id');
