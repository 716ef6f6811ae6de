-- Who brought a loan in, and the group they stood in then: quality and pay stay with them, whoever looks after the loan later.
-- None of these columns changes in the day close, so its updates stay within their pages.
ALTER TABLE servicing.loan ADD COLUMN originator_id bigint, ADD COLUMN originator_group_id bigint;
ALTER TABLE origination.application ADD COLUMN originator_id bigint, ADD COLUMN originator_group_id bigint;

-- What has been handed over already knows its first owner; all else still stands with who brought it.
UPDATE servicing.loan l SET originator_id = coalesce(h.from_person_id, l.owner_id),
    originator_group_id = CASE WHEN h.from_person_id IS NULL THEN l.group_id ELSE a.group_id END
  FROM servicing.loan k
  LEFT JOIN LATERAL (SELECT x.from_person_id FROM team.hand_over_line x WHERE x.kind = 'servicing.loan' AND x.record_key = k.loan_id ORDER BY x.id LIMIT 1) h ON true
  LEFT JOIN LATERAL (SELECT y.group_id FROM team.assignment y WHERE y.person_id = h.from_person_id AND y.from_day <= k.disbursed_on ORDER BY y.from_day DESC LIMIT 1) a ON true
 WHERE k.loan_id = l.loan_id AND l.owner_id IS NOT NULL;
UPDATE origination.application p SET originator_id = coalesce(h.from_person_id, p.owner_id),
    originator_group_id = CASE WHEN h.from_person_id IS NULL THEN p.group_id ELSE a.group_id END
  FROM origination.application k
  LEFT JOIN LATERAL (SELECT x.from_person_id FROM team.hand_over_line x WHERE x.kind = 'origination.application' AND x.record_key = k.id
                       AND x.on_day >= k.submitted_day ORDER BY x.id LIMIT 1) h ON true
  LEFT JOIN LATERAL (SELECT y.group_id FROM team.assignment y WHERE y.person_id = h.from_person_id AND y.from_day <= k.submitted_day ORDER BY y.from_day DESC LIMIT 1) a ON true
 WHERE k.id = p.id AND p.submitted_day IS NOT NULL;

CREATE INDEX loan_originator ON servicing.loan (originator_id, disbursed_on);
CREATE INDEX application_originator ON origination.application ((coalesce(originator_id, owner_id)), submitted_day);
-- One reviewer's decisions and checks of a period are looked up, not searched for.
CREATE INDEX application_event_actor ON origination.application_event (actor_key, business_day) WHERE actor_key IS NOT NULL;
CREATE INDEX application_loan ON origination.application (loan_id) WHERE loan_id IS NOT NULL;
-- First payment defaults and what stood late at a month's end are few among many rows.
CREATE INDEX signal_first_payment ON servicing.signal (from_day, loan_id, first_payment_days) WHERE first_payment_days IS NOT NULL;
CREATE INDEX loan_month_late ON servicing.loan_month (month_end, loan_id) INCLUDE (bucket, state, outstanding, overdue) WHERE bucket <> 'M0' OR state = 'written-off';
CREATE INDEX credit_day ON training.credit (day);
