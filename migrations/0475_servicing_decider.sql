-- Who approved a loan last, and where they stood then: what becomes of it counts for them as it does for who brought it in. Known when the
-- money is paid out and never changed; no column that the day close changes.
ALTER TABLE servicing.loan ADD COLUMN decider_id bigint, ADD COLUMN decider_group_id bigint, ADD COLUMN decider_branch_id bigint;
UPDATE servicing.loan l SET decider_id = e.actor_key, decider_group_id = e.actor_group_id, decider_branch_id = e.actor_branch_id
  FROM origination.application_event e
 WHERE e.application_id = l.application_id AND e.action = 'approve' AND e.to_state = 'approved' AND e.actor_key IS NOT NULL
   AND NOT EXISTS (SELECT FROM origination.application_event f WHERE f.application_id = e.application_id AND f.action = 'approve' AND f.id > e.id);
CREATE INDEX loan_decider ON servicing.loan (decider_id, disbursed_on) WHERE decider_id IS NOT NULL;

-- Whose work a loan is, noted with where it stands at a month's end: the book's figures of past months are sums over these rows alone.
ALTER TABLE servicing.loan_month ADD COLUMN originator_id bigint, ADD COLUMN originator_group_id bigint;
UPDATE servicing.loan_month m SET originator_id = l.originator_id, originator_group_id = l.originator_group_id FROM servicing.loan l WHERE l.loan_id = m.loan_id;
DROP INDEX servicing.loan_month_late;
CREATE INDEX loan_month_late ON servicing.loan_month (month_end, loan_id) INCLUDE (bucket, state, outstanding, overdue, originator_id, originator_group_id, branch_id)
  WHERE bucket <> 'M0' OR state = 'written-off';

-- What came in on a loan between two days is looked up: what a month made of a loan that was late asks it of each.
CREATE INDEX loan_transaction_came_in ON servicing.loan_transaction (loan_id, posted_on) INCLUDE (amount) WHERE kind IN ('repayment', 'settlement', 'reversal');
