-- Failed sign-ins are also counted by the address they came from, and a company account belongs to one person only.
ALTER TABLE identity.sign_in_failure ADD COLUMN address text;
CREATE INDEX sign_in_failure_address ON identity.sign_in_failure (address, at);
CREATE UNIQUE INDEX "account_providerId_accountId" ON identity."account" ("providerId", "accountId");
