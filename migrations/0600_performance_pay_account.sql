-- Where a person's pay goes: given by the person, confirmed by HR. The newest confirmed one is paid to; numbers are sealed.
CREATE TABLE performance.pay_account (
  id bigint PRIMARY KEY DEFAULT platform.new_key(),
  person_id bigint NOT NULL,
  group_id bigint,
  branch_id bigint,
  bank text NOT NULL,
  number_sealed bytea NOT NULL,
  tail text NOT NULL CHECK (tail ~ '^\d{4}$'),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'confirmed', 'refused', 'replaced')),
  given_at timestamptz NOT NULL,
  decided_by bigint,
  decided_by_name text,
  decided_at timestamptz,
  reason text NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  CHECK ((decided_at IS NOT NULL) = (state IN ('confirmed', 'refused')))
);
CREATE UNIQUE INDEX pay_account_waiting ON performance.pay_account (person_id) WHERE state = 'waiting';
CREATE INDEX pay_account_person ON performance.pay_account (person_id, id);
SELECT platform.wall('performance.pay_account', 'person_id', 'group_id', 'branch_id');

-- What a case has moved: claims and what has become of them.
CREATE INDEX pay_line_case ON performance.pay_line (case_id, person_id) WHERE case_id IS NOT NULL;
