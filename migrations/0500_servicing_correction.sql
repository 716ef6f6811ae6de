-- Loans that had ended when a published value they were set by turned out to be wrong: what each customer would have paid more, or
-- less, and what was decided about it. Both are facts; a later correction of the same loan takes the place of one not decided.
CREATE TABLE servicing.correction (
  loan_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT platform.new_key(),
  base text NOT NULL,
  from_day date NOT NULL,
  noted_on date NOT NULL,
  -- In fen, negative where the customer paid too much; null where it cannot be told, with the reason.
  difference bigint,
  obstacle text,
  PRIMARY KEY (loan_id, id),
  CHECK ((difference IS NULL) = (obstacle IS NOT NULL))
);
SELECT platform.append_only('servicing.correction');
CREATE INDEX correction_newest ON servicing.correction (id);

CREATE TABLE servicing.correction_decision (
  loan_id bigint NOT NULL,
  correction_id bigint NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('refund', 'waive', 'nothing')),
  -- What came to be owed back to the customer, in fen.
  amount bigint NOT NULL CHECK (amount >= 0),
  reason text NOT NULL,
  decided_on date NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (loan_id, correction_id)
);
SELECT platform.append_only('servicing.correction_decision');
