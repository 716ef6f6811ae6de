-- A settlement amount that was promised to a borrower: honoured until its day, unless the loan moves before.
CREATE TABLE servicing.settlement_quote (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  settles_on date NOT NULL,
  valid_until date NOT NULL,
  total bigint NOT NULL CHECK (total >= 0),
  fee_waived boolean NOT NULL,
  quoted_on date NOT NULL,
  quoted_by text NOT NULL,
  quoted_at timestamptz NOT NULL,
  PRIMARY KEY (loan_id, id),
  CHECK (valid_until >= settles_on)
);
SELECT platform.append_only('servicing.settlement_quote');

-- Actions by the day they count from: whether one put in late has others behind it is one look, however old the loan.
CREATE INDEX loan_transaction_action ON servicing.loan_transaction (loan_id, value_date)
 WHERE kind NOT IN ('disbursement', 'payout', 'due', 'penalty', 'reversal', 'reallocation', 'adjustment');
