-- Leads, applications with vehicle, papers and reviews, and the requests for their money.
CREATE SCHEMA origination;

CREATE TABLE origination.lead (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  state text NOT NULL CHECK (state IN ('new', 'contacted', 'qualified', 'converted', 'lost')),
  source text NOT NULL CHECK (source IN ('walk-in', 'dealer', 'referral', 'online', 'event', 'existing-customer', 'other')),
  name_sealed bytea NOT NULL,
  phone_sealed bytea NOT NULL,
  phone_fingerprint bytea NOT NULL,
  display_name text NOT NULL,
  display_phone text NOT NULL,
  interest text NOT NULL,
  next_contact_on date,
  lost_reason text,
  application_id bigint,
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'lost') = (lost_reason IS NOT NULL))
);
CREATE INDEX lead_owner ON origination.lead (owner_id, next_contact_on) WHERE state IN ('new', 'contacted', 'qualified');
CREATE INDEX lead_phone ON origination.lead (phone_fingerprint);

CREATE TABLE origination.lead_event (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  lead_id bigint NOT NULL REFERENCES origination.lead,
  at timestamptz NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  to_state text NOT NULL,
  note text NOT NULL
);
CREATE INDEX lead_event_lead ON origination.lead_event (lead_id, id);
SELECT platform.append_only('origination.lead_event');

-- The last number given on a day.
CREATE TABLE origination.day_number (
  day date PRIMARY KEY,
  last integer NOT NULL
);

-- Names of customer (masked), dealer, product and owner stand here as they were, for lists that no other module is asked for.
CREATE TABLE origination.application (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  number text NOT NULL UNIQUE CHECK (number ~ '^A-\d{8}-\d{4,}$'),
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'supplement', 'first-review', 'final-review', 'second-review', 'approved', 'signing', 'funding-requested', 'disbursed', 'rejected', 'cancelled', 'expired')),
  version integer NOT NULL DEFAULT 1,
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  lead_id bigint REFERENCES origination.lead,
  customer_id bigint,
  customer_name text,
  customer_kind text CHECK (customer_kind IN ('individual', 'sole-proprietor', 'enterprise')),
  identity_fingerprint text,
  phone_fingerprint text,
  dealer_id bigint,
  dealer_name text,
  product_id bigint,
  product_name text,
  product_version integer,
  principal bigint CHECK (principal > 0),
  periods integer CHECK (periods > 0),
  remark text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  created_day date NOT NULL,
  state_since timestamptz NOT NULL,
  due_at timestamptz,
  submitted_by bigint,
  submitted_day date,
  submitted_at timestamptz,
  decision_id bigint,
  returned_from text CHECK (returned_from IN ('first-review', 'final-review', 'second-review')),
  escalated_limit bigint,
  claimed_by bigint,
  claimed_by_name text,
  claimed_group_id bigint,
  claimed_until timestamptz,
  decided_day date,
  decided_by bigint,
  requested_principal bigint,
  conditions jsonb NOT NULL DEFAULT '[]',
  valid_through date,
  annual_rate_simple numeric,
  annual_rate_effective numeric,
  cost_read_seconds integer,
  cost_acknowledged_at timestamptz,
  contract_id bigint,
  loan_id bigint,
  disbursed_day date,
  CHECK (state NOT IN ('approved', 'signing', 'funding-requested', 'disbursed') OR (principal IS NOT NULL AND valid_through IS NOT NULL)),
  CHECK ((state = 'disbursed') = (loan_id IS NOT NULL))
);
CREATE INDEX application_owner ON origination.application (owner_id, id);
CREATE INDEX application_branch ON origination.application (branch_id, id);
CREATE INDEX application_customer ON origination.application (customer_id);
CREATE INDEX application_queue ON origination.application (due_at, id) WHERE state IN ('first-review', 'final-review', 'second-review');
CREATE INDEX application_identity ON origination.application (identity_fingerprint);
CREATE INDEX application_phone ON origination.application (phone_fingerprint);
CREATE INDEX application_valid ON origination.application (valid_through) WHERE state IN ('approved', 'signing');

CREATE TABLE origination.vehicle (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  application_id bigint NOT NULL UNIQUE REFERENCES origination.application,
  vin text,
  brand text,
  model text,
  energy text CHECK (energy IN ('fuel', 'new-energy')),
  use text CHECK (use IN ('self', 'commercial')),
  condition text CHECK (condition IN ('new', 'used')),
  price bigint CHECK (price > 0),
  guide_price bigint CHECK (guide_price > 0),
  appraised_value bigint CHECK (appraised_value > 0),
  plate text
);
CREATE INDEX vehicle_vin ON origination.vehicle (vin);

-- Every step of every application: who, when, from where to where, why, and how many working minutes the step before took.
CREATE TABLE origination.application_event (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  application_id bigint NOT NULL REFERENCES origination.application,
  at timestamptz NOT NULL,
  business_day date NOT NULL,
  actor text NOT NULL,
  actor_key bigint,
  actor_name text NOT NULL,
  actor_group_id bigint,
  actor_branch_id bigint,
  action text NOT NULL,
  from_state text,
  to_state text NOT NULL,
  reason text,
  note text NOT NULL DEFAULT '',
  working_minutes integer,
  within_time boolean,
  detail jsonb NOT NULL DEFAULT '{}',
  owner_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint
);
CREATE INDEX application_event_application ON origination.application_event (application_id, id);
CREATE INDEX application_event_day ON origination.application_event (business_day, from_state);
SELECT platform.append_only('origination.application_event');

CREATE TABLE origination.document (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  application_id bigint NOT NULL REFERENCES origination.application,
  kind text NOT NULL,
  name_sealed bytea NOT NULL,
  sha256 text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  uploaded_by bigint,
  uploaded_by_name text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  removed_at timestamptz
);
CREATE INDEX document_application ON origination.document (application_id) WHERE removed_at IS NULL;
CREATE INDEX document_content ON origination.document (sha256);

CREATE TABLE origination.funding (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  application_id bigint NOT NULL REFERENCES origination.application,
  state text NOT NULL CHECK (state IN ('requested', 'returned', 'paid')),
  amount bigint NOT NULL CHECK (amount > 0),
  dealer_id bigint NOT NULL,
  requested_by bigint,
  requested_by_name text NOT NULL,
  requested_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  settled_by bigint,
  settled_by_name text,
  settled_at timestamptz,
  reason text,
  loan_id bigint,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'requested') = (settled_at IS NULL)),
  CHECK ((state = 'paid') = (loan_id IS NOT NULL)),
  CHECK (state <> 'paid' OR requested_by IS NULL OR settled_by <> requested_by)
);
CREATE UNIQUE INDEX funding_open ON origination.funding (application_id) WHERE state IN ('requested', 'paid');
CREATE INDEX funding_due ON origination.funding (due_at, id) WHERE state = 'requested';
