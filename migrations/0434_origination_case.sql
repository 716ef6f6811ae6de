-- Which file became a case of training: kept here, so that the case itself does not point to anybody. A file becomes a case once.
CREATE TABLE origination.case_export (
  application_id bigint PRIMARY KEY REFERENCES origination.application,
  exported_by bigint,
  exported_at timestamptz NOT NULL
);
SELECT platform.append_only('origination.case_export');
