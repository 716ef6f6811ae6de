-- The loan book. It stands alone: every table about loans is keyed (loan_id, …), nothing refers to another schema, and
-- every statement joins on loan_id only, so that the same SQL runs on a book spread over many machines.
CREATE SCHEMA servicing;

-- One row a loan; the figures below `state` are kept for lists and the day close and are derivable from the plan.
CREATE TABLE servicing.loan (
  loan_id bigint PRIMARY KEY,
  number text NOT NULL,
  application_id bigint,
  contract_id bigint,
  customer_id bigint NOT NULL,
  product_id bigint NOT NULL,
  product_version integer NOT NULL,
  dealer_id bigint,
  owner_id bigint,
  group_id bigint,
  branch_id bigint NOT NULL,
  principal bigint NOT NULL CHECK (principal > 0),
  annual_rate numeric NOT NULL,
  penalty_rate numeric NOT NULL CHECK (penalty_rate >= 0),
  grace_days integer NOT NULL CHECK (grace_days >= 0),
  allocation_order text[] NOT NULL,
  late_orders jsonb,
  allocation_version text,
  settlement_fee_rate numeric NOT NULL DEFAULT 0,
  settlement_free_after integer NOT NULL DEFAULT 0,
  disbursed_on date NOT NULL,
  matures_on date NOT NULL,
  periods integer NOT NULL CHECK (periods > 0),
  opened_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'overdue', 'settled', 'settled-early', 'written-off')),
  outstanding bigint NOT NULL,
  overdue_principal bigint NOT NULL DEFAULT 0 CHECK (overdue_principal >= 0),
  overdue_interest bigint NOT NULL DEFAULT 0 CHECK (overdue_interest >= 0),
  overdue_fee bigint NOT NULL DEFAULT 0 CHECK (overdue_fee >= 0),
  next_seq integer NOT NULL DEFAULT 1,
  next_due_on date,
  next_interest bigint NOT NULL,
  period_from date NOT NULL,
  oldest_unpaid_due date,
  bucket text NOT NULL,
  class text NOT NULL,
  closed_on date,
  -- Paid beyond what could be owed; written off and not come back.
  advance bigint NOT NULL DEFAULT 0 CHECK (advance >= 0),
  claim bigint NOT NULL DEFAULT 0 CHECK (claim >= 0),
  -- What the contract commits to lend in all, where it is paid out in tranches.
  commitment bigint,
  -- The contract's first rate, once an action has changed it.
  original_rate numeric,
  -- A restructuring because the borrower is in distress, and how long the loan is observed for it.
  restructured_on date,
  first_repayment_on date,
  observation_ends_on date,
  restructured_again boolean,
  CHECK ((restructured_on IS NULL) = (observation_ends_on IS NULL)),
  CHECK (commitment >= principal),
  CHECK (outstanding BETWEEN 0 AND principal),
  CHECK (overdue_principal <= outstanding),
  CHECK (next_due_on > period_from)
) WITH (fillfactor = 85);
CREATE INDEX loan_oldest_unpaid ON servicing.loan (oldest_unpaid_due, loan_id) WHERE oldest_unpaid_due IS NOT NULL;
CREATE INDEX loan_advance ON servicing.loan (loan_id) WHERE advance > 0;
CREATE INDEX loan_number ON servicing.loan (number text_pattern_ops);
CREATE INDEX loan_customer ON servicing.loan (customer_id);
CREATE INDEX loan_application ON servicing.loan (application_id);

-- The plan with what has been paid; it changes only by an action that makes it anew. The columns after `fee_paid` are null until an installment is paid or
-- posted late, and then take room only there: most of the tens of millions of rows never are.
CREATE TABLE servicing.installment (
  loan_id bigint NOT NULL,
  seq integer NOT NULL,
  due_on date NOT NULL,
  principal bigint NOT NULL CHECK (principal >= 0),
  interest bigint NOT NULL CHECK (interest >= 0),
  fee bigint NOT NULL CHECK (fee >= 0),
  principal_paid bigint NOT NULL DEFAULT 0,
  interest_paid bigint NOT NULL DEFAULT 0,
  fee_paid bigint NOT NULL DEFAULT 0,
  penalty_paid bigint,
  compound_paid bigint,
  penalty_posted bigint,
  compound_posted bigint,
  principal_product bigint,
  interest_product bigint,
  product_through date,
  PRIMARY KEY (loan_id, seq),
  CHECK (principal_paid BETWEEN 0 AND principal),
  CHECK (interest_paid BETWEEN 0 AND interest),
  CHECK (fee_paid BETWEEN 0 AND fee)
) WITH (fillfactor = 90);
-- The close finds what falls due here and not on the loan: a loan's row then moves on without touching any index.
CREATE INDEX installment_due ON servicing.installment (due_on, loan_id);

-- The plan as it was disbursed, kept from the first time an action makes it anew: where living a loan again begins.
CREATE TABLE servicing.original_installment (
  loan_id bigint NOT NULL,
  seq integer NOT NULL,
  due_on date NOT NULL,
  principal bigint NOT NULL,
  interest bigint NOT NULL,
  fee bigint NOT NULL,
  PRIMARY KEY (loan_id, seq)
);
SELECT platform.append_only('servicing.original_installment');

