-- What people of the team are told in the program, and what leaves the house by message.
CREATE SCHEMA notification;

-- A notice keeps its template and facts, not its sentence: it is said in the language of whoever reads it.
CREATE TABLE notification.notice (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  template text NOT NULL,
  facts jsonb NOT NULL,
  about text,
  -- What must be told once only, however often the event behind it is delivered.
  once text,
  created_at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX notice_person ON notification.notice (person_id, id);
CREATE INDEX notice_unread ON notification.notice (person_id, id) WHERE read_at IS NULL;
CREATE UNIQUE INDEX notice_once ON notification.notice (person_id, once) WHERE once IS NOT NULL;

-- Messages to people outside; address and facts are personal data and stay sealed.
CREATE TABLE notification.message (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  address_sealed bytea NOT NULL,
  address_masked text NOT NULL,
  template text NOT NULL,
  facts_sealed bytea NOT NULL,
  language text NOT NULL CHECK (language IN ('zh', 'en')),
  about text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_error text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX message_due ON notification.message (next_attempt_at, id) WHERE state = 'waiting';
CREATE INDEX message_about ON notification.message (about, id);
