-- The score a verdict was made with, as a column of its own: figures that compare scores with how loans went on read hundreds of thousands of
-- them, and facts are long. It is what the facts say, worked out by the database, so that it can never say something else.
ALTER TABLE decision.decision ADD COLUMN score integer GENERATED ALWAYS AS (CASE WHEN jsonb_typeof(facts -> 'score.points') = 'number'
  THEN round((facts ->> 'score.points')::numeric)::integer END) STORED;
CREATE INDEX decision_score ON decision.decision (id) INCLUDE (score) WHERE score IS NOT NULL;
