-- Maker-checker 双人复核: which commands wait for a second person, the changes that wait, and every step of each.

-- A rule for one operation, in numbered versions; a version takes effect from a day and counts once another person approved it.
CREATE TABLE authority.held_rule (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  operation text NOT NULL,
  -- Who may check, under which conditions, by when; null: from that day on the operation waits for nobody under this rule.
  body jsonb,
  from_day date NOT NULL,
  reason text NOT NULL,
  -- Null: the program itself installed it.
  proposed_by bigint,
  proposed_by_name text NOT NULL,
  proposed_at timestamptz NOT NULL,
  UNIQUE (code, number)
);
CREATE INDEX held_rule_operation ON authority.held_rule (operation);
SELECT platform.append_only('authority.held_rule');

CREATE TABLE authority.held_rule_decision (
  rule_id bigint PRIMARY KEY REFERENCES authority.held_rule,
  approved boolean NOT NULL,
  decided_by bigint,
  decided_by_name text NOT NULL,
  decided_at timestamptz NOT NULL,
  note text NOT NULL
);
SELECT platform.append_only('authority.held_rule_decision');

-- A command that waits. What was asked and what it would change stay sealed: they hold what the record holds.
CREATE TABLE authority.held_change (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  operation text NOT NULL,
  rule_id bigint NOT NULL REFERENCES authority.held_rule,
  -- What a checker must hold; copied, so that a later version of the rule does not move changes that wait already.
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
  -- Of the picture: what a checker approves is exactly what they saw.
  fingerprint text NOT NULL,
  about text[] NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused', 'withdrawn', 'expired')),
  held_at timestamptz NOT NULL,
  business_day date NOT NULL,
  deadline_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  escalated_at timestamptz,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  answer_sealed bytea,
  CHECK (deadline_at > held_at AND expires_at >= deadline_at),
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK (state <> 'done' OR decided_by <> maker_id)
);
CREATE INDEX held_change_waiting ON authority.held_change (expires_at) WHERE state = 'waiting';
CREATE INDEX held_change_maker ON authority.held_change (maker_id, id);
CREATE INDEX held_change_about ON authority.held_change USING gin (about);

-- Where the records stand that the command touched: what a checker's scope must reach.
CREATE TABLE authority.held_place (
  held_id bigint NOT NULL REFERENCES authority.held_change,
  number integer NOT NULL,
  owner_id bigint,
  group_id bigint,
  branch_id bigint,
  PRIMARY KEY (held_id, number)
);
SELECT platform.append_only('authority.held_place');

CREATE TABLE authority.held_step (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  held_id bigint NOT NULL REFERENCES authority.held_change,
  kind text NOT NULL CHECK (kind IN ('held', 'drifted', 'escalated', 'done', 'refused', 'withdrawn', 'expired')),
  at timestamptz NOT NULL,
  actor_id bigint,
  actor_name text NOT NULL,
  note text
);
CREATE INDEX held_step_change ON authority.held_step (held_id, id);
SELECT platform.append_only('authority.held_step');

-- Two accounts of one human, or of two humans of one name; the last line of a pair counts.
CREATE TABLE authority.held_same_person (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  other_id bigint NOT NULL,
  same boolean NOT NULL,
  reason text NOT NULL,
  said_by bigint,
  said_by_name text NOT NULL,
  said_at timestamptz NOT NULL,
  CHECK (person_id < other_id)
);
CREATE INDEX held_same_person_pair ON authority.held_same_person (person_id, other_id, id);
SELECT platform.append_only('authority.held_same_person');

-- A command that was put aside for a second person is neither done nor refused.
ALTER TABLE platform.audit DROP CONSTRAINT audit_outcome_check;
ALTER TABLE platform.audit ADD CONSTRAINT audit_outcome_check CHECK (outcome IN ('done', 'refused', 'previewed', 'held'));
