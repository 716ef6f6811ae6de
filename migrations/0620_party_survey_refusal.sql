-- Customers who do not want to be asked how they were served: said once, by the link of a question or to staff on the phone, and for good.
CREATE TABLE party.survey_refusal (
  customer_id bigint PRIMARY KEY REFERENCES party.customer,
  how text NOT NULL CHECK (how IN ('link', 'phone')),
  note text NOT NULL DEFAULT '',
  -- Who noted it; nobody where the customer did.
  recorded_by bigint,
  recorded_at timestamptz NOT NULL,
  CHECK ((how = 'phone') = (recorded_by IS NOT NULL))
);
SELECT platform.append_only('party.survey_refusal');
