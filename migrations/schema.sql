-- Generated from the migrations by `npm run generate`. Do not edit.

CREATE TABLE authority.api_key (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  kind text NOT NULL,
  label text NOT NULL,
  beginning text NOT NULL,
  hash bytea NOT NULL,
  permissions text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.api_key_end (
  key_id bigint NOT NULL,
  ended_at timestamp with time zone NOT NULL,
  ended_by bigint,
  ended_by_name text NOT NULL,
  reason text NOT NULL
);

CREATE TABLE authority.glass (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  permissions text[] NOT NULL,
  reason text NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.glass_end (
  glass_id bigint NOT NULL,
  ended_at timestamp with time zone NOT NULL,
  ended_by_name text NOT NULL
);

CREATE TABLE authority.glass_review (
  glass_id bigint NOT NULL,
  proper boolean NOT NULL,
  note text NOT NULL,
  reviewed_by bigint NOT NULL,
  reviewed_by_name text NOT NULL,
  reviewed_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.held_change (
  id bigint NOT NULL DEFAULT platform.new_key(),
  operation text NOT NULL,
  rule_id bigint NOT NULL,
  check_permission text NOT NULL,
  check_role text,
  backup_permission text,
  backup_role text,
  same_branch boolean NOT NULL,
  maker_id bigint NOT NULL,
  maker_name text NOT NULL,
  maker_branch_id bigint,
  reason text,
  idempotency_key text,
  input_sealed bytea NOT NULL,
  picture_sealed bytea NOT NULL,
  fingerprint text NOT NULL,
  about text[] NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  held_at timestamp with time zone NOT NULL,
  business_day date NOT NULL,
  deadline_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  escalated_at timestamp with time zone,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamp with time zone,
  decision_note text,
  answer_sealed bytea
);

CREATE TABLE authority.held_place (
  held_id bigint NOT NULL,
  number integer NOT NULL,
  owner_id bigint,
  group_id bigint,
  branch_id bigint
);

CREATE TABLE authority.held_rule (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  number integer NOT NULL,
  operation text NOT NULL,
  body jsonb,
  from_day date NOT NULL,
  reason text NOT NULL,
  proposed_by bigint,
  proposed_by_name text NOT NULL,
  proposed_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.held_rule_decision (
  rule_id bigint NOT NULL,
  approved boolean NOT NULL,
  decided_by bigint,
  decided_by_name text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  note text NOT NULL
);

CREATE TABLE authority.held_same_person (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  other_id bigint NOT NULL,
  same boolean NOT NULL,
  reason text NOT NULL,
  said_by bigint,
  said_by_name text NOT NULL,
  said_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.held_step (
  id bigint NOT NULL DEFAULT platform.new_key(),
  held_id bigint NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_id bigint,
  actor_name text NOT NULL,
  note text
);

CREATE TABLE authority.review_answer (
  id bigint NOT NULL DEFAULT platform.new_key(),
  line_id bigint NOT NULL,
  keeps boolean NOT NULL,
  reason text,
  answered_by bigint,
  answered_by_name text NOT NULL,
  answered_at timestamp with time zone NOT NULL,
  version_id bigint
);

CREATE TABLE authority.review_call (
  campaign_id bigint NOT NULL,
  reviewer_id bigint NOT NULL,
  kind text NOT NULL,
  to_id bigint NOT NULL,
  to_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE authority.review_campaign (
  id bigint NOT NULL DEFAULT platform.new_key(),
  quarter text NOT NULL,
  opened_on date NOT NULL,
  due_on date NOT NULL,
  revokes boolean NOT NULL,
  opened_by bigint,
  opened_by_name text NOT NULL,
  opened_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.review_line (
  id bigint NOT NULL DEFAULT platform.new_key(),
  campaign_id bigint NOT NULL,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  post text,
  group_id bigint,
  branch_id bigint,
  branch_name text,
  kind text NOT NULL,
  code text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  snapshot jsonb NOT NULL,
  flags text[] NOT NULL DEFAULT '{}'::text[],
  last_used_at timestamp with time zone,
  reviewer_id bigint,
  reviewer_name text
);

CREATE TABLE authority.review_revocation (
  answer_id bigint NOT NULL,
  approved boolean NOT NULL,
  decided_by bigint NOT NULL,
  decided_by_name text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  reason text NOT NULL
);

CREATE TABLE authority.review_settlement (
  campaign_id bigint NOT NULL,
  settled_at timestamp with time zone NOT NULL,
  unsigned integer NOT NULL,
  revoking integer NOT NULL
);

CREATE TABLE authority.rule_decision (
  version_id bigint NOT NULL,
  approved boolean NOT NULL,
  decided_by bigint,
  decided_by_name text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  reason text NOT NULL
);

CREATE TABLE authority.rule_stamp (
  one boolean NOT NULL DEFAULT true,
  stamp uuid NOT NULL DEFAULT gen_random_uuid()
);

CREATE TABLE authority.rule_version (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind text NOT NULL,
  code text NOT NULL,
  number integer NOT NULL,
  content jsonb,
  from_day date NOT NULL,
  to_day date,
  reason text NOT NULL,
  source text NOT NULL,
  proposed_by bigint,
  proposed_by_name text NOT NULL,
  proposed_at timestamp with time zone NOT NULL
);

CREATE TABLE contract.acceptance (
  id bigint NOT NULL DEFAULT platform.new_key(),
  contract_id bigint NOT NULL,
  method text NOT NULL,
  file_sha256 text NOT NULL,
  read_seconds integer NOT NULL,
  identity_checked boolean NOT NULL,
  note text NOT NULL,
  evidence jsonb NOT NULL DEFAULT '{}'::jsonb,
  recorded_by bigint,
  recorded_by_name text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE contract.contract (
  id bigint NOT NULL DEFAULT platform.new_key(),
  number text NOT NULL,
  state text NOT NULL,
  application_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  customer_name text NOT NULL,
  dealer_id bigint,
  product_id bigint NOT NULL,
  product_name text NOT NULL,
  product_version integer NOT NULL,
  template_id bigint NOT NULL,
  principal bigint NOT NULL,
  periods integer NOT NULL,
  annual_rate numeric NOT NULL,
  simple_rate numeric NOT NULL,
  effective_rate numeric NOT NULL,
  figures jsonb NOT NULL,
  file_sha256 text NOT NULL,
  file_size integer NOT NULL,
  pages integer NOT NULL,
  produced_by bigint,
  produced_by_name text NOT NULL,
  produced_at timestamp with time zone NOT NULL,
  produced_on date NOT NULL,
  accepted_at timestamp with time zone,
  voided_by_name text,
  voided_at timestamp with time zone,
  void_reason text,
  owner_id bigint,
  group_id bigint,
  branch_id bigint,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE contract.template (
  id bigint NOT NULL DEFAULT platform.new_key(),
  number integer NOT NULL,
  state text NOT NULL,
  note text NOT NULL,
  body jsonb NOT NULL,
  drafted_by bigint,
  drafted_by_name text NOT NULL,
  drafted_at timestamp with time zone NOT NULL,
  editors bigint[] NOT NULL DEFAULT '{}'::bigint[],
  published_by bigint,
  published_by_name text,
  published_at timestamp with time zone,
  effective_from date,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE decision.decision (
  id bigint NOT NULL DEFAULT platform.new_key(),
  rule_set_id bigint NOT NULL,
  about text,
  facts jsonb NOT NULL,
  verdict text NOT NULL,
  reasons jsonb NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  business_day date NOT NULL,
  owner_id bigint,
  group_id bigint,
  branch_id bigint,
  score integer GENERATED ALWAYS AS (
CASE
    WHEN (jsonb_typeof((facts -> 'score.points'::text)) = 'number'::text) THEN (round(((facts ->> 'score.points'::text))::numeric))::integer
    ELSE NULL::integer
END) STORED
);

CREATE TABLE decision.rule_set (
  id bigint NOT NULL DEFAULT platform.new_key(),
  number integer NOT NULL,
  state text NOT NULL,
  note text NOT NULL,
  rules jsonb NOT NULL,
  drafted_by bigint,
  drafted_by_name text NOT NULL,
  drafted_at timestamp with time zone NOT NULL,
  editors bigint[] NOT NULL DEFAULT '{}'::bigint[],
  published_by bigint,
  published_by_name text,
  published_at timestamp with time zone,
  effective_from date,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE identity.account (
  id text NOT NULL,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone NOT NULL
);

CREATE TABLE identity.session (
  id text NOT NULL,
  "expiresAt" timestamp with time zone NOT NULL,
  token text NOT NULL,
  "createdAt" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL
);

CREATE TABLE identity.sign_in_failure (
  id bigint NOT NULL,
  username text NOT NULL,
  at timestamp with time zone NOT NULL,
  address text
);

CREATE TABLE identity.twoFactor (
  id text NOT NULL,
  secret text NOT NULL,
  "backupCodes" text NOT NULL,
  "userId" text NOT NULL,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone
);

CREATE TABLE identity.user (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  "emailVerified" boolean NOT NULL,
  image text,
  "createdAt" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  username text,
  "displayUsername" text,
  "twoFactorEnabled" boolean,
  active boolean NOT NULL DEFAULT true
);

CREATE TABLE identity.verification (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" timestamp with time zone NOT NULL,
  "createdAt" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE ledger.account (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  kind text NOT NULL
);

CREATE TABLE ledger.journal (
  id bigint NOT NULL DEFAULT platform.new_key(),
  day date NOT NULL,
  branch_id bigint NOT NULL,
  source text NOT NULL,
  description text NOT NULL,
  note text,
  about text,
  parent_id bigint,
  posted_by text NOT NULL,
  posted_at timestamp with time zone NOT NULL
);

CREATE TABLE ledger.line (
  journal_id bigint NOT NULL,
  seq integer NOT NULL,
  day date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint,
  account text NOT NULL,
  debit bigint NOT NULL DEFAULT 0,
  credit bigint NOT NULL DEFAULT 0
);

CREATE TABLE notification.announcement (
  id bigint NOT NULL DEFAULT platform.new_key(),
  title text NOT NULL,
  body text NOT NULL,
  branch_id bigint,
  group_id bigint,
  confirms boolean NOT NULL,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone
);

CREATE TABLE notification.announcement_receipt (
  announcement_id bigint NOT NULL,
  person_id bigint NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE notification.handover_receipt (
  message_id bigint NOT NULL,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE notification.mail (
  person_id bigint NOT NULL,
  address_sealed bytea NOT NULL,
  address_masked text NOT NULL,
  language text NOT NULL,
  code bytea,
  code_until timestamp with time zone,
  tries integer NOT NULL DEFAULT 0,
  asked_on date NOT NULL,
  asked integer NOT NULL DEFAULT 1,
  confirmed_at timestamp with time zone
);

CREATE TABLE notification.message (
  id bigint NOT NULL DEFAULT platform.new_key(),
  channel text NOT NULL,
  address_sealed bytea NOT NULL,
  address_masked text NOT NULL,
  template text NOT NULL,
  facts_sealed bytea NOT NULL,
  language text NOT NULL,
  about text,
  state text NOT NULL DEFAULT 'waiting'::text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL,
  last_error text,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone
);

CREATE TABLE notification.minutes (
  id bigint NOT NULL DEFAULT platform.new_key(),
  group_id bigint NOT NULL,
  held_on date NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  attendees bigint[] NOT NULL,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE notification.notice (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  template text NOT NULL,
  facts jsonb NOT NULL,
  about text,
  once text,
  created_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone
);

CREATE TABLE notification.presence (
  record text NOT NULL,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  until timestamp with time zone NOT NULL
);

CREATE TABLE notification.task (
  id bigint NOT NULL DEFAULT platform.new_key(),
  title text NOT NULL,
  owner_id bigint NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  about text,
  minutes_id bigint,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  settled_by_name text,
  note text,
  private boolean NOT NULL DEFAULT false
);

CREATE TABLE notification.thread_file (
  id bigint NOT NULL DEFAULT platform.new_key(),
  message_id bigint NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  sha256 text NOT NULL
);

CREATE TABLE notification.thread_message (
  id bigint NOT NULL DEFAULT platform.new_key(),
  record text NOT NULL,
  kind text NOT NULL,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  body_sealed bytea NOT NULL,
  mentions bigint[] NOT NULL DEFAULT '{}'::bigint[],
  created_at timestamp with time zone NOT NULL,
  edited_at timestamp with time zone,
  removed_at timestamp with time zone
);

CREATE TABLE notification.thread_seen (
  person_id bigint NOT NULL,
  record text NOT NULL,
  through bigint NOT NULL
);

CREATE TABLE notification.thread_trace (
  id bigint NOT NULL DEFAULT platform.new_key(),
  message_id bigint NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_id bigint NOT NULL,
  actor_name text NOT NULL,
  body_sealed bytea NOT NULL
);

CREATE TABLE origination.application (
  id bigint NOT NULL DEFAULT platform.new_key(),
  number text NOT NULL,
  state text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  lead_id bigint,
  customer_id bigint,
  customer_name text,
  customer_kind text,
  identity_fingerprint text,
  phone_fingerprint text,
  dealer_id bigint,
  dealer_name text,
  product_id bigint,
  product_name text,
  product_version integer,
  principal bigint,
  periods integer,
  remark text NOT NULL DEFAULT ''::text,
  created_at timestamp with time zone NOT NULL,
  created_day date NOT NULL,
  state_since timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  submitted_by bigint,
  submitted_day date,
  submitted_at timestamp with time zone,
  decision_id bigint,
  returned_from text,
  escalated_limit bigint,
  claimed_by bigint,
  claimed_by_name text,
  claimed_group_id bigint,
  claimed_until timestamp with time zone,
  decided_day date,
  decided_by bigint,
  requested_principal bigint,
  conditions jsonb NOT NULL DEFAULT '[]'::jsonb,
  valid_through date,
  annual_rate_simple numeric,
  annual_rate_effective numeric,
  cost_read_seconds integer,
  cost_acknowledged_at timestamp with time zone,
  contract_id bigint,
  loan_id bigint,
  disbursed_day date,
  cost_form_sha256 text,
  balloon bigint,
  payments jsonb NOT NULL DEFAULT '[]'::jsonb,
  originator_id bigint,
  originator_group_id bigint
);

CREATE TABLE origination.application_event (
  id bigint NOT NULL DEFAULT platform.new_key(),
  application_id bigint NOT NULL,
  at timestamp with time zone NOT NULL,
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
  note text NOT NULL DEFAULT ''::text,
  working_minutes integer,
  within_time boolean,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  owner_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  handling_seconds integer
);

CREATE TABLE origination.case_export (
  application_id bigint NOT NULL,
  exported_by bigint,
  exported_at timestamp with time zone NOT NULL
);

CREATE TABLE origination.day_number (
  day date NOT NULL,
  last integer NOT NULL
);

CREATE TABLE origination.defect_code (
  code text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  severity text NOT NULL,
  course_code text,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE origination.document (
  id bigint NOT NULL DEFAULT platform.new_key(),
  application_id bigint NOT NULL,
  kind text NOT NULL,
  name_sealed bytea NOT NULL,
  sha256 text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  uploaded_by bigint,
  uploaded_by_name text NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  removed_at timestamp with time zone
);

CREATE TABLE origination.funding (
  id bigint NOT NULL DEFAULT platform.new_key(),
  application_id bigint NOT NULL,
  state text NOT NULL,
  amount bigint NOT NULL,
  dealer_id bigint NOT NULL,
  requested_by bigint,
  requested_by_name text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  settled_by bigint,
  settled_by_name text,
  settled_at timestamp with time zone,
  reason text,
  loan_id bigint,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE origination.lead (
  id bigint NOT NULL DEFAULT platform.new_key(),
  state text NOT NULL,
  source text NOT NULL,
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
  created_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE origination.lead_event (
  id bigint NOT NULL DEFAULT platform.new_key(),
  lead_id bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  to_state text NOT NULL,
  note text NOT NULL
);

CREATE TABLE origination.quality_candidate (
  event_id bigint NOT NULL,
  day date NOT NULL,
  taken boolean NOT NULL
);

CREATE TABLE origination.quality_check (
  id bigint NOT NULL DEFAULT platform.new_key(),
  event_id bigint NOT NULL,
  application_id bigint NOT NULL,
  occasion text NOT NULL,
  reasons text[] NOT NULL,
  lesson_id bigint,
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  decision text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  drawn_at timestamp with time zone NOT NULL,
  checked_by bigint,
  checked_by_name text,
  checked_at timestamp with time zone,
  note text NOT NULL DEFAULT ''::text,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE origination.quality_defect (
  id bigint NOT NULL DEFAULT platform.new_key(),
  check_id bigint NOT NULL,
  code text NOT NULL,
  severity text NOT NULL,
  note text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE origination.quality_draw (
  day date NOT NULL,
  seed text NOT NULL,
  share numeric NOT NULL,
  carry_before bigint NOT NULL,
  carry_after bigint NOT NULL,
  population integer NOT NULL,
  taken integer NOT NULL,
  drawn_at timestamp with time zone NOT NULL
);

CREATE TABLE origination.quality_lesson (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  code text NOT NULL,
  course_code text,
  course_given boolean NOT NULL,
  defects bigint[] NOT NULL,
  recheck_files integer NOT NULL,
  day date NOT NULL,
  at timestamp with time zone NOT NULL,
  learnt_at timestamp with time zone
);

CREATE TABLE origination.quality_reply (
  defect_id bigint NOT NULL,
  answer text NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE origination.quality_ruling (
  defect_id bigint NOT NULL,
  upheld boolean NOT NULL,
  reason text NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE origination.shadow_decision (
  id bigint NOT NULL DEFAULT platform.new_key(),
  application_id bigint NOT NULL,
  seen_event bigint NOT NULL,
  owner_id bigint NOT NULL,
  owner_name text NOT NULL,
  group_id bigint,
  branch_id bigint,
  verdict text NOT NULL,
  reason text,
  principal bigint,
  note text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE origination.sitting (
  id bigint NOT NULL DEFAULT platform.new_key(),
  application_id bigint NOT NULL,
  committee text NOT NULL,
  rule_number integer NOT NULL,
  state text NOT NULL,
  chair_id bigint NOT NULL,
  chair_name text NOT NULL,
  convened_by bigint NOT NULL,
  convened_by_name text NOT NULL,
  convened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  closing_note text NOT NULL DEFAULT ''::text,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE origination.sitting_member (
  sitting_id bigint NOT NULL,
  person_id bigint NOT NULL,
  person_name text NOT NULL
);

CREATE TABLE origination.sitting_vote (
  sitting_id bigint NOT NULL,
  person_id bigint NOT NULL,
  vote text NOT NULL,
  opinion text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE origination.vehicle (
  id bigint NOT NULL DEFAULT platform.new_key(),
  application_id bigint NOT NULL,
  vin text,
  brand text,
  model text,
  energy text,
  use text,
  condition text,
  price bigint,
  guide_price bigint,
  appraised_value bigint,
  plate text
);

CREATE TABLE party.blacklist (
  id bigint NOT NULL DEFAULT platform.new_key(),
  id_number_fingerprint bytea NOT NULL,
  masked text NOT NULL,
  listed boolean NOT NULL,
  reason text NOT NULL,
  source text NOT NULL,
  recorded_by bigint,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE party.consent (
  id bigint NOT NULL DEFAULT platform.new_key(),
  customer_id bigint NOT NULL,
  kind text NOT NULL,
  given boolean NOT NULL,
  wording_version text NOT NULL,
  channel text NOT NULL,
  recorded_by bigint,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE party.customer (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind text NOT NULL,
  display_name text NOT NULL,
  name_sealed bytea NOT NULL,
  name_fingerprint bytea NOT NULL,
  id_number_sealed bytea NOT NULL,
  id_number_fingerprint bytea NOT NULL,
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
  contact_name_sealed bytea,
  contact_name_masked text,
  occupation text,
  employer text,
  years_employed smallint,
  monthly_income bigint NOT NULL DEFAULT 0,
  monthly_debt bigint NOT NULL DEFAULT 0,
  contact_channel text NOT NULL DEFAULT 'phone'::text,
  contact_time text NOT NULL DEFAULT 'any'::text,
  offers_welcome boolean NOT NULL DEFAULT false,
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE party.dealer (
  id bigint NOT NULL DEFAULT platform.new_key(),
  name text NOT NULL,
  credit_code text NOT NULL,
  grade text NOT NULL,
  state text NOT NULL DEFAULT 'active'::text,
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
  created_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  account_changed_at timestamp with time zone,
  dealer_group text
);

CREATE TABLE party.relation (
  id bigint NOT NULL DEFAULT platform.new_key(),
  customer_id bigint NOT NULL,
  other_id bigint NOT NULL,
  kind text NOT NULL,
  holds boolean NOT NULL,
  recorded_by bigint,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE party.survey_refusal (
  customer_id bigint NOT NULL,
  how text NOT NULL,
  note text NOT NULL DEFAULT ''::text,
  recorded_by bigint,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE performance.appraisal (
  id bigint NOT NULL DEFAULT platform.new_key(),
  cycle_id bigint NOT NULL,
  person_id bigint NOT NULL,
  post text NOT NULL,
  group_id bigint,
  branch_id bigint,
  manager_id bigint,
  goals jsonb NOT NULL DEFAULT '[]'::jsonb,
  goals_by_person boolean NOT NULL DEFAULT false,
  goals_by_manager boolean NOT NULL DEFAULT false,
  self jsonb,
  manager jsonb,
  result jsonb,
  score numeric(6,2),
  grade text,
  signed_by_person timestamp with time zone,
  signed_by_manager timestamp with time zone,
  appeal text,
  appeal_answer text,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.calibration (
  id bigint NOT NULL DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL,
  before numeric(6,2) NOT NULL,
  after numeric(6,2) NOT NULL,
  on_appeal boolean NOT NULL,
  reason text NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  sitting_id bigint
);

CREATE TABLE performance.calibration_sitting (
  id bigint NOT NULL DEFAULT platform.new_key(),
  cycle_id bigint NOT NULL,
  attended jsonb NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.choice (
  person_id bigint NOT NULL,
  unlisted boolean NOT NULL DEFAULT false,
  no_digest boolean NOT NULL DEFAULT false,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.cycle (
  id bigint NOT NULL DEFAULT platform.new_key(),
  name text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  due_day date NOT NULL,
  state text NOT NULL,
  body jsonb NOT NULL,
  rules jsonb,
  appeal_until date,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.development_need (
  id bigint NOT NULL DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL,
  text text NOT NULL,
  course_code text NOT NULL,
  due_on date NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.digest (
  person_id bigint NOT NULL,
  week date NOT NULL,
  body jsonb NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.dispute (
  id bigint NOT NULL DEFAULT platform.new_key(),
  line_id bigint NOT NULL,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  state text NOT NULL,
  reason text NOT NULL,
  text text NOT NULL,
  raised_at timestamp with time zone NOT NULL,
  answer_by date NOT NULL,
  answer text,
  correction bigint,
  answered_by bigint,
  answered_by_name text,
  answered_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.fault_case (
  id bigint NOT NULL DEFAULT platform.new_key(),
  loan_id bigint NOT NULL,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  opened_day date NOT NULL,
  trigger text NOT NULL,
  duty text NOT NULL,
  state text NOT NULL,
  evidence jsonb NOT NULL DEFAULT '{}'::jsonb,
  outcome text,
  share numeric,
  reason text,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamp with time zone,
  appeal_until date,
  appeal text,
  appealed_at timestamp with time zone,
  appeal_outcome text,
  appeal_share numeric,
  appeal_reason text,
  appeal_by bigint,
  appeal_by_name text,
  closed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.frozen_figure (
  month date NOT NULL,
  code text NOT NULL,
  level text NOT NULL,
  subject_id bigint NOT NULL,
  rows integer NOT NULL,
  total text,
  part text,
  median text
);

CREATE TABLE performance.frozen_metric (
  month date NOT NULL,
  code text NOT NULL,
  source text NOT NULL,
  measure smallint,
  part smallint,
  among smallint,
  counted smallint
);

CREATE TABLE performance.frozen_month (
  month date NOT NULL,
  frozen_at timestamp with time zone NOT NULL,
  frozen_by bigint,
  frozen_by_name text NOT NULL,
  versions jsonb NOT NULL
);

CREATE TABLE performance.frozen_row (
  month date NOT NULL,
  code text NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  keys bigint[] NOT NULL,
  numbers text[] NOT NULL,
  days date[] NOT NULL,
  measures bigint[] NOT NULL,
  parts bigint[] NOT NULL,
  counted boolean[] NOT NULL
);

CREATE TABLE performance.frozen_source (
  month date NOT NULL,
  source text NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  keys bigint[] NOT NULL,
  numbers text[],
  seqs integer[],
  days date[],
  measures bigint[],
  measures2 bigint[],
  measures3 bigint[],
  flags smallint[]
);

CREATE TABLE performance.improvement (
  id bigint NOT NULL DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  goals jsonb NOT NULL,
  state text NOT NULL,
  outcome text,
  opened_by bigint NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.improvement_check (
  id bigint NOT NULL DEFAULT platform.new_key(),
  improvement_id bigint NOT NULL,
  day date NOT NULL,
  on_track boolean NOT NULL,
  text text NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.kept_figure (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  version integer NOT NULL,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  from_day date NOT NULL,
  to_day date NOT NULL,
  at timestamp with time zone NOT NULL,
  keys bigint[] NOT NULL,
  numbers text[] NOT NULL,
  days date[] NOT NULL,
  measures bigint[] NOT NULL,
  parts bigint[] NOT NULL,
  counted boolean[] NOT NULL,
  level text NOT NULL DEFAULT 'person'::text,
  subject_id bigint
);

CREATE TABLE performance.metric_version (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  number integer NOT NULL,
  state text NOT NULL DEFAULT 'proposed'::text,
  body jsonb NOT NULL,
  reason text NOT NULL,
  from_day date NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamp with time zone
);

CREATE TABLE performance.paid_loan (
  loan_id bigint NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.pay_account (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  bank text NOT NULL,
  number_sealed bytea NOT NULL,
  tail text NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  given_at timestamp with time zone NOT NULL,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamp with time zone,
  reason text NOT NULL DEFAULT ''::text,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.pay_line (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  loan_id bigint,
  month date NOT NULL,
  plan_version_id bigint,
  component text NOT NULL,
  part text NOT NULL,
  step text NOT NULL,
  amount bigint NOT NULL,
  vests_on date,
  parent_id bigint,
  case_id bigint,
  why jsonb NOT NULL DEFAULT '{}'::jsonb,
  value_day date NOT NULL,
  posted_at timestamp with time zone NOT NULL,
  posted_by text NOT NULL,
  appraisal_id bigint,
  pool_id bigint
);

CREATE TABLE performance.pay_month (
  month date NOT NULL,
  state text NOT NULL,
  frozen_at timestamp with time zone NOT NULL,
  frozen_by bigint,
  frozen_by_name text NOT NULL,
  approved_at timestamp with time zone,
  approved_by bigint,
  approved_by_name text,
  paid_at timestamp with time zone,
  journal_id text,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.pay_pool (
  id bigint NOT NULL DEFAULT platform.new_key(),
  month date NOT NULL,
  plan_version_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint,
  commission bigint NOT NULL,
  share numeric NOT NULL,
  amount bigint NOT NULL,
  points numeric NOT NULL,
  people integer NOT NULL,
  posted_at timestamp with time zone NOT NULL
);

CREATE TABLE performance.peer_answer (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  appraisal_id bigint NOT NULL,
  score integer NOT NULL
);

CREATE TABLE performance.peer_ask (
  id bigint NOT NULL DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL,
  reviewer_id bigint NOT NULL,
  files integer NOT NULL,
  answered boolean NOT NULL DEFAULT false
);

CREATE TABLE performance.plan (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  name text NOT NULL
);

CREATE TABLE performance.plan_version (
  id bigint NOT NULL DEFAULT platform.new_key(),
  plan_id bigint NOT NULL,
  number integer NOT NULL,
  state text NOT NULL,
  body jsonb NOT NULL,
  reason text NOT NULL,
  from_day date,
  to_day date,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  approved_by bigint,
  approved_by_name text,
  approved_at timestamp with time zone,
  findings jsonb NOT NULL DEFAULT '[]'::jsonb,
  accepted_because text,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE performance.pulse_answer (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  week date NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  score integer NOT NULL
);

CREATE TABLE performance.pulse_given (
  week date NOT NULL,
  person_id bigint NOT NULL
);

CREATE TABLE performance.recovery_step (
  case_id bigint NOT NULL,
  person_id bigint NOT NULL,
  month date NOT NULL,
  amount bigint NOT NULL
);

CREATE TABLE performance.talk (
  id bigint NOT NULL DEFAULT platform.new_key(),
  manager_id bigint NOT NULL,
  person_id bigint NOT NULL,
  held_on date NOT NULL,
  next_on date,
  by_id bigint NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.talk_note (
  id bigint NOT NULL DEFAULT platform.new_key(),
  talk_id bigint NOT NULL,
  manager_id bigint NOT NULL,
  person_id bigint NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  body_sealed bytea NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.target (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  level text NOT NULL,
  branch_id bigint,
  group_id bigint,
  person_id bigint,
  from_day date NOT NULL,
  to_day date NOT NULL,
  number integer NOT NULL,
  value numeric NOT NULL,
  upper numeric,
  origin text NOT NULL,
  parent_id bigint,
  reason text NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_on date NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE performance.target_counter (
  id bigint NOT NULL DEFAULT platform.new_key(),
  target_id bigint NOT NULL,
  value numeric NOT NULL,
  reason text NOT NULL,
  made_by bigint NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  answer text,
  answered_by bigint,
  answered_by_name text,
  answered_at timestamp with time zone
);

CREATE TABLE performance.thanks (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  reason text NOT NULL,
  body text NOT NULL,
  record text,
  day date NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.voice_answer (
  ask_id bigint NOT NULL,
  score smallint NOT NULL,
  day date NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE performance.voice_ask (
  id bigint NOT NULL DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  customer_id bigint NOT NULL,
  application_id bigint NOT NULL,
  number text NOT NULL,
  asked_on date NOT NULL,
  asked_at timestamp with time zone NOT NULL
);

CREATE TABLE performance.wage (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  from_day date NOT NULL,
  monthly bigint NOT NULL,
  reason text NOT NULL,
  set_by bigint,
  set_at timestamp with time zone NOT NULL
);

CREATE TABLE platform.audit (
  id bigint NOT NULL DEFAULT platform.new_key(),
  at timestamp with time zone NOT NULL,
  business_day date NOT NULL,
  actor text NOT NULL,
  actor_name text NOT NULL,
  operation text NOT NULL,
  outcome text NOT NULL,
  refusal text,
  about text[] NOT NULL DEFAULT '{}'::text[],
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  request_id text NOT NULL,
  address text,
  actor_key bigint,
  actor_group_id bigint,
  actor_branch_id bigint
);

CREATE TABLE platform.business_day (
  day date NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone
);

CREATE TABLE platform.file (
  sha256 text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  sealed boolean NOT NULL,
  content bytea NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE platform.idempotency (
  actor text NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  body_hash text NOT NULL,
  answer bytea,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE platform.installation (
  name text NOT NULL,
  value jsonb NOT NULL
);

CREATE TABLE platform.read_use (
  person_id bigint NOT NULL,
  permission text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL
);

CREATE TABLE platform.watcher (
  id uuid NOT NULL,
  until timestamp with time zone NOT NULL
);

CREATE TABLE product.product (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  created_by bigint,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE product.product_version (
  id bigint NOT NULL DEFAULT platform.new_key(),
  product_id bigint NOT NULL,
  number integer NOT NULL,
  state text NOT NULL,
  note text NOT NULL,
  definition jsonb NOT NULL,
  drafted_by bigint,
  drafted_by_name text NOT NULL,
  drafted_at timestamp with time zone NOT NULL,
  editors bigint[] NOT NULL DEFAULT '{}'::bigint[],
  published_by bigint,
  published_by_name text,
  published_at timestamp with time zone,
  effective_from date,
  last_day date,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE reference.parameter (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  value jsonb NOT NULL,
  from_day date NOT NULL,
  source text NOT NULL,
  mark text NOT NULL,
  reason text NOT NULL,
  proposed_by bigint,
  proposed_at timestamp with time zone NOT NULL
);

CREATE TABLE reference.parameter_decision (
  parameter_id bigint NOT NULL,
  approved boolean NOT NULL,
  decided_by bigint,
  decided_at timestamp with time zone NOT NULL,
  reason text NOT NULL
);

CREATE TABLE reference.series (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  day date NOT NULL,
  value numeric NOT NULL,
  source text NOT NULL,
  mark text NOT NULL,
  recorded_by bigint,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.books_check (
  day date NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  agree boolean NOT NULL,
  loan_differences integer NOT NULL,
  ledger_differences integer NOT NULL
);

CREATE TABLE servicing.correction (
  loan_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT platform.new_key(),
  base text NOT NULL,
  from_day date NOT NULL,
  noted_on date NOT NULL,
  difference bigint,
  obstacle text
);

CREATE TABLE servicing.correction_decision (
  loan_id bigint NOT NULL,
  correction_id bigint NOT NULL,
  outcome text NOT NULL,
  amount bigint NOT NULL,
  reason text NOT NULL,
  decided_on date NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.day_close (
  day date NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  loans bigint,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb
);

CREATE TABLE servicing.day_close_range (
  day date NOT NULL,
  seq integer NOT NULL,
  from_id bigint NOT NULL,
  to_id bigint NOT NULL,
  completed_at timestamp with time zone,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb
);

CREATE TABLE servicing.day_total (
  day date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint NOT NULL,
  bucket text NOT NULL,
  class text NOT NULL,
  stage smallint NOT NULL,
  loans bigint NOT NULL,
  outstanding bigint NOT NULL,
  overdue bigint NOT NULL,
  accrued bigint NOT NULL,
  expected_loss bigint
);

CREATE TABLE servicing.debit_file (
  day date NOT NULL,
  direction text NOT NULL,
  protocol text NOT NULL,
  sha256 text NOT NULL,
  rows integer NOT NULL,
  amount bigint NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.debit_order (
  day date NOT NULL,
  loan_id bigint NOT NULL,
  amount bigint NOT NULL,
  outcome text,
  reason text,
  reference text
);

CREATE TABLE servicing.figure_change (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  n bigint NOT NULL,
  amount bigint NOT NULL,
  part bigint NOT NULL DEFAULT 0
);

CREATE TABLE servicing.figure_kept (
  kind text NOT NULL,
  month_end date
);

CREATE TABLE servicing.figure_sum (
  kind text NOT NULL,
  day date NOT NULL,
  person_id bigint,
  group_id bigint,
  branch_id bigint,
  flags smallint NOT NULL DEFAULT 0,
  n bigint NOT NULL,
  amount bigint NOT NULL,
  part bigint NOT NULL DEFAULT 0,
  other bigint NOT NULL DEFAULT 0,
  keys bigint[],
  amounts bigint[],
  parts bigint[]
);

CREATE TABLE servicing.installment (
  loan_id bigint NOT NULL,
  seq integer NOT NULL,
  due_on date NOT NULL,
  principal bigint NOT NULL,
  interest bigint NOT NULL,
  fee bigint NOT NULL,
  principal_paid bigint NOT NULL DEFAULT 0,
  interest_paid bigint NOT NULL DEFAULT 0,
  fee_paid bigint NOT NULL DEFAULT 0,
  penalty_paid bigint,
  compound_paid bigint,
  penalty_posted bigint,
  compound_posted bigint,
  principal_product bigint,
  interest_product bigint,
  product_through date,
  penalty_before bigint,
  compound_before bigint
);

CREATE TABLE servicing.loan (
  loan_id bigint NOT NULL,
  number text NOT NULL,
  application_id bigint,
  contract_id bigint,
  customer_id bigint NOT NULL,
  product_id bigint NOT NULL,
  product_version integer NOT NULL,
  dealer_id bigint,
  owner_id bigint,
  group_id bigint,
  branch_id bigint NOT NULL,
  principal bigint NOT NULL,
  annual_rate numeric NOT NULL,
  penalty_rate numeric NOT NULL,
  grace_days integer NOT NULL,
  allocation_order text[] NOT NULL,
  late_orders jsonb,
  allocation_version text,
  settlement_fee_rate numeric NOT NULL DEFAULT 0,
  settlement_free_after integer NOT NULL DEFAULT 0,
  disbursed_on date NOT NULL,
  matures_on date NOT NULL,
  periods integer NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  outstanding bigint NOT NULL,
  overdue_principal bigint NOT NULL DEFAULT 0,
  overdue_interest bigint NOT NULL DEFAULT 0,
  overdue_fee bigint NOT NULL DEFAULT 0,
  next_seq integer NOT NULL DEFAULT 1,
  next_due_on date,
  next_interest bigint NOT NULL,
  period_from date NOT NULL,
  oldest_unpaid_due date,
  bucket text NOT NULL,
  class text NOT NULL,
  closed_on date,
  advance bigint NOT NULL DEFAULT 0,
  claim bigint NOT NULL DEFAULT 0,
  commitment bigint,
  original_rate numeric,
  restructured_on date,
  first_repayment_on date,
  observation_ends_on date,
  restructured_again boolean,
  originated_on date,
  vehicle_brand text,
  vehicle_model text,
  vehicle_condition text,
  region text,
  stage smallint NOT NULL DEFAULT 1,
  non_retail boolean NOT NULL DEFAULT false,
  contagion text NOT NULL DEFAULT 'none'::text,
  watched boolean NOT NULL DEFAULT false,
  class_until date,
  stage_until date,
  observed_until date,
  observed_class text,
  recheck_on date,
  final_principal bigint NOT NULL DEFAULT 0,
  floating jsonb,
  reset_on date,
  upfront_fee bigint NOT NULL DEFAULT 0,
  claim_bearing bigint NOT NULL DEFAULT 0,
  claim_product numeric NOT NULL DEFAULT 0,
  claim_through date,
  claim_grown_paid bigint NOT NULL DEFAULT 0,
  original_penalty_rate numeric,
  day_count text NOT NULL DEFAULT 'period'::text,
  reset_from date,
  originator_id bigint,
  originator_group_id bigint,
  rounding text,
  scale smallint,
  penalty_multiple numeric,
  decider_id bigint,
  decider_group_id bigint,
  decider_branch_id bigint,
  payable_from date
);

CREATE TABLE servicing.loan_entry (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  debit text NOT NULL,
  credit text NOT NULL,
  amount bigint NOT NULL,
  posted_on date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint NOT NULL
);

CREATE TABLE servicing.loan_month (
  loan_id bigint NOT NULL,
  month_end date NOT NULL,
  branch_id bigint NOT NULL,
  product_id bigint NOT NULL,
  state text NOT NULL,
  bucket text NOT NULL,
  class text NOT NULL,
  stage smallint NOT NULL,
  oldest_unpaid_due date,
  outstanding bigint NOT NULL,
  overdue bigint NOT NULL,
  expected_loss bigint NOT NULL,
  originator_id bigint,
  originator_group_id bigint
);

CREATE TABLE servicing.loan_share (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  seq integer NOT NULL,
  fee bigint NOT NULL,
  penalty bigint NOT NULL,
  compound bigint NOT NULL,
  interest bigint NOT NULL,
  principal bigint NOT NULL
);

CREATE TABLE servicing.loan_state (
  loan_id bigint NOT NULL,
  from_day date NOT NULL,
  state text NOT NULL,
  bucket text NOT NULL,
  class text NOT NULL,
  outstanding bigint NOT NULL,
  stage smallint NOT NULL DEFAULT 1
);

CREATE TABLE servicing.loan_transaction (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  kind text NOT NULL,
  value_date date NOT NULL,
  posted_on date NOT NULL,
  amount bigint NOT NULL,
  fee bigint NOT NULL DEFAULT 0,
  penalty bigint NOT NULL DEFAULT 0,
  compound bigint NOT NULL DEFAULT 0,
  interest bigint NOT NULL DEFAULT 0,
  principal bigint NOT NULL DEFAULT 0,
  settlement_fee bigint NOT NULL DEFAULT 0,
  advance bigint NOT NULL DEFAULT 0,
  recovered bigint NOT NULL DEFAULT 0,
  terms jsonb,
  parent_id bigint,
  channel text,
  reference text,
  note text,
  import_id bigint,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  charged bigint NOT NULL DEFAULT 0,
  grown bigint NOT NULL DEFAULT 0
);

CREATE TABLE servicing.loan_watch (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  watched boolean NOT NULL,
  reason text NOT NULL,
  review_on date,
  recorded_on date NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.notice (
  day date NOT NULL,
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  template text NOT NULL,
  facts jsonb NOT NULL,
  outcome text
);

CREATE TABLE servicing.original_installment (
  loan_id bigint NOT NULL,
  seq integer NOT NULL,
  due_on date NOT NULL,
  principal bigint NOT NULL,
  interest bigint NOT NULL,
  fee bigint NOT NULL
);

CREATE TABLE servicing.plan_line (
  loan_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  seq integer NOT NULL,
  replaces bigint,
  due_on date,
  principal bigint,
  interest bigint,
  fee bigint
);

CREATE TABLE servicing.reminder (
  day date NOT NULL,
  loan_id bigint NOT NULL,
  seq integer NOT NULL,
  days integer NOT NULL,
  outcome text
);

CREATE TABLE servicing.repayment_import (
  id bigint NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  imported_by text NOT NULL,
  imported_by_name text NOT NULL,
  imported_on date NOT NULL,
  imported_at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.repayment_import_row (
  import_id bigint NOT NULL,
  line integer NOT NULL,
  number text NOT NULL,
  amount_text text NOT NULL,
  value_date_text text NOT NULL,
  reference text NOT NULL,
  outcome text NOT NULL,
  refusal text,
  facts jsonb NOT NULL DEFAULT '{}'::jsonb,
  loan_id bigint,
  transaction_id bigint,
  amount bigint
);

CREATE TABLE servicing.set_aside (
  loan_id bigint NOT NULL,
  day date NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL,
  resolved_at timestamp with time zone
);

CREATE TABLE servicing.settlement_quote (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  settles_on date NOT NULL,
  valid_until date NOT NULL,
  total bigint NOT NULL,
  fee_waived boolean NOT NULL,
  quoted_on date NOT NULL,
  quoted_by text NOT NULL,
  quoted_at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.signal (
  from_day date NOT NULL,
  loan_id bigint NOT NULL,
  was_state text NOT NULL,
  state text NOT NULL,
  was_bucket text NOT NULL,
  bucket text NOT NULL,
  was_class text NOT NULL,
  class text NOT NULL,
  was_stage smallint NOT NULL,
  stage smallint NOT NULL,
  outstanding bigint NOT NULL,
  first_payment_days integer
);

CREATE TABLE servicing.subsidy (
  loan_id bigint NOT NULL,
  seq smallint NOT NULL,
  payer text NOT NULL,
  at_once boolean NOT NULL,
  lost_after integer,
  claw_back boolean NOT NULL,
  agreed jsonb NOT NULL,
  lost_on date,
  due_posted bigint NOT NULL DEFAULT 0,
  earned_posted bigint NOT NULL DEFAULT 0,
  received bigint NOT NULL DEFAULT 0,
  next_on date,
  last_on date,
  dealer_id bigint,
  brand text,
  branch_id bigint NOT NULL
);

CREATE TABLE servicing.subsidy_line (
  loan_id bigint NOT NULL,
  seq smallint NOT NULL,
  on_day date NOT NULL,
  due bigint NOT NULL,
  earned bigint NOT NULL
);

CREATE TABLE servicing.subsidy_receipt (
  id bigint NOT NULL DEFAULT platform.new_key(),
  payer text NOT NULL,
  dealer_id bigint,
  brand text,
  amount bigint NOT NULL,
  claims integer NOT NULL,
  received_on date NOT NULL,
  posted_on date NOT NULL,
  reference text NOT NULL,
  note text,
  parent_id bigint,
  recorded_by text NOT NULL,
  recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE servicing.subsidy_receipt_line (
  loan_id bigint NOT NULL,
  receipt_id bigint NOT NULL,
  seq smallint NOT NULL,
  amount bigint NOT NULL
);

CREATE TABLE team.assignment (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  post text NOT NULL,
  group_id bigint NOT NULL,
  reports_to bigint,
  from_day date NOT NULL,
  to_day date,
  reason text,
  made_by_name text,
  made_on date
);

CREATE TABLE team.branch (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  name text NOT NULL,
  city text NOT NULL
);

CREATE TABLE team.delegation (
  id bigint NOT NULL DEFAULT platform.new_key(),
  from_person_id bigint NOT NULL,
  to_person_id bigint NOT NULL,
  permissions text[] NOT NULL,
  approval_cap bigint,
  from_day date NOT NULL,
  to_day date NOT NULL,
  reason text NOT NULL,
  leave_id bigint,
  given_at timestamp with time zone NOT NULL
);

CREATE TABLE team.delegation_end (
  delegation_id bigint NOT NULL,
  on_day date NOT NULL,
  ended_by bigint,
  ended_by_name text NOT NULL,
  reason text NOT NULL,
  ended_at timestamp with time zone NOT NULL
);

CREATE TABLE team.dotted_line (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  manager_id bigint NOT NULL,
  purpose text NOT NULL,
  from_day date NOT NULL,
  to_day date,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE team.group_change (
  id bigint NOT NULL DEFAULT platform.new_key(),
  group_id bigint NOT NULL,
  from_day date NOT NULL,
  change jsonb NOT NULL,
  reason text NOT NULL,
  changed_by bigint,
  changed_by_name text NOT NULL,
  changed_at timestamp with time zone NOT NULL
);

CREATE TABLE team.group_period (
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  name text NOT NULL,
  parent_id bigint,
  leader_id bigint,
  from_day date NOT NULL,
  to_day date
);

CREATE TABLE team.hand_over_line (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind text NOT NULL,
  record_key bigint NOT NULL,
  from_person_id bigint NOT NULL,
  to_person_id bigint,
  on_day date NOT NULL,
  made_by bigint,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE team.leave (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  kind text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  stand_in_id bigint,
  reason text NOT NULL,
  cancelled_at timestamp with time zone
);

CREATE TABLE team.list_choice (
  person_id bigint NOT NULL,
  list text NOT NULL,
  views jsonb NOT NULL,
  columns jsonb
);

CREATE TABLE team.person (
  id bigint NOT NULL DEFAULT platform.new_key(),
  user_id text NOT NULL,
  username text NOT NULL,
  name text NOT NULL,
  joined_on date NOT NULL,
  left_on date,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE team.planned_hand_over (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  from_day date NOT NULL,
  plan jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  made_by bigint,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE team.post (
  code text NOT NULL,
  founding boolean NOT NULL DEFAULT false
);

CREATE TABLE team.post_version (
  post text NOT NULL,
  number integer NOT NULL,
  from_day date NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  function text NOT NULL,
  level integer NOT NULL,
  head_office boolean NOT NULL,
  duties_zh text[] NOT NULL,
  duties_en text[] NOT NULL,
  certificates text[] NOT NULL DEFAULT '{}'::text[],
  retired boolean NOT NULL DEFAULT false,
  reason text NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE team.seats (
  id bigint NOT NULL DEFAULT platform.new_key(),
  group_id bigint NOT NULL,
  post text NOT NULL,
  from_day date NOT NULL,
  seats integer NOT NULL,
  reason text NOT NULL,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE team.team_group (
  id bigint NOT NULL DEFAULT platform.new_key(),
  branch_id bigint NOT NULL,
  function text NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE team.transition (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  kind text NOT NULL,
  from_day date NOT NULL,
  reason text,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE team.transition_item (
  transition_id bigint NOT NULL,
  item text NOT NULL,
  done_at timestamp with time zone,
  done_by_name text,
  note text
);

CREATE TABLE training.attempt (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  version_id bigint NOT NULL,
  number integer NOT NULL,
  token_hash text NOT NULL,
  windows integer NOT NULL DEFAULT 1,
  started_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  closed_by text,
  score integer,
  passed boolean
);

CREATE TABLE training.attempt_item (
  attempt_id bigint NOT NULL,
  "position" integer NOT NULL,
  question_id bigint,
  case_id bigint,
  shown integer[] NOT NULL DEFAULT '{}'::integer[],
  answer jsonb,
  answered_at timestamp with time zone,
  points integer,
  detail jsonb
);

CREATE TABLE training.budget (
  id bigint NOT NULL DEFAULT platform.new_key(),
  group_id bigint,
  year integer NOT NULL,
  amount bigint NOT NULL,
  reason text NOT NULL,
  set_by bigint,
  set_at timestamp with time zone NOT NULL
);

CREATE TABLE training.bulletin (
  id bigint NOT NULL DEFAULT platform.new_key(),
  title text NOT NULL,
  body text NOT NULL,
  source text NOT NULL,
  posts text[] NOT NULL DEFAULT '{}'::text[],
  must_read_by date,
  published_by bigint,
  published_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone
);

CREATE TABLE training.bulletin_read (
  bulletin_id bigint NOT NULL,
  person_id bigint NOT NULL,
  read_at timestamp with time zone NOT NULL
);

CREATE TABLE training.career_proposal (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind text NOT NULL,
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  ladder_version_id bigint NOT NULL,
  step text NOT NULL,
  from_post text NOT NULL,
  from_level text NOT NULL,
  to_post text NOT NULL,
  to_level text NOT NULL,
  to_group_id bigint NOT NULL,
  reports_to bigint,
  from_day date NOT NULL,
  reason text NOT NULL,
  evidence jsonb NOT NULL,
  lacking integer NOT NULL,
  exception_reason text NOT NULL,
  state text NOT NULL DEFAULT 'proposed'::text,
  made_by bigint NOT NULL,
  made_at timestamp with time zone NOT NULL,
  decided_by bigint,
  decided_at timestamp with time zone,
  decision_reason text NOT NULL DEFAULT ''::text
);

CREATE TABLE training.case_study (
  id bigint NOT NULL DEFAULT platform.new_key(),
  title text NOT NULL,
  topic text NOT NULL,
  story text NOT NULL,
  facts jsonb NOT NULL,
  policy_verdict text NOT NULL,
  policy_reasons text[] NOT NULL,
  policy_note text NOT NULL,
  outcome text NOT NULL,
  outcome_note text NOT NULL DEFAULT ''::text,
  source text NOT NULL DEFAULT ''::text,
  added_by bigint,
  added_at timestamp with time zone NOT NULL,
  retired_at timestamp with time zone
);

CREATE TABLE training.certificate (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind_id bigint NOT NULL,
  person_id bigint NOT NULL,
  number text NOT NULL,
  basis text NOT NULL,
  evidence text NOT NULL,
  course_version integer,
  attempt_id bigint,
  issued_at timestamp with time zone NOT NULL,
  valid_until timestamp with time zone NOT NULL,
  grace_until timestamp with time zone NOT NULL,
  issued_by bigint
);

CREATE TABLE training.certificate_kind (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  validity_months integer NOT NULL,
  grace_days integer NOT NULL DEFAULT 0,
  refresher_days integer NOT NULL DEFAULT 60,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE training.certificate_revocation (
  certificate_id bigint NOT NULL,
  revoked_at timestamp with time zone NOT NULL,
  revoked_by bigint,
  reason text NOT NULL
);

CREATE TABLE training.certificate_told (
  certificate_id bigint NOT NULL,
  what text NOT NULL,
  told_at timestamp with time zone NOT NULL
);

CREATE TABLE training.completion (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  course_id bigint NOT NULL,
  version_number integer NOT NULL,
  attempt_id bigint,
  completed_at timestamp with time zone NOT NULL
);

CREATE TABLE training.contest (
  id bigint NOT NULL DEFAULT platform.new_key(),
  attempt_id bigint NOT NULL,
  "position" integer NOT NULL,
  question_id bigint NOT NULL,
  person_id bigint NOT NULL,
  reason text NOT NULL,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE training.contest_ruling (
  contest_id bigint NOT NULL,
  upheld boolean NOT NULL,
  reason text NOT NULL,
  ruled_by bigint NOT NULL,
  ruled_at timestamp with time zone NOT NULL
);

CREATE TABLE training.course (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  kind text NOT NULL,
  topic text NOT NULL,
  certificate_kind_id bigint,
  retired_at timestamp with time zone
);

CREATE TABLE training.course_duty (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  course_id bigint NOT NULL,
  source text NOT NULL,
  reason text NOT NULL,
  due_on date NOT NULL,
  given_by bigint,
  given_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  about text,
  once text
);

CREATE TABLE training.course_version (
  id bigint NOT NULL DEFAULT platform.new_key(),
  course_id bigint NOT NULL,
  number integer NOT NULL,
  state text NOT NULL,
  title text NOT NULL,
  title_en text NOT NULL,
  summary text NOT NULL,
  exam jsonb,
  change_note text NOT NULL DEFAULT ''::text,
  revision integer NOT NULL DEFAULT 1,
  written_by bigint,
  published_by bigint,
  published_at timestamp with time zone
);

CREATE TABLE training.credit (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  kind text NOT NULL,
  minutes integer NOT NULL,
  day date NOT NULL,
  source_id bigint NOT NULL,
  title text NOT NULL,
  credited_at timestamp with time zone NOT NULL
);

CREATE TABLE training.feedback (
  session_id bigint NOT NULL,
  person_id bigint NOT NULL,
  rating integer NOT NULL,
  comment text NOT NULL DEFAULT ''::text,
  given_at timestamp with time zone NOT NULL
);

CREATE TABLE training.first_days_plan (
  id bigint NOT NULL DEFAULT platform.new_key(),
  post text NOT NULL,
  number integer NOT NULL,
  from_day date NOT NULL,
  items jsonb NOT NULL,
  review_days integer[] NOT NULL,
  change_note text NOT NULL,
  made_by bigint,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE training.key_post (
  id bigint NOT NULL DEFAULT platform.new_key(),
  post text NOT NULL,
  owner_id bigint,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  note text NOT NULL,
  added_by bigint,
  added_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);

CREATE TABLE training.ladder_decision (
  ladder_version_id bigint NOT NULL,
  approved boolean NOT NULL,
  reason text NOT NULL,
  decided_by bigint,
  decided_at timestamp with time zone NOT NULL
);

CREATE TABLE training.ladder_version (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  number integer NOT NULL,
  function text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  steps jsonb NOT NULL,
  from_day date NOT NULL,
  change_note text NOT NULL,
  made_by bigint,
  made_at timestamp with time zone NOT NULL
);

CREATE TABLE training.lesson (
  id bigint NOT NULL DEFAULT platform.new_key(),
  version_id bigint NOT NULL,
  "position" integer NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  body text NOT NULL DEFAULT ''::text,
  minutes integer NOT NULL,
  sha256 text,
  file_name text,
  media_type text,
  case_id bigint
);

CREATE TABLE training.lesson_read (
  person_id bigint NOT NULL,
  lesson_id bigint NOT NULL,
  read_at timestamp with time zone NOT NULL,
  seconds integer NOT NULL
);

CREATE TABLE training.newcomer (
  id bigint NOT NULL DEFAULT platform.new_key(),
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  post text NOT NULL,
  plan_id bigint NOT NULL,
  mentor_id bigint NOT NULL,
  from_day date NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  started_by bigint,
  started_at timestamp with time zone NOT NULL,
  ended_by bigint,
  ended_at timestamp with time zone,
  ended_reason text NOT NULL DEFAULT ''::text
);

CREATE TABLE training.newcomer_review (
  newcomer_id bigint NOT NULL,
  day integer NOT NULL,
  role text NOT NULL,
  verdict text NOT NULL,
  good text NOT NULL,
  better text NOT NULL,
  said_by bigint NOT NULL,
  said_at timestamp with time zone NOT NULL
);

CREATE TABLE training.newcomer_tick (
  newcomer_id bigint NOT NULL,
  item text NOT NULL,
  done_by bigint NOT NULL,
  done_at timestamp with time zone NOT NULL,
  note text NOT NULL
);

CREATE TABLE training.path (
  id bigint NOT NULL DEFAULT platform.new_key(),
  post text NOT NULL,
  level text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  since timestamp with time zone NOT NULL,
  revision integer NOT NULL DEFAULT 1
);

CREATE TABLE training.path_course (
  path_id bigint NOT NULL,
  course_id bigint NOT NULL,
  "position" integer NOT NULL,
  within_days integer NOT NULL
);

CREATE TABLE training.person_level (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  level text NOT NULL,
  reason text NOT NULL,
  set_by bigint,
  set_at timestamp with time zone NOT NULL
);

CREATE TABLE training.plan_item (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  year integer NOT NULL,
  kind text NOT NULL,
  course_id bigint,
  target_minutes integer,
  title text NOT NULL,
  due_on date NOT NULL,
  added_by bigint,
  added_at timestamp with time zone NOT NULL,
  done_at timestamp with time zone,
  dropped_at timestamp with time zone
);

CREATE TABLE training.post_certificate (
  post text NOT NULL,
  certificate_kind_id bigint NOT NULL
);

CREATE TABLE training.proof (
  id bigint NOT NULL DEFAULT platform.new_key(),
  owner_id bigint NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  kind_id bigint NOT NULL,
  issuer text NOT NULL,
  issued_on date NOT NULL,
  valid_until date,
  sha256 text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  decided_by bigint,
  decided_at timestamp with time zone,
  reason text NOT NULL DEFAULT ''::text,
  certificate_id bigint
);

CREATE TABLE training.question (
  id bigint NOT NULL DEFAULT platform.new_key(),
  topic text NOT NULL,
  kind text NOT NULL,
  difficulty integer NOT NULL,
  stem text NOT NULL,
  options text[] NOT NULL,
  answer jsonb NOT NULL,
  explanation text NOT NULL,
  source text NOT NULL DEFAULT ''::text,
  replaces bigint,
  added_by bigint,
  added_at timestamp with time zone NOT NULL,
  retired_at timestamp with time zone
);

CREATE TABLE training.registration (
  session_id bigint NOT NULL,
  person_id bigint NOT NULL,
  state text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  place_in_line bigint NOT NULL DEFAULT platform.new_key(),
  attended_at timestamp with time zone,
  attended_by text
);

CREATE TABLE training.regrade (
  contest_id bigint NOT NULL,
  attempt_id bigint NOT NULL,
  score_before integer NOT NULL,
  score_after integer NOT NULL,
  passed_before boolean NOT NULL,
  passed_after boolean NOT NULL,
  regraded_at timestamp with time zone NOT NULL
);

CREATE TABLE training.renewal (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind_id bigint NOT NULL,
  since_version integer NOT NULL,
  renew_by timestamp with time zone NOT NULL,
  reason text NOT NULL,
  decided_by bigint,
  decided_at timestamp with time zone NOT NULL
);

CREATE TABLE training.session (
  id bigint NOT NULL DEFAULT platform.new_key(),
  kind text NOT NULL,
  title text NOT NULL,
  summary text NOT NULL DEFAULT ''::text,
  speaker text,
  speaker_from text,
  host_id bigint,
  place text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  capacity integer NOT NULL,
  posts text[] NOT NULL DEFAULT '{}'::text[],
  group_id bigint,
  planned_cost bigint NOT NULL DEFAULT 0,
  actual_cost bigint,
  host_minutes integer NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'planned'::text,
  cancel_reason text,
  version integer NOT NULL DEFAULT 1,
  added_by bigint,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE training.session_file (
  id bigint NOT NULL DEFAULT platform.new_key(),
  session_id bigint NOT NULL,
  sha256 text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  added_by bigint,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE training.skill (
  code text NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE training.skill_rating (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  skill text NOT NULL,
  rating integer NOT NULL,
  note text NOT NULL,
  rated_by bigint,
  rated_at timestamp with time zone NOT NULL
);

CREATE TABLE training.successor (
  id bigint NOT NULL DEFAULT platform.new_key(),
  key_post_id bigint NOT NULL,
  person_id bigint NOT NULL,
  readiness text NOT NULL,
  note text NOT NULL,
  named_by bigint,
  named_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);

ALTER TABLE authority.api_key ADD CONSTRAINT api_key_check CHECK ((expires_at > created_at));
ALTER TABLE authority.api_key ADD CONSTRAINT api_key_hash_key UNIQUE (hash);
ALTER TABLE authority.api_key ADD CONSTRAINT api_key_kind_check CHECK ((kind = ANY (ARRAY['personal'::text, 'service'::text])));
ALTER TABLE authority.api_key ADD CONSTRAINT api_key_permissions_check CHECK ((cardinality(permissions) > 0));
ALTER TABLE authority.api_key ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);
ALTER TABLE authority.api_key_end ADD CONSTRAINT api_key_end_key_id_fkey FOREIGN KEY (key_id) REFERENCES authority.api_key(id);
ALTER TABLE authority.api_key_end ADD CONSTRAINT api_key_end_pkey PRIMARY KEY (key_id);
ALTER TABLE authority.glass ADD CONSTRAINT glass_check CHECK ((until_at > from_at));
ALTER TABLE authority.glass ADD CONSTRAINT glass_permissions_check CHECK ((cardinality(permissions) > 0));
ALTER TABLE authority.glass ADD CONSTRAINT glass_pkey PRIMARY KEY (id);
ALTER TABLE authority.glass_end ADD CONSTRAINT glass_end_glass_id_fkey FOREIGN KEY (glass_id) REFERENCES authority.glass(id);
ALTER TABLE authority.glass_end ADD CONSTRAINT glass_end_pkey PRIMARY KEY (glass_id);
ALTER TABLE authority.glass_review ADD CONSTRAINT glass_review_glass_id_fkey FOREIGN KEY (glass_id) REFERENCES authority.glass(id);
ALTER TABLE authority.glass_review ADD CONSTRAINT glass_review_pkey PRIMARY KEY (glass_id);
ALTER TABLE authority.held_change ADD CONSTRAINT held_change_check CHECK (((deadline_at > held_at) AND (expires_at >= deadline_at)));
ALTER TABLE authority.held_change ADD CONSTRAINT held_change_check1 CHECK (((state = 'waiting'::text) = (decided_at IS NULL)));
ALTER TABLE authority.held_change ADD CONSTRAINT held_change_check2 CHECK (((state <> 'done'::text) OR (decided_by <> maker_id)));
ALTER TABLE authority.held_change ADD CONSTRAINT held_change_pkey PRIMARY KEY (id);
ALTER TABLE authority.held_change ADD CONSTRAINT held_change_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES authority.held_rule(id);
ALTER TABLE authority.held_change ADD CONSTRAINT held_change_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text])));
ALTER TABLE authority.held_place ADD CONSTRAINT held_place_held_id_fkey FOREIGN KEY (held_id) REFERENCES authority.held_change(id);
ALTER TABLE authority.held_place ADD CONSTRAINT held_place_pkey PRIMARY KEY (held_id, number);
ALTER TABLE authority.held_rule ADD CONSTRAINT held_rule_code_number_key UNIQUE (code, number);
ALTER TABLE authority.held_rule ADD CONSTRAINT held_rule_number_check CHECK ((number > 0));
ALTER TABLE authority.held_rule ADD CONSTRAINT held_rule_pkey PRIMARY KEY (id);
ALTER TABLE authority.held_rule_decision ADD CONSTRAINT held_rule_decision_pkey PRIMARY KEY (rule_id);
ALTER TABLE authority.held_rule_decision ADD CONSTRAINT held_rule_decision_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES authority.held_rule(id);
ALTER TABLE authority.held_same_person ADD CONSTRAINT held_same_person_check CHECK ((person_id < other_id));
ALTER TABLE authority.held_same_person ADD CONSTRAINT held_same_person_pkey PRIMARY KEY (id);
ALTER TABLE authority.held_step ADD CONSTRAINT held_step_held_id_fkey FOREIGN KEY (held_id) REFERENCES authority.held_change(id);
ALTER TABLE authority.held_step ADD CONSTRAINT held_step_kind_check CHECK ((kind = ANY (ARRAY['held'::text, 'drifted'::text, 'escalated'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text])));
ALTER TABLE authority.held_step ADD CONSTRAINT held_step_pkey PRIMARY KEY (id);
ALTER TABLE authority.review_answer ADD CONSTRAINT review_answer_check CHECK (((NOT keeps) OR (version_id IS NULL)));
ALTER TABLE authority.review_answer ADD CONSTRAINT review_answer_line_id_fkey FOREIGN KEY (line_id) REFERENCES authority.review_line(id);
ALTER TABLE authority.review_answer ADD CONSTRAINT review_answer_pkey PRIMARY KEY (id);
ALTER TABLE authority.review_answer ADD CONSTRAINT review_answer_version_id_fkey FOREIGN KEY (version_id) REFERENCES authority.rule_version(id);
ALTER TABLE authority.review_call ADD CONSTRAINT review_call_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES authority.review_campaign(id);
ALTER TABLE authority.review_call ADD CONSTRAINT review_call_kind_check CHECK ((kind = ANY (ARRAY['remind'::text, 'escalate'::text])));
ALTER TABLE authority.review_call ADD CONSTRAINT review_call_pkey PRIMARY KEY (campaign_id, reviewer_id, kind);
ALTER TABLE authority.review_campaign ADD CONSTRAINT review_campaign_check CHECK ((due_on >= opened_on));
ALTER TABLE authority.review_campaign ADD CONSTRAINT review_campaign_pkey PRIMARY KEY (id);
ALTER TABLE authority.review_campaign ADD CONSTRAINT review_campaign_quarter_check CHECK ((quarter ~ '^\d{4}-Q[1-4]$'::text));
ALTER TABLE authority.review_campaign ADD CONSTRAINT review_campaign_quarter_key UNIQUE (quarter);
ALTER TABLE authority.review_line ADD CONSTRAINT review_line_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES authority.review_campaign(id);
ALTER TABLE authority.review_line ADD CONSTRAINT review_line_check CHECK ((reviewer_id <> person_id));
ALTER TABLE authority.review_line ADD CONSTRAINT review_line_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'grant'::text, 'delegation'::text, 'key'::text])));
ALTER TABLE authority.review_line ADD CONSTRAINT review_line_pkey PRIMARY KEY (id);
ALTER TABLE authority.review_revocation ADD CONSTRAINT review_revocation_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES authority.review_answer(id);
ALTER TABLE authority.review_revocation ADD CONSTRAINT review_revocation_pkey PRIMARY KEY (answer_id);
ALTER TABLE authority.review_settlement ADD CONSTRAINT review_settlement_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES authority.review_campaign(id);
ALTER TABLE authority.review_settlement ADD CONSTRAINT review_settlement_pkey PRIMARY KEY (campaign_id);
ALTER TABLE authority.rule_decision ADD CONSTRAINT rule_decision_pkey PRIMARY KEY (version_id);
ALTER TABLE authority.rule_decision ADD CONSTRAINT rule_decision_version_id_fkey FOREIGN KEY (version_id) REFERENCES authority.rule_version(id);
ALTER TABLE authority.rule_stamp ADD CONSTRAINT rule_stamp_one_check CHECK (one);
ALTER TABLE authority.rule_stamp ADD CONSTRAINT rule_stamp_pkey PRIMARY KEY (one);
ALTER TABLE authority.rule_version ADD CONSTRAINT rule_version_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE authority.rule_version ADD CONSTRAINT rule_version_kind_check CHECK ((kind = ANY (ARRAY['role'::text, 'post'::text, 'grant'::text, 'matrix'::text, 'duty'::text, 'certificate'::text, 'committee'::text, 'mask'::text, 'job'::text, 'setting'::text])));
ALTER TABLE authority.rule_version ADD CONSTRAINT rule_version_kind_code_number_key UNIQUE (kind, code, number);
ALTER TABLE authority.rule_version ADD CONSTRAINT rule_version_number_check CHECK ((number > 0));
ALTER TABLE authority.rule_version ADD CONSTRAINT rule_version_pkey PRIMARY KEY (id);
ALTER TABLE contract.acceptance ADD CONSTRAINT acceptance_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contract.contract(id);
ALTER TABLE contract.acceptance ADD CONSTRAINT acceptance_contract_id_key UNIQUE (contract_id);
ALTER TABLE contract.acceptance ADD CONSTRAINT acceptance_method_check CHECK ((method = ANY (ARRAY['in-person'::text, 'e-signature'::text])));
ALTER TABLE contract.acceptance ADD CONSTRAINT acceptance_pkey PRIMARY KEY (id);
ALTER TABLE contract.acceptance ADD CONSTRAINT acceptance_read_seconds_check CHECK ((read_seconds >= 0));
ALTER TABLE contract.contract ADD CONSTRAINT contract_check CHECK (((state <> 'accepted'::text) OR (accepted_at IS NOT NULL)));
ALTER TABLE contract.contract ADD CONSTRAINT contract_check1 CHECK (((state = 'void'::text) = (voided_at IS NOT NULL)));
ALTER TABLE contract.contract ADD CONSTRAINT contract_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE contract.contract ADD CONSTRAINT contract_file_size_check CHECK ((file_size > 0));
ALTER TABLE contract.contract ADD CONSTRAINT contract_number_check CHECK ((number ~ '^C-[0-9A-Z-]+$'::text));
ALTER TABLE contract.contract ADD CONSTRAINT contract_number_key UNIQUE (number);
ALTER TABLE contract.contract ADD CONSTRAINT contract_pages_check CHECK ((pages > 0));
ALTER TABLE contract.contract ADD CONSTRAINT contract_periods_check CHECK ((periods > 0));
ALTER TABLE contract.contract ADD CONSTRAINT contract_pkey PRIMARY KEY (id);
ALTER TABLE contract.contract ADD CONSTRAINT contract_principal_check CHECK ((principal > 0));
ALTER TABLE contract.contract ADD CONSTRAINT contract_state_check CHECK ((state = ANY (ARRAY['produced'::text, 'accepted'::text, 'void'::text])));
ALTER TABLE contract.contract ADD CONSTRAINT contract_template_id_fkey FOREIGN KEY (template_id) REFERENCES contract.template(id);
ALTER TABLE contract.template ADD CONSTRAINT template_check CHECK (((state = 'published'::text) = (effective_from IS NOT NULL)));
ALTER TABLE contract.template ADD CONSTRAINT template_check1 CHECK (((state <> 'published'::text) OR (published_by IS NULL) OR (NOT (published_by = ANY (editors)))));
ALTER TABLE contract.template ADD CONSTRAINT template_number_key UNIQUE (number);
ALTER TABLE contract.template ADD CONSTRAINT template_pkey PRIMARY KEY (id);
ALTER TABLE contract.template ADD CONSTRAINT template_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text])));
ALTER TABLE decision.decision ADD CONSTRAINT decision_pkey PRIMARY KEY (id);
ALTER TABLE decision.decision ADD CONSTRAINT decision_rule_set_id_fkey FOREIGN KEY (rule_set_id) REFERENCES decision.rule_set(id);
ALTER TABLE decision.decision ADD CONSTRAINT decision_verdict_check CHECK ((verdict = ANY (ARRAY['approve'::text, 'refer'::text, 'decline'::text])));
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_check CHECK (((state = 'published'::text) = (effective_from IS NOT NULL)));
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_check1 CHECK (((state <> 'published'::text) OR (published_by IS NULL) OR (NOT (published_by = ANY (editors)))));
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_number_key UNIQUE (number);
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_pkey PRIMARY KEY (id);
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text])));
ALTER TABLE identity."twoFactor" ADD CONSTRAINT twoFactor_pkey PRIMARY KEY (id);
ALTER TABLE identity."twoFactor" ADD CONSTRAINT twoFactor_userId_fkey FOREIGN KEY ("userId") REFERENCES identity."user"(id) ON DELETE CASCADE;
ALTER TABLE identity."user" ADD CONSTRAINT user_email_key UNIQUE (email);
ALTER TABLE identity."user" ADD CONSTRAINT user_pkey PRIMARY KEY (id);
ALTER TABLE identity."user" ADD CONSTRAINT user_username_key UNIQUE (username);
ALTER TABLE identity.account ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE identity.account ADD CONSTRAINT account_userId_fkey FOREIGN KEY ("userId") REFERENCES identity."user"(id) ON DELETE CASCADE;
ALTER TABLE identity.session ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE identity.session ADD CONSTRAINT session_token_key UNIQUE (token);
ALTER TABLE identity.session ADD CONSTRAINT session_userId_fkey FOREIGN KEY ("userId") REFERENCES identity."user"(id) ON DELETE CASCADE;
ALTER TABLE identity.sign_in_failure ADD CONSTRAINT sign_in_failure_pkey PRIMARY KEY (id);
ALTER TABLE identity.verification ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
ALTER TABLE ledger.account ADD CONSTRAINT account_code_check CHECK ((code ~ '^[0-9]{4,8}$'::text));
ALTER TABLE ledger.account ADD CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'income'::text, 'expense'::text])));
ALTER TABLE ledger.account ADD CONSTRAINT account_pkey PRIMARY KEY (code);
ALTER TABLE ledger.journal ADD CONSTRAINT balanced TRIGGER DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ledger.journal ADD CONSTRAINT journal_check CHECK ((parent_id <> id));
ALTER TABLE ledger.journal ADD CONSTRAINT journal_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES ledger.journal(id);
ALTER TABLE ledger.journal ADD CONSTRAINT journal_parent_id_key UNIQUE (parent_id);
ALTER TABLE ledger.journal ADD CONSTRAINT journal_pkey PRIMARY KEY (id);
ALTER TABLE ledger.line ADD CONSTRAINT balanced TRIGGER DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ledger.line ADD CONSTRAINT line_account_fkey FOREIGN KEY (account) REFERENCES ledger.account(code);
ALTER TABLE ledger.line ADD CONSTRAINT line_check CHECK (((debit >= 0) AND (credit >= 0) AND ((debit = 0) <> (credit = 0))));
ALTER TABLE ledger.line ADD CONSTRAINT line_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES ledger.journal(id);
ALTER TABLE ledger.line ADD CONSTRAINT line_pkey PRIMARY KEY (journal_id, seq);
ALTER TABLE notification.announcement ADD CONSTRAINT announcement_check CHECK (((branch_id IS NULL) OR (group_id IS NULL)));
ALTER TABLE notification.announcement ADD CONSTRAINT announcement_pkey PRIMARY KEY (id);
ALTER TABLE notification.announcement_receipt ADD CONSTRAINT announcement_receipt_announcement_id_fkey FOREIGN KEY (announcement_id) REFERENCES notification.announcement(id);
ALTER TABLE notification.announcement_receipt ADD CONSTRAINT announcement_receipt_pkey PRIMARY KEY (announcement_id, person_id);
ALTER TABLE notification.handover_receipt ADD CONSTRAINT handover_receipt_message_id_fkey FOREIGN KEY (message_id) REFERENCES notification.thread_message(id);
ALTER TABLE notification.handover_receipt ADD CONSTRAINT handover_receipt_pkey PRIMARY KEY (message_id, person_id);
ALTER TABLE notification.mail ADD CONSTRAINT mail_check CHECK (((code IS NULL) = (code_until IS NULL)));
ALTER TABLE notification.mail ADD CONSTRAINT mail_pkey PRIMARY KEY (person_id);
ALTER TABLE notification.message ADD CONSTRAINT message_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text])));
ALTER TABLE notification.message ADD CONSTRAINT message_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)));
ALTER TABLE notification.message ADD CONSTRAINT message_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])));
ALTER TABLE notification.message ADD CONSTRAINT message_pkey PRIMARY KEY (id);
ALTER TABLE notification.message ADD CONSTRAINT message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])));
ALTER TABLE notification.minutes ADD CONSTRAINT minutes_pkey PRIMARY KEY (id);
ALTER TABLE notification.notice ADD CONSTRAINT notice_pkey PRIMARY KEY (id);
ALTER TABLE notification.presence ADD CONSTRAINT presence_pkey PRIMARY KEY (record, person_id);
ALTER TABLE notification.task ADD CONSTRAINT task_check CHECK (((state = 'open'::text) = (settled_at IS NULL)));
ALTER TABLE notification.task ADD CONSTRAINT task_minutes_id_fkey FOREIGN KEY (minutes_id) REFERENCES notification.minutes(id);
ALTER TABLE notification.task ADD CONSTRAINT task_pkey PRIMARY KEY (id);
ALTER TABLE notification.task ADD CONSTRAINT task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text])));
ALTER TABLE notification.thread_file ADD CONSTRAINT thread_file_message_id_fkey FOREIGN KEY (message_id) REFERENCES notification.thread_message(id);
ALTER TABLE notification.thread_file ADD CONSTRAINT thread_file_pkey PRIMARY KEY (id);
ALTER TABLE notification.thread_message ADD CONSTRAINT thread_message_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'handover'::text])));
ALTER TABLE notification.thread_message ADD CONSTRAINT thread_message_pkey PRIMARY KEY (id);
ALTER TABLE notification.thread_seen ADD CONSTRAINT thread_seen_pkey PRIMARY KEY (person_id, record);
ALTER TABLE notification.thread_trace ADD CONSTRAINT thread_trace_kind_check CHECK ((kind = ANY (ARRAY['edited'::text, 'removed'::text])));
ALTER TABLE notification.thread_trace ADD CONSTRAINT thread_trace_message_id_fkey FOREIGN KEY (message_id) REFERENCES notification.thread_message(id);
ALTER TABLE notification.thread_trace ADD CONSTRAINT thread_trace_pkey PRIMARY KEY (id);
ALTER TABLE origination.application ADD CONSTRAINT application_balloon_check CHECK ((balloon >= 0));
ALTER TABLE origination.application ADD CONSTRAINT application_check CHECK (((state <> ALL (ARRAY['approved'::text, 'signing'::text, 'funding-requested'::text, 'disbursed'::text])) OR ((principal IS NOT NULL) AND (valid_through IS NOT NULL))));
ALTER TABLE origination.application ADD CONSTRAINT application_check1 CHECK (((state = 'disbursed'::text) = (loan_id IS NOT NULL)));
ALTER TABLE origination.application ADD CONSTRAINT application_cost_form_sha256_check CHECK ((cost_form_sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE origination.application ADD CONSTRAINT application_customer_kind_check CHECK ((customer_kind = ANY (ARRAY['individual'::text, 'sole-proprietor'::text, 'enterprise'::text])));
ALTER TABLE origination.application ADD CONSTRAINT application_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES origination.lead(id);
ALTER TABLE origination.application ADD CONSTRAINT application_number_check CHECK ((number ~ '^A-\d{8}-\d{4,}$'::text));
ALTER TABLE origination.application ADD CONSTRAINT application_number_key UNIQUE (number);
ALTER TABLE origination.application ADD CONSTRAINT application_periods_check CHECK ((periods > 0));
ALTER TABLE origination.application ADD CONSTRAINT application_pkey PRIMARY KEY (id);
ALTER TABLE origination.application ADD CONSTRAINT application_principal_check CHECK ((principal > 0));
ALTER TABLE origination.application ADD CONSTRAINT application_returned_from_check CHECK ((returned_from = ANY (ARRAY['first-review'::text, 'final-review'::text, 'second-review'::text])));
ALTER TABLE origination.application ADD CONSTRAINT application_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'supplement'::text, 'first-review'::text, 'final-review'::text, 'second-review'::text, 'approved'::text, 'signing'::text, 'funding-requested'::text, 'disbursed'::text, 'rejected'::text, 'cancelled'::text, 'expired'::text])));
ALTER TABLE origination.application_event ADD CONSTRAINT application_event_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.application_event ADD CONSTRAINT application_event_handling_seconds_check CHECK ((handling_seconds >= 0));
ALTER TABLE origination.application_event ADD CONSTRAINT application_event_pkey PRIMARY KEY (id);
ALTER TABLE origination.case_export ADD CONSTRAINT case_export_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.case_export ADD CONSTRAINT case_export_pkey PRIMARY KEY (application_id);
ALTER TABLE origination.day_number ADD CONSTRAINT day_number_pkey PRIMARY KEY (day);
ALTER TABLE origination.defect_code ADD CONSTRAINT defect_code_code_check CHECK ((code ~ '^[a-z0-9-]{2,40}$'::text));
ALTER TABLE origination.defect_code ADD CONSTRAINT defect_code_pkey PRIMARY KEY (code);
ALTER TABLE origination.defect_code ADD CONSTRAINT defect_code_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'major'::text, 'critical'::text])));
ALTER TABLE origination.document ADD CONSTRAINT document_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.document ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE origination.funding ADD CONSTRAINT funding_amount_check CHECK ((amount > 0));
ALTER TABLE origination.funding ADD CONSTRAINT funding_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.funding ADD CONSTRAINT funding_check CHECK (((state = 'requested'::text) = (settled_at IS NULL)));
ALTER TABLE origination.funding ADD CONSTRAINT funding_check1 CHECK (((state = 'paid'::text) = (loan_id IS NOT NULL)));
ALTER TABLE origination.funding ADD CONSTRAINT funding_check2 CHECK (((state <> 'paid'::text) OR (requested_by IS NULL) OR (settled_by <> requested_by)));
ALTER TABLE origination.funding ADD CONSTRAINT funding_pkey PRIMARY KEY (id);
ALTER TABLE origination.funding ADD CONSTRAINT funding_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'returned'::text, 'paid'::text])));
ALTER TABLE origination.lead ADD CONSTRAINT lead_check CHECK (((state = 'lost'::text) = (lost_reason IS NOT NULL)));
ALTER TABLE origination.lead ADD CONSTRAINT lead_pkey PRIMARY KEY (id);
ALTER TABLE origination.lead ADD CONSTRAINT lead_source_check CHECK ((source = ANY (ARRAY['walk-in'::text, 'dealer'::text, 'referral'::text, 'online'::text, 'event'::text, 'existing-customer'::text, 'other'::text])));
ALTER TABLE origination.lead ADD CONSTRAINT lead_state_check CHECK ((state = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'converted'::text, 'lost'::text])));
ALTER TABLE origination.lead_event ADD CONSTRAINT lead_event_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES origination.lead(id);
ALTER TABLE origination.lead_event ADD CONSTRAINT lead_event_pkey PRIMARY KEY (id);
ALTER TABLE origination.quality_candidate ADD CONSTRAINT quality_candidate_day_fkey FOREIGN KEY (day) REFERENCES origination.quality_draw(day);
ALTER TABLE origination.quality_candidate ADD CONSTRAINT quality_candidate_event_id_fkey FOREIGN KEY (event_id) REFERENCES origination.application_event(id);
ALTER TABLE origination.quality_candidate ADD CONSTRAINT quality_candidate_pkey PRIMARY KEY (event_id);
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_check CHECK (((state = 'open'::text) = (checked_at IS NULL)));
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_decision_check CHECK ((decision = ANY (ARRAY['approve'::text, 'reject'::text])));
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_event_id_fkey FOREIGN KEY (event_id) REFERENCES origination.application_event(id);
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_event_id_occasion_owner_id_key UNIQUE (event_id, occasion, owner_id);
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_lesson_id_fkey FOREIGN KEY (lesson_id) REFERENCES origination.quality_lesson(id);
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_occasion_check CHECK ((occasion = ANY (ARRAY['decision'::text, 'first-payment-default'::text])));
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_pkey PRIMARY KEY (id);
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_reasons_check CHECK (((cardinality(reasons) > 0) AND (reasons <@ ARRAY['random'::text, 'exception'::text, 'newcomer'::text, 're-check'::text, 'first-payment-default'::text])));
ALTER TABLE origination.quality_check ADD CONSTRAINT quality_check_state_check CHECK ((state = ANY (ARRAY['open'::text, 'clean'::text, 'found'::text, 'contested'::text, 'closed'::text])));
ALTER TABLE origination.quality_defect ADD CONSTRAINT quality_defect_check_id_code_key UNIQUE (check_id, code);
ALTER TABLE origination.quality_defect ADD CONSTRAINT quality_defect_check_id_fkey FOREIGN KEY (check_id) REFERENCES origination.quality_check(id);
ALTER TABLE origination.quality_defect ADD CONSTRAINT quality_defect_code_fkey FOREIGN KEY (code) REFERENCES origination.defect_code(code);
ALTER TABLE origination.quality_defect ADD CONSTRAINT quality_defect_pkey PRIMARY KEY (id);
ALTER TABLE origination.quality_defect ADD CONSTRAINT quality_defect_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'major'::text, 'critical'::text])));
ALTER TABLE origination.quality_draw ADD CONSTRAINT quality_draw_pkey PRIMARY KEY (day);
ALTER TABLE origination.quality_lesson ADD CONSTRAINT quality_lesson_code_fkey FOREIGN KEY (code) REFERENCES origination.defect_code(code);
ALTER TABLE origination.quality_lesson ADD CONSTRAINT quality_lesson_pkey PRIMARY KEY (id);
ALTER TABLE origination.quality_reply ADD CONSTRAINT quality_reply_answer_check CHECK ((answer = ANY (ARRAY['accept'::text, 'contest'::text, 'lapsed'::text])));
ALTER TABLE origination.quality_reply ADD CONSTRAINT quality_reply_defect_id_fkey FOREIGN KEY (defect_id) REFERENCES origination.quality_defect(id);
ALTER TABLE origination.quality_reply ADD CONSTRAINT quality_reply_pkey PRIMARY KEY (defect_id);
ALTER TABLE origination.quality_ruling ADD CONSTRAINT quality_ruling_defect_id_fkey FOREIGN KEY (defect_id) REFERENCES origination.quality_reply(defect_id);
ALTER TABLE origination.quality_ruling ADD CONSTRAINT quality_ruling_pkey PRIMARY KEY (defect_id);
ALTER TABLE origination.shadow_decision ADD CONSTRAINT shadow_decision_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.shadow_decision ADD CONSTRAINT shadow_decision_application_id_owner_id_seen_event_key UNIQUE (application_id, owner_id, seen_event);
ALTER TABLE origination.shadow_decision ADD CONSTRAINT shadow_decision_pkey PRIMARY KEY (id);
ALTER TABLE origination.shadow_decision ADD CONSTRAINT shadow_decision_principal_check CHECK ((principal > 0));
ALTER TABLE origination.shadow_decision ADD CONSTRAINT shadow_decision_verdict_check CHECK ((verdict = ANY (ARRAY['approve'::text, 'reject'::text, 'return'::text, 'escalate'::text])));
ALTER TABLE origination.sitting ADD CONSTRAINT sitting_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.sitting ADD CONSTRAINT sitting_check CHECK (((state = 'open'::text) = (closed_at IS NULL)));
ALTER TABLE origination.sitting ADD CONSTRAINT sitting_pkey PRIMARY KEY (id);
ALTER TABLE origination.sitting ADD CONSTRAINT sitting_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text, 'vetoed'::text, 'adjourned'::text])));
ALTER TABLE origination.sitting_member ADD CONSTRAINT sitting_member_pkey PRIMARY KEY (sitting_id, person_id);
ALTER TABLE origination.sitting_member ADD CONSTRAINT sitting_member_sitting_id_fkey FOREIGN KEY (sitting_id) REFERENCES origination.sitting(id);
ALTER TABLE origination.sitting_vote ADD CONSTRAINT sitting_vote_pkey PRIMARY KEY (sitting_id, person_id);
ALTER TABLE origination.sitting_vote ADD CONSTRAINT sitting_vote_sitting_id_person_id_fkey FOREIGN KEY (sitting_id, person_id) REFERENCES origination.sitting_member(sitting_id, person_id);
ALTER TABLE origination.sitting_vote ADD CONSTRAINT sitting_vote_vote_check CHECK ((vote = ANY (ARRAY['for'::text, 'against'::text, 'abstain'::text])));
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_application_id_fkey FOREIGN KEY (application_id) REFERENCES origination.application(id);
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_application_id_key UNIQUE (application_id);
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_appraised_value_check CHECK ((appraised_value > 0));
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_condition_check CHECK ((condition = ANY (ARRAY['new'::text, 'used'::text])));
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_energy_check CHECK ((energy = ANY (ARRAY['fuel'::text, 'new-energy'::text])));
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_guide_price_check CHECK ((guide_price > 0));
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_pkey PRIMARY KEY (id);
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_price_check CHECK ((price > 0));
ALTER TABLE origination.vehicle ADD CONSTRAINT vehicle_use_check CHECK ((use = ANY (ARRAY['self'::text, 'commercial'::text])));
ALTER TABLE party.blacklist ADD CONSTRAINT blacklist_pkey PRIMARY KEY (id);
ALTER TABLE party.consent ADD CONSTRAINT consent_channel_check CHECK ((channel = ANY (ARRAY['in-person'::text, 'online'::text, 'paper'::text])));
ALTER TABLE party.consent ADD CONSTRAINT consent_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES party.customer(id);
ALTER TABLE party.consent ADD CONSTRAINT consent_kind_check CHECK ((kind = ANY (ARRAY['credit-bureau'::text, 'personal-information'::text, 'face'::text, 'gps'::text])));
ALTER TABLE party.consent ADD CONSTRAINT consent_pkey PRIMARY KEY (id);
ALTER TABLE party.customer ADD CONSTRAINT customer_contact_channel_check CHECK ((contact_channel = ANY (ARRAY['phone'::text, 'sms'::text, 'wechat'::text, 'email'::text])));
ALTER TABLE party.customer ADD CONSTRAINT customer_contact_time_check CHECK ((contact_time = ANY (ARRAY['any'::text, 'morning'::text, 'afternoon'::text, 'evening'::text, 'weekend'::text])));
ALTER TABLE party.customer ADD CONSTRAINT customer_id_number_fingerprint_key UNIQUE (id_number_fingerprint);
ALTER TABLE party.customer ADD CONSTRAINT customer_kind_check CHECK ((kind = ANY (ARRAY['individual'::text, 'sole-proprietor'::text, 'enterprise'::text])));
ALTER TABLE party.customer ADD CONSTRAINT customer_monthly_debt_check CHECK ((monthly_debt >= 0));
ALTER TABLE party.customer ADD CONSTRAINT customer_monthly_income_check CHECK ((monthly_income >= 0));
ALTER TABLE party.customer ADD CONSTRAINT customer_pkey PRIMARY KEY (id);
ALTER TABLE party.customer ADD CONSTRAINT customer_years_employed_check CHECK (((years_employed >= 0) AND (years_employed <= 80)));
ALTER TABLE party.dealer ADD CONSTRAINT dealer_credit_code_key UNIQUE (credit_code);
ALTER TABLE party.dealer ADD CONSTRAINT dealer_grade_check CHECK ((grade = ANY (ARRAY['A'::text, 'B'::text, 'C'::text])));
ALTER TABLE party.dealer ADD CONSTRAINT dealer_pkey PRIMARY KEY (id);
ALTER TABLE party.dealer ADD CONSTRAINT dealer_state_check CHECK ((state = ANY (ARRAY['active'::text, 'frozen'::text])));
ALTER TABLE party.relation ADD CONSTRAINT relation_check CHECK ((other_id <> customer_id));
ALTER TABLE party.relation ADD CONSTRAINT relation_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES party.customer(id);
ALTER TABLE party.relation ADD CONSTRAINT relation_kind_check CHECK ((kind = ANY (ARRAY['co-borrower'::text, 'guarantor'::text, 'spouse'::text, 'controller'::text])));
ALTER TABLE party.relation ADD CONSTRAINT relation_other_id_fkey FOREIGN KEY (other_id) REFERENCES party.customer(id);
ALTER TABLE party.relation ADD CONSTRAINT relation_pkey PRIMARY KEY (id);
ALTER TABLE party.survey_refusal ADD CONSTRAINT survey_refusal_check CHECK (((how = 'phone'::text) = (recorded_by IS NOT NULL)));
ALTER TABLE party.survey_refusal ADD CONSTRAINT survey_refusal_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES party.customer(id);
ALTER TABLE party.survey_refusal ADD CONSTRAINT survey_refusal_how_check CHECK ((how = ANY (ARRAY['link'::text, 'phone'::text])));
ALTER TABLE party.survey_refusal ADD CONSTRAINT survey_refusal_pkey PRIMARY KEY (customer_id);
ALTER TABLE performance.appraisal ADD CONSTRAINT appraisal_check CHECK ((manager_id <> person_id));
ALTER TABLE performance.appraisal ADD CONSTRAINT appraisal_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES performance.cycle(id);
ALTER TABLE performance.appraisal ADD CONSTRAINT appraisal_cycle_id_person_id_key UNIQUE (cycle_id, person_id);
ALTER TABLE performance.appraisal ADD CONSTRAINT appraisal_pkey PRIMARY KEY (id);
ALTER TABLE performance.calibration ADD CONSTRAINT calibration_after_check CHECK (((after >= (0)::numeric) AND (after <= (120)::numeric)));
ALTER TABLE performance.calibration ADD CONSTRAINT calibration_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.calibration ADD CONSTRAINT calibration_pkey PRIMARY KEY (id);
ALTER TABLE performance.calibration ADD CONSTRAINT calibration_sitting_id_fkey FOREIGN KEY (sitting_id) REFERENCES performance.calibration_sitting(id);
ALTER TABLE performance.calibration_sitting ADD CONSTRAINT calibration_sitting_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES performance.cycle(id);
ALTER TABLE performance.calibration_sitting ADD CONSTRAINT calibration_sitting_pkey PRIMARY KEY (id);
ALTER TABLE performance.choice ADD CONSTRAINT choice_pkey PRIMARY KEY (person_id);
ALTER TABLE performance.cycle ADD CONSTRAINT cycle_check CHECK ((to_day >= from_day));
ALTER TABLE performance.cycle ADD CONSTRAINT cycle_name_key UNIQUE (name);
ALTER TABLE performance.cycle ADD CONSTRAINT cycle_pkey PRIMARY KEY (id);
ALTER TABLE performance.cycle ADD CONSTRAINT cycle_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'calibrating'::text, 'signing'::text, 'closed'::text])));
ALTER TABLE performance.development_need ADD CONSTRAINT development_need_appraisal_id_course_code_key UNIQUE (appraisal_id, course_code);
ALTER TABLE performance.development_need ADD CONSTRAINT development_need_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.development_need ADD CONSTRAINT development_need_pkey PRIMARY KEY (id);
ALTER TABLE performance.digest ADD CONSTRAINT digest_pkey PRIMARY KEY (person_id, week);
ALTER TABLE performance.dispute ADD CONSTRAINT dispute_check CHECK (((state = ANY (ARRAY['open'::text, 'withdrawn'::text])) = (answered_at IS NULL)));
ALTER TABLE performance.dispute ADD CONSTRAINT dispute_check1 CHECK (((answered_by IS NULL) OR (answered_by <> person_id)));
ALTER TABLE performance.dispute ADD CONSTRAINT dispute_line_id_fkey FOREIGN KEY (line_id) REFERENCES performance.pay_line(id);
ALTER TABLE performance.dispute ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);
ALTER TABLE performance.dispute ADD CONSTRAINT dispute_reason_check CHECK ((reason = ANY (ARRAY['amount'::text, 'attribution'::text, 'missing'::text, 'hold'::text, 'other'::text])));
ALTER TABLE performance.dispute ADD CONSTRAINT dispute_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'corrected'::text, 'withdrawn'::text])));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_appeal_outcome_check CHECK ((appeal_outcome = ANY (ARRAY['none'::text, 'partial'::text, 'full'::text])));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_appeal_share_check CHECK (((appeal_share >= (0)::numeric) AND (appeal_share <= (1)::numeric)));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_check CHECK (((decided_by IS NULL) OR (decided_by <> person_id)));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_check1 CHECK (((appeal_by IS NULL) OR ((appeal_by <> decided_by) AND (appeal_by <> person_id))));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_check2 CHECK ((((outcome = 'partial'::text) = (share IS NOT NULL)) OR (outcome IS NULL)));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_duty_check CHECK ((duty = ANY (ARRAY['may'::text, 'must'::text])));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_outcome_check CHECK ((outcome = ANY (ARRAY['none'::text, 'partial'::text, 'full'::text])));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_pkey PRIMARY KEY (id);
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_share_check CHECK (((share >= (0)::numeric) AND (share <= (1)::numeric)));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_state_check CHECK ((state = ANY (ARRAY['open'::text, 'found'::text, 'appealed'::text, 'closed'::text])));
ALTER TABLE performance.fault_case ADD CONSTRAINT fault_case_trigger_check CHECK ((trigger = ANY (ARRAY['overdue-90'::text, 'conduct'::text, 'wrong-facts'::text, 'falsified'::text, 'not-approved'::text, 'other'::text])));
ALTER TABLE performance.frozen_figure ADD CONSTRAINT frozen_figure_level_check CHECK ((level = ANY (ARRAY['company'::text, 'branch'::text, 'group'::text, 'person'::text])));
ALTER TABLE performance.frozen_figure ADD CONSTRAINT frozen_figure_month_fkey FOREIGN KEY (month) REFERENCES performance.frozen_month(month);
ALTER TABLE performance.frozen_figure ADD CONSTRAINT frozen_figure_pkey PRIMARY KEY (month, code, level, subject_id);
ALTER TABLE performance.frozen_metric ADD CONSTRAINT frozen_metric_month_fkey FOREIGN KEY (month) REFERENCES performance.frozen_month(month);
ALTER TABLE performance.frozen_metric ADD CONSTRAINT frozen_metric_pkey PRIMARY KEY (month, code);
ALTER TABLE performance.frozen_month ADD CONSTRAINT frozen_month_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric));
ALTER TABLE performance.frozen_month ADD CONSTRAINT frozen_month_pkey PRIMARY KEY (month);
ALTER TABLE performance.frozen_row ADD CONSTRAINT frozen_row_month_fkey FOREIGN KEY (month) REFERENCES performance.frozen_month(month);
ALTER TABLE performance.frozen_source ADD CONSTRAINT frozen_source_month_fkey FOREIGN KEY (month) REFERENCES performance.frozen_month(month);
ALTER TABLE performance.improvement ADD CONSTRAINT improvement_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.improvement ADD CONSTRAINT improvement_appraisal_id_key UNIQUE (appraisal_id);
ALTER TABLE performance.improvement ADD CONSTRAINT improvement_check CHECK ((to_day > from_day));
ALTER TABLE performance.improvement ADD CONSTRAINT improvement_check1 CHECK (((state = 'open'::text) = ((outcome IS NULL) AND (ended_at IS NULL))));
ALTER TABLE performance.improvement ADD CONSTRAINT improvement_pkey PRIMARY KEY (id);
ALTER TABLE performance.improvement ADD CONSTRAINT improvement_state_check CHECK ((state = ANY (ARRAY['open'::text, 'met'::text, 'missed'::text])));
ALTER TABLE performance.improvement_check ADD CONSTRAINT improvement_check_improvement_id_fkey FOREIGN KEY (improvement_id) REFERENCES performance.improvement(id);
ALTER TABLE performance.improvement_check ADD CONSTRAINT improvement_check_pkey PRIMARY KEY (id);
ALTER TABLE performance.kept_figure ADD CONSTRAINT kept_figure_check CHECK ((from_day <= to_day));
ALTER TABLE performance.kept_figure ADD CONSTRAINT kept_figure_level_check CHECK ((level = ANY (ARRAY['person'::text, 'group'::text, 'branch'::text, 'company'::text])));
ALTER TABLE performance.kept_figure ADD CONSTRAINT kept_figure_pkey PRIMARY KEY (id);
ALTER TABLE performance.metric_version ADD CONSTRAINT metric_version_check CHECK (((state = 'proposed'::text) = (decided_at IS NULL)));
ALTER TABLE performance.metric_version ADD CONSTRAINT metric_version_check1 CHECK (((state <> 'approved'::text) OR (made_by IS NULL) OR (decided_by <> made_by)));
ALTER TABLE performance.metric_version ADD CONSTRAINT metric_version_code_number_key UNIQUE (code, number);
ALTER TABLE performance.metric_version ADD CONSTRAINT metric_version_number_check CHECK ((number > 1));
ALTER TABLE performance.metric_version ADD CONSTRAINT metric_version_pkey PRIMARY KEY (id);
ALTER TABLE performance.metric_version ADD CONSTRAINT metric_version_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text])));
ALTER TABLE performance.paid_loan ADD CONSTRAINT paid_loan_pkey PRIMARY KEY (loan_id);
ALTER TABLE performance.pay_account ADD CONSTRAINT pay_account_check CHECK (((decided_at IS NOT NULL) = (state = ANY (ARRAY['confirmed'::text, 'refused'::text]))));
ALTER TABLE performance.pay_account ADD CONSTRAINT pay_account_pkey PRIMARY KEY (id);
ALTER TABLE performance.pay_account ADD CONSTRAINT pay_account_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'refused'::text, 'replaced'::text])));
ALTER TABLE performance.pay_account ADD CONSTRAINT pay_account_tail_check CHECK ((tail ~ '^\d{4}$'::text));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_amount_check CHECK ((amount > 0));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_check CHECK (((step = 'defer'::text) = (vests_on IS NOT NULL)));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_check1 CHECK (((step = ANY (ARRAY['earn'::text, 'defer'::text, 'pay'::text, 'deduct'::text, 'give-back'::text])) OR (parent_id IS NOT NULL)));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_check2 CHECK (((appraisal_id IS NULL) OR (part = 'performance'::text)));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_check3 CHECK (((pool_id IS NULL) OR (part = 'pool'::text)));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES performance.pay_line(id);
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_part_check CHECK ((part = ANY (ARRAY['base'::text, 'performance'::text, 'commission'::text, 'spot'::text, 'pool'::text, 'correction'::text])));
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_pkey PRIMARY KEY (id);
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES performance.plan_version(id);
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_pool_id_fkey FOREIGN KEY (pool_id) REFERENCES performance.pay_pool(id);
ALTER TABLE performance.pay_line ADD CONSTRAINT pay_line_step_check CHECK ((step = ANY (ARRAY['earn'::text, 'defer'::text, 'vest'::text, 'hold'::text, 'release'::text, 'cancel-held'::text, 'cancel-deferred'::text, 'cancel-payable'::text, 'claim'::text, 'deduct'::text, 'give-back'::text, 'forgive'::text, 'pay'::text])));
ALTER TABLE performance.pay_month ADD CONSTRAINT pay_month_check CHECK (((state = 'frozen'::text) = (approved_at IS NULL)));
ALTER TABLE performance.pay_month ADD CONSTRAINT pay_month_check1 CHECK (((approved_by IS NULL) OR (approved_by <> frozen_by)));
ALTER TABLE performance.pay_month ADD CONSTRAINT pay_month_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric));
ALTER TABLE performance.pay_month ADD CONSTRAINT pay_month_pkey PRIMARY KEY (month);
ALTER TABLE performance.pay_month ADD CONSTRAINT pay_month_state_check CHECK ((state = ANY (ARRAY['frozen'::text, 'approved'::text, 'paid'::text])));
ALTER TABLE performance.pay_pool ADD CONSTRAINT pay_pool_amount_check CHECK ((amount > 0));
ALTER TABLE performance.pay_pool ADD CONSTRAINT pay_pool_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric));
ALTER TABLE performance.pay_pool ADD CONSTRAINT pay_pool_month_plan_version_id_group_id_key UNIQUE (month, plan_version_id, group_id);
ALTER TABLE performance.pay_pool ADD CONSTRAINT pay_pool_people_check CHECK ((people > 0));
ALTER TABLE performance.pay_pool ADD CONSTRAINT pay_pool_pkey PRIMARY KEY (id);
ALTER TABLE performance.pay_pool ADD CONSTRAINT pay_pool_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES performance.plan_version(id);
ALTER TABLE performance.peer_answer ADD CONSTRAINT peer_answer_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.peer_answer ADD CONSTRAINT peer_answer_pkey PRIMARY KEY (id);
ALTER TABLE performance.peer_answer ADD CONSTRAINT peer_answer_score_check CHECK (((score >= 0) AND (score <= 100)));
ALTER TABLE performance.peer_ask ADD CONSTRAINT peer_ask_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.peer_ask ADD CONSTRAINT peer_ask_appraisal_id_reviewer_id_key UNIQUE (appraisal_id, reviewer_id);
ALTER TABLE performance.peer_ask ADD CONSTRAINT peer_ask_files_check CHECK ((files > 0));
ALTER TABLE performance.peer_ask ADD CONSTRAINT peer_ask_pkey PRIMARY KEY (id);
ALTER TABLE performance.plan ADD CONSTRAINT plan_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,40}$'::text));
ALTER TABLE performance.plan ADD CONSTRAINT plan_code_key UNIQUE (code);
ALTER TABLE performance.plan ADD CONSTRAINT plan_pkey PRIMARY KEY (id);
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_check1 CHECK (((state = 'approved'::text) = ((approved_at IS NOT NULL) AND (from_day IS NOT NULL))));
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_check2 CHECK (((state <> 'approved'::text) OR (made_by IS NULL) OR (approved_by <> made_by)));
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_number_check CHECK ((number > 0));
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_pkey PRIMARY KEY (id);
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES performance.plan(id);
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_plan_id_number_key UNIQUE (plan_id, number);
ALTER TABLE performance.plan_version ADD CONSTRAINT plan_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'discarded'::text])));
ALTER TABLE performance.pulse_answer ADD CONSTRAINT pulse_answer_pkey PRIMARY KEY (id);
ALTER TABLE performance.pulse_answer ADD CONSTRAINT pulse_answer_score_check CHECK (((score >= 1) AND (score <= 5)));
ALTER TABLE performance.pulse_given ADD CONSTRAINT pulse_given_pkey PRIMARY KEY (week, person_id);
ALTER TABLE performance.recovery_step ADD CONSTRAINT recovery_step_amount_check CHECK ((amount > 0));
ALTER TABLE performance.recovery_step ADD CONSTRAINT recovery_step_case_id_fkey FOREIGN KEY (case_id) REFERENCES performance.fault_case(id);
ALTER TABLE performance.recovery_step ADD CONSTRAINT recovery_step_pkey PRIMARY KEY (case_id, person_id, month);
ALTER TABLE performance.talk ADD CONSTRAINT talk_check CHECK ((manager_id <> person_id));
ALTER TABLE performance.talk ADD CONSTRAINT talk_check1 CHECK ((next_on > held_on));
ALTER TABLE performance.talk ADD CONSTRAINT talk_pkey PRIMARY KEY (id);
ALTER TABLE performance.talk_note ADD CONSTRAINT talk_note_pkey PRIMARY KEY (id);
ALTER TABLE performance.talk_note ADD CONSTRAINT talk_note_talk_id_fkey FOREIGN KEY (talk_id) REFERENCES performance.talk(id);
ALTER TABLE performance.target ADD CONSTRAINT target_check CHECK ((upper > value));
ALTER TABLE performance.target ADD CONSTRAINT target_check1 CHECK ((to_day > from_day));
ALTER TABLE performance.target ADD CONSTRAINT target_check2 CHECK (((level = 'company'::text) = (branch_id IS NULL)));
ALTER TABLE performance.target ADD CONSTRAINT target_check3 CHECK (((level = ANY (ARRAY['company'::text, 'branch'::text])) OR (group_id IS NOT NULL)));
ALTER TABLE performance.target ADD CONSTRAINT target_check4 CHECK (((level = 'person'::text) = (person_id IS NOT NULL)));
ALTER TABLE performance.target ADD CONSTRAINT target_from_day_check CHECK ((EXTRACT(day FROM from_day) = (1)::numeric));
ALTER TABLE performance.target ADD CONSTRAINT target_level_check CHECK ((level = ANY (ARRAY['company'::text, 'branch'::text, 'group'::text, 'person'::text])));
ALTER TABLE performance.target ADD CONSTRAINT target_number_check CHECK ((number > 0));
ALTER TABLE performance.target ADD CONSTRAINT target_origin_check CHECK ((origin = ANY (ARRAY['set'::text, 'cascade'::text, 'counter'::text, 'change'::text])));
ALTER TABLE performance.target ADD CONSTRAINT target_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES performance.target(id);
ALTER TABLE performance.target ADD CONSTRAINT target_pkey PRIMARY KEY (id);
ALTER TABLE performance.target ADD CONSTRAINT target_value_check CHECK ((value > (0)::numeric));
ALTER TABLE performance.target_counter ADD CONSTRAINT target_counter_check CHECK (((state = 'open'::text) = (answered_at IS NULL)));
ALTER TABLE performance.target_counter ADD CONSTRAINT target_counter_check1 CHECK (((answered_by IS NULL) OR (answered_by <> made_by)));
ALTER TABLE performance.target_counter ADD CONSTRAINT target_counter_pkey PRIMARY KEY (id);
ALTER TABLE performance.target_counter ADD CONSTRAINT target_counter_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text])));
ALTER TABLE performance.target_counter ADD CONSTRAINT target_counter_target_id_fkey FOREIGN KEY (target_id) REFERENCES performance.target(id);
ALTER TABLE performance.target_counter ADD CONSTRAINT target_counter_value_check CHECK ((value > (0)::numeric));
ALTER TABLE performance.thanks ADD CONSTRAINT thanks_check CHECK ((person_id <> by_id));
ALTER TABLE performance.thanks ADD CONSTRAINT thanks_pkey PRIMARY KEY (id);
ALTER TABLE performance.thanks ADD CONSTRAINT thanks_reason_check CHECK ((reason = ANY (ARRAY['help'::text, 'customer'::text, 'quality'::text, 'teaching'::text, 'idea'::text])));
ALTER TABLE performance.voice_answer ADD CONSTRAINT voice_answer_ask_id_fkey FOREIGN KEY (ask_id) REFERENCES performance.voice_ask(id);
ALTER TABLE performance.voice_answer ADD CONSTRAINT voice_answer_pkey PRIMARY KEY (ask_id);
ALTER TABLE performance.voice_answer ADD CONSTRAINT voice_answer_score_check CHECK (((score >= 1) AND (score <= 5)));
ALTER TABLE performance.voice_ask ADD CONSTRAINT voice_ask_application_id_key UNIQUE (application_id);
ALTER TABLE performance.voice_ask ADD CONSTRAINT voice_ask_appraisal_id_fkey FOREIGN KEY (appraisal_id) REFERENCES performance.appraisal(id);
ALTER TABLE performance.voice_ask ADD CONSTRAINT voice_ask_pkey PRIMARY KEY (id);
ALTER TABLE performance.wage ADD CONSTRAINT wage_monthly_check CHECK ((monthly >= 0));
ALTER TABLE performance.wage ADD CONSTRAINT wage_person_id_from_day_set_at_key UNIQUE (person_id, from_day, set_at);
ALTER TABLE performance.wage ADD CONSTRAINT wage_pkey PRIMARY KEY (id);
ALTER TABLE platform.audit ADD CONSTRAINT audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'previewed'::text, 'held'::text])));
ALTER TABLE platform.audit ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE platform.business_day ADD CONSTRAINT business_day_pkey PRIMARY KEY (day);
ALTER TABLE platform.file ADD CONSTRAINT file_pkey PRIMARY KEY (sha256);
ALTER TABLE platform.idempotency ADD CONSTRAINT idempotency_pkey PRIMARY KEY (actor, key);
ALTER TABLE platform.installation ADD CONSTRAINT installation_pkey PRIMARY KEY (name);
ALTER TABLE platform.read_use ADD CONSTRAINT read_use_check CHECK ((last_day >= first_day));
ALTER TABLE platform.read_use ADD CONSTRAINT read_use_pkey PRIMARY KEY (person_id, permission);
ALTER TABLE platform.watcher ADD CONSTRAINT watcher_pkey PRIMARY KEY (id);
ALTER TABLE product.product ADD CONSTRAINT product_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,40}$'::text));
ALTER TABLE product.product ADD CONSTRAINT product_code_key UNIQUE (code);
ALTER TABLE product.product ADD CONSTRAINT product_pkey PRIMARY KEY (id);
ALTER TABLE product.product_version ADD CONSTRAINT product_version_check CHECK (((state = 'published'::text) = (effective_from IS NOT NULL)));
ALTER TABLE product.product_version ADD CONSTRAINT product_version_check1 CHECK (((last_day IS NULL) OR (last_day >= effective_from)));
ALTER TABLE product.product_version ADD CONSTRAINT product_version_check2 CHECK (((state <> 'published'::text) OR (published_by IS NULL) OR (NOT (published_by = ANY (editors)))));
ALTER TABLE product.product_version ADD CONSTRAINT product_version_number_check CHECK ((number > 0));
ALTER TABLE product.product_version ADD CONSTRAINT product_version_pkey PRIMARY KEY (id);
ALTER TABLE product.product_version ADD CONSTRAINT product_version_product_id_fkey FOREIGN KEY (product_id) REFERENCES product.product(id);
ALTER TABLE product.product_version ADD CONSTRAINT product_version_product_id_number_key UNIQUE (product_id, number);
ALTER TABLE product.product_version ADD CONSTRAINT product_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text])));
ALTER TABLE reference.parameter ADD CONSTRAINT parameter_mark_check CHECK ((mark = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text])));
ALTER TABLE reference.parameter ADD CONSTRAINT parameter_pkey PRIMARY KEY (id);
ALTER TABLE reference.parameter_decision ADD CONSTRAINT parameter_decision_parameter_id_fkey FOREIGN KEY (parameter_id) REFERENCES reference.parameter(id);
ALTER TABLE reference.parameter_decision ADD CONSTRAINT parameter_decision_pkey PRIMARY KEY (parameter_id);
ALTER TABLE reference.series ADD CONSTRAINT series_mark_check CHECK ((mark = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text])));
ALTER TABLE reference.series ADD CONSTRAINT series_pkey PRIMARY KEY (id);
ALTER TABLE servicing.books_check ADD CONSTRAINT books_check_pkey PRIMARY KEY (day);
ALTER TABLE servicing.correction ADD CONSTRAINT correction_check CHECK (((difference IS NULL) = (obstacle IS NOT NULL)));
ALTER TABLE servicing.correction ADD CONSTRAINT correction_pkey PRIMARY KEY (loan_id, id);
ALTER TABLE servicing.correction_decision ADD CONSTRAINT correction_decision_amount_check CHECK ((amount >= 0));
ALTER TABLE servicing.correction_decision ADD CONSTRAINT correction_decision_outcome_check CHECK ((outcome = ANY (ARRAY['refund'::text, 'waive'::text, 'nothing'::text])));
ALTER TABLE servicing.correction_decision ADD CONSTRAINT correction_decision_pkey PRIMARY KEY (loan_id, correction_id);
ALTER TABLE servicing.day_close ADD CONSTRAINT day_close_pkey PRIMARY KEY (day);
ALTER TABLE servicing.day_close_range ADD CONSTRAINT day_close_range_check CHECK ((to_id > from_id));
ALTER TABLE servicing.day_close_range ADD CONSTRAINT day_close_range_day_fkey FOREIGN KEY (day) REFERENCES servicing.day_close(day);
ALTER TABLE servicing.day_close_range ADD CONSTRAINT day_close_range_pkey PRIMARY KEY (day, seq);
ALTER TABLE servicing.day_total ADD CONSTRAINT day_total_pkey PRIMARY KEY (day, branch_id, product_id, bucket, class, stage);
ALTER TABLE servicing.debit_file ADD CONSTRAINT debit_file_direction_check CHECK ((direction = ANY (ARRAY['order'::text, 'result'::text])));
ALTER TABLE servicing.debit_file ADD CONSTRAINT debit_file_pkey PRIMARY KEY (day, direction, sha256);
ALTER TABLE servicing.debit_order ADD CONSTRAINT debit_order_amount_check CHECK ((amount > 0));
ALTER TABLE servicing.debit_order ADD CONSTRAINT debit_order_outcome_check CHECK ((outcome = ANY (ARRAY['collected'::text, 'failed'::text, 'refused'::text, 'no-account'::text])));
ALTER TABLE servicing.debit_order ADD CONSTRAINT debit_order_pkey PRIMARY KEY (day, loan_id);
ALTER TABLE servicing.figure_change ADD CONSTRAINT figure_change_kind_check CHECK ((kind = ANY (ARRAY['due'::text, 'received'::text])));
ALTER TABLE servicing.figure_change ADD CONSTRAINT figure_change_pkey PRIMARY KEY (loan_id, id);
ALTER TABLE servicing.figure_kept ADD CONSTRAINT figure_kept_check CHECK (((kind = 'day'::text) = (month_end IS NULL)));
ALTER TABLE servicing.figure_kept ADD CONSTRAINT figure_kept_kind_check CHECK ((kind = ANY (ARRAY['day'::text, 'standing'::text, 'roll'::text, 'margin'::text])));
ALTER TABLE servicing.figure_kept ADD CONSTRAINT figure_kept_kind_month_end_key UNIQUE NULLS NOT DISTINCT (kind, month_end);
ALTER TABLE servicing.figure_sum ADD CONSTRAINT figure_sum_check CHECK (((kind = 'margin'::text) = (keys IS NOT NULL)));
ALTER TABLE servicing.figure_sum ADD CONSTRAINT figure_sum_kind_check CHECK ((kind = ANY (ARRAY['due'::text, 'received'::text, 'standing'::text, 'roll'::text, 'margin'::text])));
ALTER TABLE servicing.figure_sum ADD CONSTRAINT figure_sum_kind_day_person_id_group_id_branch_id_flags_key UNIQUE NULLS NOT DISTINCT (kind, day, person_id, group_id, branch_id, flags);
ALTER TABLE servicing.installment ADD CONSTRAINT installment_check CHECK (((principal_paid <= principal) AND ((principal_paid >= 0) OR (principal < 0))));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_check1 CHECK (((interest_paid >= 0) AND (interest_paid <= interest)));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_check2 CHECK (((fee_paid >= 0) AND (fee_paid <= fee)));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_fee_check CHECK ((fee >= 0));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_grace_check CHECK (((principal >= 0) OR ((interest = (- principal)) AND (fee = 0) AND (principal_paid = principal) AND (interest_paid = interest))));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_interest_check CHECK ((interest >= 0));
ALTER TABLE servicing.installment ADD CONSTRAINT installment_pkey PRIMARY KEY (loan_id, seq);
ALTER TABLE servicing.loan ADD CONSTRAINT loan_advance_check CHECK ((advance >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_check CHECK (((restructured_on IS NULL) = (observation_ends_on IS NULL)));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_check1 CHECK ((commitment >= principal));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_check3 CHECK ((overdue_principal <= outstanding));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_check4 CHECK ((next_due_on > period_from));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_check5 CHECK ((originated_on <= disbursed_on));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_check6 CHECK (((observed_until IS NULL) = (observed_class IS NULL)));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_claim_bearing_check CHECK ((claim_bearing >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_claim_check CHECK ((claim >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_closed_check CHECK (((closed_on IS NULL) = (state = ANY (ARRAY['active'::text, 'overdue'::text]))));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_contagion_check CHECK ((contagion = ANY (ARRAY['none'::text, 'kept'::text, 'all'::text])));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_grace_days_check CHECK ((grace_days >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_observed_class_check CHECK ((observed_class = ANY (ARRAY['special-mention'::text, 'substandard'::text])));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_outstanding_check CHECK ((outstanding >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_overdue_fee_check CHECK ((overdue_fee >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_overdue_interest_check CHECK ((overdue_interest >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_overdue_principal_check CHECK ((overdue_principal >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_penalty_rate_check CHECK ((penalty_rate >= (0)::numeric));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_periods_check CHECK ((periods > 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_pkey PRIMARY KEY (loan_id);
ALTER TABLE servicing.loan ADD CONSTRAINT loan_principal_check CHECK ((principal > 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_stage_check CHECK ((stage = ANY (ARRAY[1, 2, 3])));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_state_check CHECK ((state = ANY (ARRAY['active'::text, 'overdue'::text, 'settled'::text, 'settled-early'::text, 'written-off'::text])));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_upfront_fee_check CHECK ((upfront_fee >= 0));
ALTER TABLE servicing.loan ADD CONSTRAINT loan_vehicle_condition_check CHECK ((vehicle_condition = ANY (ARRAY['new'::text, 'used'::text])));
ALTER TABLE servicing.loan_entry ADD CONSTRAINT loan_entry_amount_check CHECK ((amount > 0));
ALTER TABLE servicing.loan_entry ADD CONSTRAINT loan_entry_check CHECK ((debit <> credit));
ALTER TABLE servicing.loan_entry ADD CONSTRAINT loan_entry_pkey PRIMARY KEY (loan_id, transaction_id, debit, credit);
ALTER TABLE servicing.loan_month ADD CONSTRAINT loan_month_pkey PRIMARY KEY (loan_id, month_end);
ALTER TABLE servicing.loan_share ADD CONSTRAINT loan_share_pkey PRIMARY KEY (loan_id, transaction_id, seq);
ALTER TABLE servicing.loan_state ADD CONSTRAINT loan_state_pkey PRIMARY KEY (loan_id, from_day);
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_amount_check CHECK (((kind = ANY (ARRAY['disbursement'::text, 'payout'::text, 'charge'::text, 'due'::text, 'capitalisation'::text, 'penalty'::text, 'tranche'::text, 'subsidy'::text, 'subsidy-receipt'::text])) OR (amount = (((((((((fee + penalty) + compound) + interest) + principal) + settlement_fee) + advance) + recovered) + charged) + grown))));
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_check CHECK (((kind = ANY (ARRAY['reversal'::text, 'reallocation'::text, 'adjustment'::text])) = (parent_id IS NOT NULL)));
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_kind_check CHECK ((kind = ANY (ARRAY['disbursement'::text, 'payout'::text, 'charge'::text, 'due'::text, 'capitalisation'::text, 'penalty'::text, 'application'::text, 'subsidy'::text, 'subsidy-receipt'::text, 'repayment'::text, 'prepayment'::text, 'settlement'::text, 'recovery'::text, 'refund'::text, 'waiver'::text, 'write-off'::text, 'tranche'::text, 'deferral'::text, 'due-day'::text, 'restructuring'::text, 'acceleration'::text, 'repricing'::text, 'subsidy-loss'::text, 'reversal'::text, 'reallocation'::text, 'adjustment'::text])));
ALTER TABLE servicing.loan_transaction ADD CONSTRAINT loan_transaction_pkey PRIMARY KEY (loan_id, id);
ALTER TABLE servicing.loan_watch ADD CONSTRAINT loan_watch_check CHECK ((watched = (review_on IS NOT NULL)));
ALTER TABLE servicing.loan_watch ADD CONSTRAINT loan_watch_pkey PRIMARY KEY (loan_id, id);
ALTER TABLE servicing.notice ADD CONSTRAINT notice_outcome_check CHECK ((outcome = ANY (ARRAY['queued'::text, 'unreachable'::text])));
ALTER TABLE servicing.notice ADD CONSTRAINT notice_pkey PRIMARY KEY (day, loan_id, transaction_id);
ALTER TABLE servicing.original_installment ADD CONSTRAINT original_installment_pkey PRIMARY KEY (loan_id, seq);
ALTER TABLE servicing.plan_line ADD CONSTRAINT plan_line_check CHECK ((replaces <> transaction_id));
ALTER TABLE servicing.plan_line ADD CONSTRAINT plan_line_check1 CHECK ((num_nulls(due_on, principal, interest, fee) = ANY (ARRAY[0, 4])));
ALTER TABLE servicing.plan_line ADD CONSTRAINT plan_line_pkey PRIMARY KEY (loan_id, transaction_id, seq);
ALTER TABLE servicing.reminder ADD CONSTRAINT reminder_outcome_check CHECK ((outcome = ANY (ARRAY['queued'::text, 'paid'::text, 'unreachable'::text])));
ALTER TABLE servicing.reminder ADD CONSTRAINT reminder_pkey PRIMARY KEY (day, loan_id, seq);
ALTER TABLE servicing.repayment_import ADD CONSTRAINT repayment_import_pkey PRIMARY KEY (id);
ALTER TABLE servicing.repayment_import ADD CONSTRAINT repayment_import_sha256_key UNIQUE (sha256);
ALTER TABLE servicing.repayment_import_row ADD CONSTRAINT repayment_import_row_check CHECK (((outcome = 'refused'::text) = (refusal IS NOT NULL)));
ALTER TABLE servicing.repayment_import_row ADD CONSTRAINT repayment_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES servicing.repayment_import(id);
ALTER TABLE servicing.repayment_import_row ADD CONSTRAINT repayment_import_row_outcome_check CHECK ((outcome = ANY (ARRAY['recorded'::text, 'repeated'::text, 'refused'::text])));
ALTER TABLE servicing.repayment_import_row ADD CONSTRAINT repayment_import_row_pkey PRIMARY KEY (import_id, line);
ALTER TABLE servicing.set_aside ADD CONSTRAINT set_aside_pkey PRIMARY KEY (loan_id, day);
ALTER TABLE servicing.settlement_quote ADD CONSTRAINT settlement_quote_check CHECK ((valid_until >= settles_on));
ALTER TABLE servicing.settlement_quote ADD CONSTRAINT settlement_quote_pkey PRIMARY KEY (loan_id, id);
ALTER TABLE servicing.settlement_quote ADD CONSTRAINT settlement_quote_total_check CHECK ((total >= 0));
ALTER TABLE servicing.signal ADD CONSTRAINT signal_pkey PRIMARY KEY (from_day, loan_id);
ALTER TABLE servicing.subsidy ADD CONSTRAINT subsidy_loan_id_payer_key UNIQUE (loan_id, payer);
ALTER TABLE servicing.subsidy ADD CONSTRAINT subsidy_lost_after_check CHECK ((lost_after >= 0));
ALTER TABLE servicing.subsidy ADD CONSTRAINT subsidy_payer_check CHECK ((payer = ANY (ARRAY['manufacturer'::text, 'dealer'::text, 'fiscal'::text])));
ALTER TABLE servicing.subsidy ADD CONSTRAINT subsidy_pkey PRIMARY KEY (loan_id, seq);
ALTER TABLE servicing.subsidy_line ADD CONSTRAINT subsidy_line_pkey PRIMARY KEY (loan_id, seq, on_day);
ALTER TABLE servicing.subsidy_receipt ADD CONSTRAINT subsidy_receipt_amount_check CHECK ((amount <> 0));
ALTER TABLE servicing.subsidy_receipt ADD CONSTRAINT subsidy_receipt_payer_check CHECK ((payer = ANY (ARRAY['manufacturer'::text, 'dealer'::text, 'fiscal'::text])));
ALTER TABLE servicing.subsidy_receipt ADD CONSTRAINT subsidy_receipt_pkey PRIMARY KEY (id);
ALTER TABLE servicing.subsidy_receipt_line ADD CONSTRAINT subsidy_receipt_line_pkey PRIMARY KEY (loan_id, receipt_id, seq);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE team.assignment ADD CONSTRAINT assignment_check1 CHECK ((reports_to <> person_id));
ALTER TABLE team.assignment ADD CONSTRAINT assignment_group_id_fkey FOREIGN KEY (group_id) REFERENCES team.team_group(id);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_one_a_day EXCLUDE USING gist (person_id WITH =, daterange(from_day, to_day) WITH &&);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_post_known FOREIGN KEY (post) REFERENCES team.post(code);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_reports_to_fkey FOREIGN KEY (reports_to) REFERENCES team.person(id);
ALTER TABLE team.branch ADD CONSTRAINT branch_code_key UNIQUE (code);
ALTER TABLE team.branch ADD CONSTRAINT branch_pkey PRIMARY KEY (id);
ALTER TABLE team.delegation ADD CONSTRAINT delegation_approval_cap_check CHECK ((approval_cap > 0));
ALTER TABLE team.delegation ADD CONSTRAINT delegation_check CHECK ((from_person_id <> to_person_id));
ALTER TABLE team.delegation ADD CONSTRAINT delegation_check1 CHECK ((to_day >= from_day));
ALTER TABLE team.delegation ADD CONSTRAINT delegation_check2 CHECK ((('approval'::text = ANY (permissions)) = (approval_cap IS NOT NULL)));
ALTER TABLE team.delegation ADD CONSTRAINT delegation_from_person_id_fkey FOREIGN KEY (from_person_id) REFERENCES team.person(id);
ALTER TABLE team.delegation ADD CONSTRAINT delegation_leave_id_fkey FOREIGN KEY (leave_id) REFERENCES team.leave(id);
ALTER TABLE team.delegation ADD CONSTRAINT delegation_permissions_check CHECK ((cardinality(permissions) > 0));
ALTER TABLE team.delegation ADD CONSTRAINT delegation_pkey PRIMARY KEY (id);
ALTER TABLE team.delegation ADD CONSTRAINT delegation_to_person_id_fkey FOREIGN KEY (to_person_id) REFERENCES team.person(id);
ALTER TABLE team.delegation_end ADD CONSTRAINT delegation_end_delegation_id_fkey FOREIGN KEY (delegation_id) REFERENCES team.delegation(id);
ALTER TABLE team.delegation_end ADD CONSTRAINT delegation_end_pkey PRIMARY KEY (delegation_id);
ALTER TABLE team.dotted_line ADD CONSTRAINT dotted_line_check CHECK ((person_id <> manager_id));
ALTER TABLE team.dotted_line ADD CONSTRAINT dotted_line_check1 CHECK (((to_day IS NULL) OR (to_day >= from_day)));
ALTER TABLE team.dotted_line ADD CONSTRAINT dotted_line_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES team.person(id);
ALTER TABLE team.dotted_line ADD CONSTRAINT dotted_line_once EXCLUDE USING gist (person_id WITH =, manager_id WITH =, daterange(from_day, to_day) WITH &&);
ALTER TABLE team.dotted_line ADD CONSTRAINT dotted_line_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.dotted_line ADD CONSTRAINT dotted_line_pkey PRIMARY KEY (id);
ALTER TABLE team.group_change ADD CONSTRAINT group_change_group_id_fkey FOREIGN KEY (group_id) REFERENCES team.team_group(id);
ALTER TABLE team.group_change ADD CONSTRAINT group_change_pkey PRIMARY KEY (id);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES team.branch(id);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE team.group_period ADD CONSTRAINT group_period_check1 CHECK ((parent_id <> group_id));
ALTER TABLE team.group_period ADD CONSTRAINT group_period_group_id_fkey FOREIGN KEY (group_id) REFERENCES team.team_group(id);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_leader_id_fkey FOREIGN KEY (leader_id) REFERENCES team.person(id);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_name_once EXCLUDE USING gist (branch_id WITH =, name WITH =, daterange(from_day, to_day) WITH &&);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_one_a_day EXCLUDE USING gist (group_id WITH =, daterange(from_day, to_day) WITH &&);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES team.team_group(id);
ALTER TABLE team.group_period ADD CONSTRAINT group_period_pkey PRIMARY KEY (group_id, from_day);
ALTER TABLE team.hand_over_line ADD CONSTRAINT hand_over_line_pkey PRIMARY KEY (id);
ALTER TABLE team.leave ADD CONSTRAINT leave_check CHECK ((to_day >= from_day));
ALTER TABLE team.leave ADD CONSTRAINT leave_check1 CHECK ((stand_in_id <> person_id));
ALTER TABLE team.leave ADD CONSTRAINT leave_kind_check CHECK ((kind = ANY (ARRAY['annual'::text, 'sick'::text, 'personal'::text, 'training'::text, 'other'::text])));
ALTER TABLE team.leave ADD CONSTRAINT leave_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.leave ADD CONSTRAINT leave_pkey PRIMARY KEY (id);
ALTER TABLE team.leave ADD CONSTRAINT leave_stand_in_id_fkey FOREIGN KEY (stand_in_id) REFERENCES team.person(id);
ALTER TABLE team.list_choice ADD CONSTRAINT list_choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.list_choice ADD CONSTRAINT list_choice_pkey PRIMARY KEY (person_id, list);
ALTER TABLE team.person ADD CONSTRAINT person_check CHECK (((left_on IS NULL) OR (left_on >= joined_on)));
ALTER TABLE team.person ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE team.person ADD CONSTRAINT person_user_id_key UNIQUE (user_id);
ALTER TABLE team.person ADD CONSTRAINT person_username_key UNIQUE (username);
ALTER TABLE team.planned_hand_over ADD CONSTRAINT planned_hand_over_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.planned_hand_over ADD CONSTRAINT planned_hand_over_pkey PRIMARY KEY (id);
ALTER TABLE team.planned_hand_over ADD CONSTRAINT planned_hand_over_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'superseded'::text])));
ALTER TABLE team.post ADD CONSTRAINT post_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{2,39}$'::text));
ALTER TABLE team.post ADD CONSTRAINT post_pkey PRIMARY KEY (code);
ALTER TABLE team.post_version ADD CONSTRAINT post_version_function_check CHECK ((function = ANY (ARRAY['market'::text, 'review'::text, 'risk'::text, 'service'::text, 'collection'::text, 'finance'::text, 'management'::text, 'training'::text, 'audit'::text, 'administration'::text])));
ALTER TABLE team.post_version ADD CONSTRAINT post_version_level_check CHECK (((level >= 1) AND (level <= 9)));
ALTER TABLE team.post_version ADD CONSTRAINT post_version_number_check CHECK ((number > 0));
ALTER TABLE team.post_version ADD CONSTRAINT post_version_pkey PRIMARY KEY (post, number);
ALTER TABLE team.post_version ADD CONSTRAINT post_version_post_fkey FOREIGN KEY (post) REFERENCES team.post(code);
ALTER TABLE team.seats ADD CONSTRAINT seats_group_id_fkey FOREIGN KEY (group_id) REFERENCES team.team_group(id);
ALTER TABLE team.seats ADD CONSTRAINT seats_pkey PRIMARY KEY (id);
ALTER TABLE team.seats ADD CONSTRAINT seats_post_fkey FOREIGN KEY (post) REFERENCES team.post(code);
ALTER TABLE team.seats ADD CONSTRAINT seats_seats_check CHECK (((seats >= 0) AND (seats <= 999)));
ALTER TABLE team.team_group ADD CONSTRAINT team_group_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES team.branch(id);
ALTER TABLE team.team_group ADD CONSTRAINT team_group_function_check CHECK ((function = ANY (ARRAY['market'::text, 'review'::text, 'risk'::text, 'service'::text, 'collection'::text, 'finance'::text, 'management'::text, 'training'::text, 'audit'::text, 'administration'::text])));
ALTER TABLE team.team_group ADD CONSTRAINT team_group_pkey PRIMARY KEY (id);
ALTER TABLE team.transition ADD CONSTRAINT transition_kind_check CHECK ((kind = ANY (ARRAY['join'::text, 'move'::text, 'leave'::text])));
ALTER TABLE team.transition ADD CONSTRAINT transition_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.transition ADD CONSTRAINT transition_pkey PRIMARY KEY (id);
ALTER TABLE team.transition_item ADD CONSTRAINT transition_item_pkey PRIMARY KEY (transition_id, item);
ALTER TABLE team.transition_item ADD CONSTRAINT transition_item_transition_id_fkey FOREIGN KEY (transition_id) REFERENCES team.transition(id);
ALTER TABLE training.attempt ADD CONSTRAINT attempt_check CHECK ((ends_at > started_at));
ALTER TABLE training.attempt ADD CONSTRAINT attempt_check1 CHECK ((((closed_at IS NULL) = (score IS NULL)) AND ((closed_at IS NULL) = (passed IS NULL))));
ALTER TABLE training.attempt ADD CONSTRAINT attempt_closed_by_check CHECK ((closed_by = ANY (ARRAY['person'::text, 'time'::text])));
ALTER TABLE training.attempt ADD CONSTRAINT attempt_pkey PRIMARY KEY (id);
ALTER TABLE training.attempt ADD CONSTRAINT attempt_score_check CHECK (((score >= 0) AND (score <= 100)));
ALTER TABLE training.attempt ADD CONSTRAINT attempt_version_id_fkey FOREIGN KEY (version_id) REFERENCES training.course_version(id);
ALTER TABLE training.attempt_item ADD CONSTRAINT attempt_item_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES training.attempt(id);
ALTER TABLE training.attempt_item ADD CONSTRAINT attempt_item_case_id_fkey FOREIGN KEY (case_id) REFERENCES training.case_study(id);
ALTER TABLE training.attempt_item ADD CONSTRAINT attempt_item_check CHECK (((question_id IS NULL) <> (case_id IS NULL)));
ALTER TABLE training.attempt_item ADD CONSTRAINT attempt_item_pkey PRIMARY KEY (attempt_id, "position");
ALTER TABLE training.attempt_item ADD CONSTRAINT attempt_item_points_check CHECK (((points >= 0) AND (points <= 100)));
ALTER TABLE training.attempt_item ADD CONSTRAINT attempt_item_question_id_fkey FOREIGN KEY (question_id) REFERENCES training.question(id);
ALTER TABLE training.budget ADD CONSTRAINT budget_amount_check CHECK ((amount >= 0));
ALTER TABLE training.budget ADD CONSTRAINT budget_pkey PRIMARY KEY (id);
ALTER TABLE training.budget ADD CONSTRAINT budget_year_check CHECK (((year >= 2000) AND (year <= 2999)));
ALTER TABLE training.bulletin ADD CONSTRAINT bulletin_pkey PRIMARY KEY (id);
ALTER TABLE training.bulletin_read ADD CONSTRAINT bulletin_read_bulletin_id_fkey FOREIGN KEY (bulletin_id) REFERENCES training.bulletin(id);
ALTER TABLE training.bulletin_read ADD CONSTRAINT bulletin_read_pkey PRIMARY KEY (bulletin_id, person_id);
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_check CHECK (((state = 'proposed'::text) = (decided_at IS NULL)));
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_check1 CHECK (((decided_by IS DISTINCT FROM made_by) OR (state = ANY (ARRAY['proposed'::text, 'withdrawn'::text]))));
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_from_level_check CHECK ((from_level = ANY (ARRAY['newcomer'::text, 'regular'::text, 'senior'::text])));
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_kind_check CHECK ((kind = ANY (ARRAY['promotion'::text, 'rotation'::text])));
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_ladder_version_id_fkey FOREIGN KEY (ladder_version_id) REFERENCES training.ladder_version(id);
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_pkey PRIMARY KEY (id);
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])));
ALTER TABLE training.career_proposal ADD CONSTRAINT career_proposal_to_level_check CHECK ((to_level = ANY (ARRAY['newcomer'::text, 'regular'::text, 'senior'::text])));
ALTER TABLE training.case_study ADD CONSTRAINT case_study_outcome_check CHECK ((outcome = ANY (ARRAY['performed'::text, 'late'::text, 'defaulted'::text, 'fraud'::text, 'unknown'::text])));
ALTER TABLE training.case_study ADD CONSTRAINT case_study_pkey PRIMARY KEY (id);
ALTER TABLE training.case_study ADD CONSTRAINT case_study_policy_verdict_check CHECK ((policy_verdict = ANY (ARRAY['approve'::text, 'reject'::text, 'return'::text, 'escalate'::text])));
ALTER TABLE training.certificate ADD CONSTRAINT certificate_basis_check CHECK ((basis = ANY (ARRAY['exam'::text, 'refresher'::text, 'external'::text])));
ALTER TABLE training.certificate ADD CONSTRAINT certificate_check CHECK (((valid_until > issued_at) AND (grace_until >= valid_until)));
ALTER TABLE training.certificate ADD CONSTRAINT certificate_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES training.certificate_kind(id);
ALTER TABLE training.certificate ADD CONSTRAINT certificate_number_key UNIQUE (number);
ALTER TABLE training.certificate ADD CONSTRAINT certificate_pkey PRIMARY KEY (id);
ALTER TABLE training.certificate_kind ADD CONSTRAINT certificate_kind_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text));
ALTER TABLE training.certificate_kind ADD CONSTRAINT certificate_kind_code_key UNIQUE (code);
ALTER TABLE training.certificate_kind ADD CONSTRAINT certificate_kind_grace_days_check CHECK (((grace_days >= 0) AND (grace_days <= 180)));
ALTER TABLE training.certificate_kind ADD CONSTRAINT certificate_kind_pkey PRIMARY KEY (id);
ALTER TABLE training.certificate_kind ADD CONSTRAINT certificate_kind_refresher_days_check CHECK (((refresher_days >= 0) AND (refresher_days <= 365)));
ALTER TABLE training.certificate_kind ADD CONSTRAINT certificate_kind_validity_months_check CHECK (((validity_months >= 1) AND (validity_months <= 120)));
ALTER TABLE training.certificate_revocation ADD CONSTRAINT certificate_revocation_certificate_id_fkey FOREIGN KEY (certificate_id) REFERENCES training.certificate(id);
ALTER TABLE training.certificate_revocation ADD CONSTRAINT certificate_revocation_pkey PRIMARY KEY (certificate_id);
ALTER TABLE training.certificate_told ADD CONSTRAINT certificate_told_certificate_id_fkey FOREIGN KEY (certificate_id) REFERENCES training.certificate(id);
ALTER TABLE training.certificate_told ADD CONSTRAINT certificate_told_pkey PRIMARY KEY (certificate_id, what);
ALTER TABLE training.certificate_told ADD CONSTRAINT certificate_told_what_check CHECK ((what = ANY (ARRAY['expiring'::text, 'expired'::text])));
ALTER TABLE training.completion ADD CONSTRAINT completion_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES training.attempt(id);
ALTER TABLE training.completion ADD CONSTRAINT completion_course_id_fkey FOREIGN KEY (course_id) REFERENCES training.course(id);
ALTER TABLE training.completion ADD CONSTRAINT completion_pkey PRIMARY KEY (id);
ALTER TABLE training.contest ADD CONSTRAINT contest_attempt_id_position_fkey FOREIGN KEY (attempt_id, "position") REFERENCES training.attempt_item(attempt_id, "position");
ALTER TABLE training.contest ADD CONSTRAINT contest_person_id_question_id_key UNIQUE (person_id, question_id);
ALTER TABLE training.contest ADD CONSTRAINT contest_pkey PRIMARY KEY (id);
ALTER TABLE training.contest ADD CONSTRAINT contest_question_id_fkey FOREIGN KEY (question_id) REFERENCES training.question(id);
ALTER TABLE training.contest_ruling ADD CONSTRAINT contest_ruling_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES training.contest(id);
ALTER TABLE training.contest_ruling ADD CONSTRAINT contest_ruling_pkey PRIMARY KEY (contest_id);
ALTER TABLE training.course ADD CONSTRAINT course_certificate_kind_id_fkey FOREIGN KEY (certificate_kind_id) REFERENCES training.certificate_kind(id);
ALTER TABLE training.course ADD CONSTRAINT course_check CHECK (((kind = 'course'::text) OR (certificate_kind_id IS NOT NULL)));
ALTER TABLE training.course ADD CONSTRAINT course_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text));
ALTER TABLE training.course ADD CONSTRAINT course_code_key UNIQUE (code);
ALTER TABLE training.course ADD CONSTRAINT course_kind_check CHECK ((kind = ANY (ARRAY['course'::text, 'refresher'::text])));
ALTER TABLE training.course ADD CONSTRAINT course_pkey PRIMARY KEY (id);
ALTER TABLE training.course_duty ADD CONSTRAINT course_duty_course_id_fkey FOREIGN KEY (course_id) REFERENCES training.course(id);
ALTER TABLE training.course_duty ADD CONSTRAINT course_duty_once_key UNIQUE (once);
ALTER TABLE training.course_duty ADD CONSTRAINT course_duty_pkey PRIMARY KEY (id);
ALTER TABLE training.course_duty ADD CONSTRAINT course_duty_source_check CHECK ((source = ANY (ARRAY['assigned'::text, 'defect'::text, 'plan'::text])));
ALTER TABLE training.course_version ADD CONSTRAINT course_version_check CHECK (((state = 'published'::text) = (published_at IS NOT NULL)));
ALTER TABLE training.course_version ADD CONSTRAINT course_version_course_id_fkey FOREIGN KEY (course_id) REFERENCES training.course(id);
ALTER TABLE training.course_version ADD CONSTRAINT course_version_course_id_number_key UNIQUE (course_id, number);
ALTER TABLE training.course_version ADD CONSTRAINT course_version_pkey PRIMARY KEY (id);
ALTER TABLE training.course_version ADD CONSTRAINT course_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text])));
ALTER TABLE training.credit ADD CONSTRAINT credit_kind_check CHECK ((kind = ANY (ARRAY['course'::text, 'lecture'::text, 'sharing'::text, 'class'::text, 'hosting'::text])));
ALTER TABLE training.credit ADD CONSTRAINT credit_minutes_check CHECK (((minutes >= 0) AND (minutes <= 6000)));
ALTER TABLE training.credit ADD CONSTRAINT credit_person_id_kind_source_id_key UNIQUE (person_id, kind, source_id);
ALTER TABLE training.credit ADD CONSTRAINT credit_pkey PRIMARY KEY (id);
ALTER TABLE training.feedback ADD CONSTRAINT feedback_pkey PRIMARY KEY (session_id, person_id);
ALTER TABLE training.feedback ADD CONSTRAINT feedback_rating_check CHECK (((rating >= 1) AND (rating <= 5)));
ALTER TABLE training.feedback ADD CONSTRAINT feedback_session_id_fkey FOREIGN KEY (session_id) REFERENCES training.session(id);
ALTER TABLE training.first_days_plan ADD CONSTRAINT first_days_plan_pkey PRIMARY KEY (id);
ALTER TABLE training.first_days_plan ADD CONSTRAINT first_days_plan_post_number_key UNIQUE (post, number);
ALTER TABLE training.first_days_plan ADD CONSTRAINT first_days_plan_review_days_check CHECK ((cardinality(review_days) > 0));
ALTER TABLE training.key_post ADD CONSTRAINT key_post_owner_id_check CHECK ((owner_id IS NULL));
ALTER TABLE training.key_post ADD CONSTRAINT key_post_pkey PRIMARY KEY (id);
ALTER TABLE training.ladder_decision ADD CONSTRAINT ladder_decision_ladder_version_id_fkey FOREIGN KEY (ladder_version_id) REFERENCES training.ladder_version(id);
ALTER TABLE training.ladder_decision ADD CONSTRAINT ladder_decision_pkey PRIMARY KEY (ladder_version_id);
ALTER TABLE training.ladder_version ADD CONSTRAINT ladder_version_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text));
ALTER TABLE training.ladder_version ADD CONSTRAINT ladder_version_code_number_key UNIQUE (code, number);
ALTER TABLE training.ladder_version ADD CONSTRAINT ladder_version_pkey PRIMARY KEY (id);
ALTER TABLE training.lesson ADD CONSTRAINT lesson_case_id_fkey FOREIGN KEY (case_id) REFERENCES training.case_study(id);
ALTER TABLE training.lesson ADD CONSTRAINT lesson_check CHECK (((kind = ANY (ARRAY['text'::text, 'case'::text])) OR (sha256 IS NOT NULL)));
ALTER TABLE training.lesson ADD CONSTRAINT lesson_check1 CHECK (((kind = 'case'::text) = (case_id IS NOT NULL)));
ALTER TABLE training.lesson ADD CONSTRAINT lesson_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'slides'::text, 'video'::text, 'case'::text])));
ALTER TABLE training.lesson ADD CONSTRAINT lesson_minutes_check CHECK (((minutes >= 1) AND (minutes <= 600)));
ALTER TABLE training.lesson ADD CONSTRAINT lesson_pkey PRIMARY KEY (id);
ALTER TABLE training.lesson ADD CONSTRAINT lesson_version_id_fkey FOREIGN KEY (version_id) REFERENCES training.course_version(id);
ALTER TABLE training.lesson ADD CONSTRAINT lesson_version_id_position_key UNIQUE (version_id, "position");
ALTER TABLE training.lesson_read ADD CONSTRAINT lesson_read_lesson_id_fkey FOREIGN KEY (lesson_id) REFERENCES training.lesson(id);
ALTER TABLE training.lesson_read ADD CONSTRAINT lesson_read_pkey PRIMARY KEY (person_id, lesson_id);
ALTER TABLE training.newcomer ADD CONSTRAINT newcomer_check CHECK (((state = 'open'::text) = (ended_at IS NULL)));
ALTER TABLE training.newcomer ADD CONSTRAINT newcomer_check1 CHECK ((mentor_id <> owner_id));
ALTER TABLE training.newcomer ADD CONSTRAINT newcomer_pkey PRIMARY KEY (id);
ALTER TABLE training.newcomer ADD CONSTRAINT newcomer_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES training.first_days_plan(id);
ALTER TABLE training.newcomer ADD CONSTRAINT newcomer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'passed'::text, 'ended'::text])));
ALTER TABLE training.newcomer_review ADD CONSTRAINT newcomer_review_newcomer_id_fkey FOREIGN KEY (newcomer_id) REFERENCES training.newcomer(id);
ALTER TABLE training.newcomer_review ADD CONSTRAINT newcomer_review_pkey PRIMARY KEY (newcomer_id, day, role);
ALTER TABLE training.newcomer_review ADD CONSTRAINT newcomer_review_role_check CHECK ((role = ANY (ARRAY['newcomer'::text, 'mentor'::text, 'manager'::text])));
ALTER TABLE training.newcomer_review ADD CONSTRAINT newcomer_review_verdict_check CHECK ((verdict = ANY (ARRAY['on-track'::text, 'behind'::text, 'at-risk'::text])));
ALTER TABLE training.newcomer_tick ADD CONSTRAINT newcomer_tick_newcomer_id_fkey FOREIGN KEY (newcomer_id) REFERENCES training.newcomer(id);
ALTER TABLE training.newcomer_tick ADD CONSTRAINT newcomer_tick_pkey PRIMARY KEY (newcomer_id, item);
ALTER TABLE training.path ADD CONSTRAINT path_level_check CHECK ((level = ANY (ARRAY['newcomer'::text, 'regular'::text, 'senior'::text])));
ALTER TABLE training.path ADD CONSTRAINT path_pkey PRIMARY KEY (id);
ALTER TABLE training.path ADD CONSTRAINT path_post_level_key UNIQUE (post, level);
ALTER TABLE training.path_course ADD CONSTRAINT path_course_course_id_fkey FOREIGN KEY (course_id) REFERENCES training.course(id);
ALTER TABLE training.path_course ADD CONSTRAINT path_course_path_id_fkey FOREIGN KEY (path_id) REFERENCES training.path(id);
ALTER TABLE training.path_course ADD CONSTRAINT path_course_pkey PRIMARY KEY (path_id, course_id);
ALTER TABLE training.path_course ADD CONSTRAINT path_course_within_days_check CHECK (((within_days >= 1) AND (within_days <= 730)));
ALTER TABLE training.person_level ADD CONSTRAINT person_level_level_check CHECK ((level = ANY (ARRAY['newcomer'::text, 'regular'::text, 'senior'::text])));
ALTER TABLE training.person_level ADD CONSTRAINT person_level_pkey PRIMARY KEY (id);
ALTER TABLE training.plan_item ADD CONSTRAINT plan_item_check CHECK (((kind = 'course'::text) = (course_id IS NOT NULL)));
ALTER TABLE training.plan_item ADD CONSTRAINT plan_item_check1 CHECK (((kind = 'hours'::text) = (target_minutes IS NOT NULL)));
ALTER TABLE training.plan_item ADD CONSTRAINT plan_item_course_id_fkey FOREIGN KEY (course_id) REFERENCES training.course(id);
ALTER TABLE training.plan_item ADD CONSTRAINT plan_item_kind_check CHECK ((kind = ANY (ARRAY['course'::text, 'hours'::text, 'other'::text])));
ALTER TABLE training.plan_item ADD CONSTRAINT plan_item_pkey PRIMARY KEY (id);
ALTER TABLE training.plan_item ADD CONSTRAINT plan_item_year_check CHECK (((year >= 2000) AND (year <= 2999)));
ALTER TABLE training.post_certificate ADD CONSTRAINT post_certificate_certificate_kind_id_fkey FOREIGN KEY (certificate_kind_id) REFERENCES training.certificate_kind(id);
ALTER TABLE training.post_certificate ADD CONSTRAINT post_certificate_pkey PRIMARY KEY (post, certificate_kind_id);
ALTER TABLE training.proof ADD CONSTRAINT proof_certificate_id_fkey FOREIGN KEY (certificate_id) REFERENCES training.certificate(id);
ALTER TABLE training.proof ADD CONSTRAINT proof_check CHECK ((decided_by <> owner_id));
ALTER TABLE training.proof ADD CONSTRAINT proof_check1 CHECK (((state = 'waiting'::text) = (decided_at IS NULL)));
ALTER TABLE training.proof ADD CONSTRAINT proof_check2 CHECK (((state = 'accepted'::text) = (certificate_id IS NOT NULL)));
ALTER TABLE training.proof ADD CONSTRAINT proof_check3 CHECK ((valid_until > issued_on));
ALTER TABLE training.proof ADD CONSTRAINT proof_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES training.certificate_kind(id);
ALTER TABLE training.proof ADD CONSTRAINT proof_pkey PRIMARY KEY (id);
ALTER TABLE training.proof ADD CONSTRAINT proof_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'refused'::text])));
ALTER TABLE training.question ADD CONSTRAINT question_difficulty_check CHECK (((difficulty >= 1) AND (difficulty <= 5)));
ALTER TABLE training.question ADD CONSTRAINT question_kind_check CHECK ((kind = ANY (ARRAY['single'::text, 'multiple'::text, 'true-false'::text, 'number'::text])));
ALTER TABLE training.question ADD CONSTRAINT question_pkey PRIMARY KEY (id);
ALTER TABLE training.question ADD CONSTRAINT question_replaces_fkey FOREIGN KEY (replaces) REFERENCES training.question(id);
ALTER TABLE training.registration ADD CONSTRAINT registration_attended_by_check CHECK ((attended_by = ANY (ARRAY['qr'::text, 'host'::text])));
ALTER TABLE training.registration ADD CONSTRAINT registration_check CHECK (((attended_at IS NULL) OR (state = 'seated'::text)));
ALTER TABLE training.registration ADD CONSTRAINT registration_check1 CHECK (((attended_at IS NULL) = (attended_by IS NULL)));
ALTER TABLE training.registration ADD CONSTRAINT registration_pkey PRIMARY KEY (session_id, person_id);
ALTER TABLE training.registration ADD CONSTRAINT registration_session_id_fkey FOREIGN KEY (session_id) REFERENCES training.session(id);
ALTER TABLE training.registration ADD CONSTRAINT registration_state_check CHECK ((state = ANY (ARRAY['seated'::text, 'waiting'::text, 'withdrawn'::text])));
ALTER TABLE training.regrade ADD CONSTRAINT regrade_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES training.attempt(id);
ALTER TABLE training.regrade ADD CONSTRAINT regrade_check CHECK ((score_after >= score_before));
ALTER TABLE training.regrade ADD CONSTRAINT regrade_check1 CHECK ((passed_after OR (NOT passed_before)));
ALTER TABLE training.regrade ADD CONSTRAINT regrade_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES training.contest(id);
ALTER TABLE training.regrade ADD CONSTRAINT regrade_pkey PRIMARY KEY (contest_id, attempt_id);
ALTER TABLE training.renewal ADD CONSTRAINT renewal_check CHECK ((renew_by >= decided_at));
ALTER TABLE training.renewal ADD CONSTRAINT renewal_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES training.certificate_kind(id);
ALTER TABLE training.renewal ADD CONSTRAINT renewal_kind_id_since_version_key UNIQUE (kind_id, since_version);
ALTER TABLE training.renewal ADD CONSTRAINT renewal_pkey PRIMARY KEY (id);
ALTER TABLE training.session ADD CONSTRAINT session_actual_cost_check CHECK ((actual_cost >= 0));
ALTER TABLE training.session ADD CONSTRAINT session_capacity_check CHECK (((capacity >= 1) AND (capacity <= 2000)));
ALTER TABLE training.session ADD CONSTRAINT session_check CHECK ((ends_at > starts_at));
ALTER TABLE training.session ADD CONSTRAINT session_check1 CHECK (((kind <> 'lecture'::text) OR (speaker IS NOT NULL)));
ALTER TABLE training.session ADD CONSTRAINT session_check2 CHECK (((kind <> 'sharing'::text) OR (host_id IS NOT NULL)));
ALTER TABLE training.session ADD CONSTRAINT session_check3 CHECK (((state = 'held'::text) = (actual_cost IS NOT NULL)));
ALTER TABLE training.session ADD CONSTRAINT session_host_minutes_check CHECK (((host_minutes >= 0) AND (host_minutes <= 6000)));
ALTER TABLE training.session ADD CONSTRAINT session_kind_check CHECK ((kind = ANY (ARRAY['lecture'::text, 'sharing'::text, 'class'::text])));
ALTER TABLE training.session ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE training.session ADD CONSTRAINT session_planned_cost_check CHECK ((planned_cost >= 0));
ALTER TABLE training.session ADD CONSTRAINT session_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'held'::text, 'cancelled'::text])));
ALTER TABLE training.session_file ADD CONSTRAINT session_file_pkey PRIMARY KEY (id);
ALTER TABLE training.session_file ADD CONSTRAINT session_file_session_id_fkey FOREIGN KEY (session_id) REFERENCES training.session(id);
ALTER TABLE training.skill ADD CONSTRAINT skill_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text));
ALTER TABLE training.skill ADD CONSTRAINT skill_pkey PRIMARY KEY (code);
ALTER TABLE training.skill_rating ADD CONSTRAINT skill_rating_pkey PRIMARY KEY (id);
ALTER TABLE training.skill_rating ADD CONSTRAINT skill_rating_rating_check CHECK (((rating >= 1) AND (rating <= 5)));
ALTER TABLE training.skill_rating ADD CONSTRAINT skill_rating_skill_fkey FOREIGN KEY (skill) REFERENCES training.skill(code);
ALTER TABLE training.successor ADD CONSTRAINT successor_key_post_id_fkey FOREIGN KEY (key_post_id) REFERENCES training.key_post(id);
ALTER TABLE training.successor ADD CONSTRAINT successor_pkey PRIMARY KEY (id);
ALTER TABLE training.successor ADD CONSTRAINT successor_readiness_check CHECK ((readiness = ANY (ARRAY['now'::text, 'within-year'::text, 'later'::text])));

