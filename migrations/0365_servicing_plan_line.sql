-- A plan made anew leaves a line for each installment that it replaces, in the name of the transaction that made it. The first
-- plan of a loan and its lines in the order of their transactions come to the plan that stands.
CREATE TABLE servicing.plan_line (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  seq int NOT NULL,
  -- The transaction whose line of this number it replaces; null where that is the row of the first plan, or there was none.
  replaces bigint CHECK (replaces <> transaction_id),
  -- The row as planned from now on; null where the plan has no row of this number any more.
  due_on date,
  principal bigint,
  interest bigint,
  fee bigint,
  PRIMARY KEY (loan_id, transaction_id, seq),
  CHECK (num_nulls(due_on, principal, interest, fee) IN (0, 4))
);
CREATE INDEX plan_line_latest ON servicing.plan_line (loan_id, seq, transaction_id);

-- Plans changed before lines were kept: what they came to stands in the name of the last transaction that could change them.
INSERT INTO servicing.plan_line (loan_id, transaction_id, seq, due_on, principal, interest, fee)
SELECT x.loan_id, last.id, x.seq, x.due_on, x.principal, x.interest, x.fee
  FROM (SELECT coalesce(i.loan_id, o.loan_id) AS loan_id, coalesce(i.seq, o.seq) AS seq, i.due_on, i.principal, i.interest, i.fee
          FROM (SELECT i.* FROM servicing.installment i
                 WHERE EXISTS (SELECT FROM servicing.original_installment o WHERE o.loan_id = i.loan_id)) i
          FULL JOIN servicing.original_installment o ON o.loan_id = i.loan_id AND o.seq = i.seq
         WHERE (o.due_on, o.principal, o.interest, o.fee) IS DISTINCT FROM (i.due_on, i.principal, i.interest, i.fee)) x
 CROSS JOIN LATERAL (SELECT max(t.id) AS id FROM servicing.loan_transaction t WHERE t.loan_id = x.loan_id
     AND t.kind IN ('prepayment', 'settlement', 'tranche', 'deferral', 'due-day', 'restructuring', 'acceleration', 'repricing', 'reversal', 'repayment')) last
 WHERE last.id IS NOT NULL;

SELECT platform.append_only('servicing.plan_line');
