-- Whoever changes where a loan stood at a month's end lets go of the sums of that month and of what the next one made of it, whichever way it is changed.
CREATE FUNCTION servicing.let_go_of_month() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE after date := (OLD.month_end + 1 + interval '1 month')::date - 1;
BEGIN
  DELETE FROM servicing.figure_kept k WHERE k.kind = 'standing' AND k.month_end = OLD.month_end OR k.kind = 'roll' AND k.month_end IN (OLD.month_end, after);
  IF FOUND THEN
    DELETE FROM servicing.figure_sum s WHERE s.kind = 'standing' AND s.day = OLD.month_end OR s.kind = 'roll' AND s.day IN (OLD.month_end, after);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER let_go_of_month AFTER UPDATE OR DELETE ON servicing.loan_month FOR EACH ROW EXECUTE FUNCTION servicing.let_go_of_month();
