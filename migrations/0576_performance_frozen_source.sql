-- The rows of a frozen month, kept once for all metrics that look at the same ones: who stands in a group has a line for each source, whose
-- arrays go together. Loans never change their number, which is therefore not kept; `seqs` are places in a plan.
CREATE TABLE performance.frozen_source (
  month date NOT NULL REFERENCES performance.frozen_month,
  source text NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  keys bigint[] NOT NULL,
  numbers text[],
  seqs integer[],
  -- Null where all are of the month's end.
  days date[],
  -- Up to three things measured, in the order the metrics of the source name them.
  measures bigint[],
  measures2 bigint[],
  measures3 bigint[],
  -- A bit for each yes or no that the metrics of the source ask.
  flags smallint[]
);
CREATE INDEX frozen_source_person ON performance.frozen_source (month, source, person_id);
SELECT platform.append_only('performance.frozen_source');

-- How a metric of a frozen month reads them: which measure (null: each row counts one), which part, and which bits.
CREATE TABLE performance.frozen_metric (
  month date NOT NULL REFERENCES performance.frozen_month,
  code text NOT NULL,
  source text NOT NULL,
  measure smallint,
  part smallint,
  among smallint,
  counted smallint,
  PRIMARY KEY (month, code)
);
SELECT platform.append_only('performance.frozen_metric');
SELECT platform.wall('performance.frozen_source', 'person_id', 'group_id', 'branch_id');
