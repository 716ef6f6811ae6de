-- How each person likes a list: the views kept by name and the columns in their order, on whatever device.
CREATE TABLE team.list_choice (
  person_id bigint NOT NULL REFERENCES team.person (id),
  list text NOT NULL,
  views jsonb NOT NULL,
  columns jsonb,
  PRIMARY KEY (person_id, list)
);
