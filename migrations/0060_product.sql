-- Products and their dated versions: drafted by one person, published by another from a day on, and from then on fixed.
CREATE SCHEMA product;

CREATE TABLE product.product (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  created_by bigint,
  created_at timestamptz NOT NULL
);
SELECT platform.append_only('product.product');

CREATE TABLE product.product_version (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  product_id bigint NOT NULL REFERENCES product.product,
  number integer NOT NULL CHECK (number > 0),
  state text NOT NULL CHECK (state IN ('draft', 'published', 'discarded')),
  note text NOT NULL,
  definition jsonb NOT NULL,
  drafted_by bigint,
  drafted_by_name text NOT NULL,
  drafted_at timestamptz NOT NULL,
  -- Everyone who wrote in the draft: none of them publishes it.
  editors bigint[] NOT NULL DEFAULT '{}',
  published_by bigint,
  published_by_name text,
  published_at timestamptz,
  effective_from date,
  last_day date,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (product_id, number),
  CHECK ((state = 'published') = (effective_from IS NOT NULL)),
  CHECK (last_day IS NULL OR last_day >= effective_from),
  CHECK (state <> 'published' OR published_by IS NULL OR NOT published_by = ANY (editors))
);
CREATE UNIQUE INDEX product_version_draft ON product.product_version (product_id) WHERE state = 'draft';
CREATE INDEX product_version_effective ON product.product_version (product_id, effective_from, number) WHERE state = 'published';

-- Contracts stand on published versions: what is no draft never changes.
CREATE FUNCTION product.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a product version that is no draft is never changed: draft another' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON product.product_version
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION product.keep_published();
