-- Generated from the migrations by `npm run generate`. Do not edit.

CREATE TABLE authority.approval_limit (
  id bigint NOT NULL DEFAULT platform.new_key(),
  role text NOT NULL,
  stage text NOT NULL,
  max_exposure bigint NOT NULL,
  from_day date NOT NULL,
  to_day date,
  source text NOT NULL
);

CREATE TABLE authority.grant_line (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  role text NOT NULL,
  from_day date NOT NULL,
  to_day date,
  reason text NOT NULL,
  granted_by bigint,
  granted_at timestamp with time zone NOT NULL
);

CREATE TABLE authority.post_role (
  post text NOT NULL,
  role text NOT NULL
);

CREATE TABLE authority.role (
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE authority.role_permission (
  role text NOT NULL,
  permission text NOT NULL,
  scope text NOT NULL
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
  branch_id bigint
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
  published_by bigint,
  published_by_name text,
  published_at timestamp with time zone,
  effective_from date,
  version integer NOT NULL DEFAULT 1
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
  address text
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
  answer jsonb,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE platform.installation (
  name text NOT NULL,
  value jsonb NOT NULL
);

CREATE TABLE team.assignment (
  id bigint NOT NULL DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  post text NOT NULL,
  group_id bigint NOT NULL,
  reports_to bigint,
  from_day date NOT NULL,
  to_day date
);

CREATE TABLE team.branch (
  id bigint NOT NULL DEFAULT platform.new_key(),
  code text NOT NULL,
  name text NOT NULL,
  city text NOT NULL
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

CREATE TABLE team.person (
  id bigint NOT NULL DEFAULT platform.new_key(),
  user_id text NOT NULL,
  username text NOT NULL,
  name text NOT NULL,
  joined_on date NOT NULL,
  left_on date,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE team.team_group (
  id bigint NOT NULL DEFAULT platform.new_key(),
  branch_id bigint NOT NULL,
  parent_id bigint,
  name text NOT NULL,
  function text NOT NULL,
  version integer NOT NULL DEFAULT 1
);

ALTER TABLE authority.approval_limit ADD CONSTRAINT approval_limit_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE authority.approval_limit ADD CONSTRAINT approval_limit_max_exposure_check CHECK ((max_exposure > 0));
ALTER TABLE authority.approval_limit ADD CONSTRAINT approval_limit_pkey PRIMARY KEY (id);
ALTER TABLE authority.approval_limit ADD CONSTRAINT approval_limit_role_fkey FOREIGN KEY (role) REFERENCES authority.role(code);
ALTER TABLE authority.approval_limit ADD CONSTRAINT approval_limit_stage_check CHECK ((stage = ANY (ARRAY['review'::text, 'second'::text])));
ALTER TABLE authority.grant_line ADD CONSTRAINT grant_line_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE authority.grant_line ADD CONSTRAINT grant_line_pkey PRIMARY KEY (id);
ALTER TABLE authority.grant_line ADD CONSTRAINT grant_line_role_fkey FOREIGN KEY (role) REFERENCES authority.role(code);
ALTER TABLE authority.post_role ADD CONSTRAINT post_role_pkey PRIMARY KEY (post, role);
ALTER TABLE authority.post_role ADD CONSTRAINT post_role_role_fkey FOREIGN KEY (role) REFERENCES authority.role(code);
ALTER TABLE authority.role ADD CONSTRAINT role_pkey PRIMARY KEY (code);
ALTER TABLE authority.role_permission ADD CONSTRAINT role_permission_pkey PRIMARY KEY (role, permission);
ALTER TABLE authority.role_permission ADD CONSTRAINT role_permission_role_fkey FOREIGN KEY (role) REFERENCES authority.role(code);
ALTER TABLE authority.role_permission ADD CONSTRAINT role_permission_scope_check CHECK ((scope = ANY (ARRAY['own'::text, 'group'::text, 'branch'::text, 'all'::text])));
ALTER TABLE decision.decision ADD CONSTRAINT decision_pkey PRIMARY KEY (id);
ALTER TABLE decision.decision ADD CONSTRAINT decision_rule_set_id_fkey FOREIGN KEY (rule_set_id) REFERENCES decision.rule_set(id);
ALTER TABLE decision.decision ADD CONSTRAINT decision_verdict_check CHECK ((verdict = ANY (ARRAY['approve'::text, 'refer'::text, 'decline'::text])));
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_check CHECK (((state = 'published'::text) = (effective_from IS NOT NULL)));
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_check1 CHECK (((state <> 'published'::text) OR (drafted_by IS NULL) OR (published_by <> drafted_by)));
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_number_key UNIQUE (number);
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_pkey PRIMARY KEY (id);
ALTER TABLE decision.rule_set ADD CONSTRAINT rule_set_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text])));
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
ALTER TABLE platform.audit ADD CONSTRAINT audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'previewed'::text])));
ALTER TABLE platform.audit ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE platform.business_day ADD CONSTRAINT business_day_pkey PRIMARY KEY (day);
ALTER TABLE platform.file ADD CONSTRAINT file_pkey PRIMARY KEY (sha256);
ALTER TABLE platform.idempotency ADD CONSTRAINT idempotency_pkey PRIMARY KEY (actor, key);
ALTER TABLE platform.installation ADD CONSTRAINT installation_pkey PRIMARY KEY (name);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_check CHECK (((to_day IS NULL) OR (to_day > from_day)));
ALTER TABLE team.assignment ADD CONSTRAINT assignment_check1 CHECK ((reports_to <> person_id));
ALTER TABLE team.assignment ADD CONSTRAINT assignment_group_id_fkey FOREIGN KEY (group_id) REFERENCES team.team_group(id);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);
ALTER TABLE team.assignment ADD CONSTRAINT assignment_post_check CHECK ((post = ANY (ARRAY['market_developer'::text, 'credit_reviewer'::text, 'senior_reviewer'::text, 'risk_officer'::text, 'risk_director'::text, 'service_agent'::text, 'collector'::text, 'finance_officer'::text, 'finance_manager'::text, 'team_manager'::text, 'hr_officer'::text, 'auditor'::text, 'administrator'::text])));
ALTER TABLE team.assignment ADD CONSTRAINT assignment_reports_to_fkey FOREIGN KEY (reports_to) REFERENCES team.person(id);
ALTER TABLE team.branch ADD CONSTRAINT branch_code_key UNIQUE (code);
ALTER TABLE team.branch ADD CONSTRAINT branch_pkey PRIMARY KEY (id);
ALTER TABLE team.leave ADD CONSTRAINT leave_check CHECK ((to_day >= from_day));
ALTER TABLE team.leave ADD CONSTRAINT leave_check1 CHECK ((stand_in_id <> person_id));
ALTER TABLE team.leave ADD CONSTRAINT leave_kind_check CHECK ((kind = ANY (ARRAY['annual'::text, 'sick'::text, 'personal'::text, 'training'::text, 'other'::text])));
ALTER TABLE team.leave ADD CONSTRAINT leave_person_id_fkey FOREIGN KEY (person_id) REFERENCES team.person(id);
ALTER TABLE team.leave ADD CONSTRAINT leave_pkey PRIMARY KEY (id);
ALTER TABLE team.leave ADD CONSTRAINT leave_stand_in_id_fkey FOREIGN KEY (stand_in_id) REFERENCES team.person(id);
ALTER TABLE team.person ADD CONSTRAINT person_check CHECK (((left_on IS NULL) OR (left_on >= joined_on)));
ALTER TABLE team.person ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE team.person ADD CONSTRAINT person_user_id_key UNIQUE (user_id);
ALTER TABLE team.person ADD CONSTRAINT person_username_key UNIQUE (username);
ALTER TABLE team.team_group ADD CONSTRAINT team_group_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES team.branch(id);
ALTER TABLE team.team_group ADD CONSTRAINT team_group_branch_id_name_key UNIQUE (branch_id, name);
ALTER TABLE team.team_group ADD CONSTRAINT team_group_check CHECK ((parent_id <> id));
ALTER TABLE team.team_group ADD CONSTRAINT team_group_function_check CHECK ((function = ANY (ARRAY['market'::text, 'review'::text, 'risk'::text, 'service'::text, 'collection'::text, 'finance'::text, 'management'::text, 'training'::text, 'audit'::text, 'administration'::text])));
ALTER TABLE team.team_group ADD CONSTRAINT team_group_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES team.team_group(id);
ALTER TABLE team.team_group ADD CONSTRAINT team_group_pkey PRIMARY KEY (id);

