-- Customers and dealers. Personal data is sealed per field; fingerprints find exact values without opening anything.
CREATE SCHEMA party;

CREATE TABLE party.customer (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  kind text NOT NULL CHECK (kind IN ('individual', 'sole-proprietor', 'enterprise')),
  -- What anyone in scope may see without asking: masked for people, in full for enterprises.
  display_name text NOT NULL,
  name_sealed bytea NOT NULL,
  name_fingerprint bytea NOT NULL,
  id_number_sealed bytea NOT NULL,
  id_number_fingerprint bytea NOT NULL UNIQUE,
  id_number_masked text NOT NULL,
  phone_sealed bytea NOT NULL,
  phone_fingerprint bytea NOT NULL,
  phone_masked text NOT NULL,
  address_sealed bytea,
  address_masked text,
  bank_card_sealed bytea,
  bank_card_masked text,
  birth_date date,
  business_code text,
  business_name text,
  -- Whom to talk to at an enterprise.
  contact_name_sealed bytea,
  contact_name_masked text,
  occupation text,
  employer text,
  years_employed smallint CHECK (years_employed BETWEEN 0 AND 80),
  monthly_income bigint NOT NULL DEFAULT 0 CHECK (monthly_income >= 0),
  monthly_debt bigint NOT NULL DEFAULT 0 CHECK (monthly_debt >= 0),
  -- How and when the customer wishes to be reached, and whether offers are welcome.
  contact_channel text NOT NULL DEFAULT 'phone' CHECK (contact_channel IN ('phone', 'sms', 'wechat', 'email')),
  contact_time text NOT NULL DEFAULT 'any' CHECK (contact_time IN ('any', 'morning', 'afternoon', 'evening', 'weekend')),
  offers_welcome boolean NOT NULL DEFAULT false,
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX customer_name ON party.customer (name_fingerprint);
CREATE INDEX customer_phone ON party.customer (phone_fingerprint);
CREATE INDEX customer_owner ON party.customer (owner_id, id);
CREATE INDEX customer_branch ON party.customer (branch_id, id);

-- Every consent given or withdrawn; the latest line of a kind holds.
CREATE TABLE party.consent (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  customer_id bigint NOT NULL REFERENCES party.customer,
  kind text NOT NULL CHECK (kind IN ('credit-bureau', 'personal-information', 'face', 'gps')),
  given boolean NOT NULL,
  wording_version text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('in-person', 'online', 'paper')),
  recorded_by bigint,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX consent_customer ON party.consent (customer_id, kind, id);
SELECT platform.append_only('party.consent');

-- Who stands by whom: co-borrower, guarantor, spouse. The latest line of two customers and a kind holds.
CREATE TABLE party.relation (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  customer_id bigint NOT NULL REFERENCES party.customer,
  other_id bigint NOT NULL REFERENCES party.customer CHECK (other_id <> customer_id),
  kind text NOT NULL CHECK (kind IN ('co-borrower', 'guarantor', 'spouse')),
  holds boolean NOT NULL,
  recorded_by bigint,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX relation_customer ON party.relation (customer_id, other_id, kind, id);
CREATE INDEX relation_other ON party.relation (other_id);
SELECT platform.append_only('party.relation');

CREATE TABLE party.dealer (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  name text NOT NULL,
  credit_code text NOT NULL UNIQUE,
  grade text NOT NULL CHECK (grade IN ('A', 'B', 'C')),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'frozen')),
  frozen_reason text,
  contact text NOT NULL,
  contact_phone_sealed bytea,
  contact_phone_masked text,
  account_name text NOT NULL,
  account_sealed bytea NOT NULL,
  account_masked text NOT NULL,
  bank_name text NOT NULL,
  owner_id bigint,
  group_id bigint,
  branch_id bigint NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX dealer_branch ON party.dealer (branch_id, id);

-- People and enterprises we do not lend to, by fingerprint; a release is a later line by a second person.
CREATE TABLE party.blacklist (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  id_number_fingerprint bytea NOT NULL,
  masked text NOT NULL,
  listed boolean NOT NULL,
  reason text NOT NULL,
  source text NOT NULL,
  recorded_by bigint,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX blacklist_fingerprint ON party.blacklist (id_number_fingerprint, id);
SELECT platform.append_only('party.blacklist');
