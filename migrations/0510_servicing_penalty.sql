-- Which loans have borne penalty is told by its transactions. An index of the plan that told it had every installment in arrears
-- written into all indexes of the plan anew at each month's end, where now its row changes on its page.
CREATE INDEX loan_transaction_penalty ON servicing.loan_transaction (loan_id) WHERE kind = 'penalty';
DROP INDEX servicing.installment_late;