-- What happened to a loan, in the order of its keys. Actions are what people decided; the rest follows from them or from the
-- calendar. Amount and parts are signed: a reversal carries its parent's negated,
-- a reallocation moves parts and no money. The day close gives all transactions of one step the same id: unique per loan.
CREATE TABLE servicing.loan_transaction (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('disbursement', 'payout', 'due', 'penalty', 'application',
    'repayment', 'prepayment', 'settlement', 'recovery', 'refund', 'waiver', 'write-off', 'tranche', 'deferral', 'due-day',
    'restructuring', 'acceleration', 'repricing', 'reversal', 'reallocation', 'adjustment')),
  value_date date NOT NULL,
  posted_on date NOT NULL,
  amount bigint NOT NULL,
  fee bigint NOT NULL DEFAULT 0,
  penalty bigint NOT NULL DEFAULT 0,
  compound bigint NOT NULL DEFAULT 0,
  interest bigint NOT NULL DEFAULT 0,
  principal bigint NOT NULL DEFAULT 0,
  settlement_fee bigint NOT NULL DEFAULT 0,
  advance bigint NOT NULL DEFAULT 0,
  recovered bigint NOT NULL DEFAULT 0,
  terms jsonb,
  parent_id bigint,
  channel text,
  reference text,
  note text,
  import_id bigint,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (loan_id, id),
  CHECK ((kind IN ('reversal', 'reallocation', 'adjustment')) = (parent_id IS NOT NULL)),
  CHECK (kind IN ('disbursement', 'payout', 'due', 'penalty', 'tranche')
         OR amount = fee + penalty + compound + interest + principal + settlement_fee + advance + recovered)
);
CREATE UNIQUE INDEX loan_transaction_reference ON servicing.loan_transaction (loan_id, reference) WHERE reference IS NOT NULL;
CREATE UNIQUE INDEX loan_transaction_reversal ON servicing.loan_transaction (loan_id, parent_id) WHERE kind = 'reversal';
SELECT platform.append_only('servicing.loan_transaction');

-- Which parts of which installments a transaction moved.
CREATE TABLE servicing.loan_share (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  seq integer NOT NULL,
  fee bigint NOT NULL,
  penalty bigint NOT NULL,
  compound bigint NOT NULL,
  interest bigint NOT NULL,
  principal bigint NOT NULL,
  PRIMARY KEY (loan_id, transaction_id, seq)
);
SELECT platform.append_only('servicing.loan_share');

-- The subledger: each row takes an amount from one account to another, so no row and no sum of rows can be unbalanced.
-- Branch and product are those of the loan when it happened.
CREATE TABLE servicing.loan_entry (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  debit text NOT NULL,
  credit text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  posted_on date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint NOT NULL,
  PRIMARY KEY (loan_id, transaction_id, debit, credit),
  CHECK (debit <> credit)
);
CREATE INDEX loan_entry_day ON servicing.loan_entry (posted_on);
SELECT platform.append_only('servicing.loan_entry');

-- Where a loan stood from a day until its next row: any past day's picture is one interval look-up.
CREATE TABLE servicing.loan_state (
  loan_id bigint NOT NULL,
  from_day date NOT NULL,
  state text NOT NULL,
  bucket text NOT NULL,
  class text NOT NULL,
  outstanding bigint NOT NULL,
  PRIMARY KEY (loan_id, from_day)
);

-- A loan whose day close failed waits here, untouched, until someone has mended it; the others go on.
CREATE TABLE servicing.set_aside (
  loan_id bigint NOT NULL,
  day date NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  resolved_at timestamptz,
  PRIMARY KEY (loan_id, day)
);
CREATE INDEX set_aside_open ON servicing.set_aside (loan_id) WHERE resolved_at IS NULL;

-- A day's close and its ranges. A range is one transaction that first sets its completion mark.
CREATE TABLE servicing.day_close (
  day date PRIMARY KEY,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  loans bigint
);
CREATE TABLE servicing.day_close_range (
  day date NOT NULL REFERENCES servicing.day_close,
  seq integer NOT NULL,
  from_id bigint NOT NULL,
  to_id bigint NOT NULL,
  completed_at timestamptz,
  counts jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (day, seq),
  CHECK (to_id > from_id)
);

-- Repayment files: a file is known by its content, a row by its bank reference.
CREATE TABLE servicing.repayment_import (
  id bigint PRIMARY KEY,
  file_name text NOT NULL,
  sha256 text NOT NULL UNIQUE,
  imported_by text NOT NULL,
  imported_by_name text NOT NULL,
  imported_on date NOT NULL,
  imported_at timestamptz NOT NULL
);
CREATE TABLE servicing.repayment_import_row (
  import_id bigint NOT NULL REFERENCES servicing.repayment_import,
  line integer NOT NULL,
  number text NOT NULL,
  amount_text text NOT NULL,
  value_date_text text NOT NULL,
  reference text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('recorded', 'repeated', 'refused')),
  refusal text,
  facts jsonb NOT NULL DEFAULT '{}',
  loan_id bigint,
  transaction_id bigint,
  amount bigint,
  PRIMARY KEY (import_id, line),
  CHECK ((outcome = 'refused') = (refusal IS NOT NULL))
);
