-- A prepayment makes the rest of a plan anew. The rows it replaced stay here, under the transaction that paid it.
CREATE TABLE servicing.replaced_installment (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  seq integer NOT NULL,
  due_on date NOT NULL,
  principal bigint NOT NULL,
  interest bigint NOT NULL,
  fee bigint NOT NULL,
  replaced_on date NOT NULL,
  PRIMARY KEY (loan_id, transaction_id, seq)
);
SELECT platform.append_only('servicing.replaced_installment');
