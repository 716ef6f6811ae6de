-- Figures of one day are looked up by the day, not by reading every loan and application. None of these columns changes in
-- the day close: its writing still touches no index of the loan, and the transactions it makes are not among those indexed.
CREATE INDEX loan_disbursed ON servicing.loan (disbursed_on);
CREATE INDEX loan_transaction_received ON servicing.loan_transaction (posted_on) WHERE kind IN ('repayment', 'settlement', 'reversal');
CREATE INDEX application_submitted ON origination.application (submitted_day);
CREATE INDEX application_decided ON origination.application (decided_day);

-- What the check of all books found after a day's close, kept so that it is seen without checking again.
CREATE TABLE servicing.books_check (
  day date PRIMARY KEY,
  checked_at timestamptz NOT NULL,
  agree boolean NOT NULL,
  loan_differences integer NOT NULL,
  ledger_differences integer NOT NULL
);
