-- What stands in each account of a person is read off the index of their lines alone, and claims are found without looking through all lines.
DROP INDEX performance.pay_line_person;
CREATE INDEX pay_line_person ON performance.pay_line (person_id, month, id) INCLUDE (step, amount);
CREATE INDEX pay_line_claim ON performance.pay_line (person_id) WHERE step = 'claim';
