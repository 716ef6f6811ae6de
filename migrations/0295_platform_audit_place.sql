-- Where the actor stood when the line was written: what the scopes of reading the audit trail look at. Null for the program itself.
ALTER TABLE platform.audit ADD COLUMN actor_key bigint, ADD COLUMN actor_group_id bigint, ADD COLUMN actor_branch_id bigint;
