-- A case takes back from the person it is about, and from those who shared a pool that the commission went into.
ALTER TABLE performance.recovery_step DROP CONSTRAINT recovery_step_pkey;
ALTER TABLE performance.recovery_step ADD CONSTRAINT recovery_step_pkey PRIMARY KEY (case_id, person_id, month);
