-- What is unpaid, by due day, with its amounts: the close reads what falls due, what comes next and what the bank is asked for side
-- by side in this index, and no page of the plan.
DROP INDEX servicing.installment_unpaid;
CREATE INDEX installment_unpaid ON servicing.installment (due_on, loan_id)
  INCLUDE (seq, principal, principal_paid, interest, interest_paid, fee, fee_paid)
  WHERE principal > principal_paid OR interest > interest_paid OR fee > fee_paid;

-- The oldest unpaid due day is found by the installment that bears it. Without an index of its own, a loan that falls overdue or
-- pays changes on its page alone; with it, each wrote a new entry into every index of loans.
DROP INDEX servicing.loan_oldest_unpaid;
