-- Rule sets as data, versioned and published by a second person; decisions with the exact facts they were made of.
CREATE SCHEMA decision;

CREATE TABLE decision.rule_set (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  number integer NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('draft', 'published', 'discarded')),
  note text NOT NULL,
  rules jsonb NOT NULL,
  drafted_by bigint,
  drafted_by_name text NOT NULL,
  drafted_at timestamptz NOT NULL,
  -- Everyone who wrote in the draft: none of them publishes it.
  editors bigint[] NOT NULL DEFAULT '{}',
  published_by bigint,
  published_by_name text,
  published_at timestamptz,
  effective_from date,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'published') = (effective_from IS NOT NULL)),
  CHECK (state <> 'published' OR published_by IS NULL OR NOT published_by = ANY (editors))
);
CREATE INDEX rule_set_effective ON decision.rule_set (effective_from, number) WHERE state = 'published';

-- A published or discarded rule set stands for good.
CREATE FUNCTION decision.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a rule set that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON decision.rule_set
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION decision.keep_published();

-- What was decided, on which facts, by which rules: enough to evaluate again and get the same verdict.
CREATE TABLE decision.decision (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  rule_set_id bigint NOT NULL REFERENCES decision.rule_set,
  about text,
  facts jsonb NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('approve', 'refer', 'decline')),
  reasons jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  business_day date NOT NULL,
  owner_id bigint,
  group_id bigint,
  branch_id bigint
);
CREATE INDEX decision_about ON decision.decision (about, id);
CREATE INDEX decision_rule_set ON decision.decision (rule_set_id, id);
SELECT platform.append_only('decision.decision');
