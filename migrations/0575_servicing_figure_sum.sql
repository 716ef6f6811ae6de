-- What falls due on a day, what of it has been paid and what came in on a day, by who looks after the loans now, as sums: figures of everybody
-- over a year are read off these and not off plans and receipts of tens of millions of rows. Each change of a row they are made of is noted with
-- it, in its transaction, whoever makes it; after a close the changes are added to the sums. Sum and changes together are at every moment
-- what the rows add up to. Where each loan stood at a closed month's end and what the month made of it are summed once, after the close.
CREATE TABLE servicing.figure_sum (
  kind text NOT NULL CHECK (kind IN ('due', 'received', 'standing', 'roll')),
  -- The due day, the day of posting or the month's end.
  day date NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  -- Which of the kind's yes and no hold of these rows, a bit each (store/figure-sum.ts).
  flags smallint NOT NULL DEFAULT 0,
  -- How many rows, and their amounts in fen, whose meaning goes by the kind.
  n bigint NOT NULL,
  amount bigint NOT NULL,
  part bigint NOT NULL DEFAULT 0,
  other bigint NOT NULL DEFAULT 0,
  UNIQUE NULLS NOT DISTINCT (kind, day, person_id, group_id, branch_id, flags)
);
CREATE INDEX figure_sum_person ON servicing.figure_sum (person_id, kind, day);

-- What has changed since: rows come, gone (n below zero) or changed.
CREATE TABLE servicing.figure_change (
  loan_id bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('due', 'received')),
  day date NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  n bigint NOT NULL,
  amount bigint NOT NULL,
  part bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (loan_id, id)
);

-- What is summed: a closed month's end, or (without an end) days. What is not named here is read off the rows themselves.
CREATE TABLE servicing.figure_kept (
  kind text NOT NULL CHECK (kind IN ('day', 'standing', 'roll')),
  month_end date,
  CHECK ((kind = 'day') = (month_end IS NULL)),
  UNIQUE NULLS NOT DISTINCT (kind, month_end)
);

-- They write what nobody may write by hand, and see loans that the reader of the moment may not.
CREATE FUNCTION servicing.note_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.due_on = NEW.due_on THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT l.loan_id, 'due', NEW.due_on, l.owner_id, l.group_id, l.branch_id, 0,
           NEW.principal + NEW.interest + NEW.fee - OLD.principal - OLD.interest - OLD.fee,
           NEW.principal_paid + NEW.interest_paid + NEW.fee_paid - OLD.principal_paid - OLD.interest_paid - OLD.fee_paid
      FROM servicing.loan l WHERE l.loan_id = NEW.loan_id AND (l.closed_on IS NULL OR l.closed_on >= NEW.due_on);
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT l.loan_id, 'due', OLD.due_on, l.owner_id, l.group_id, l.branch_id, -1, -(OLD.principal + OLD.interest + OLD.fee),
           -(OLD.principal_paid + OLD.interest_paid + OLD.fee_paid)
      FROM servicing.loan l WHERE l.loan_id = OLD.loan_id AND (l.closed_on IS NULL OR l.closed_on >= OLD.due_on);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT l.loan_id, 'due', NEW.due_on, l.owner_id, l.group_id, l.branch_id, 1, NEW.principal + NEW.interest + NEW.fee,
           NEW.principal_paid + NEW.interest_paid + NEW.fee_paid
      FROM servicing.loan l WHERE l.loan_id = NEW.loan_id AND (l.closed_on IS NULL OR l.closed_on >= NEW.due_on);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_due AFTER INSERT OR DELETE ON servicing.installment FOR EACH ROW EXECUTE FUNCTION servicing.note_due();
CREATE TRIGGER note_due_changed AFTER UPDATE OF due_on, principal, interest, fee, principal_paid, interest_paid, fee_paid ON servicing.installment
  FOR EACH ROW WHEN (OLD.due_on <> NEW.due_on OR OLD.principal + OLD.interest + OLD.fee <> NEW.principal + NEW.interest + NEW.fee
    OR OLD.principal_paid + OLD.interest_paid + OLD.fee_paid <> NEW.principal_paid + NEW.interest_paid + NEW.fee_paid)
  EXECUTE FUNCTION servicing.note_due();

