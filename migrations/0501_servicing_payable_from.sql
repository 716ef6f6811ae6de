-- Behind grace (本金宽限) the first installment that anybody pays: a list shows it as the next due day, and what is expected to be lost
-- of a loan within grace stays whole until then. Null where the plan has none. Known from the plan; no column that the day close changes.
ALTER TABLE servicing.loan ADD COLUMN payable_from date;
UPDATE servicing.loan l SET payable_from = n.due_on
  FROM (SELECT g.loan_id, max(g.seq) AS seq FROM servicing.installment g WHERE g.principal < 0 GROUP BY g.loan_id) x
  JOIN servicing.installment n ON n.loan_id = x.loan_id AND n.seq = x.seq + 1
 WHERE l.loan_id = x.loan_id;
