-- Closed loans, which may have unpaid installments left: whoever goes by what is unpaid leaves them out without a look at the others.
-- A closed loan has the day of its closing, an open one has none; the index goes by the day, for the state changes more often.
UPDATE servicing.loan SET closed_on = matures_on WHERE closed_on IS NULL AND state NOT IN ('active', 'overdue');
UPDATE servicing.loan SET closed_on = NULL WHERE closed_on IS NOT NULL AND state IN ('active', 'overdue');
ALTER TABLE servicing.loan ADD CONSTRAINT loan_closed_check CHECK ((closed_on IS NULL) = (state IN ('active', 'overdue')));
CREATE INDEX loan_closed ON servicing.loan (loan_id) WHERE closed_on IS NOT NULL;
