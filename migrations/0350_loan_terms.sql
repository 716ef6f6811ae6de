-- How the rate of a loan floats, as its contract fixes it: {base, margin, reset, floor, cap}; null where it is fixed.
ALTER TABLE servicing.loan ADD COLUMN floating jsonb;

-- What the customer chose where the product lets them: the balloon, and payments agreed for some periods.
ALTER TABLE origination.application ADD COLUMN balloon bigint CHECK (balloon >= 0);
ALTER TABLE origination.application ADD COLUMN payments jsonb NOT NULL DEFAULT '[]';
