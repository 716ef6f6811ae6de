-- Rules about personal fields and about what background jobs may do.
ALTER TABLE authority.rule_version DROP CONSTRAINT rule_version_kind_check;
ALTER TABLE authority.rule_version ADD CONSTRAINT rule_version_kind_check
  CHECK (kind IN ('role', 'post', 'grant', 'matrix', 'duty', 'certificate', 'committee', 'mask', 'job', 'setting'));
