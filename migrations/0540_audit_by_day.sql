-- Who worked on the same records over some months is asked by business day; the trail is written in its order.
CREATE INDEX audit_day ON platform.audit USING brin (business_day);
