-- What pictures of the book are cut by, beside branch, product, dealer and owner. The figures are copied when the money leaves:
-- a picture then reads the loan book alone, joins on loan_id only, and shows what was financed as it was when lent, whatever
-- later becomes of the record it came from.
ALTER TABLE servicing.loan
  -- The day the loan's age counts from: a loan taken over from another book is older than its day in ours. Null: disbursed_on.
  ADD COLUMN originated_on date CHECK (originated_on <= disbursed_on),
  ADD COLUMN vehicle_brand text,
  ADD COLUMN vehicle_model text,
  ADD COLUMN vehicle_condition text CHECK (vehicle_condition IN ('new', 'used')),
  ADD COLUMN region text;
