-- The weekly pulse: what people say of their week stands apart from who has answered; no key, order or moment leads from one to the other.
CREATE TABLE performance.pulse_given (
  -- The Monday of the week.
  week date NOT NULL,
  person_id bigint NOT NULL,
  PRIMARY KEY (week, person_id)
);

-- The key is drawn at random, so that it tells no order.
CREATE TABLE performance.pulse_answer (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  week date NOT NULL,
  group_id bigint NOT NULL,
  branch_id bigint NOT NULL,
  score integer NOT NULL CHECK (score BETWEEN 1 AND 5)
);
CREATE INDEX pulse_answer_week ON performance.pulse_answer (week, group_id);
SELECT platform.append_only('performance.pulse_answer');
