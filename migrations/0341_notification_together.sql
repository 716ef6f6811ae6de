-- Working together 协作: threads on records, hand-over notes, announcements, tasks, minutes, and who has a record open.

-- A line of the thread of a record; the record's identifier says which. The text may name customers and stays sealed.
CREATE TABLE notification.thread_message (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  record text NOT NULL,
  -- `handover` is a note for whoever holds the record next: what they must know.
  kind text NOT NULL CHECK (kind IN ('message', 'handover')),
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  body_sealed bytea NOT NULL,
  mentions bigint[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  removed_at timestamptz
);
CREATE INDEX thread_message_record ON notification.thread_message (record, id);
CREATE INDEX thread_message_author ON notification.thread_message (author_id, id);
CREATE INDEX thread_message_mentions ON notification.thread_message USING gin (mentions);

-- What a line said before it was edited or removed.
CREATE TABLE notification.thread_trace (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  message_id bigint NOT NULL REFERENCES notification.thread_message,
  kind text NOT NULL CHECK (kind IN ('edited', 'removed')),
  at timestamptz NOT NULL,
  actor_id bigint NOT NULL,
  actor_name text NOT NULL,
  body_sealed bytea NOT NULL
);
CREATE INDEX thread_trace_message ON notification.thread_trace (message_id, id);
SELECT platform.append_only('notification.thread_trace');

CREATE TABLE notification.thread_file (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  message_id bigint NOT NULL REFERENCES notification.thread_message,
  name text NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  sha256 text NOT NULL
);
CREATE INDEX thread_file_message ON notification.thread_file (message_id, id);
SELECT platform.append_only('notification.thread_file');

-- Up to which line a person has read a thread.
CREATE TABLE notification.thread_seen (
  person_id bigint NOT NULL,
  record text NOT NULL,
  through bigint NOT NULL,
  PRIMARY KEY (person_id, record)
);

-- Who has taken note of a hand-over.
CREATE TABLE notification.handover_receipt (
  message_id bigint NOT NULL REFERENCES notification.thread_message,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (message_id, person_id)
);
SELECT platform.append_only('notification.handover_receipt');

-- An announcement 公告 to everybody, a branch or a group with its sub-groups.
CREATE TABLE notification.announcement (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  title text NOT NULL,
  body text NOT NULL,
  branch_id bigint,
  group_id bigint,
  confirms boolean NOT NULL,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  CHECK (branch_id IS NULL OR group_id IS NULL)
);

CREATE TABLE notification.announcement_receipt (
  announcement_id bigint NOT NULL REFERENCES notification.announcement,
  person_id bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (announcement_id, person_id)
);
SELECT platform.append_only('notification.announcement_receipt');

-- Minutes 会议纪要 of a group's meeting; its actions are tasks.
CREATE TABLE notification.minutes (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  group_id bigint NOT NULL,
  held_on date NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  attendees bigint[] NOT NULL,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX minutes_group ON notification.minutes (group_id, id);
SELECT platform.append_only('notification.minutes');

-- A task 任务 somebody does by a day.
CREATE TABLE notification.task (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  title text NOT NULL,
  owner_id bigint NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  about text,
  minutes_id bigint REFERENCES notification.minutes,
  author_id bigint NOT NULL,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  settled_by_name text,
  note text,
  CHECK ((state = 'open') = (settled_at IS NULL))
);
CREATE INDEX task_owner ON notification.task (owner_id, due_on) WHERE state = 'open';
CREATE INDEX task_author ON notification.task (author_id, id);
CREATE INDEX task_minutes ON notification.task (minutes_id);

-- Who has a record open now: a lease the page keeps fresh. Worth nothing after a crash.
CREATE UNLOGGED TABLE notification.presence (
  record text NOT NULL,
  person_id bigint NOT NULL,
  person_name text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (record, person_id)
);