CREATE FUNCTION servicing.note_received() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount)
  SELECT l.loan_id, 'received', NEW.posted_on, l.owner_id, l.group_id, l.branch_id, 1, NEW.amount FROM servicing.loan l WHERE l.loan_id = NEW.loan_id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_received AFTER INSERT ON servicing.loan_transaction FOR EACH ROW
  WHEN (NEW.kind IN ('repayment', 'settlement', 'reversal')) EXECUTE FUNCTION servicing.note_received();

-- A loan handed over takes all that fell due and came in with it; one that ends drops what would have fallen due afterwards.
CREATE FUNCTION servicing.note_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
  SELECT NEW.loan_id, 'due', i.due_on, v.person_id, v.group_id, v.branch_id, sum(v.sign), sum(v.sign * (i.principal + i.interest + i.fee)),
         sum(v.sign * (i.principal_paid + i.interest_paid + i.fee_paid))
    FROM servicing.installment i CROSS JOIN LATERAL (VALUES (-1, OLD.owner_id, OLD.group_id, OLD.branch_id, OLD.closed_on),
           (1, NEW.owner_id, NEW.group_id, NEW.branch_id, NEW.closed_on)) AS v(sign, person_id, group_id, branch_id, closed_on)
   WHERE i.loan_id = NEW.loan_id AND (v.closed_on IS NULL OR v.closed_on >= i.due_on) GROUP BY i.due_on, v.person_id, v.group_id, v.branch_id HAVING sum(v.sign) <> 0;
  IF (OLD.owner_id, OLD.group_id, OLD.branch_id) IS DISTINCT FROM (NEW.owner_id, NEW.group_id, NEW.branch_id) THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount)
    SELECT NEW.loan_id, 'received', t.posted_on, v.person_id, v.group_id, v.branch_id, sum(v.sign), sum(v.sign * t.amount)
      FROM servicing.loan_transaction t CROSS JOIN LATERAL (VALUES (-1, OLD.owner_id, OLD.group_id, OLD.branch_id),
             (1, NEW.owner_id, NEW.group_id, NEW.branch_id)) AS v(sign, person_id, group_id, branch_id)
     WHERE t.loan_id = NEW.loan_id AND t.kind IN ('repayment', 'settlement', 'reversal') GROUP BY t.posted_on, v.person_id, v.group_id, v.branch_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_place AFTER UPDATE OF owner_id, group_id, branch_id, closed_on ON servicing.loan FOR EACH ROW
  WHEN ((OLD.owner_id, OLD.group_id, OLD.branch_id, OLD.closed_on) IS DISTINCT FROM (NEW.owner_id, NEW.group_id, NEW.branch_id, NEW.closed_on))
  EXECUTE FUNCTION servicing.note_place();

-- Sums of a book that is there already.
INSERT INTO servicing.figure_sum (kind, day, person_id, group_id, branch_id, n, amount, part)
SELECT 'due', i.due_on, l.owner_id, l.group_id, l.branch_id, count(*), sum(i.principal + i.interest + i.fee), sum(i.principal_paid + i.interest_paid + i.fee_paid)
  FROM servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id WHERE l.closed_on IS NULL OR l.closed_on >= i.due_on GROUP BY 2, 3, 4, 5;
INSERT INTO servicing.figure_sum (kind, day, person_id, group_id, branch_id, n, amount)
SELECT 'received', t.posted_on, l.owner_id, l.group_id, l.branch_id, count(*), sum(t.amount)
  FROM servicing.loan_transaction t JOIN servicing.loan l ON l.loan_id = t.loan_id WHERE t.kind IN ('repayment', 'settlement', 'reversal') GROUP BY 2, 3, 4, 5;
INSERT INTO servicing.figure_kept (kind) VALUES ('day');

-- The rows themselves, where they are opened or kept, are read by day off the index alone.
DROP INDEX servicing.installment_due;
CREATE INDEX installment_due ON servicing.installment (due_on, loan_id) INCLUDE (seq, principal, interest, fee, principal_paid, interest_paid, fee_paid);
DROP INDEX servicing.loan_transaction_received;
CREATE INDEX loan_transaction_received ON servicing.loan_transaction (posted_on) INCLUDE (loan_id, amount, recorded_at) WHERE kind IN ('repayment', 'settlement', 'reversal');
