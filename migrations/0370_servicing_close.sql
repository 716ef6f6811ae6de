-- The day close finds what is unpaid by due day without a look at the plan itself; what has ever borne penalty is few.
CREATE INDEX installment_unpaid ON servicing.installment (due_on, loan_id) INCLUDE (seq)
  WHERE principal > principal_paid OR interest > interest_paid OR fee > fee_paid;
CREATE INDEX installment_late ON servicing.installment (loan_id)
  WHERE product_through IS NOT NULL OR penalty_posted IS NOT NULL OR compound_posted IS NOT NULL;

-- Its primary key says the same, and outcomes are noted in its order.
DROP INDEX servicing.reminder_waiting;

-- A loan's row changes some times a month and never grows: room on its page keeps the change there, out of every index.
ALTER TABLE servicing.loan SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
-- Only a page that is known to be all visible is spared a look: a fiftieth changed is swept.
ALTER TABLE servicing.installment SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
