-- Somebody says that a question of an exam they sat is wrong. Another person rules on it, once.
CREATE TABLE training.contest (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  attempt_id bigint NOT NULL,
  position integer NOT NULL,
  question_id bigint NOT NULL REFERENCES training.question,
  person_id bigint NOT NULL,
  reason text NOT NULL,
  made_at timestamptz NOT NULL,
  FOREIGN KEY (attempt_id, position) REFERENCES training.attempt_item,
  UNIQUE (person_id, question_id)
);
CREATE INDEX contest_question ON training.contest (question_id);
SELECT platform.append_only('training.contest');

-- Upheld: the question is void, whoever was asked it has it right.
CREATE TABLE training.contest_ruling (
  contest_id bigint PRIMARY KEY REFERENCES training.contest,
  upheld boolean NOT NULL,
  reason text NOT NULL,
  ruled_by bigint NOT NULL,
  ruled_at timestamptz NOT NULL
);
SELECT platform.append_only('training.contest_ruling');

-- What a ruling made of results that stood already. A score only rises by it.
CREATE TABLE training.regrade (
  contest_id bigint NOT NULL REFERENCES training.contest,
  attempt_id bigint NOT NULL REFERENCES training.attempt,
  score_before integer NOT NULL,
  score_after integer NOT NULL CHECK (score_after >= score_before),
  passed_before boolean NOT NULL,
  passed_after boolean NOT NULL CHECK (passed_after OR NOT passed_before),
  regraded_at timestamptz NOT NULL,
  PRIMARY KEY (contest_id, attempt_id)
);
CREATE INDEX regrade_attempt ON training.regrade (attempt_id);
SELECT platform.append_only('training.regrade');