CREATE INDEX approval_limit_role ON authority.approval_limit USING btree (role, from_day);
CREATE INDEX assignment_group ON team.assignment USING btree (group_id) WHERE (to_day IS NULL);
CREATE INDEX assignment_person ON team.assignment USING btree (person_id, from_day);
CREATE INDEX assignment_reports_to ON team.assignment USING btree (reports_to) WHERE (to_day IS NULL);
CREATE INDEX audit_about ON platform.audit USING gin (about);
CREATE INDEX audit_actor ON platform.audit USING btree (actor, id);
CREATE INDEX decision_about ON decision.decision USING btree (about, id);
CREATE INDEX decision_rule_set ON decision.decision USING btree (rule_set_id, id);
CREATE INDEX grant_line_person ON authority.grant_line USING btree (person_id);
CREATE INDEX idempotency_age ON platform.idempotency USING btree (created_at);
CREATE INDEX journal_about ON ledger.journal USING btree (about) WHERE (about IS NOT NULL);
CREATE INDEX journal_day ON ledger.journal USING btree (day, id);
CREATE INDEX leave_person ON team.leave USING btree (person_id, to_day) WHERE (cancelled_at IS NULL);
CREATE INDEX line_account ON ledger.line USING btree (account, day, journal_id) INCLUDE (branch_id, product_id, debit, credit);
CREATE INDEX rule_set_effective ON decision.rule_set USING btree (effective_from, number) WHERE (state = 'published'::text);
CREATE UNIQUE INDEX account_pkey ON ledger.account USING btree (code);
CREATE UNIQUE INDEX approval_limit_pkey ON authority.approval_limit USING btree (id);
CREATE UNIQUE INDEX assignment_pkey ON team.assignment USING btree (id);
CREATE UNIQUE INDEX audit_pkey ON platform.audit USING btree (id);
CREATE UNIQUE INDEX branch_code_key ON team.branch USING btree (code);
CREATE UNIQUE INDEX branch_pkey ON team.branch USING btree (id);
CREATE UNIQUE INDEX business_day_open ON platform.business_day USING btree ((true)) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX business_day_pkey ON platform.business_day USING btree (day);
CREATE UNIQUE INDEX decision_pkey ON decision.decision USING btree (id);
CREATE UNIQUE INDEX file_pkey ON platform.file USING btree (sha256);
CREATE UNIQUE INDEX grant_line_pkey ON authority.grant_line USING btree (id);
CREATE UNIQUE INDEX idempotency_pkey ON platform.idempotency USING btree (actor, key);
CREATE UNIQUE INDEX installation_pkey ON platform.installation USING btree (name);
CREATE UNIQUE INDEX journal_parent_id_key ON ledger.journal USING btree (parent_id);
CREATE UNIQUE INDEX journal_pkey ON ledger.journal USING btree (id);
CREATE UNIQUE INDEX leave_pkey ON team.leave USING btree (id);
CREATE UNIQUE INDEX line_pkey ON ledger.line USING btree (journal_id, seq);
CREATE UNIQUE INDEX person_pkey ON team.person USING btree (id);
CREATE UNIQUE INDEX person_user_id_key ON team.person USING btree (user_id);
CREATE UNIQUE INDEX person_username_key ON team.person USING btree (username);
CREATE UNIQUE INDEX post_role_pkey ON authority.post_role USING btree (post, role);
CREATE UNIQUE INDEX role_permission_pkey ON authority.role_permission USING btree (role, permission);
CREATE UNIQUE INDEX role_pkey ON authority.role USING btree (code);
CREATE UNIQUE INDEX rule_set_number_key ON decision.rule_set USING btree (number);
CREATE UNIQUE INDEX rule_set_pkey ON decision.rule_set USING btree (id);
CREATE UNIQUE INDEX team_group_branch_id_name_key ON team.team_group USING btree (branch_id, name);
CREATE UNIQUE INDEX team_group_pkey ON team.team_group USING btree (id);

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

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.refuse_unbalanced();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.refuse_unbalanced();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON decision.decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.journal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.file FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON decision.decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.journal FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.audit FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.file FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER keep_published BEFORE DELETE OR UPDATE ON decision.rule_set FOR EACH ROW WHEN ((old.state <> 'draft'::text)) EXECUTE FUNCTION decision.keep_published();
