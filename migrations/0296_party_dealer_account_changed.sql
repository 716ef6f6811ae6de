-- When the account a dealer is paid on was last changed: a contract made before names another one.
ALTER TABLE party.dealer ADD COLUMN account_changed_at timestamptz;
