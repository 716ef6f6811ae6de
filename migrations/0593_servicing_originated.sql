-- Loans lent elsewhere before they came here, by that day: those of a month are found by it and by the day of paying out, not by looking at all.
CREATE INDEX loan_originated ON servicing.loan (originated_on) WHERE originated_on IS NOT NULL;
