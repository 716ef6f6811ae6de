-- From which day on the resets of a floating rate are to be seen again: a published value they may have used was corrected.
ALTER TABLE servicing.loan ADD COLUMN reset_from date;
CREATE INDEX loan_reset_from ON servicing.loan (loan_id) WHERE reset_from IS NOT NULL;
