-- The group of companies a dealer belongs to: what is lent through all of them stands or falls together.
ALTER TABLE party.dealer ADD COLUMN dealer_group text;
