-- What a data scope looks for: a list of one's own, the group's or the branch's loans must cost what it shows, not what the book holds.
-- None of these columns changes in the day close, so its updates stay within their pages.
CREATE INDEX loan_owner ON servicing.loan (owner_id, loan_id);
CREATE INDEX loan_group ON servicing.loan (group_id, loan_id);
CREATE INDEX loan_branch ON servicing.loan (branch_id, loan_id);
