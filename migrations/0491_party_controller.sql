-- Who controls a company counts with it where a line of the approval matrix says so.
ALTER TABLE party.relation DROP CONSTRAINT relation_kind_check;
ALTER TABLE party.relation ADD CONSTRAINT relation_kind_check CHECK (kind IN ('co-borrower', 'guarantor', 'spouse', 'controller'));
