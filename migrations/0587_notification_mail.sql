-- Where a person of the team gets mail, if they want any: given by themselves, sealed, used only once they have confirmed it with a code
-- sent there. Who does not want it any more has no line.
CREATE TABLE notification.mail (
  person_id bigint PRIMARY KEY,
  address_sealed bytea NOT NULL,
  address_masked text NOT NULL,
  language text NOT NULL,
  code bytea,
  code_until timestamptz,
  tries integer NOT NULL DEFAULT 0,
  -- How many codes were asked for on the day of the last one: nobody lets the house write to strangers all day.
  asked_on date NOT NULL,
  asked integer NOT NULL DEFAULT 1,
  confirmed_at timestamptz,
  CHECK ((code IS NULL) = (code_until IS NULL))
);
ALTER TABLE notification.mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON notification.mail FOR SELECT TO chedai_request USING ((SELECT platform.wall_open('notification.mail')));
