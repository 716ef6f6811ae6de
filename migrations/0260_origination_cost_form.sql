-- Which cost form the customer read before signing: a contract is produced on that form or not at all.
ALTER TABLE origination.application ADD COLUMN cost_form_sha256 text CHECK (cost_form_sha256 ~ '^[0-9a-f]{64}$');
