-- What each loan earned in a closed month, less what its money cost and what was set aside for it, summed once after the close like standings
-- and rolls: a month's entries of a million loans are read once and not by everybody who looks at a year.
ALTER TABLE servicing.figure_sum DROP CONSTRAINT figure_sum_kind_check,
  ADD CONSTRAINT figure_sum_kind_check CHECK (kind IN ('due', 'received', 'standing', 'roll', 'margin'));
ALTER TABLE servicing.figure_kept DROP CONSTRAINT figure_kept_kind_check,
  ADD CONSTRAINT figure_kept_kind_check CHECK (kind IN ('day', 'standing', 'roll', 'margin'));

-- A loan noted anew at a month's end lets go of the margins of that month and of the next one, whose opening it is.
CREATE OR REPLACE FUNCTION servicing.let_go_of_month() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE after date := (OLD.month_end + 1 + interval '1 month')::date - 1;
BEGIN
  DELETE FROM servicing.figure_kept k WHERE k.kind = 'standing' AND k.month_end = OLD.month_end OR k.kind IN ('roll', 'margin') AND k.month_end IN (OLD.month_end, after);
  IF FOUND THEN
    DELETE FROM servicing.figure_sum s WHERE s.kind = 'standing' AND s.day = OLD.month_end OR s.kind IN ('roll', 'margin') AND s.day IN (OLD.month_end, after);
  END IF;
  RETURN NULL;
END $$;
