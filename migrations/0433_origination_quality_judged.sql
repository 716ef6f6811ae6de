-- Every person who had a say in a decision is judged on their own part of it: a first signer, and each voting member of a committee.
ALTER TABLE origination.quality_check DROP CONSTRAINT quality_check_event_id_occasion_key;
ALTER TABLE origination.quality_check ADD UNIQUE (event_id, occasion, owner_id);
