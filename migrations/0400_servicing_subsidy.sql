-- Who pays a part of a loan beside the borrower: what has been agreed, what of it stands in the books and what has come in.
-- `due` is receivable from the payer, `earned` is interest income; what is due and not yet earned is deferred.
CREATE TABLE servicing.subsidy (
  loan_id bigint NOT NULL,
  seq smallint NOT NULL,
  payer text NOT NULL CHECK (payer IN ('manufacturer', 'dealer', 'fiscal')),
  at_once boolean NOT NULL,
  lost_after integer CHECK (lost_after >= 0),
  claw_back boolean NOT NULL,
  -- The lines as agreed: [day, due, earned], amounts as texts of fen. A loan is lived again from them.
  agreed jsonb NOT NULL,
  lost_on date,
  due_posted bigint NOT NULL DEFAULT 0,
  earned_posted bigint NOT NULL DEFAULT 0,
  received bigint NOT NULL DEFAULT 0,
  -- The first day whose line is not in the books yet, and the last day of all; null when there is none.
  next_on date,
  last_on date,
  -- Whom the claim is on, as it was when the money left.
  dealer_id bigint,
  brand text,
  branch_id bigint NOT NULL,
  PRIMARY KEY (loan_id, seq),
  UNIQUE (loan_id, payer)
);
CREATE INDEX subsidy_next ON servicing.subsidy (next_on, loan_id) WHERE next_on IS NOT NULL;
CREATE INDEX subsidy_open ON servicing.subsidy (payer, loan_id) WHERE due_posted <> received;
CREATE INDEX subsidy_losable ON servicing.subsidy (loan_id) WHERE lost_after IS NOT NULL AND lost_on IS NULL;

CREATE TABLE servicing.subsidy_line (
  loan_id bigint NOT NULL,
  seq smallint NOT NULL,
  on_day date NOT NULL,
  due bigint NOT NULL,
  earned bigint NOT NULL,
  PRIMARY KEY (loan_id, seq, on_day)
);

-- Subsidy money that came in, or went back where the amount is negative. A receipt taken back is another one that names it.
CREATE TABLE servicing.subsidy_receipt (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  payer text NOT NULL CHECK (payer IN ('manufacturer', 'dealer', 'fiscal')),
  dealer_id bigint,
  brand text,
  amount bigint NOT NULL CHECK (amount <> 0),
  claims integer NOT NULL,
  received_on date NOT NULL,
  posted_on date NOT NULL,
  reference text NOT NULL,
  note text,
  parent_id bigint,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX subsidy_receipt_parent ON servicing.subsidy_receipt (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX subsidy_receipt_reference ON servicing.subsidy_receipt (reference) WHERE parent_id IS NULL;
SELECT platform.append_only('servicing.subsidy_receipt');

-- Which claims a receipt met.
CREATE TABLE servicing.subsidy_receipt_line (
  loan_id bigint NOT NULL,
  receipt_id bigint NOT NULL,
  seq smallint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (loan_id, receipt_id, seq)
);
CREATE INDEX subsidy_receipt_line_receipt ON servicing.subsidy_receipt_line (receipt_id);
SELECT platform.append_only('servicing.subsidy_receipt_line');

ALTER TABLE servicing.loan_transaction DROP CONSTRAINT loan_transaction_kind_check;
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_kind_check
  CHECK (kind IN ('disbursement', 'payout', 'charge', 'due', 'penalty', 'application', 'subsidy', 'subsidy-receipt',
    'repayment', 'prepayment', 'settlement', 'recovery', 'refund', 'waiver', 'write-off', 'tranche', 'deferral', 'due-day',
    'restructuring', 'acceleration', 'repricing', 'subsidy-loss', 'reversal', 'reallocation', 'adjustment'));
-- A fee that dealer or third party took themselves is told with its amount and moves nothing of ours.
ALTER TABLE servicing.loan_transaction DROP CONSTRAINT loan_transaction_amount_check;
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_amount_check
  CHECK (kind IN ('disbursement', 'payout', 'charge', 'due', 'penalty', 'tranche', 'subsidy', 'subsidy-receipt')
         OR amount = fee + penalty + compound + interest + principal + settlement_fee + advance + recovered + charged + grown);
-- What subsidies do to the books is no action: a loan is lived without it.
DROP INDEX servicing.loan_transaction_action;
CREATE INDEX loan_transaction_action ON servicing.loan_transaction (loan_id, value_date)
 WHERE kind NOT IN ('disbursement', 'payout', 'charge', 'due', 'penalty', 'subsidy', 'subsidy-receipt', 'reversal', 'reallocation', 'adjustment');

INSERT INTO ledger.account (code, name_zh, name_en, kind) VALUES
  ('1136', '应收贴息款', 'Subsidies receivable', 'asset'),
  ('2401', '递延收益（贴息）', 'Deferred income of subsidies', 'liability');
