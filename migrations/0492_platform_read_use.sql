-- On which day somebody last read by a permission: one row a person and permission, written at most once a day.
CREATE TABLE platform.read_use (
  person_id bigint NOT NULL,
  permission text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  PRIMARY KEY (person_id, permission)
);
