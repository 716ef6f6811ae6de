-- The day on which the close has to look next at a rate that floats. With the reset `publication` that is the day behind the
-- last one whose change the rate follows; a look too early finds nothing.
ALTER TABLE servicing.loan
  ADD COLUMN reset_on date,
  -- Fees the borrower was charged at disbursement, less what was given back.
  ADD COLUMN upfront_fee bigint NOT NULL DEFAULT 0 CHECK (upfront_fee >= 0),
  -- What a written-off claim earns for us outside the books: what of it bears penalty, the fen·days borne so far and up to
  -- which day, and what of the growth has been collected.
  ADD COLUMN claim_bearing bigint NOT NULL DEFAULT 0 CHECK (claim_bearing >= 0),
  ADD COLUMN claim_product numeric NOT NULL DEFAULT 0,
  ADD COLUMN claim_through date,
  ADD COLUMN claim_grown_paid bigint NOT NULL DEFAULT 0;
UPDATE servicing.loan SET reset_on = disbursed_on + 1 WHERE floating IS NOT NULL;
CREATE INDEX loan_reset ON servicing.loan ((floating ->> 'base'), (floating ->> 'reset'), reset_on, loan_id) WHERE reset_on IS NOT NULL;

-- A fee at disbursement is a transaction of its own; what is collected of a claim's growth is income beside its recovery.
ALTER TABLE servicing.loan_transaction
  ADD COLUMN charged bigint NOT NULL DEFAULT 0,
  ADD COLUMN grown bigint NOT NULL DEFAULT 0;
ALTER TABLE servicing.loan_transaction DROP CONSTRAINT loan_transaction_kind_check;
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_kind_check
  CHECK (kind IN ('disbursement', 'payout', 'charge', 'due', 'penalty', 'application',
    'repayment', 'prepayment', 'settlement', 'recovery', 'refund', 'waiver', 'write-off', 'tranche', 'deferral', 'due-day',
    'restructuring', 'acceleration', 'repricing', 'reversal', 'reallocation', 'adjustment'));
ALTER TABLE servicing.loan_transaction DROP CONSTRAINT loan_transaction_check1;
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_amount_check
  CHECK (kind IN ('disbursement', 'payout', 'due', 'penalty', 'tranche')
         OR amount = fee + penalty + compound + interest + principal + settlement_fee + advance + recovered + charged + grown);
-- A charge is no action: a loan is lived without it.
DROP INDEX servicing.loan_transaction_action;
CREATE INDEX loan_transaction_action ON servicing.loan_transaction (loan_id, value_date)
 WHERE kind NOT IN ('disbursement', 'payout', 'charge', 'due', 'penalty', 'reversal', 'reallocation', 'adjustment');

-- What a borrower is to be told on a morning beside reminders: one message a transaction.
CREATE TABLE servicing.notice (
  day date NOT NULL,
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  template text NOT NULL,
  facts jsonb NOT NULL,
  outcome text CHECK (outcome IN ('queued', 'unreachable')),
  PRIMARY KEY (day, loan_id, transaction_id)
);
CREATE INDEX notice_waiting ON servicing.notice (day, loan_id) WHERE outcome IS NULL;
