-- The penalty rate keeps its multiple of a contract rate that changes. What an installment has accrued by then is fixed in fen; the
-- fen·days behind it bear the new rate.
ALTER TABLE servicing.installment
  ADD COLUMN penalty_before bigint,
  ADD COLUMN compound_before bigint;
ALTER TABLE servicing.loan
  ADD COLUMN original_penalty_rate numeric,
  -- How the contract counts a period's part of the year, for plans solved anew.
  ADD COLUMN day_count text NOT NULL DEFAULT 'period';
