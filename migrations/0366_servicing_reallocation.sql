-- What moved a transaction later is found by the transaction, however much has happened to the loan since.
CREATE INDEX loan_transaction_reallocation ON servicing.loan_transaction (loan_id, parent_id) WHERE kind = 'reallocation';