CREATE INDEX "account_userId_idx" ON identity.account USING btree ("userId");
CREATE INDEX "session_userId_idx" ON identity.session USING btree ("userId");
CREATE INDEX "twoFactor_secret_idx" ON identity."twoFactor" USING btree (secret);
CREATE INDEX "twoFactor_userId_idx" ON identity."twoFactor" USING btree ("userId");
CREATE INDEX api_key_person ON authority.api_key USING btree (person_id);
CREATE INDEX application_branch ON origination.application USING btree (branch_id, id);
CREATE INDEX application_customer ON origination.application USING btree (customer_id);
CREATE INDEX application_decided ON origination.application USING btree (decided_day);
CREATE INDEX application_event_actor ON origination.application_event USING btree (actor_key, business_day) WHERE (actor_key IS NOT NULL);
CREATE INDEX application_event_application ON origination.application_event USING btree (application_id, id);
CREATE INDEX application_event_asked_again ON origination.application_event USING btree (application_id, id) WHERE (action = 'request-review'::text);
CREATE INDEX application_event_day ON origination.application_event USING btree (business_day, from_state);
CREATE INDEX application_event_returned ON origination.application_event USING btree (application_id) WHERE (action = 'return'::text);
CREATE INDEX application_identity ON origination.application USING btree (identity_fingerprint);
CREATE INDEX application_loan ON origination.application USING btree (loan_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX application_originator ON origination.application USING btree (originator_id, submitted_day);
CREATE INDEX application_owner ON origination.application USING btree (owner_id, id);
CREATE INDEX application_phone ON origination.application USING btree (phone_fingerprint);
CREATE INDEX application_queue ON origination.application USING btree (due_at, id) WHERE (state = ANY (ARRAY['first-review'::text, 'final-review'::text, 'second-review'::text]));
CREATE INDEX application_submitted ON origination.application USING btree (submitted_day);
CREATE INDEX application_valid ON origination.application USING btree (valid_through) WHERE (state = ANY (ARRAY['approved'::text, 'signing'::text]));
CREATE INDEX appraisal_manager ON performance.appraisal USING btree (manager_id);
CREATE INDEX appraisal_person ON performance.appraisal USING btree (person_id);
CREATE INDEX assignment_group ON team.assignment USING btree (group_id) WHERE (to_day IS NULL);
CREATE INDEX assignment_one_a_day ON team.assignment USING gist (person_id, daterange(from_day, to_day));
CREATE INDEX assignment_person ON team.assignment USING btree (person_id, from_day);
CREATE INDEX assignment_reports_to ON team.assignment USING btree (reports_to) WHERE (to_day IS NULL);
CREATE INDEX attempt_item_case ON training.attempt_item USING btree (case_id);
CREATE INDEX attempt_item_question ON training.attempt_item USING btree (question_id);
CREATE INDEX attempt_overdue ON training.attempt USING btree (ends_at) WHERE (closed_at IS NULL);
CREATE INDEX attempt_person ON training.attempt USING btree (person_id, version_id);
CREATE INDEX audit_about ON platform.audit USING gin (about);
CREATE INDEX audit_actor ON platform.audit USING btree (actor, id);
CREATE INDEX audit_day ON platform.audit USING brin (business_day);
CREATE INDEX audit_glass ON platform.audit USING gin (((detail -> 'glass'::text))) WHERE (detail ? 'glass'::text);
CREATE INDEX blacklist_fingerprint ON party.blacklist USING btree (id_number_fingerprint, id);
CREATE INDEX calibration_appraisal ON performance.calibration USING btree (appraisal_id);
CREATE INDEX calibration_sitting_cycle ON performance.calibration_sitting USING btree (cycle_id);
CREATE INDEX career_proposal_state ON training.career_proposal USING btree (state, id);
CREATE INDEX certificate_person ON training.certificate USING btree (person_id, kind_id);
CREATE INDEX certificate_until ON training.certificate USING btree (valid_until);
CREATE INDEX completion_person ON training.completion USING btree (person_id, course_id, completed_at);
CREATE INDEX consent_customer ON party.consent USING btree (customer_id, kind, id);
CREATE INDEX contest_question ON training.contest USING btree (question_id);
CREATE INDEX contract_branch ON contract.contract USING btree (branch_id, id);
CREATE INDEX contract_customer ON contract.contract USING btree (customer_id, id);
CREATE INDEX contract_owner ON contract.contract USING btree (owner_id, id);
CREATE INDEX correction_newest ON servicing.correction USING btree (id);
CREATE INDEX course_duty_person ON training.course_duty USING btree (person_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX credit_day ON training.credit USING btree (day);
CREATE INDEX credit_person ON training.credit USING btree (person_id, day);
CREATE INDEX customer_branch ON party.customer USING btree (branch_id, id);
CREATE INDEX customer_name ON party.customer USING btree (name_fingerprint);
CREATE INDEX customer_owner ON party.customer USING btree (owner_id, id);
CREATE INDEX customer_phone ON party.customer USING btree (phone_fingerprint);
CREATE INDEX dealer_branch ON party.dealer USING btree (branch_id, id);
CREATE INDEX decision_about ON decision.decision USING btree (about, id);
CREATE INDEX decision_rule_set ON decision.decision USING btree (rule_set_id, id);
CREATE INDEX decision_score ON decision.decision USING btree (id) INCLUDE (score) WHERE (score IS NOT NULL);
CREATE INDEX delegation_from ON team.delegation USING btree (from_person_id, to_day);
CREATE INDEX delegation_to ON team.delegation USING btree (to_person_id, to_day);
CREATE INDEX document_application ON origination.document USING btree (application_id) WHERE (removed_at IS NULL);
CREATE INDEX document_content ON origination.document USING btree (sha256);
CREATE INDEX dotted_line_manager ON team.dotted_line USING btree (manager_id);
CREATE INDEX dotted_line_once ON team.dotted_line USING gist (person_id, manager_id, daterange(from_day, to_day));
CREATE INDEX fault_case_person ON performance.fault_case USING btree (person_id);
CREATE INDEX figure_sum_person ON servicing.figure_sum USING btree (person_id, kind, day);
CREATE INDEX frozen_figure_subject ON performance.frozen_figure USING btree (level, subject_id, month);
CREATE INDEX frozen_row_person ON performance.frozen_row USING btree (month, code, person_id);
CREATE INDEX frozen_source_person ON performance.frozen_source USING btree (month, source, person_id);
CREATE INDEX funding_due ON origination.funding USING btree (due_at, id) WHERE (state = 'requested'::text);
CREATE INDEX glass_person ON authority.glass USING btree (person_id, until_at);
CREATE INDEX group_change_group ON team.group_change USING btree (group_id, id);
CREATE INDEX group_period_leader ON team.group_period USING btree (leader_id);
CREATE INDEX group_period_name_once ON team.group_period USING gist (branch_id, name, daterange(from_day, to_day));
CREATE INDEX group_period_one_a_day ON team.group_period USING gist (group_id, daterange(from_day, to_day));
CREATE INDEX group_period_parent ON team.group_period USING btree (parent_id);
CREATE INDEX hand_over_line_from ON team.hand_over_line USING btree (from_person_id, on_day);
CREATE INDEX hand_over_line_record ON team.hand_over_line USING btree (kind, record_key);
CREATE INDEX held_change_about ON authority.held_change USING gin (about);
CREATE INDEX held_change_maker ON authority.held_change USING btree (maker_id, id);
CREATE INDEX held_change_waiting ON authority.held_change USING btree (expires_at) WHERE (state = 'waiting'::text);
CREATE INDEX held_rule_operation ON authority.held_rule USING btree (operation);
CREATE INDEX held_same_person_pair ON authority.held_same_person USING btree (person_id, other_id, id);
CREATE INDEX held_step_change ON authority.held_step USING btree (held_id, id);
CREATE INDEX idempotency_age ON platform.idempotency USING btree (created_at);
CREATE INDEX improvement_check_of ON performance.improvement_check USING btree (improvement_id);
CREATE INDEX installment_due ON servicing.installment USING btree (due_on, loan_id) INCLUDE (seq, principal, interest, fee, principal_paid, interest_paid, fee_paid);
CREATE INDEX installment_first ON servicing.installment USING btree (due_on, loan_id) INCLUDE (principal, interest, fee) WHERE (seq = 1);
CREATE INDEX installment_grace ON servicing.installment USING btree (due_on, loan_id) WHERE (principal < 0);
CREATE INDEX installment_unpaid ON servicing.installment USING btree (due_on, loan_id) INCLUDE (seq, principal, principal_paid, interest, interest_paid, fee, fee_paid) WHERE ((principal > principal_paid) OR (interest > interest_paid) OR (fee > fee_paid));
CREATE INDEX journal_about ON ledger.journal USING btree (about) WHERE (about IS NOT NULL);
CREATE INDEX journal_day ON ledger.journal USING btree (day, id);
CREATE INDEX lead_event_lead ON origination.lead_event USING btree (lead_id, id);
CREATE INDEX lead_owner ON origination.lead USING btree (owner_id, next_contact_on) WHERE (state = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text]));
CREATE INDEX lead_phone ON origination.lead USING btree (phone_fingerprint);
CREATE INDEX leave_person ON team.leave USING btree (person_id, to_day) WHERE (cancelled_at IS NULL);
CREATE INDEX line_account ON ledger.line USING btree (account, day, journal_id) INCLUDE (branch_id, product_id, debit, credit);
CREATE INDEX loan_advance ON servicing.loan USING btree (loan_id) WHERE (advance > 0);
CREATE INDEX loan_application ON servicing.loan USING btree (application_id);
CREATE INDEX loan_branch ON servicing.loan USING btree (branch_id, loan_id);
CREATE INDEX loan_closed ON servicing.loan USING btree (loan_id) WHERE (closed_on IS NOT NULL);
CREATE INDEX loan_customer ON servicing.loan USING btree (customer_id);
CREATE INDEX loan_debtor ON servicing.loan USING btree (customer_id, loan_id) WHERE non_retail;
CREATE INDEX loan_decider ON servicing.loan USING btree (decider_id, disbursed_on) WHERE (decider_id IS NOT NULL);
CREATE INDEX loan_disbursed ON servicing.loan USING btree (disbursed_on);
CREATE INDEX loan_entry_day ON servicing.loan_entry USING btree (posted_on);
CREATE INDEX loan_group ON servicing.loan USING btree (group_id, loan_id);
CREATE INDEX loan_month_late ON ONLY servicing.loan_month USING btree (month_end, loan_id) INCLUDE (bucket, state, outstanding, overdue, originator_id, originator_group_id, branch_id) WHERE ((bucket <> 'M0'::text) OR (state = 'written-off'::text));
CREATE INDEX loan_number ON servicing.loan USING btree (number text_pattern_ops);
CREATE INDEX loan_originated ON servicing.loan USING btree (originated_on) WHERE (originated_on IS NOT NULL);
CREATE INDEX loan_originator ON servicing.loan USING btree (originator_id, disbursed_on);
CREATE INDEX loan_owner ON servicing.loan USING btree (owner_id, loan_id);
CREATE INDEX loan_recheck ON servicing.loan USING btree (recheck_on, loan_id) WHERE (recheck_on IS NOT NULL);
CREATE INDEX loan_reset ON servicing.loan USING btree (((floating ->> 'base'::text)), ((floating ->> 'reset'::text)), reset_on, loan_id) WHERE (reset_on IS NOT NULL);
CREATE INDEX loan_reset_from ON servicing.loan USING btree (loan_id) WHERE (reset_from IS NOT NULL);
CREATE INDEX loan_transaction_action ON servicing.loan_transaction USING btree (loan_id, value_date) WHERE (kind <> ALL (ARRAY['disbursement'::text, 'payout'::text, 'charge'::text, 'due'::text, 'penalty'::text, 'subsidy'::text, 'subsidy-receipt'::text, 'reversal'::text, 'reallocation'::text, 'adjustment'::text]));
CREATE INDEX loan_transaction_came_in ON servicing.loan_transaction USING btree (loan_id, posted_on) INCLUDE (amount) WHERE (kind = ANY (ARRAY['repayment'::text, 'settlement'::text, 'reversal'::text]));
CREATE INDEX loan_transaction_penalty ON servicing.loan_transaction USING btree (loan_id) WHERE (kind = 'penalty'::text);
CREATE INDEX loan_transaction_reallocation ON servicing.loan_transaction USING btree (loan_id, parent_id) WHERE (kind = 'reallocation'::text);
CREATE INDEX loan_transaction_received ON servicing.loan_transaction USING btree (posted_on) INCLUDE (loan_id, amount, recorded_at) WHERE (kind = ANY (ARRAY['repayment'::text, 'settlement'::text, 'reversal'::text]));
CREATE INDEX message_about ON notification.message USING btree (about, id);
CREATE INDEX message_due ON notification.message USING btree (next_attempt_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX minutes_group ON notification.minutes USING btree (group_id, id);
CREATE INDEX newcomer_mentor ON training.newcomer USING btree (mentor_id) WHERE (state = 'open'::text);
CREATE INDEX notice_person ON notification.notice USING btree (person_id, id);
CREATE INDEX notice_unread ON notification.notice USING btree (person_id, id) WHERE (read_at IS NULL);
CREATE INDEX notice_waiting ON servicing.notice USING btree (day, loan_id) WHERE (outcome IS NULL);
CREATE INDEX parameter_code ON reference.parameter USING btree (code, from_day);
CREATE INDEX pay_account_person ON performance.pay_account USING btree (person_id, id);
CREATE INDEX pay_line_case ON performance.pay_line USING btree (case_id, person_id) WHERE (case_id IS NOT NULL);
CREATE INDEX pay_line_claim ON performance.pay_line USING btree (person_id) WHERE (step = 'claim'::text);
CREATE INDEX pay_line_loan ON performance.pay_line USING btree (loan_id, person_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX pay_line_month ON performance.pay_line USING btree (month, person_id);
CREATE INDEX pay_line_parent ON performance.pay_line USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX pay_line_person ON performance.pay_line USING btree (person_id, month, id) INCLUDE (step, amount);
CREATE INDEX pay_line_pool ON performance.pay_line USING btree (pool_id) WHERE (pool_id IS NOT NULL);
CREATE INDEX pay_line_vests ON performance.pay_line USING btree (vests_on) WHERE (step = 'defer'::text);
CREATE INDEX peer_answer_appraisal ON performance.peer_answer USING btree (appraisal_id);
CREATE INDEX peer_ask_reviewer ON performance.peer_ask USING btree (reviewer_id);
CREATE INDEX person_level_person ON training.person_level USING btree (person_id, set_at);
CREATE INDEX plan_item_person ON training.plan_item USING btree (person_id, year) WHERE (dropped_at IS NULL);
CREATE INDEX plan_line_latest ON servicing.plan_line USING btree (loan_id, seq, transaction_id);
CREATE INDEX plan_version_days ON performance.plan_version USING btree (from_day) WHERE (state = 'approved'::text);
CREATE INDEX planned_hand_over_waiting ON team.planned_hand_over USING btree (from_day) WHERE (state = 'waiting'::text);
CREATE INDEX product_version_effective ON product.product_version USING btree (product_id, effective_from, number) WHERE (state = 'published'::text);
CREATE INDEX proof_state ON training.proof USING btree (state, id);
CREATE INDEX pulse_answer_week ON performance.pulse_answer USING btree (week, group_id);
CREATE INDEX quality_candidate_day ON origination.quality_candidate USING btree (day);
CREATE INDEX quality_check_application ON origination.quality_check USING btree (application_id);
CREATE INDEX quality_check_lesson ON origination.quality_check USING btree (lesson_id) WHERE (lesson_id IS NOT NULL);
CREATE INDEX quality_check_owner ON origination.quality_check USING btree (owner_id, decided_at);
CREATE INDEX quality_check_state ON origination.quality_check USING btree (state, id);
CREATE INDEX quality_lesson_person ON origination.quality_lesson USING btree (person_id, code, at);
CREATE INDEX question_topic ON training.question USING btree (topic) WHERE (retired_at IS NULL);
CREATE INDEX registration_person ON training.registration USING btree (person_id);
CREATE INDEX regrade_attempt ON training.regrade USING btree (attempt_id);
CREATE INDEX relation_customer ON party.relation USING btree (customer_id, other_id, kind, id);
CREATE INDEX relation_other ON party.relation USING btree (other_id);
CREATE INDEX review_answer_line ON authority.review_answer USING btree (line_id, id);
CREATE INDEX review_line_campaign ON authority.review_line USING btree (campaign_id, reviewer_id);
CREATE INDEX rule_set_effective ON decision.rule_set USING btree (effective_from, number) WHERE (state = 'published'::text);
CREATE INDEX seats_place ON team.seats USING btree (group_id, post, from_day, id);
CREATE INDEX series_day ON reference.series USING btree (code, day, id);
CREATE INDEX session_file_session ON training.session_file USING btree (session_id);
CREATE INDEX session_starts ON training.session USING btree (starts_at);
CREATE INDEX set_aside_open ON servicing.set_aside USING btree (loan_id) WHERE (resolved_at IS NULL);
CREATE INDEX shadow_decision_owner ON origination.shadow_decision USING btree (owner_id, id);
CREATE INDEX sign_in_failure_address ON identity.sign_in_failure USING btree (address, at);
CREATE INDEX sign_in_failure_username ON identity.sign_in_failure USING btree (username, at);
CREATE INDEX signal_first_payment ON servicing.signal USING btree (from_day, loan_id, first_payment_days) WHERE (first_payment_days IS NOT NULL);
CREATE INDEX sitting_application ON origination.sitting USING btree (application_id, id);
CREATE INDEX skill_rating_person ON training.skill_rating USING btree (person_id, skill, rated_at DESC);
CREATE INDEX subsidy_losable ON servicing.subsidy USING btree (loan_id) WHERE ((lost_after IS NOT NULL) AND (lost_on IS NULL));
CREATE INDEX subsidy_next ON servicing.subsidy USING btree (next_on, loan_id) WHERE (next_on IS NOT NULL);
CREATE INDEX subsidy_open ON servicing.subsidy USING btree (payer, loan_id) WHERE (due_posted <> received);
CREATE INDEX subsidy_receipt_line_receipt ON servicing.subsidy_receipt_line USING btree (receipt_id);
CREATE INDEX subsidy_receipt_reference ON servicing.subsidy_receipt USING btree (reference) WHERE (parent_id IS NULL);
CREATE INDEX talk_manager ON performance.talk USING btree (manager_id, held_on);
CREATE INDEX talk_note_talk ON performance.talk_note USING btree (talk_id, id);
CREATE INDEX talk_person ON performance.talk USING btree (person_id, held_on);
CREATE INDEX target_person ON performance.target USING btree (person_id, from_day) WHERE (person_id IS NOT NULL);
CREATE INDEX task_author ON notification.task USING btree (author_id, id);
CREATE INDEX task_minutes ON notification.task USING btree (minutes_id);
CREATE INDEX task_owner ON notification.task USING btree (owner_id, due_on) WHERE (state = 'open'::text);
CREATE INDEX template_effective ON contract.template USING btree (effective_from, number) WHERE (state = 'published'::text);
CREATE INDEX thanks_by ON performance.thanks USING btree (by_id, day);
CREATE INDEX thanks_group ON performance.thanks USING btree (group_id, id);
CREATE INDEX thanks_person ON performance.thanks USING btree (person_id, day);
CREATE INDEX thread_file_message ON notification.thread_file USING btree (message_id, id);
CREATE INDEX thread_message_author ON notification.thread_message USING btree (author_id, id);
CREATE INDEX thread_message_mentions ON notification.thread_message USING gin (mentions);
CREATE INDEX thread_message_record ON notification.thread_message USING btree (record, id);
CREATE INDEX thread_trace_message ON notification.thread_trace USING btree (message_id, id);
CREATE INDEX transition_person ON team.transition USING btree (person_id, id);
CREATE INDEX vehicle_vin ON origination.vehicle USING btree (vin);
CREATE INDEX verification_identifier_idx ON identity.verification USING btree (identifier);
CREATE INDEX voice_answer_day ON performance.voice_answer USING btree (day);
CREATE INDEX voice_ask_appraisal ON performance.voice_ask USING btree (appraisal_id);
CREATE INDEX voice_ask_customer ON performance.voice_ask USING btree (customer_id, asked_on);
CREATE INDEX voice_ask_person ON performance.voice_ask USING btree (person_id);
CREATE UNIQUE INDEX "account_providerId_accountId" ON identity.account USING btree ("providerId", "accountId");
CREATE UNIQUE INDEX "twoFactor_pkey" ON identity."twoFactor" USING btree (id);
CREATE UNIQUE INDEX acceptance_contract_id_key ON contract.acceptance USING btree (contract_id);
CREATE UNIQUE INDEX acceptance_pkey ON contract.acceptance USING btree (id);
CREATE UNIQUE INDEX account_pkey ON identity.account USING btree (id);
CREATE UNIQUE INDEX account_pkey ON ledger.account USING btree (code);
CREATE UNIQUE INDEX announcement_pkey ON notification.announcement USING btree (id);
CREATE UNIQUE INDEX announcement_receipt_pkey ON notification.announcement_receipt USING btree (announcement_id, person_id);
CREATE UNIQUE INDEX api_key_end_pkey ON authority.api_key_end USING btree (key_id);
CREATE UNIQUE INDEX api_key_hash_key ON authority.api_key USING btree (hash);
CREATE UNIQUE INDEX api_key_pkey ON authority.api_key USING btree (id);
CREATE UNIQUE INDEX application_event_pkey ON origination.application_event USING btree (id);
CREATE UNIQUE INDEX application_number_key ON origination.application USING btree (number);
CREATE UNIQUE INDEX application_pkey ON origination.application USING btree (id);
CREATE UNIQUE INDEX appraisal_cycle_id_person_id_key ON performance.appraisal USING btree (cycle_id, person_id);
CREATE UNIQUE INDEX appraisal_pkey ON performance.appraisal USING btree (id);
CREATE UNIQUE INDEX assignment_pkey ON team.assignment USING btree (id);
CREATE UNIQUE INDEX attempt_item_pkey ON training.attempt_item USING btree (attempt_id, "position");
CREATE UNIQUE INDEX attempt_open ON training.attempt USING btree (person_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX attempt_pkey ON training.attempt USING btree (id);
CREATE UNIQUE INDEX audit_pkey ON platform.audit USING btree (id);
CREATE UNIQUE INDEX blacklist_pkey ON party.blacklist USING btree (id);
CREATE UNIQUE INDEX books_check_pkey ON servicing.books_check USING btree (day);
CREATE UNIQUE INDEX branch_code_key ON team.branch USING btree (code);
CREATE UNIQUE INDEX branch_pkey ON team.branch USING btree (id);
CREATE UNIQUE INDEX budget_pkey ON training.budget USING btree (id);
CREATE UNIQUE INDEX bulletin_pkey ON training.bulletin USING btree (id);
CREATE UNIQUE INDEX bulletin_read_pkey ON training.bulletin_read USING btree (bulletin_id, person_id);
CREATE UNIQUE INDEX business_day_open ON platform.business_day USING btree ((true)) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX business_day_pkey ON platform.business_day USING btree (day);
CREATE UNIQUE INDEX calibration_pkey ON performance.calibration USING btree (id);
CREATE UNIQUE INDEX calibration_sitting_pkey ON performance.calibration_sitting USING btree (id);
CREATE UNIQUE INDEX career_proposal_open ON training.career_proposal USING btree (owner_id) WHERE (state = 'proposed'::text);
CREATE UNIQUE INDEX career_proposal_pkey ON training.career_proposal USING btree (id);
CREATE UNIQUE INDEX case_export_pkey ON origination.case_export USING btree (application_id);
CREATE UNIQUE INDEX case_study_pkey ON training.case_study USING btree (id);
CREATE UNIQUE INDEX certificate_kind_code_key ON training.certificate_kind USING btree (code);
CREATE UNIQUE INDEX certificate_kind_pkey ON training.certificate_kind USING btree (id);
CREATE UNIQUE INDEX certificate_number_key ON training.certificate USING btree (number);
CREATE UNIQUE INDEX certificate_pkey ON training.certificate USING btree (id);
CREATE UNIQUE INDEX certificate_revocation_pkey ON training.certificate_revocation USING btree (certificate_id);
CREATE UNIQUE INDEX certificate_told_pkey ON training.certificate_told USING btree (certificate_id, what);
CREATE UNIQUE INDEX choice_pkey ON performance.choice USING btree (person_id);
CREATE UNIQUE INDEX completion_pkey ON training.completion USING btree (id);
CREATE UNIQUE INDEX consent_pkey ON party.consent USING btree (id);
CREATE UNIQUE INDEX contest_person_id_question_id_key ON training.contest USING btree (person_id, question_id);
CREATE UNIQUE INDEX contest_pkey ON training.contest USING btree (id);
CREATE UNIQUE INDEX contest_ruling_pkey ON training.contest_ruling USING btree (contest_id);
CREATE UNIQUE INDEX contract_application ON contract.contract USING btree (application_id) WHERE (state <> 'void'::text);
CREATE UNIQUE INDEX contract_number_key ON contract.contract USING btree (number);
CREATE UNIQUE INDEX contract_pkey ON contract.contract USING btree (id);
CREATE UNIQUE INDEX correction_decision_pkey ON servicing.correction_decision USING btree (loan_id, correction_id);
CREATE UNIQUE INDEX correction_pkey ON servicing.correction USING btree (loan_id, id);
CREATE UNIQUE INDEX course_certificate ON training.course USING btree (certificate_kind_id, kind) WHERE (retired_at IS NULL);
CREATE UNIQUE INDEX course_code_key ON training.course USING btree (code);
CREATE UNIQUE INDEX course_draft ON training.course_version USING btree (course_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX course_duty_once_key ON training.course_duty USING btree (once);
CREATE UNIQUE INDEX course_duty_pkey ON training.course_duty USING btree (id);
CREATE UNIQUE INDEX course_pkey ON training.course USING btree (id);
CREATE UNIQUE INDEX course_version_course_id_number_key ON training.course_version USING btree (course_id, number);
CREATE UNIQUE INDEX course_version_pkey ON training.course_version USING btree (id);
CREATE UNIQUE INDEX credit_person_id_kind_source_id_key ON training.credit USING btree (person_id, kind, source_id);
CREATE UNIQUE INDEX credit_pkey ON training.credit USING btree (id);
CREATE UNIQUE INDEX customer_id_number_fingerprint_key ON party.customer USING btree (id_number_fingerprint);
CREATE UNIQUE INDEX customer_pkey ON party.customer USING btree (id);
CREATE UNIQUE INDEX cycle_name_key ON performance.cycle USING btree (name);
CREATE UNIQUE INDEX cycle_pkey ON performance.cycle USING btree (id);
CREATE UNIQUE INDEX day_close_pkey ON servicing.day_close USING btree (day);
CREATE UNIQUE INDEX day_close_range_pkey ON servicing.day_close_range USING btree (day, seq);
CREATE UNIQUE INDEX day_number_pkey ON origination.day_number USING btree (day);
CREATE UNIQUE INDEX day_total_pkey ON servicing.day_total USING btree (day, branch_id, product_id, bucket, class, stage);
CREATE UNIQUE INDEX dealer_credit_code_key ON party.dealer USING btree (credit_code);
CREATE UNIQUE INDEX dealer_pkey ON party.dealer USING btree (id);
CREATE UNIQUE INDEX debit_file_pkey ON servicing.debit_file USING btree (day, direction, sha256);
CREATE UNIQUE INDEX debit_order_pkey ON servicing.debit_order USING btree (day, loan_id);
CREATE UNIQUE INDEX decision_pkey ON decision.decision USING btree (id);
CREATE UNIQUE INDEX defect_code_pkey ON origination.defect_code USING btree (code);
CREATE UNIQUE INDEX delegation_end_pkey ON team.delegation_end USING btree (delegation_id);
CREATE UNIQUE INDEX delegation_pkey ON team.delegation USING btree (id);
CREATE UNIQUE INDEX development_need_appraisal_id_course_code_key ON performance.development_need USING btree (appraisal_id, course_code);
CREATE UNIQUE INDEX development_need_pkey ON performance.development_need USING btree (id);
CREATE UNIQUE INDEX digest_pkey ON performance.digest USING btree (person_id, week);
CREATE UNIQUE INDEX dispute_open ON performance.dispute USING btree (line_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX dispute_pkey ON performance.dispute USING btree (id);
CREATE UNIQUE INDEX document_pkey ON origination.document USING btree (id);
CREATE UNIQUE INDEX dotted_line_pkey ON team.dotted_line USING btree (id);
CREATE UNIQUE INDEX fault_case_open ON performance.fault_case USING btree (loan_id, person_id) WHERE (state <> 'closed'::text);
CREATE UNIQUE INDEX fault_case_pkey ON performance.fault_case USING btree (id);
CREATE UNIQUE INDEX feedback_pkey ON training.feedback USING btree (session_id, person_id);
CREATE UNIQUE INDEX figure_change_pkey ON servicing.figure_change USING btree (loan_id, id);
CREATE UNIQUE INDEX figure_kept_kind_month_end_key ON servicing.figure_kept USING btree (kind, month_end) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX figure_sum_kind_day_person_id_group_id_branch_id_flags_key ON servicing.figure_sum USING btree (kind, day, person_id, group_id, branch_id, flags) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX file_pkey ON platform.file USING btree (sha256);
CREATE UNIQUE INDEX first_days_plan_pkey ON training.first_days_plan USING btree (id);
CREATE UNIQUE INDEX first_days_plan_post_number_key ON training.first_days_plan USING btree (post, number);
CREATE UNIQUE INDEX frozen_figure_pkey ON performance.frozen_figure USING btree (month, code, level, subject_id);
CREATE UNIQUE INDEX frozen_metric_pkey ON performance.frozen_metric USING btree (month, code);
CREATE UNIQUE INDEX frozen_month_pkey ON performance.frozen_month USING btree (month);
CREATE UNIQUE INDEX funding_open ON origination.funding USING btree (application_id) WHERE (state = ANY (ARRAY['requested'::text, 'paid'::text]));
CREATE UNIQUE INDEX funding_pkey ON origination.funding USING btree (id);
CREATE UNIQUE INDEX glass_end_pkey ON authority.glass_end USING btree (glass_id);
CREATE UNIQUE INDEX glass_pkey ON authority.glass USING btree (id);
CREATE UNIQUE INDEX glass_review_pkey ON authority.glass_review USING btree (glass_id);
CREATE UNIQUE INDEX group_change_pkey ON team.group_change USING btree (id);
CREATE UNIQUE INDEX group_period_pkey ON team.group_period USING btree (group_id, from_day);
CREATE UNIQUE INDEX hand_over_line_pkey ON team.hand_over_line USING btree (id);
CREATE UNIQUE INDEX handover_receipt_pkey ON notification.handover_receipt USING btree (message_id, person_id);
CREATE UNIQUE INDEX held_change_pkey ON authority.held_change USING btree (id);
CREATE UNIQUE INDEX held_place_pkey ON authority.held_place USING btree (held_id, number);
CREATE UNIQUE INDEX held_rule_code_number_key ON authority.held_rule USING btree (code, number);
CREATE UNIQUE INDEX held_rule_decision_pkey ON authority.held_rule_decision USING btree (rule_id);
CREATE UNIQUE INDEX held_rule_pkey ON authority.held_rule USING btree (id);
CREATE UNIQUE INDEX held_same_person_pkey ON authority.held_same_person USING btree (id);
CREATE UNIQUE INDEX held_step_pkey ON authority.held_step USING btree (id);
CREATE UNIQUE INDEX idempotency_pkey ON platform.idempotency USING btree (actor, key);
CREATE UNIQUE INDEX improvement_appraisal_id_key ON performance.improvement USING btree (appraisal_id);
CREATE UNIQUE INDEX improvement_check_pkey ON performance.improvement_check USING btree (id);
CREATE UNIQUE INDEX improvement_pkey ON performance.improvement USING btree (id);
CREATE UNIQUE INDEX installation_pkey ON platform.installation USING btree (name);
CREATE UNIQUE INDEX installment_pkey ON servicing.installment USING btree (loan_id, seq);
CREATE UNIQUE INDEX journal_parent_id_key ON ledger.journal USING btree (parent_id);
CREATE UNIQUE INDEX journal_pkey ON ledger.journal USING btree (id);
CREATE UNIQUE INDEX kept_figure_pkey ON performance.kept_figure USING btree (id);
CREATE UNIQUE INDEX key_post_open ON training.key_post USING btree (post, group_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX key_post_pkey ON training.key_post USING btree (id);
CREATE UNIQUE INDEX ladder_decision_pkey ON training.ladder_decision USING btree (ladder_version_id);
CREATE UNIQUE INDEX ladder_version_code_number_key ON training.ladder_version USING btree (code, number);
CREATE UNIQUE INDEX ladder_version_pkey ON training.ladder_version USING btree (id);
CREATE UNIQUE INDEX lead_event_pkey ON origination.lead_event USING btree (id);
CREATE UNIQUE INDEX lead_pkey ON origination.lead USING btree (id);
CREATE UNIQUE INDEX leave_pkey ON team.leave USING btree (id);
CREATE UNIQUE INDEX lesson_pkey ON training.lesson USING btree (id);
CREATE UNIQUE INDEX lesson_read_pkey ON training.lesson_read USING btree (person_id, lesson_id);
CREATE UNIQUE INDEX lesson_version_id_position_key ON training.lesson USING btree (version_id, "position");
CREATE UNIQUE INDEX line_pkey ON ledger.line USING btree (journal_id, seq);
CREATE UNIQUE INDEX list_choice_pkey ON team.list_choice USING btree (person_id, list);
CREATE UNIQUE INDEX loan_entry_pkey ON servicing.loan_entry USING btree (loan_id, transaction_id, debit, credit);
CREATE UNIQUE INDEX loan_month_pkey ON ONLY servicing.loan_month USING btree (loan_id, month_end);
CREATE UNIQUE INDEX loan_pkey ON servicing.loan USING btree (loan_id);
CREATE UNIQUE INDEX loan_share_pkey ON servicing.loan_share USING btree (loan_id, transaction_id, seq);
CREATE UNIQUE INDEX loan_state_pkey ON servicing.loan_state USING btree (loan_id, from_day);
CREATE UNIQUE INDEX loan_transaction_pkey ON servicing.loan_transaction USING btree (loan_id, id);
CREATE UNIQUE INDEX loan_transaction_reference ON servicing.loan_transaction USING btree (loan_id, reference) WHERE (reference IS NOT NULL);
CREATE UNIQUE INDEX loan_transaction_reversal ON servicing.loan_transaction USING btree (loan_id, parent_id) WHERE (kind = 'reversal'::text);
CREATE UNIQUE INDEX loan_watch_pkey ON servicing.loan_watch USING btree (loan_id, id);
CREATE UNIQUE INDEX mail_pkey ON notification.mail USING btree (person_id);
CREATE UNIQUE INDEX message_pkey ON notification.message USING btree (id);
CREATE UNIQUE INDEX metric_version_code_number_key ON performance.metric_version USING btree (code, number);
CREATE UNIQUE INDEX metric_version_open ON performance.metric_version USING btree (code) WHERE (state = 'proposed'::text);
CREATE UNIQUE INDEX metric_version_pkey ON performance.metric_version USING btree (id);
CREATE UNIQUE INDEX minutes_pkey ON notification.minutes USING btree (id);
CREATE UNIQUE INDEX newcomer_open ON training.newcomer USING btree (owner_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX newcomer_pkey ON training.newcomer USING btree (id);
CREATE UNIQUE INDEX newcomer_review_pkey ON training.newcomer_review USING btree (newcomer_id, day, role);
CREATE UNIQUE INDEX newcomer_tick_pkey ON training.newcomer_tick USING btree (newcomer_id, item);
CREATE UNIQUE INDEX notice_once ON notification.notice USING btree (person_id, once) WHERE (once IS NOT NULL);
CREATE UNIQUE INDEX notice_pkey ON notification.notice USING btree (id);
CREATE UNIQUE INDEX notice_pkey ON servicing.notice USING btree (day, loan_id, transaction_id);
CREATE UNIQUE INDEX original_installment_pkey ON servicing.original_installment USING btree (loan_id, seq);
CREATE UNIQUE INDEX paid_loan_pkey ON performance.paid_loan USING btree (loan_id);
CREATE UNIQUE INDEX parameter_decision_pkey ON reference.parameter_decision USING btree (parameter_id);
CREATE UNIQUE INDEX parameter_pkey ON reference.parameter USING btree (id);
CREATE UNIQUE INDEX path_course_pkey ON training.path_course USING btree (path_id, course_id);
CREATE UNIQUE INDEX path_pkey ON training.path USING btree (id);
CREATE UNIQUE INDEX path_post_level_key ON training.path USING btree (post, level);
CREATE UNIQUE INDEX pay_account_pkey ON performance.pay_account USING btree (id);
CREATE UNIQUE INDEX pay_account_waiting ON performance.pay_account USING btree (person_id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX pay_line_appraisal ON performance.pay_line USING btree (appraisal_id, step, COALESCE(vests_on, '-infinity'::date)) WHERE ((appraisal_id IS NOT NULL) AND (step = ANY (ARRAY['earn'::text, 'defer'::text])) AND (part = 'performance'::text));
CREATE UNIQUE INDEX pay_line_pkey ON performance.pay_line USING btree (id);
CREATE UNIQUE INDEX pay_month_pkey ON performance.pay_month USING btree (month);
CREATE UNIQUE INDEX pay_pool_month_plan_version_id_group_id_key ON performance.pay_pool USING btree (month, plan_version_id, group_id);
CREATE UNIQUE INDEX pay_pool_pkey ON performance.pay_pool USING btree (id);
CREATE UNIQUE INDEX peer_answer_pkey ON performance.peer_answer USING btree (id);
CREATE UNIQUE INDEX peer_ask_appraisal_id_reviewer_id_key ON performance.peer_ask USING btree (appraisal_id, reviewer_id);
CREATE UNIQUE INDEX peer_ask_pkey ON performance.peer_ask USING btree (id);
CREATE UNIQUE INDEX person_level_pkey ON training.person_level USING btree (id);
CREATE UNIQUE INDEX person_pkey ON team.person USING btree (id);
CREATE UNIQUE INDEX person_user_id_key ON team.person USING btree (user_id);
CREATE UNIQUE INDEX person_username_key ON team.person USING btree (username);
CREATE UNIQUE INDEX plan_code_key ON performance.plan USING btree (code);
CREATE UNIQUE INDEX plan_item_pkey ON training.plan_item USING btree (id);
CREATE UNIQUE INDEX plan_line_pkey ON servicing.plan_line USING btree (loan_id, transaction_id, seq);
CREATE UNIQUE INDEX plan_pkey ON performance.plan USING btree (id);
CREATE UNIQUE INDEX plan_version_draft ON performance.plan_version USING btree (plan_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX plan_version_pkey ON performance.plan_version USING btree (id);
CREATE UNIQUE INDEX plan_version_plan_id_number_key ON performance.plan_version USING btree (plan_id, number);
CREATE UNIQUE INDEX planned_hand_over_pkey ON team.planned_hand_over USING btree (id);
CREATE UNIQUE INDEX post_certificate_pkey ON training.post_certificate USING btree (post, certificate_kind_id);
CREATE UNIQUE INDEX post_pkey ON team.post USING btree (code);
CREATE UNIQUE INDEX post_version_pkey ON team.post_version USING btree (post, number);
CREATE UNIQUE INDEX presence_pkey ON notification.presence USING btree (record, person_id);
CREATE UNIQUE INDEX product_code_key ON product.product USING btree (code);
CREATE UNIQUE INDEX product_pkey ON product.product USING btree (id);
CREATE UNIQUE INDEX product_version_draft ON product.product_version USING btree (product_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX product_version_pkey ON product.product_version USING btree (id);
CREATE UNIQUE INDEX product_version_product_id_number_key ON product.product_version USING btree (product_id, number);
CREATE UNIQUE INDEX proof_pkey ON training.proof USING btree (id);
CREATE UNIQUE INDEX proof_waiting ON training.proof USING btree (owner_id, kind_id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX pulse_answer_pkey ON performance.pulse_answer USING btree (id);
CREATE UNIQUE INDEX pulse_given_pkey ON performance.pulse_given USING btree (week, person_id);
CREATE UNIQUE INDEX quality_candidate_pkey ON origination.quality_candidate USING btree (event_id);
CREATE UNIQUE INDEX quality_check_event_id_occasion_owner_id_key ON origination.quality_check USING btree (event_id, occasion, owner_id);
CREATE UNIQUE INDEX quality_check_pkey ON origination.quality_check USING btree (id);
CREATE UNIQUE INDEX quality_defect_check_id_code_key ON origination.quality_defect USING btree (check_id, code);
CREATE UNIQUE INDEX quality_defect_pkey ON origination.quality_defect USING btree (id);
CREATE UNIQUE INDEX quality_draw_pkey ON origination.quality_draw USING btree (day);
CREATE UNIQUE INDEX quality_lesson_pkey ON origination.quality_lesson USING btree (id);
CREATE UNIQUE INDEX quality_reply_pkey ON origination.quality_reply USING btree (defect_id);
CREATE UNIQUE INDEX quality_ruling_pkey ON origination.quality_ruling USING btree (defect_id);
CREATE UNIQUE INDEX question_pkey ON training.question USING btree (id);
CREATE UNIQUE INDEX read_use_pkey ON platform.read_use USING btree (person_id, permission);
CREATE UNIQUE INDEX recovery_step_pkey ON performance.recovery_step USING btree (case_id, person_id, month);
CREATE UNIQUE INDEX registration_pkey ON training.registration USING btree (session_id, person_id);
CREATE UNIQUE INDEX regrade_pkey ON training.regrade USING btree (contest_id, attempt_id);
CREATE UNIQUE INDEX relation_pkey ON party.relation USING btree (id);
CREATE UNIQUE INDEX reminder_pkey ON servicing.reminder USING btree (day, loan_id, seq);
CREATE UNIQUE INDEX renewal_kind_id_since_version_key ON training.renewal USING btree (kind_id, since_version);
CREATE UNIQUE INDEX renewal_pkey ON training.renewal USING btree (id);
CREATE UNIQUE INDEX repayment_import_pkey ON servicing.repayment_import USING btree (id);
CREATE UNIQUE INDEX repayment_import_row_pkey ON servicing.repayment_import_row USING btree (import_id, line);
CREATE UNIQUE INDEX repayment_import_sha256_key ON servicing.repayment_import USING btree (sha256);
CREATE UNIQUE INDEX review_answer_pkey ON authority.review_answer USING btree (id);
CREATE UNIQUE INDEX review_call_pkey ON authority.review_call USING btree (campaign_id, reviewer_id, kind);
CREATE UNIQUE INDEX review_campaign_pkey ON authority.review_campaign USING btree (id);
CREATE UNIQUE INDEX review_campaign_quarter_key ON authority.review_campaign USING btree (quarter);
CREATE UNIQUE INDEX review_line_pkey ON authority.review_line USING btree (id);
CREATE UNIQUE INDEX review_revocation_pkey ON authority.review_revocation USING btree (answer_id);
CREATE UNIQUE INDEX review_settlement_pkey ON authority.review_settlement USING btree (campaign_id);
CREATE UNIQUE INDEX rule_decision_pkey ON authority.rule_decision USING btree (version_id);
CREATE UNIQUE INDEX rule_set_number_key ON decision.rule_set USING btree (number);
CREATE UNIQUE INDEX rule_set_pkey ON decision.rule_set USING btree (id);
CREATE UNIQUE INDEX rule_stamp_pkey ON authority.rule_stamp USING btree (one);
CREATE UNIQUE INDEX rule_version_kind_code_number_key ON authority.rule_version USING btree (kind, code, number);
CREATE UNIQUE INDEX rule_version_pkey ON authority.rule_version USING btree (id);
CREATE UNIQUE INDEX seats_pkey ON team.seats USING btree (id);
CREATE UNIQUE INDEX series_pkey ON reference.series USING btree (id);
CREATE UNIQUE INDEX session_file_pkey ON training.session_file USING btree (id);
CREATE UNIQUE INDEX session_pkey ON identity.session USING btree (id);
CREATE UNIQUE INDEX session_pkey ON training.session USING btree (id);
CREATE UNIQUE INDEX session_token_key ON identity.session USING btree (token);
CREATE UNIQUE INDEX set_aside_pkey ON servicing.set_aside USING btree (loan_id, day);
CREATE UNIQUE INDEX settlement_quote_pkey ON servicing.settlement_quote USING btree (loan_id, id);
CREATE UNIQUE INDEX shadow_decision_application_id_owner_id_seen_event_key ON origination.shadow_decision USING btree (application_id, owner_id, seen_event);
CREATE UNIQUE INDEX shadow_decision_pkey ON origination.shadow_decision USING btree (id);
CREATE UNIQUE INDEX sign_in_failure_pkey ON identity.sign_in_failure USING btree (id);
CREATE UNIQUE INDEX signal_pkey ON servicing.signal USING btree (from_day, loan_id);
CREATE UNIQUE INDEX sitting_member_pkey ON origination.sitting_member USING btree (sitting_id, person_id);
CREATE UNIQUE INDEX sitting_open ON origination.sitting USING btree (application_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX sitting_pkey ON origination.sitting USING btree (id);
CREATE UNIQUE INDEX sitting_vote_pkey ON origination.sitting_vote USING btree (sitting_id, person_id);
CREATE UNIQUE INDEX skill_pkey ON training.skill USING btree (code);
CREATE UNIQUE INDEX skill_rating_pkey ON training.skill_rating USING btree (id);
CREATE UNIQUE INDEX subsidy_line_pkey ON servicing.subsidy_line USING btree (loan_id, seq, on_day);
CREATE UNIQUE INDEX subsidy_loan_id_payer_key ON servicing.subsidy USING btree (loan_id, payer);
CREATE UNIQUE INDEX subsidy_pkey ON servicing.subsidy USING btree (loan_id, seq);
CREATE UNIQUE INDEX subsidy_receipt_line_pkey ON servicing.subsidy_receipt_line USING btree (loan_id, receipt_id, seq);
CREATE UNIQUE INDEX subsidy_receipt_parent ON servicing.subsidy_receipt USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE UNIQUE INDEX subsidy_receipt_pkey ON servicing.subsidy_receipt USING btree (id);
CREATE UNIQUE INDEX successor_open ON training.successor USING btree (key_post_id, person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX successor_pkey ON training.successor USING btree (id);
CREATE UNIQUE INDEX survey_refusal_pkey ON party.survey_refusal USING btree (customer_id);
CREATE UNIQUE INDEX talk_note_pkey ON performance.talk_note USING btree (id);
CREATE UNIQUE INDEX talk_pkey ON performance.talk USING btree (id);
CREATE UNIQUE INDEX target_counter_open ON performance.target_counter USING btree (target_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX target_counter_pkey ON performance.target_counter USING btree (id);
CREATE UNIQUE INDEX target_line ON performance.target USING btree (code, level, COALESCE(branch_id, (0)::bigint), COALESCE(group_id, (0)::bigint), COALESCE(person_id, (0)::bigint), from_day, to_day, number);
CREATE UNIQUE INDEX target_pkey ON performance.target USING btree (id);
CREATE UNIQUE INDEX task_pkey ON notification.task USING btree (id);
CREATE UNIQUE INDEX team_group_pkey ON team.team_group USING btree (id);
CREATE UNIQUE INDEX template_number_key ON contract.template USING btree (number);
CREATE UNIQUE INDEX template_pkey ON contract.template USING btree (id);
CREATE UNIQUE INDEX thanks_pkey ON performance.thanks USING btree (id);
CREATE UNIQUE INDEX thread_file_pkey ON notification.thread_file USING btree (id);
CREATE UNIQUE INDEX thread_message_pkey ON notification.thread_message USING btree (id);
CREATE UNIQUE INDEX thread_seen_pkey ON notification.thread_seen USING btree (person_id, record);
CREATE UNIQUE INDEX thread_trace_pkey ON notification.thread_trace USING btree (id);
CREATE UNIQUE INDEX transition_item_pkey ON team.transition_item USING btree (transition_id, item);
CREATE UNIQUE INDEX transition_pkey ON team.transition USING btree (id);
CREATE UNIQUE INDEX user_email_key ON identity."user" USING btree (email);
CREATE UNIQUE INDEX user_pkey ON identity."user" USING btree (id);
CREATE UNIQUE INDEX user_username_key ON identity."user" USING btree (username);
CREATE UNIQUE INDEX vehicle_application_id_key ON origination.vehicle USING btree (application_id);
CREATE UNIQUE INDEX vehicle_pkey ON origination.vehicle USING btree (id);
CREATE UNIQUE INDEX verification_pkey ON identity.verification USING btree (id);
CREATE UNIQUE INDEX voice_answer_pkey ON performance.voice_answer USING btree (ask_id);
CREATE UNIQUE INDEX voice_ask_application_id_key ON performance.voice_ask USING btree (application_id);
CREATE UNIQUE INDEX voice_ask_pkey ON performance.voice_ask USING btree (id);
CREATE UNIQUE INDEX wage_person_id_from_day_set_at_key ON performance.wage USING btree (person_id, from_day, set_at);
CREATE UNIQUE INDEX wage_pkey ON performance.wage USING btree (id);
CREATE UNIQUE INDEX watcher_pkey ON platform.watcher USING btree (id);

CREATE OR REPLACE FUNCTION authority.renew_rule_stamp()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE authority.rule_stamp SET stamp = gen_random_uuid();
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION contract.keep_agreed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  moving constant text[] := ARRAY['state', 'accepted_at', 'voided_by_name', 'voided_at', 'void_reason', 'owner_id', 'group_id', 'branch_id', 'version'];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(OLD) - moving <> to_jsonb(NEW) - moving OR OLD.state = 'void' THEN
    RAISE EXCEPTION 'a contract is never changed: void it and produce another' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION contract.keep_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a template that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION decision.keep_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a rule set that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION ledger.refuse_unbalanced()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  journal bigint := CASE WHEN TG_TABLE_NAME = 'journal' THEN (to_jsonb(NEW) ->> 'id') ELSE (to_jsonb(NEW) ->> 'journal_id') END::bigint;
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger.journal j JOIN ledger.line l ON l.journal_id = j.id
     WHERE j.id = journal
     GROUP BY j.id
    HAVING sum(l.debit) = sum(l.credit) AND bool_and(l.day = j.day AND l.branch_id = j.branch_id)
  ) THEN
    RAISE EXCEPTION 'journal % is empty, unbalanced or mixes days or branches', journal USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION performance.keep_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.to_day IS DISTINCT FROM OLD.to_day
     AND to_jsonb(NEW) - 'to_day' - 'version' = to_jsonb(OLD) - 'to_day' - 'version' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a plan version that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION platform.append_only(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION platform.refuse_change()', target);
  EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
END
$function$;

CREATE OR REPLACE FUNCTION platform.new_key()
 RETURNS bigint
 LANGUAGE sql
AS $function$
  SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint << 20) | nextval('platform.key_sequence')
$function$;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'rows of %.% are facts: they are corrected by new rows, never changed or removed', TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION platform.wall(target regclass, owner_column name, group_column name, branch_column name, manager_column name DEFAULT NULL::name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  kept text := '';
  one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES (owner_column, 'owners'), (group_column, 'groups'), (branch_column, 'branches'), (manager_column, 'managers')) v (column_name, place)
    WHERE column_name IS NOT NULL LOOP
    kept := kept || format(' OR %I = ANY ((SELECT platform.wall_keys(%L, %L))::bigint[])', one.column_name, target::text, one.place);
  END LOOP;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY wall ON %s FOR SELECT TO chedai_request USING ((SELECT platform.wall_open(%L))%s)', target, target::text, kept);
END
$function$;

CREATE OR REPLACE FUNCTION platform.wall_below(target regclass, parent_column name, parent regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY wall ON %1$s FOR SELECT TO chedai_request USING ((SELECT platform.wall_open(%2$L)) OR EXISTS (SELECT FROM %3$s p WHERE p.id = %1$s.%4$I))',
    target, target::text, parent, parent_column);
END
$function$;

CREATE OR REPLACE FUNCTION platform.wall_keys(target text, place text)
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT ARRAY(SELECT jsonb_array_elements_text(w.wall -> target -> place)::bigint
                 FROM (SELECT nullif(current_setting('chedai.wall', true), '')::jsonb AS wall) w
                WHERE jsonb_typeof(w.wall -> target -> place) = 'array')
$function$;

CREATE OR REPLACE FUNCTION platform.wall_open(target text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT coalesce(w.wall -> '*' = 'true' OR w.wall -> target = 'true', false)
    FROM (SELECT nullif(current_setting('chedai.wall', true), '')::jsonb AS wall) w
$function$;

CREATE OR REPLACE FUNCTION product.keep_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a product version that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION servicing.let_go_of_month()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
DECLARE after date := (OLD.month_end + 1 + interval '1 month')::date - 1;
BEGIN
  DELETE FROM servicing.figure_kept k WHERE k.kind = 'standing' AND k.month_end = OLD.month_end OR k.kind IN ('roll', 'margin') AND k.month_end IN (OLD.month_end, after);
  IF FOUND THEN
    DELETE FROM servicing.figure_sum s WHERE s.kind = 'standing' AND s.day = OLD.month_end OR s.kind IN ('roll', 'margin') AND s.day IN (OLD.month_end, after);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION servicing.note_due()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.due_on = NEW.due_on THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT l.loan_id, 'due', NEW.due_on, l.owner_id, l.group_id, l.branch_id, 0,
           NEW.principal + NEW.interest + NEW.fee - OLD.principal - OLD.interest - OLD.fee,
           NEW.principal_paid + NEW.interest_paid + NEW.fee_paid - OLD.principal_paid - OLD.interest_paid - OLD.fee_paid
      FROM servicing.loan l WHERE l.loan_id = NEW.loan_id AND (l.closed_on IS NULL OR l.closed_on >= NEW.due_on);
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT l.loan_id, 'due', OLD.due_on, l.owner_id, l.group_id, l.branch_id, -1, -(OLD.principal + OLD.interest + OLD.fee),
           -(OLD.principal_paid + OLD.interest_paid + OLD.fee_paid)
      FROM servicing.loan l WHERE l.loan_id = OLD.loan_id AND (l.closed_on IS NULL OR l.closed_on >= OLD.due_on);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT l.loan_id, 'due', NEW.due_on, l.owner_id, l.group_id, l.branch_id, 1, NEW.principal + NEW.interest + NEW.fee,
           NEW.principal_paid + NEW.interest_paid + NEW.fee_paid
      FROM servicing.loan l WHERE l.loan_id = NEW.loan_id AND (l.closed_on IS NULL OR l.closed_on >= NEW.due_on);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION servicing.note_place()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
BEGIN
  INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount, part)
  SELECT NEW.loan_id, 'due', i.due_on, v.person_id, v.group_id, v.branch_id, sum(v.sign), sum(v.sign * (i.principal + i.interest + i.fee)),
         sum(v.sign * (i.principal_paid + i.interest_paid + i.fee_paid))
    FROM servicing.installment i CROSS JOIN LATERAL (VALUES (-1, OLD.owner_id, OLD.group_id, OLD.branch_id, OLD.closed_on),
           (1, NEW.owner_id, NEW.group_id, NEW.branch_id, NEW.closed_on)) AS v(sign, person_id, group_id, branch_id, closed_on)
   WHERE i.loan_id = NEW.loan_id AND (v.closed_on IS NULL OR v.closed_on >= i.due_on) GROUP BY i.due_on, v.person_id, v.group_id, v.branch_id HAVING sum(v.sign) <> 0;
  IF (OLD.owner_id, OLD.group_id, OLD.branch_id) IS DISTINCT FROM (NEW.owner_id, NEW.group_id, NEW.branch_id) THEN
    INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount)
    SELECT NEW.loan_id, 'received', t.posted_on, v.person_id, v.group_id, v.branch_id, sum(v.sign), sum(v.sign * t.amount)
      FROM servicing.loan_transaction t CROSS JOIN LATERAL (VALUES (-1, OLD.owner_id, OLD.group_id, OLD.branch_id),
             (1, NEW.owner_id, NEW.group_id, NEW.branch_id)) AS v(sign, person_id, group_id, branch_id)
     WHERE t.loan_id = NEW.loan_id AND t.kind IN ('repayment', 'settlement', 'reversal') GROUP BY t.posted_on, v.person_id, v.group_id, v.branch_id;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION servicing.note_received()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
BEGIN
  INSERT INTO servicing.figure_change (loan_id, kind, day, person_id, group_id, branch_id, n, amount)
  SELECT l.loan_id, 'received', NEW.posted_on, l.owner_id, l.group_id, l.branch_id, 1, NEW.amount FROM servicing.loan l WHERE l.loan_id = NEW.loan_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION training.keep_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a published course version is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION training.keep_question()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (to_jsonb(NEW) - 'retired_at') <> (to_jsonb(OLD) - 'retired_at') OR OLD.retired_at IS NOT NULL THEN
    RAISE EXCEPTION 'a question is replaced, never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$function$;

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.refuse_unbalanced();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.refuse_unbalanced();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.api_key FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.api_key_end FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.glass FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.glass_end FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.glass_review FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.held_place FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.held_rule FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.held_rule_decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.held_same_person FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.held_step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.review_answer FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.review_call FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.review_campaign FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.review_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.review_revocation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.review_settlement FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.rule_decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON authority.rule_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON contract.acceptance FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON decision.decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.journal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notification.announcement_receipt FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notification.handover_receipt FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notification.minutes FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notification.thread_file FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notification.thread_trace FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.application_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.case_export FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.lead_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.quality_candidate FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.quality_defect FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.quality_draw FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.quality_reply FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.quality_ruling FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.shadow_decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.sitting_member FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON origination.sitting_vote FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON party.blacklist FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON party.consent FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON party.relation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON party.survey_refusal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.calibration FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.calibration_sitting FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.development_need FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.digest FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.frozen_figure FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.frozen_metric FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.frozen_month FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.frozen_row FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.frozen_source FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.improvement_check FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.kept_figure FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.pay_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.pay_pool FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.peer_answer FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.pulse_answer FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.talk FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.talk_note FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.target FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.thanks FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.voice_answer FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.voice_ask FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON performance.wage FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.file FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON product.product FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reference.parameter FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reference.parameter_decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON reference.series FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.correction FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.correction_decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.loan_entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.loan_share FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.loan_transaction FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.loan_watch FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.original_installment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.plan_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.settlement_quote FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.subsidy_receipt FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON servicing.subsidy_receipt_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON team.delegation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON team.delegation_end FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON team.group_change FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON team.hand_over_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON team.post_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON team.seats FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.budget FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.bulletin_read FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.certificate FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.certificate_revocation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.completion FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.contest FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.contest_ruling FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.credit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.feedback FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.first_days_plan FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.ladder_decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.ladder_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.newcomer_review FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.newcomer_tick FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.person_level FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.regrade FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.renewal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON training.skill_rating FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.api_key FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.api_key_end FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.glass FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.glass_end FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.glass_review FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.held_place FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.held_rule FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.held_rule_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.held_same_person FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.held_step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.review_answer FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.review_call FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.review_campaign FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.review_line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.review_revocation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.review_settlement FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.rule_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON authority.rule_version FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON contract.acceptance FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON decision.decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.journal FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON notification.announcement_receipt FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON notification.handover_receipt FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON notification.minutes FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON notification.thread_file FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON notification.thread_trace FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.application_event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.case_export FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.lead_event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.quality_candidate FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.quality_defect FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.quality_draw FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.quality_reply FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.quality_ruling FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.shadow_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.sitting_member FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON origination.sitting_vote FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON party.blacklist FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON party.consent FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON party.relation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON party.survey_refusal FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.calibration FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.calibration_sitting FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.development_need FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.digest FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.frozen_figure FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.frozen_metric FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.frozen_month FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.frozen_row FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.frozen_source FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.improvement_check FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.kept_figure FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.pay_line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.pay_pool FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.peer_answer FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.pulse_answer FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.talk FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.talk_note FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.target FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.thanks FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.voice_answer FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.voice_ask FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON performance.wage FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.audit FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.file FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON product.product FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON reference.parameter FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON reference.parameter_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON reference.series FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.correction FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.correction_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.loan_entry FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.loan_share FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.loan_transaction FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.loan_watch FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.original_installment FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.plan_line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.settlement_quote FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.subsidy_receipt FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON servicing.subsidy_receipt_line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON team.delegation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON team.delegation_end FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON team.group_change FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON team.hand_over_line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON team.post_version FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON team.seats FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.budget FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.bulletin_read FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.certificate FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.certificate_revocation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.completion FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.contest FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.contest_ruling FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.credit FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.feedback FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.first_days_plan FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.ladder_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.ladder_version FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.newcomer_review FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.newcomer_tick FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.person_level FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.regrade FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.renewal FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON training.skill_rating FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER keep_agreed BEFORE DELETE OR UPDATE ON contract.contract FOR EACH ROW EXECUTE FUNCTION contract.keep_agreed();
CREATE TRIGGER keep_approved BEFORE DELETE OR UPDATE ON performance.plan_version FOR EACH ROW WHEN ((old.state <> 'draft'::text)) EXECUTE FUNCTION performance.keep_approved();
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON contract.template FOR EACH ROW WHEN ((old.state <> 'draft'::text)) EXECUTE FUNCTION contract.keep_published();
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON decision.rule_set FOR EACH ROW WHEN ((old.state <> 'draft'::text)) EXECUTE FUNCTION decision.keep_published();
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON product.product_version FOR EACH ROW WHEN ((old.state <> 'draft'::text)) EXECUTE FUNCTION product.keep_published();
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON training.course_version FOR EACH ROW WHEN ((old.state = 'published'::text)) EXECUTE FUNCTION training.keep_published();
CREATE TRIGGER keep_question BEFORE UPDATE ON training.question FOR EACH ROW EXECUTE FUNCTION training.keep_question();
CREATE TRIGGER let_go_of_month AFTER DELETE OR UPDATE ON servicing.loan_month FOR EACH ROW EXECUTE FUNCTION servicing.let_go_of_month();
CREATE TRIGGER note_due AFTER INSERT OR DELETE ON servicing.installment FOR EACH ROW EXECUTE FUNCTION servicing.note_due();
CREATE TRIGGER note_due_changed AFTER UPDATE OF due_on, principal, interest, fee, principal_paid, interest_paid, fee_paid ON servicing.installment FOR EACH ROW WHEN (((old.due_on <> new.due_on) OR (((old.principal + old.interest) + old.fee) <> ((new.principal + new.interest) + new.fee)) OR (((old.principal_paid + old.interest_paid) + old.fee_paid) <> ((new.principal_paid + new.interest_paid) + new.fee_paid)))) EXECUTE FUNCTION servicing.note_due();
CREATE TRIGGER note_place AFTER UPDATE OF owner_id, group_id, branch_id, closed_on ON servicing.loan FOR EACH ROW WHEN (((((old.owner_id IS DISTINCT FROM new.owner_id) OR (old.group_id IS DISTINCT FROM new.group_id)) OR (old.branch_id IS DISTINCT FROM new.branch_id)) OR (old.closed_on IS DISTINCT FROM new.closed_on))) EXECUTE FUNCTION servicing.note_place();
CREATE TRIGGER note_received AFTER INSERT ON servicing.loan_transaction FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['repayment'::text, 'settlement'::text, 'reversal'::text]))) EXECUTE FUNCTION servicing.note_received();
CREATE TRIGGER renew_rule_stamp AFTER INSERT ON authority.rule_decision FOR EACH STATEMENT EXECUTE FUNCTION authority.renew_rule_stamp();

CREATE POLICY wall ON contract.contract FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('contract.contract'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('contract.contract'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('contract.contract'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('contract.contract'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON decision.decision FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('decision.decision'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('decision.decision'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('decision.decision'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('decision.decision'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON notification.mail FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('notification.mail'::text) AS wall_open));
CREATE POLICY wall ON origination.application FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('origination.application'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('origination.application'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('origination.application'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('origination.application'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON origination.lead FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('origination.lead'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('origination.lead'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('origination.lead'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('origination.lead'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON origination.quality_check FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('origination.quality_check'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('origination.quality_check'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('origination.quality_check'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('origination.quality_check'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON party.customer FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('party.customer'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('party.customer'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('party.customer'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('party.customer'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON party.dealer FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('party.dealer'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('party.dealer'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('party.dealer'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('party.dealer'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.appraisal FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.appraisal'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.appraisal'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.appraisal'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.appraisal'::text, 'branches'::text) AS wall_keys)::bigint[])) OR (manager_id = ANY (( SELECT platform.wall_keys('performance.appraisal'::text, 'managers'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.calibration FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.calibration'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.appraisal p
  WHERE (p.id = calibration.appraisal_id)))));
CREATE POLICY wall ON performance.calibration_sitting FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.calibration_sitting'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.cycle p
  WHERE (p.id = calibration_sitting.cycle_id)))));
CREATE POLICY wall ON performance.choice FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('performance.choice'::text) AS wall_open));
CREATE POLICY wall ON performance.cycle FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.cycle'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.appraisal a
  WHERE (a.cycle_id = cycle.id)))));
CREATE POLICY wall ON performance.development_need FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.development_need'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.appraisal p
  WHERE (p.id = development_need.appraisal_id)))));
CREATE POLICY wall ON performance.digest FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('performance.digest'::text) AS wall_open));
CREATE POLICY wall ON performance.dispute FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.dispute'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.dispute'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.dispute'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.dispute'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.fault_case FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.fault_case'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.fault_case'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.fault_case'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.fault_case'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.frozen_figure FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.frozen_figure'::text) AS wall_open) OR ((subject_id = ANY (( SELECT platform.wall_keys('performance.frozen_figure'::text, 'owners'::text) AS wall_keys)::bigint[])) AND (level = 'person'::text)) OR ((subject_id = ANY (( SELECT platform.wall_keys('performance.frozen_figure'::text, 'groups'::text) AS wall_keys)::bigint[])) AND (level = 'group'::text)) OR ((subject_id = ANY (( SELECT platform.wall_keys('performance.frozen_figure'::text, 'branches'::text) AS wall_keys)::bigint[])) AND (level = 'branch'::text))));
CREATE POLICY wall ON performance.frozen_row FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.frozen_row'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.frozen_row'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.frozen_row'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.frozen_row'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.frozen_source FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.frozen_source'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.frozen_source'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.frozen_source'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.frozen_source'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.improvement FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.improvement'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.appraisal p
  WHERE (p.id = improvement.appraisal_id)))));
CREATE POLICY wall ON performance.improvement_check FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.improvement_check'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.improvement p
  WHERE (p.id = improvement_check.improvement_id)))));
CREATE POLICY wall ON performance.kept_figure FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.kept_figure'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.kept_figure'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.kept_figure'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.kept_figure'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.pay_account FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.pay_account'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.pay_account'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.pay_account'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.pay_account'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.pay_line FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.pay_line'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.pay_line'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.pay_line'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.pay_line'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.pay_pool FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.pay_pool'::text) AS wall_open) OR (group_id = ANY (( SELECT platform.wall_keys('performance.pay_pool'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.pay_pool'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.peer_answer FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('performance.peer_answer'::text) AS wall_open));
CREATE POLICY wall ON performance.peer_ask FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.peer_ask'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.appraisal p
  WHERE (p.id = peer_ask.appraisal_id)))));
CREATE POLICY wall ON performance.pulse_answer FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('performance.pulse_answer'::text) AS wall_open));
CREATE POLICY wall ON performance.pulse_given FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('performance.pulse_given'::text) AS wall_open));
CREATE POLICY wall ON performance.recovery_step FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.recovery_step'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.fault_case p
  WHERE (p.id = recovery_step.case_id)))));
