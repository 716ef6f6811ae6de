-- Whose papers were asked for again, without looking through everything that happened to all applications.
CREATE INDEX application_event_returned ON origination.application_event (application_id) WHERE action = 'return';
