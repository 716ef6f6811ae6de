-- Contract templates as data, and contracts as sealed files whose every byte is known by its SHA-256.
CREATE SCHEMA contract;

CREATE TABLE contract.template (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  number integer NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('draft', 'published', 'discarded')),
  note text NOT NULL,
  body jsonb NOT NULL,
  drafted_by bigint,
  drafted_by_name text NOT NULL,
  drafted_at timestamptz NOT NULL,
  editors bigint[] NOT NULL DEFAULT '{}',
  published_by bigint,
  published_by_name text,
  published_at timestamptz,
  effective_from date,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'published') = (effective_from IS NOT NULL)),
  CHECK (state <> 'published' OR published_by IS NULL OR NOT published_by = ANY (editors))
);
CREATE INDEX template_effective ON contract.template (effective_from, number) WHERE state = 'published';

CREATE FUNCTION contract.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a template that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON contract.template
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION contract.keep_published();

-- Figures, plan and cost form stand here as they stand in the file; names and numbers of persons stand in the file only.
CREATE TABLE contract.contract (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  number text NOT NULL UNIQUE CHECK (number ~ '^C-[0-9A-Z-]+$'),
  state text NOT NULL CHECK (state IN ('produced', 'accepted', 'void')),
  application_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  customer_name text NOT NULL,
  dealer_id bigint,
  product_id bigint NOT NULL,
  product_name text NOT NULL,
  product_version integer NOT NULL,
  template_id bigint NOT NULL REFERENCES contract.template,
  principal bigint NOT NULL CHECK (principal > 0),
  periods integer NOT NULL CHECK (periods > 0),
  annual_rate numeric NOT NULL,
  simple_rate numeric NOT NULL,
  effective_rate numeric NOT NULL,
  figures jsonb NOT NULL,
  file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  file_size integer NOT NULL CHECK (file_size > 0),
  pages integer NOT NULL CHECK (pages > 0),
  produced_by bigint,
  produced_by_name text NOT NULL,
  produced_at timestamptz NOT NULL,
  produced_on date NOT NULL,
  accepted_at timestamptz,
  voided_by_name text,
  voided_at timestamptz,
  void_reason text,
  owner_id bigint,
  group_id bigint,
  branch_id bigint,
  version integer NOT NULL DEFAULT 1,
  CHECK (state <> 'accepted' OR accepted_at IS NOT NULL),
  CHECK ((state = 'void') = (voided_at IS NOT NULL))
);
-- An application has one contract that is not void.
CREATE UNIQUE INDEX contract_application ON contract.contract (application_id) WHERE state <> 'void';
CREATE INDEX contract_customer ON contract.contract (customer_id, id);
CREATE INDEX contract_owner ON contract.contract (owner_id, id);
CREATE INDEX contract_branch ON contract.contract (branch_id, id);

-- What was agreed never changes: a contract moves through its states and nothing else of it moves.
CREATE FUNCTION contract.keep_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving constant text[] := ARRAY['state', 'accepted_at', 'voided_by_name', 'voided_at', 'void_reason', 'owner_id', 'group_id', 'branch_id', 'version'];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(OLD) - moving <> to_jsonb(NEW) - moving OR OLD.state = 'void' THEN
    RAISE EXCEPTION 'a contract is never changed: void it and produce another' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_agreed BEFORE UPDATE OR DELETE ON contract.contract FOR EACH ROW EXECUTE FUNCTION contract.keep_agreed();

-- How a contract was accepted: who recorded it, on which bytes, by which method, with what evidence.
CREATE TABLE contract.acceptance (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  contract_id bigint NOT NULL UNIQUE REFERENCES contract.contract,
  method text NOT NULL CHECK (method IN ('in-person', 'e-signature')),
  file_sha256 text NOT NULL,
  read_seconds integer NOT NULL CHECK (read_seconds >= 0),
  identity_checked boolean NOT NULL,
  note text NOT NULL,
  evidence jsonb NOT NULL DEFAULT '{}',
  recorded_by bigint,
  recorded_by_name text NOT NULL,
  recorded_at timestamptz NOT NULL
);
SELECT platform.append_only('contract.acceptance');
