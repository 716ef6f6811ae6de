-- Incentive plans in dated versions, the pay ledger, pay months, cases of fault finding and disputes.
CREATE SCHEMA performance;

CREATE TABLE performance.plan (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text NOT NULL
);

-- A draft may change; what is approved is what people were paid by and never does.
CREATE TABLE performance.plan_version (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  plan_id bigint NOT NULL REFERENCES performance.plan,
  number integer NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('draft', 'approved', 'discarded')),
  body jsonb NOT NULL,
  reason text NOT NULL,
  from_day date,
  to_day date,
  made_by bigint,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  approved_by bigint,
  approved_by_name text,
  approved_at timestamptz,
  -- What the linter said when it was approved, and why that was accepted.
  findings jsonb NOT NULL DEFAULT '[]',
  accepted_because text,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (plan_id, number),
  CHECK (to_day IS NULL OR to_day > from_day),
  CHECK ((state = 'approved') = (approved_at IS NOT NULL AND from_day IS NOT NULL)),
  CHECK (state <> 'approved' OR made_by IS NULL OR approved_by <> made_by)
);
CREATE UNIQUE INDEX plan_version_draft ON performance.plan_version (plan_id) WHERE state = 'draft';
CREATE INDEX plan_version_days ON performance.plan_version (from_day) WHERE state = 'approved';

CREATE FUNCTION performance.keep_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.to_day IS DISTINCT FROM OLD.to_day
     AND to_jsonb(NEW) - 'to_day' - 'version' = to_jsonb(OLD) - 'to_day' - 'version' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a plan version that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER keep_approved BEFORE UPDATE OR DELETE ON performance.plan_version
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION performance.keep_approved();

-- What a person earns a month before anything variable.
CREATE TABLE performance.wage (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  from_day date NOT NULL,
  monthly bigint NOT NULL CHECK (monthly >= 0),
  reason text NOT NULL,
  set_by bigint,
  set_at timestamptz NOT NULL,
  UNIQUE (person_id, from_day, set_at)
);
SELECT platform.append_only('performance.wage');

-- A month of pay: open until frozen; a line of a frozen month is never made, it goes to the first open one.
CREATE TABLE performance.pay_month (
  month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  state text NOT NULL CHECK (state IN ('frozen', 'approved', 'paid')),
  frozen_at timestamptz NOT NULL,
  frozen_by bigint,
  frozen_by_name text NOT NULL,
  approved_at timestamptz,
  approved_by bigint,
  approved_by_name text,
  paid_at timestamptz,
  journal_id text,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'frozen') = (approved_at IS NULL)),
  CHECK (approved_by IS NULL OR approved_by <> frozen_by)
);

-- The ledger: each line moves an amount from one account of a person to another, and says why in five steps.
CREATE TABLE performance.pay_line (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  loan_id bigint,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  plan_version_id bigint REFERENCES performance.plan_version,
  component text NOT NULL,
  part text NOT NULL CHECK (part IN ('base', 'performance', 'commission', 'spot', 'pool', 'correction')),
  step text NOT NULL CHECK (step IN ('earn', 'defer', 'vest', 'hold', 'release', 'cancel-held', 'cancel-deferred', 'cancel-payable', 'claim', 'deduct', 'give-back', 'forgive', 'pay')),
  amount bigint NOT NULL CHECK (amount > 0),
  vests_on date,
  parent_id bigint REFERENCES performance.pay_line,
  case_id bigint,
  -- Plan version, anchor day, inputs, base × rate × tier, gates.
  why jsonb NOT NULL DEFAULT '{}',
  value_day date NOT NULL,
  posted_at timestamptz NOT NULL,
  posted_by text NOT NULL,
  CHECK ((step = 'defer') = (vests_on IS NOT NULL)),
  CHECK (step IN ('earn', 'defer', 'pay', 'deduct', 'give-back') OR parent_id IS NOT NULL)
);
CREATE INDEX pay_line_person ON performance.pay_line (person_id, month, id);
CREATE INDEX pay_line_loan ON performance.pay_line (loan_id, person_id) WHERE loan_id IS NOT NULL;
CREATE INDEX pay_line_parent ON performance.pay_line (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX pay_line_month ON performance.pay_line (month, person_id);
CREATE INDEX pay_line_vests ON performance.pay_line (vests_on) WHERE step = 'defer';
SELECT platform.append_only('performance.pay_line');

-- That a loan was looked at: being told of it twice pays once.
CREATE TABLE performance.paid_loan (
  loan_id bigint PRIMARY KEY,
  at timestamptz NOT NULL
);

-- A loan in trouble whose pay may be taken back: what was known then, what was found, and by whom.
CREATE TABLE performance.fault_case (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  loan_id bigint NOT NULL,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  opened_day date NOT NULL,
  trigger text NOT NULL CHECK (trigger IN ('overdue-90', 'conduct', 'wrong-facts', 'falsified', 'not-approved', 'other')),
  duty text NOT NULL CHECK (duty IN ('may', 'must')),
  state text NOT NULL CHECK (state IN ('open', 'found', 'appealed', 'closed')),
  evidence jsonb NOT NULL DEFAULT '{}',
  outcome text CHECK (outcome IN ('none', 'partial', 'full')),
  share numeric CHECK (share BETWEEN 0 AND 1),
  reason text,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamptz,
  appeal_until date,
  appeal text,
  appealed_at timestamptz,
  appeal_outcome text CHECK (appeal_outcome IN ('none', 'partial', 'full')),
  appeal_share numeric CHECK (appeal_share BETWEEN 0 AND 1),
  appeal_reason text,
  appeal_by bigint,
  appeal_by_name text,
  closed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CHECK (decided_by IS NULL OR decided_by <> person_id),
  CHECK (appeal_by IS NULL OR (appeal_by <> decided_by AND appeal_by <> person_id)),
  CHECK ((outcome = 'partial') = (share IS NOT NULL) OR outcome IS NULL)
);
CREATE UNIQUE INDEX fault_case_open ON performance.fault_case (loan_id, person_id) WHERE state <> 'closed';
CREATE INDEX fault_case_person ON performance.fault_case (person_id);

-- What is taken from which month's pay to settle a claim.
CREATE TABLE performance.recovery_step (
  case_id bigint NOT NULL REFERENCES performance.fault_case,
  person_id bigint NOT NULL,
  month date NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (case_id, month)
);

-- A person who doubts a line: a reason, a deadline, an answer by somebody else.
CREATE TABLE performance.dispute (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  line_id bigint NOT NULL REFERENCES performance.pay_line,
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  state text NOT NULL CHECK (state IN ('open', 'upheld', 'corrected', 'withdrawn')),
  reason text NOT NULL CHECK (reason IN ('amount', 'attribution', 'missing', 'hold', 'other')),
  text text NOT NULL,
  raised_at timestamptz NOT NULL,
  answer_by date NOT NULL,
  answer text,
  correction bigint,
  answered_by bigint,
  answered_by_name text,
  answered_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state IN ('open', 'withdrawn')) = (answered_at IS NULL)),
  CHECK (answered_by IS NULL OR answered_by <> person_id)
);
CREATE UNIQUE INDEX dispute_open ON performance.dispute (line_id) WHERE state = 'open';
