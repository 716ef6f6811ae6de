-- Loans put on the watch list by hand, and taken off it: each a line with its reason, the latest of a loan counts.
CREATE TABLE servicing.loan_watch (
  loan_id bigint NOT NULL,
  id bigint NOT NULL,
  watched boolean NOT NULL,
  reason text NOT NULL,
  -- By when somebody looks at it again; only while it is watched.
  review_on date,
  recorded_on date NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (loan_id, id),
  CHECK (watched = (review_on IS NOT NULL))
);
SELECT platform.append_only('servicing.loan_watch');
