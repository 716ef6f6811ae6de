-- Appraisal cycles. What a colleague said stands apart from who was asked: no key, order or moment leads from one to the other.
CREATE TABLE performance.cycle (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  name text NOT NULL UNIQUE,
  from_day date NOT NULL,
  to_day date NOT NULL,
  due_day date NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'open', 'calibrating', 'signing', 'closed')),
  body jsonb NOT NULL,
  -- The house's rules as they stood when the cycle opened.
  rules jsonb,
  appeal_until date,
  version integer NOT NULL DEFAULT 1,
  CHECK (to_day >= from_day)
);

CREATE TABLE performance.appraisal (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  cycle_id bigint NOT NULL REFERENCES performance.cycle,
  person_id bigint NOT NULL,
  post text NOT NULL,
  group_id bigint,
  branch_id bigint,
  manager_id bigint,
  goals jsonb NOT NULL DEFAULT '[]',
  goals_by_person boolean NOT NULL DEFAULT false,
  goals_by_manager boolean NOT NULL DEFAULT false,
  self jsonb,
  manager jsonb,
  -- Parts with their effective weights, once the cycle left the open state.
  result jsonb,
  score numeric(6, 2),
  grade text,
  signed_by_person timestamptz,
  signed_by_manager timestamptz,
  appeal text,
  appeal_answer text,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (cycle_id, person_id),
  CHECK (manager_id <> person_id)
);
CREATE INDEX appraisal_person ON performance.appraisal (person_id);
CREATE INDEX appraisal_manager ON performance.appraisal (manager_id);

CREATE TABLE performance.peer_ask (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL REFERENCES performance.appraisal,
  reviewer_id bigint NOT NULL,
  files integer NOT NULL CHECK (files > 0),
  answered boolean NOT NULL DEFAULT false,
  UNIQUE (appraisal_id, reviewer_id)
);
CREATE INDEX peer_ask_reviewer ON performance.peer_ask (reviewer_id);

-- The key is drawn at random, so that it tells no order.
CREATE TABLE performance.peer_answer (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  appraisal_id bigint NOT NULL REFERENCES performance.appraisal,
  score integer NOT NULL CHECK (score BETWEEN 0 AND 100)
);
CREATE INDEX peer_answer_appraisal ON performance.peer_answer (appraisal_id);
SELECT platform.append_only('performance.peer_answer');

-- Every change of a score after it was computed: what it was, what it became, by whom and why.
CREATE TABLE performance.calibration (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL REFERENCES performance.appraisal,
  before numeric(6, 2) NOT NULL,
  after numeric(6, 2) NOT NULL CHECK (after BETWEEN 0 AND 120),
  on_appeal boolean NOT NULL,
  reason text NOT NULL,
  by_id bigint NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX calibration_appraisal ON performance.calibration (appraisal_id);
SELECT platform.append_only('performance.calibration');
