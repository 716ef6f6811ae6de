-- First payment default looks at the first installment of each loan by its due day: one in 36 of all.
CREATE INDEX installment_first ON servicing.installment (due_on, loan_id) INCLUDE (principal, interest, fee) WHERE seq = 1;
