-- Dated parameters of law, market and policy: every number that somebody may question has a source, an approver and a day.
CREATE SCHEMA reference;

CREATE TABLE reference.parameter (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL,
  value jsonb NOT NULL,
  from_day date NOT NULL,
  source text NOT NULL,
  mark text NOT NULL CHECK (mark IN ('A', 'B', 'C', 'D')),
  reason text NOT NULL,
  proposed_by bigint,
  proposed_at timestamptz NOT NULL
);
CREATE INDEX parameter_code ON reference.parameter (code, from_day);
SELECT platform.append_only('reference.parameter');

-- The second person's word on a proposal; a proposal without an approval never takes effect.
CREATE TABLE reference.parameter_decision (
  parameter_id bigint PRIMARY KEY REFERENCES reference.parameter,
  approved boolean NOT NULL,
  decided_by bigint,
  decided_at timestamptz NOT NULL,
  reason text NOT NULL
);
SELECT platform.append_only('reference.parameter_decision');

-- Market series: loan prime rate, residual values, indices. A correction is a later line of the same day; the latest holds.
CREATE TABLE reference.series (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL,
  day date NOT NULL,
  value numeric NOT NULL,
  source text NOT NULL,
  mark text NOT NULL CHECK (mark IN ('A', 'B', 'C', 'D')),
  recorded_by bigint,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX series_day ON reference.series (code, day, id);
SELECT platform.append_only('reference.series');