CREATE POLICY wall ON performance.talk FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.talk'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.talk'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (manager_id = ANY (( SELECT platform.wall_keys('performance.talk'::text, 'managers'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.talk_note FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.talk_note'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.talk_note'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (manager_id = ANY (( SELECT platform.wall_keys('performance.talk_note'::text, 'managers'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.target FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.target'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.target'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('performance.target'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('performance.target'::text, 'branches'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON performance.target_counter FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.target_counter'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.target p
  WHERE (p.id = target_counter.target_id)))));
CREATE POLICY wall ON performance.thanks FOR SELECT TO chedai_request USING (( SELECT platform.wall_open('performance.thanks'::text) AS wall_open));
CREATE POLICY wall ON performance.voice_answer FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.voice_answer'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.voice_ask p
  WHERE (p.id = voice_answer.ask_id)))));
CREATE POLICY wall ON performance.voice_ask FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.voice_ask'::text) AS wall_open) OR (EXISTS ( SELECT
   FROM performance.appraisal p
  WHERE (p.id = voice_ask.appraisal_id)))));
CREATE POLICY wall ON performance.wage FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('performance.wage'::text) AS wall_open) OR (person_id = ANY (( SELECT platform.wall_keys('performance.wage'::text, 'owners'::text) AS wall_keys)::bigint[]))));
CREATE POLICY wall ON servicing.loan FOR SELECT TO chedai_request USING ((( SELECT platform.wall_open('servicing.loan'::text) AS wall_open) OR (owner_id = ANY (( SELECT platform.wall_keys('servicing.loan'::text, 'owners'::text) AS wall_keys)::bigint[])) OR (group_id = ANY (( SELECT platform.wall_keys('servicing.loan'::text, 'groups'::text) AS wall_keys)::bigint[])) OR (branch_id = ANY (( SELECT platform.wall_keys('servicing.loan'::text, 'branches'::text) AS wall_keys)::bigint[]))));
