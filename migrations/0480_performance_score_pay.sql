-- Pay by score and by team: a line names the appraisal it pays, or the pool it is a share of.
CREATE TABLE performance.pay_pool (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  plan_version_id bigint NOT NULL REFERENCES performance.plan_version,
  group_id bigint NOT NULL,
  branch_id bigint,
  -- What the group's commissions came to in the month, the share of it that is pooled, and the pool.
  commission bigint NOT NULL,
  share numeric NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  points numeric NOT NULL,
  people integer NOT NULL CHECK (people > 0),
  posted_at timestamptz NOT NULL,
  UNIQUE (month, plan_version_id, group_id)
);
SELECT platform.append_only('performance.pay_pool');

ALTER TABLE performance.pay_line
  ADD COLUMN appraisal_id bigint REFERENCES performance.appraisal,
  ADD COLUMN pool_id bigint REFERENCES performance.pay_pool,
  ADD CHECK (appraisal_id IS NULL OR part = 'performance'),
  ADD CHECK (pool_id IS NULL OR part = 'pool');
-- An appraisal pays once: one line now, and one for each day that a deferred part comes.
CREATE UNIQUE INDEX pay_line_appraisal ON performance.pay_line (appraisal_id, step, coalesce(vests_on, '-infinity'::date))
  WHERE appraisal_id IS NOT NULL AND step IN ('earn', 'defer') AND part = 'performance';
CREATE INDEX pay_line_pool ON performance.pay_line (pool_id) WHERE pool_id IS NOT NULL;
