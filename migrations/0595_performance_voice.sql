-- Customers asked how they were served: drawn by the program among those whom somebody of an open cycle really served, each file once, and
-- answered by a link of their own without a sign-in. An answer stays as it was given, and names its file, so that a figure opens what it is made of.
CREATE TABLE performance.voice_ask (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  appraisal_id bigint NOT NULL REFERENCES performance.appraisal,
  -- Who served, and where they stood when the cycle began.
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  customer_id bigint NOT NULL,
  application_id bigint NOT NULL UNIQUE,
  number text NOT NULL,
  asked_on date NOT NULL,
  asked_at timestamptz NOT NULL
);
CREATE INDEX voice_ask_appraisal ON performance.voice_ask (appraisal_id);
CREATE INDEX voice_ask_customer ON performance.voice_ask (customer_id, asked_on);
CREATE INDEX voice_ask_person ON performance.voice_ask (person_id);
SELECT platform.append_only('performance.voice_ask');
SELECT platform.wall_below('performance.voice_ask', 'appraisal_id', 'performance.appraisal');

CREATE TABLE performance.voice_answer (
  ask_id bigint PRIMARY KEY REFERENCES performance.voice_ask,
  score smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
  day date NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX voice_answer_day ON performance.voice_answer (day);
SELECT platform.append_only('performance.voice_answer');
SELECT platform.wall_below('performance.voice_answer', 'ask_id', 'performance.voice_ask');
