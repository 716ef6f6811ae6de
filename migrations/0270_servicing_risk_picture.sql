-- The risk picture the day close leaves behind. Loans carry why they may stand worse than their days past due say; each
-- hold ends on a morning, and the earliest of those is indexed, so that the close looks at a loan only when one ends.
ALTER TABLE servicing.loan
  ADD COLUMN stage smallint NOT NULL DEFAULT 1 CHECK (stage IN (1, 2, 3)),
  ADD COLUMN non_retail boolean NOT NULL DEFAULT false,
  ADD COLUMN contagion text NOT NULL DEFAULT 'none' CHECK (contagion IN ('none', 'kept', 'all')),
  ADD COLUMN watched boolean NOT NULL DEFAULT false,
  ADD COLUMN class_until date,
  ADD COLUMN stage_until date,
  ADD COLUMN observed_until date,
  ADD COLUMN observed_class text CHECK (observed_class IN ('special-mention', 'substandard')),
  ADD COLUMN recheck_on date,
  -- What the last installment still repays: with it and the months left, the shape of what will be owed is known.
  ADD COLUMN final_principal bigint NOT NULL DEFAULT 0,
  ADD CHECK ((observed_until IS NULL) = (observed_class IS NULL));
UPDATE servicing.loan l SET final_principal = i.principal - i.principal_paid
  FROM servicing.installment i WHERE i.loan_id = l.loan_id AND i.seq = l.periods AND l.state IN ('active', 'overdue');
CREATE INDEX loan_recheck ON servicing.loan (recheck_on, loan_id) WHERE recheck_on IS NOT NULL;
CREATE INDEX loan_debtor ON servicing.loan (customer_id, loan_id) WHERE non_retail;

ALTER TABLE servicing.loan_state ADD COLUMN stage smallint NOT NULL DEFAULT 1;

-- What moved on a morning, for those who watch risk. The rows of a day are read together, so the day comes first in the key.
CREATE TABLE servicing.signal (
  from_day date NOT NULL,
  loan_id bigint NOT NULL,
  was_state text NOT NULL,
  state text NOT NULL,
  was_bucket text NOT NULL,
  bucket text NOT NULL,
  was_class text NOT NULL,
  class text NOT NULL,
  was_stage smallint NOT NULL,
  stage smallint NOT NULL,
  outstanding bigint NOT NULL,
  -- Days for which the very first installment has been unpaid, on the mornings that count for FPD; null otherwise.
  first_payment_days integer,
  PRIMARY KEY (from_day, loan_id)
);

-- Who is to be reminded on a day, of which installment, how many days before (negative) or after it is due.
CREATE TABLE servicing.reminder (
  day date NOT NULL,
  loan_id bigint NOT NULL,
  seq integer NOT NULL,
  days integer NOT NULL,
  outcome text CHECK (outcome IN ('queued', 'paid', 'unreachable')),
  PRIMARY KEY (day, loan_id, seq)
);
CREATE INDEX reminder_waiting ON servicing.reminder (day, loan_id, seq) WHERE outcome IS NULL;

-- What is to be collected by direct debit on a day: one order a loan, for everything owed that day.
CREATE TABLE servicing.debit_order (
  day date NOT NULL,
  loan_id bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  outcome text CHECK (outcome IN ('collected', 'failed', 'refused', 'no-account')),
  reason text,
  reference text,
  PRIMARY KEY (day, loan_id)
);

-- The files that went to the bank and came back. A result file is known by its content.
CREATE TABLE servicing.debit_file (
  day date NOT NULL,
  direction text NOT NULL CHECK (direction IN ('order', 'result')),
  protocol text NOT NULL,
  sha256 text NOT NULL,
  rows integer NOT NULL,
  amount bigint NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (day, direction, sha256)
);

-- Where every loan stood at a month's end, with what is expected to be lost on it: vintages and roll rates read it.
CREATE TABLE servicing.loan_month (
  loan_id bigint NOT NULL,
  month_end date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint NOT NULL,
  state text NOT NULL,
  bucket text NOT NULL,
  class text NOT NULL,
  stage smallint NOT NULL,
  oldest_unpaid_due date,
  outstanding bigint NOT NULL,
  overdue bigint NOT NULL,
  expected_loss bigint NOT NULL,
  PRIMARY KEY (loan_id, month_end)
) PARTITION BY RANGE (month_end);

-- The whole book at a day's end, by branch, product and standing.
CREATE TABLE servicing.day_total (
  day date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint NOT NULL,
  bucket text NOT NULL,
  class text NOT NULL,
  stage smallint NOT NULL,
  loans bigint NOT NULL,
  outstanding bigint NOT NULL,
  overdue bigint NOT NULL,
  accrued bigint NOT NULL,
  expected_loss bigint,
  PRIMARY KEY (day, branch_id, product_id, bucket, class, stage)
);

-- What the whole-book steps of a close did.
ALTER TABLE servicing.day_close ADD COLUMN counts jsonb NOT NULL DEFAULT '{}';
