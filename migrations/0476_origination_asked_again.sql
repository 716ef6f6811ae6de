-- Decisions a person was asked for once more are few: whether one was is looked up among them and not among everything that happened.
CREATE INDEX application_event_asked_again ON origination.application_event (application_id, id) WHERE action = 'request-review';
