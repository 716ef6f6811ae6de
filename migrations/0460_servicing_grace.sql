-- Grace (本金宽限): nothing is paid for a period, its interest joins the principal on the due day. Such a row has the negative of its
-- interest as principal and is discharged in itself from the beginning, so that no step that looks for what is unpaid ever sees it.
ALTER TABLE servicing.installment DROP CONSTRAINT installment_principal_check;
ALTER TABLE servicing.installment DROP CONSTRAINT installment_check;
ALTER TABLE servicing.installment ADD CONSTRAINT installment_check
  CHECK (principal_paid <= principal AND (principal_paid >= 0 OR principal < 0));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_grace_check
  CHECK (principal >= 0 OR (interest = -principal AND fee = 0 AND principal_paid = principal AND interest_paid = interest));
-- What the close capitalises; empty for every other loan.
CREATE INDEX installment_grace ON servicing.installment (due_on, loan_id) WHERE principal < 0;

-- What is outstanding may grow beyond what was lent. That row, plan and entries agree is proven before every close.
ALTER TABLE servicing.loan DROP CONSTRAINT loan_check2;
ALTER TABLE servicing.loan ADD CONSTRAINT loan_outstanding_check CHECK (outstanding >= 0);

ALTER TABLE servicing.loan_transaction DROP CONSTRAINT loan_transaction_kind_check;
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_kind_check
  CHECK (kind IN ('disbursement', 'payout', 'charge', 'due', 'capitalisation', 'penalty', 'application', 'subsidy', 'subsidy-receipt',
    'repayment', 'prepayment', 'settlement', 'recovery', 'refund', 'waiver', 'write-off', 'tranche', 'deferral', 'due-day',
    'restructuring', 'acceleration', 'repricing', 'subsidy-loss', 'reversal', 'reallocation', 'adjustment'));
ALTER TABLE servicing.loan_transaction DROP CONSTRAINT loan_transaction_amount_check;
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_amount_check
  CHECK (kind IN ('disbursement', 'payout', 'charge', 'due', 'capitalisation', 'penalty', 'tranche', 'subsidy', 'subsidy-receipt')
         OR amount = fee + penalty + compound + interest + principal + settlement_fee + advance + recovered + charged + grown);

-- How the contract rounds its installments, null where half-up to the fen; and the multiple its penalty rate was agreed by, for a
-- rate of zero does not show it.
ALTER TABLE servicing.loan
  ADD COLUMN rounding text,
  ADD COLUMN scale smallint,
  ADD COLUMN penalty_multiple numeric;
