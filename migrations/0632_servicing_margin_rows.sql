-- The loans behind a margin that is summed, with what each earned and its income: a month that is frozen keeps them, and whoever opens the figure
-- sees them, without a month's entries of a million loans being put together once more. They go with their sum; those summed before are summed anew.
ALTER TABLE servicing.figure_sum ADD COLUMN keys bigint[], ADD COLUMN amounts bigint[], ADD COLUMN parts bigint[],
  ADD CHECK ((kind = 'margin') = (keys IS NOT NULL)) NOT VALID;
DELETE FROM servicing.figure_sum WHERE kind = 'margin';
DELETE FROM servicing.figure_kept WHERE kind = 'margin';
ALTER TABLE servicing.figure_sum VALIDATE CONSTRAINT figure_sum_check;
