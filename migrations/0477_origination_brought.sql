-- Row-level security lets plain columns through to an index and expressions not: who brought an application is looked up as it stands.
DROP INDEX origination.application_originator;
CREATE INDEX application_originator ON origination.application (originator_id, submitted_day);
