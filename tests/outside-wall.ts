/** What a query behind row-level security finds open although a row names somebody, and why that is right. */
const open: readonly (readonly [why: string, tables: string])[] = [
  [
    'Parts of a loan, keyed by it: they are read by the key of a loan the kernel has opened or joined with servicing.loan, which is walled. A wall on each would join tens of millions of rows twice.',
    `servicing.correction servicing.correction_decision servicing.debit_order servicing.installment servicing.loan_entry servicing.loan_month servicing.loan_share
     servicing.loan_state servicing.loan_transaction servicing.loan_watch servicing.notice servicing.original_installment servicing.plan_line servicing.reminder
     servicing.repayment_import_row servicing.set_aside servicing.settlement_quote servicing.signal servicing.subsidy servicing.subsidy_line
     servicing.subsidy_receipt_line performance.paid_loan`,
  ],
  [
    'Sums of the whole book by who looks after loans: counts and amounts; of margins the keys of the loans summed, which lead to nothing that is not walled.',
    'servicing.figure_change servicing.figure_sum',
  ],
  [
    'Parts of an application, a lead or a contract, read with the record above them, which is walled.',
    `origination.application_event origination.case_export origination.document origination.funding origination.lead_event origination.shadow_decision origination.sitting
     origination.sitting_member origination.sitting_vote origination.vehicle contract.acceptance`,
  ],
  [
    'Parts of a customer, read with the customer, who is walled; a rule counts them whoever asks.',
    'party.consent party.relation party.survey_refusal',
  ],
  [
    'Keyed fingerprints that nobody can read back: whether somebody is on it is asked of every application.',
    'party.blacklist',
  ],
  [
    'Words about a record: the rights to a thread are the rights to its record, which may be of any module; their texts are sealed.',
    'notification.thread_message notification.thread_seen notification.thread_trace notification.presence',
  ],
  [
    'What is one person’s own, read by that person’s key; address and facts of a message are sealed.',
    `notification.announcement_receipt notification.handover_receipt notification.message notification.notice notification.task team.list_choice`,
  ],
  [
    'Who works where, stands in for whom and is away: every check of a right reads it, whoever asks.',
    `team.assignment team.delegation team.dotted_line team.group_period team.leave team.person team.planned_hand_over team.transition team.hand_over_line`,
  ],
  [
    'Rights themselves, which the kernel reads before there is a wall; what a change holds is sealed.',
    `authority.api_key authority.glass authority.held_change authority.held_place authority.held_same_person authority.review_line platform.read_use`,
  ],
  [
    'What somebody has learnt and holds: the check of a certificate reads it whoever asks; the rest is held by the kernel’s predicate alone.',
    `training.attempt training.bulletin_read training.career_proposal training.certificate training.completion training.contest training.course_duty training.credit
     training.feedback training.key_post training.lesson_read training.newcomer training.person_level training.plan_item training.proof training.registration
     training.skill_rating training.successor origination.quality_lesson`,
  ],
]

/** Every table left outside, by name. */
export const outsideWall = new Map(
  open.flatMap(([why, tables]) => tables.split(/\s+/).map(table => [table, why] as const)),
)

/** The columns by which a table is about a customer, a loan or a person of the team, or holds what is sealed. */
export const namesSomebody =
  '^(from_|to_)?(person|customer|owner|manager|mentor|leader|appraisal|loan|application|contract|lead|user)_id$|^record(_key)?$|_sealed$|_fingerprint$'
