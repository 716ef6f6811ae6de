-- Who leads or answers for the book is graded by the figures of a group, a branch or the company: what is kept says whose figure it is.
ALTER TABLE performance.kept_figure ADD COLUMN level text NOT NULL DEFAULT 'person' CHECK (level IN ('person', 'group', 'branch', 'company'));
ALTER TABLE performance.kept_figure ADD COLUMN subject_id bigint;
