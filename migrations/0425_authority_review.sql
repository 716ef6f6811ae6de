-- Each quarter everybody's rights are looked at: a campaign keeps a snapshot of every grant as it stood when it was opened, a line
-- for each, and managers answer line by line. Answers, calls and the end of a campaign are facts; where a line stands is read off them.
CREATE TABLE authority.review_campaign (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  quarter text NOT NULL UNIQUE CHECK (quarter ~ '^\d{4}-Q[1-4]$'),
  opened_on date NOT NULL,
  -- The last day on which a line can be answered.
  due_on date NOT NULL CHECK (due_on >= opened_on),
  -- Whether lines without an answer are then proposed for revocation, as the setting said when it was opened.
  revokes boolean NOT NULL,
  opened_by bigint,
  opened_by_name text NOT NULL,
  opened_at timestamptz NOT NULL
);
SELECT platform.append_only('authority.review_campaign');

CREATE TABLE authority.review_line (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  campaign_id bigint NOT NULL REFERENCES authority.review_campaign,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  post text,
  group_id bigint,
  branch_id bigint,
  branch_name text,
  -- A role of the post, a role granted beside it, what another lent, an API key.
  kind text NOT NULL CHECK (kind IN ('post', 'grant', 'delegation', 'key')),
  -- The role's code; the key of a delegation or an API key.
  code text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  -- Sources, permissions with scope and last use, conflicts and certificates, as they stood.
  snapshot jsonb NOT NULL,
  flags text[] NOT NULL DEFAULT '{}',
  last_used_at timestamptz,
  reviewer_id bigint,
  reviewer_name text,
  CHECK (reviewer_id <> person_id)
);
CREATE INDEX review_line_campaign ON authority.review_line (campaign_id, reviewer_id);
SELECT platform.append_only('authority.review_line');

-- The last answer to a line counts.
CREATE TABLE authority.review_answer (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  line_id bigint NOT NULL REFERENCES authority.review_line,
  keeps boolean NOT NULL,
  reason text,
  -- Null: the campaign's end answered.
  answered_by bigint,
  answered_by_name text NOT NULL,
  answered_at timestamptz NOT NULL,
  -- The version of the grant that waits for a second person, where a role is to be taken away.
  version_id bigint REFERENCES authority.rule_version,
  CHECK (NOT keeps OR version_id IS NULL)
);
CREATE INDEX review_answer_line ON authority.review_answer (line_id, id);
SELECT platform.append_only('authority.review_answer');

-- What the second person said where what is to be taken away is no rule: a delegation, an API key.
CREATE TABLE authority.review_revocation (
  answer_id bigint PRIMARY KEY REFERENCES authority.review_answer,
  approved boolean NOT NULL,
  decided_by bigint NOT NULL,
  decided_by_name text NOT NULL,
  decided_at timestamptz NOT NULL,
  reason text NOT NULL
);
SELECT platform.append_only('authority.review_revocation');

-- Who was reminded, and whose manager was asked to step in, once each.
CREATE TABLE authority.review_call (
  campaign_id bigint NOT NULL REFERENCES authority.review_campaign,
  reviewer_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('remind', 'escalate')),
  to_id bigint NOT NULL,
  to_name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, reviewer_id, kind)
);
SELECT platform.append_only('authority.review_call');

CREATE TABLE authority.review_settlement (
  campaign_id bigint PRIMARY KEY REFERENCES authority.review_campaign,
  settled_at timestamptz NOT NULL,
  unsigned integer NOT NULL,
  revoking integer NOT NULL
);
SELECT platform.append_only('authority.review_settlement');
