-- How long whoever decided had the case in hand: from taking it out of the queue to the decision. Empty where nobody had taken it.
ALTER TABLE origination.application_event ADD COLUMN handling_seconds integer CHECK (handling_seconds >= 0);
