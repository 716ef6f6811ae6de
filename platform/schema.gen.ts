// Generated from the migrated schema by `npm run generate`. Do not edit.
import type { ColumnType, Generated } from 'kysely'
import type { Day, Instant } from '#lib/day'

/** A JSON column: parsed when read, text when written. */
export type Json = ColumnType<unknown, string, string>

export type DB = {
  'authority.api_key': {
    id: Generated<bigint>
    person_id: bigint
    person_name: string
    kind: string
    label: string
    beginning: string
    hash: Buffer
    permissions: string[]
    created_at: Instant
    expires_at: Instant
  }
  'authority.api_key_end': {
    key_id: bigint
    ended_at: Instant
    ended_by: bigint | null
    ended_by_name: string
    reason: string
  }
  'authority.glass': {
    id: Generated<bigint>
    person_id: bigint
    person_name: string
    group_id: bigint | null
    branch_id: bigint | null
    permissions: string[]
    reason: string
    from_at: Instant
    until_at: Instant
  }
  'authority.glass_end': {
    glass_id: bigint
    ended_at: Instant
    ended_by_name: string
  }
  'authority.glass_review': {
    glass_id: bigint
    proper: boolean
    note: string
    reviewed_by: bigint
    reviewed_by_name: string
    reviewed_at: Instant
  }
  'authority.held_change': {
    id: Generated<bigint>
    operation: string
    rule_id: bigint
    check_permission: string
    check_role: string | null
    backup_permission: string | null
    backup_role: string | null
    same_branch: boolean
    maker_id: bigint
    maker_name: string
    maker_branch_id: bigint | null
    reason: string | null
    idempotency_key: string | null
    input_sealed: Buffer
    picture_sealed: Buffer
    fingerprint: string
    about: string[]
    state: Generated<string>
    held_at: Instant
    business_day: Day
    deadline_at: Instant
    expires_at: Instant
    escalated_at: Instant | null
    decided_by: bigint | null
    decided_by_name: string | null
    decided_at: Instant | null
    decision_note: string | null
    answer_sealed: Buffer | null
  }
  'authority.held_place': {
    held_id: bigint
    number: number
    owner_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
  }
  'authority.held_rule': {
    id: Generated<bigint>
    code: string
    number: number
    operation: string
    body: Json | null
    from_day: Day
    reason: string
    proposed_by: bigint | null
    proposed_by_name: string
    proposed_at: Instant
  }
  'authority.held_rule_decision': {
    rule_id: bigint
    approved: boolean
    decided_by: bigint | null
    decided_by_name: string
    decided_at: Instant
    note: string
  }
  'authority.held_same_person': {
    id: Generated<bigint>
    person_id: bigint
    other_id: bigint
    same: boolean
    reason: string
    said_by: bigint | null
    said_by_name: string
    said_at: Instant
  }
  'authority.held_step': {
    id: Generated<bigint>
    held_id: bigint
    kind: string
    at: Instant
    actor_id: bigint | null
    actor_name: string
    note: string | null
  }
  'authority.review_answer': {
    id: Generated<bigint>
    line_id: bigint
    keeps: boolean
    reason: string | null
    answered_by: bigint | null
    answered_by_name: string
    answered_at: Instant
    version_id: bigint | null
  }
  'authority.review_call': {
    campaign_id: bigint
    reviewer_id: bigint
    kind: string
    to_id: bigint
    to_name: string
    at: Instant
  }
  'authority.review_campaign': {
    id: Generated<bigint>
    quarter: string
    opened_on: Day
    due_on: Day
    revokes: boolean
    opened_by: bigint | null
    opened_by_name: string
    opened_at: Instant
  }
  'authority.review_line': {
    id: Generated<bigint>
    campaign_id: bigint
    person_id: bigint
    person_name: string
    post: string | null
    group_id: bigint | null
    branch_id: bigint | null
    branch_name: string | null
    kind: string
    code: string
    title_zh: string
    title_en: string
    snapshot: Json
    flags: Generated<string[]>
    last_used_at: Instant | null
    reviewer_id: bigint | null
    reviewer_name: string | null
  }
  'authority.review_revocation': {
    answer_id: bigint
    approved: boolean
    decided_by: bigint
    decided_by_name: string
    decided_at: Instant
    reason: string
  }
  'authority.review_settlement': {
    campaign_id: bigint
    settled_at: Instant
    unsigned: number
    revoking: number
  }
  'authority.rule_decision': {
    version_id: bigint
    approved: boolean
    decided_by: bigint | null
    decided_by_name: string
    decided_at: Instant
    reason: string
  }
  'authority.rule_stamp': {
    one: Generated<boolean>
    stamp: Generated<string>
  }
  'authority.rule_version': {
    id: Generated<bigint>
    kind: string
    code: string
    number: number
    content: Json | null
    from_day: Day
    to_day: Day | null
    reason: string
    source: string
    proposed_by: bigint | null
    proposed_by_name: string
    proposed_at: Instant
  }
  'contract.acceptance': {
    id: Generated<bigint>
    contract_id: bigint
    method: string
    file_sha256: string
    read_seconds: number
    identity_checked: boolean
    note: string
    evidence: Generated<Json>
    recorded_by: bigint | null
    recorded_by_name: string
    recorded_at: Instant
  }
  'contract.contract': {
    id: Generated<bigint>
    number: string
    state: string
    application_id: bigint
    customer_id: bigint
    customer_name: string
    dealer_id: bigint | null
    product_id: bigint
    product_name: string
    product_version: number
    template_id: bigint
    principal: bigint
    periods: number
    annual_rate: string
    simple_rate: string
    effective_rate: string
    figures: Json
    file_sha256: string
    file_size: number
    pages: number
    produced_by: bigint | null
    produced_by_name: string
    produced_at: Instant
    produced_on: Day
    accepted_at: Instant | null
    voided_by_name: string | null
    voided_at: Instant | null
    void_reason: string | null
    owner_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
    version: Generated<number>
  }
  'contract.template': {
    id: Generated<bigint>
    number: number
    state: string
    note: string
    body: Json
    drafted_by: bigint | null
    drafted_by_name: string
    drafted_at: Instant
    editors: Generated<bigint[]>
    published_by: bigint | null
    published_by_name: string | null
    published_at: Instant | null
    effective_from: Day | null
    version: Generated<number>
  }
  'decision.decision': {
    id: Generated<bigint>
    rule_set_id: bigint
    about: string | null
    facts: Json
    verdict: string
    reasons: Json
    decided_at: Instant
    business_day: Day
    owner_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
    score: Generated<number | null>
  }
  'decision.rule_set': {
    id: Generated<bigint>
    number: number
    state: string
    note: string
    rules: Json
    drafted_by: bigint | null
    drafted_by_name: string
    drafted_at: Instant
    editors: Generated<bigint[]>
    published_by: bigint | null
    published_by_name: string | null
    published_at: Instant | null
    effective_from: Day | null
    version: Generated<number>
  }
  'identity.account': {
    id: string
    accountId: string
    providerId: string
    userId: string
    accessToken: string | null
    refreshToken: string | null
    idToken: string | null
    accessTokenExpiresAt: Instant | null
    refreshTokenExpiresAt: Instant | null
    scope: string | null
    password: string | null
    createdAt: Generated<Instant>
    updatedAt: Instant
  }
  'identity.session': {
    id: string
    expiresAt: Instant
    token: string
    createdAt: Generated<Instant>
    updatedAt: Instant
    ipAddress: string | null
    userAgent: string | null
    userId: string
  }
  'identity.sign_in_failure': {
    id: Generated<bigint>
    username: string
    at: Instant
    address: string | null
  }
  'identity.twoFactor': {
    id: string
    secret: string
    backupCodes: string
    userId: string
    verified: boolean | null
    failedVerificationCount: number | null
    lockedUntil: Instant | null
  }
  'identity.user': {
    id: string
    name: string
    email: string
    emailVerified: boolean
    image: string | null
    createdAt: Generated<Instant>
    updatedAt: Generated<Instant>
    username: string | null
    displayUsername: string | null
    twoFactorEnabled: boolean | null
    active: Generated<boolean>
  }
  'identity.verification': {
    id: string
    identifier: string
    value: string
    expiresAt: Instant
    createdAt: Generated<Instant>
    updatedAt: Generated<Instant>
  }
  'ledger.account': {
    code: string
    name_zh: string
    name_en: string
    kind: string
  }
  'ledger.journal': {
    id: Generated<bigint>
    day: Day
    branch_id: bigint
    source: string
    description: string
    note: string | null
    about: string | null
    parent_id: bigint | null
    posted_by: string
    posted_at: Instant
  }
  'ledger.line': {
    journal_id: bigint
    seq: number
    day: Day
    branch_id: bigint
    product_id: bigint | null
    account: string
    debit: Generated<bigint>
    credit: Generated<bigint>
  }
  'notification.announcement': {
    id: Generated<bigint>
    title: string
    body: string
    branch_id: bigint | null
    group_id: bigint | null
    confirms: boolean
    author_id: bigint
    author_name: string
    created_at: Instant
    withdrawn_at: Instant | null
  }
  'notification.announcement_receipt': {
    announcement_id: bigint
    person_id: bigint
    at: Instant
  }
  'notification.handover_receipt': {
    message_id: bigint
    person_id: bigint
    person_name: string
    at: Instant
  }
  'notification.mail': {
    person_id: bigint
    address_sealed: Buffer
    address_masked: string
    language: string
    code: Buffer | null
    code_until: Instant | null
    tries: Generated<number>
    asked_on: Day
    asked: Generated<number>
    confirmed_at: Instant | null
  }
  'notification.message': {
    id: Generated<bigint>
    channel: string
    address_sealed: Buffer
    address_masked: string
    template: string
    facts_sealed: Buffer
    language: string
    about: string | null
    state: Generated<string>
    attempts: Generated<number>
    next_attempt_at: Instant
    last_error: string | null
    created_at: Instant
    sent_at: Instant | null
  }
  'notification.minutes': {
    id: Generated<bigint>
    group_id: bigint
    held_on: Day
    title: string
    body: string
    attendees: bigint[]
    author_id: bigint
    author_name: string
    created_at: Instant
  }
  'notification.notice': {
    id: Generated<bigint>
    person_id: bigint
    template: string
    facts: Json
    about: string | null
    once: string | null
    created_at: Instant
    read_at: Instant | null
  }
  'notification.presence': {
    record: string
    person_id: bigint
    person_name: string
    until: Instant
  }
  'notification.task': {
    id: Generated<bigint>
    title: string
    owner_id: bigint
    due_on: Day
    state: Generated<string>
    about: string | null
    minutes_id: bigint | null
    author_id: bigint
    author_name: string
    created_at: Instant
    settled_at: Instant | null
    settled_by_name: string | null
    note: string | null
    private: Generated<boolean>
  }
  'notification.thread_file': {
    id: Generated<bigint>
    message_id: bigint
    name: string
    media_type: string
    size: number
    sha256: string
  }
  'notification.thread_message': {
    id: Generated<bigint>
    record: string
    kind: string
    author_id: bigint
    author_name: string
    body_sealed: Buffer
    mentions: Generated<bigint[]>
    created_at: Instant
    edited_at: Instant | null
    removed_at: Instant | null
  }
  'notification.thread_seen': {
    person_id: bigint
    record: string
    through: bigint
  }
  'notification.thread_trace': {
    id: Generated<bigint>
    message_id: bigint
    kind: string
    at: Instant
    actor_id: bigint
    actor_name: string
    body_sealed: Buffer
  }
  'origination.application': {
    id: Generated<bigint>
    number: string
    state: string
    version: Generated<number>
    owner_id: bigint
    owner_name: string
    group_id: bigint | null
    branch_id: bigint | null
    lead_id: bigint | null
    customer_id: bigint | null
    customer_name: string | null
    customer_kind: string | null
    identity_fingerprint: string | null
    phone_fingerprint: string | null
    dealer_id: bigint | null
    dealer_name: string | null
    product_id: bigint | null
    product_name: string | null
    product_version: number | null
    principal: bigint | null
    periods: number | null
    remark: Generated<string>
    created_at: Instant
    created_day: Day
    state_since: Instant
    due_at: Instant | null
    submitted_by: bigint | null
    submitted_day: Day | null
    submitted_at: Instant | null
    decision_id: bigint | null
    returned_from: string | null
    escalated_limit: bigint | null
    claimed_by: bigint | null
    claimed_by_name: string | null
    claimed_group_id: bigint | null
    claimed_until: Instant | null
    decided_day: Day | null
    decided_by: bigint | null
    requested_principal: bigint | null
    conditions: Generated<Json>
    valid_through: Day | null
    annual_rate_simple: string | null
    annual_rate_effective: string | null
    cost_read_seconds: number | null
    cost_acknowledged_at: Instant | null
    contract_id: bigint | null
    loan_id: bigint | null
    disbursed_day: Day | null
    cost_form_sha256: string | null
    balloon: bigint | null
    payments: Generated<Json>
    originator_id: bigint | null
    originator_group_id: bigint | null
  }
  'origination.application_event': {
    id: Generated<bigint>
    application_id: bigint
    at: Instant
    business_day: Day
    actor: string
    actor_key: bigint | null
    actor_name: string
    actor_group_id: bigint | null
    actor_branch_id: bigint | null
    action: string
    from_state: string | null
    to_state: string
    reason: string | null
    note: Generated<string>
    working_minutes: number | null
    within_time: boolean | null
    detail: Generated<Json>
    owner_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    handling_seconds: number | null
  }
  'origination.case_export': {
    application_id: bigint
    exported_by: bigint | null
    exported_at: Instant
  }
  'origination.day_number': {
    day: Day
    last: number
  }
  'origination.defect_code': {
    code: string
    name: string
    name_en: string
    severity: string
    course_code: string | null
    active: Generated<boolean>
    version: Generated<number>
  }
  'origination.document': {
    id: Generated<bigint>
    application_id: bigint
    kind: string
    name_sealed: Buffer
    sha256: string
    media_type: string
    size: number
    uploaded_by: bigint | null
    uploaded_by_name: string
    uploaded_at: Instant
    removed_at: Instant | null
  }
  'origination.funding': {
    id: Generated<bigint>
    application_id: bigint
    state: string
    amount: bigint
    dealer_id: bigint
    requested_by: bigint | null
    requested_by_name: string
    requested_at: Instant
    due_at: Instant
    settled_by: bigint | null
    settled_by_name: string | null
    settled_at: Instant | null
    reason: string | null
    loan_id: bigint | null
    version: Generated<number>
  }
  'origination.lead': {
    id: Generated<bigint>
    state: string
    source: string
    name_sealed: Buffer
    phone_sealed: Buffer
    phone_fingerprint: Buffer
    display_name: string
    display_phone: string
    interest: string
    next_contact_on: Day | null
    lost_reason: string | null
    application_id: bigint | null
    owner_id: bigint
    owner_name: string
    group_id: bigint | null
    branch_id: bigint | null
    created_at: Instant
    version: Generated<number>
  }
  'origination.lead_event': {
    id: Generated<bigint>
    lead_id: bigint
    at: Instant
    actor_name: string
    action: string
    to_state: string
    note: string
  }
  'origination.quality_candidate': {
    event_id: bigint
    day: Day
    taken: boolean
  }
  'origination.quality_check': {
    id: Generated<bigint>
    event_id: bigint
    application_id: bigint
    occasion: string
    reasons: string[]
    lesson_id: bigint | null
    owner_id: bigint
    owner_name: string
    group_id: bigint | null
    branch_id: bigint | null
    decision: string
    decided_at: Instant
    state: Generated<string>
    drawn_at: Instant
    checked_by: bigint | null
    checked_by_name: string | null
    checked_at: Instant | null
    note: Generated<string>
    version: Generated<number>
  }
  'origination.quality_defect': {
    id: Generated<bigint>
    check_id: bigint
    code: string
    severity: string
    note: string
    at: Instant
  }
  'origination.quality_draw': {
    day: Day
    seed: string
    share: string
    carry_before: bigint
    carry_after: bigint
    population: number
    taken: number
    drawn_at: Instant
  }
  'origination.quality_lesson': {
    id: Generated<bigint>
    person_id: bigint
    person_name: string
    group_id: bigint | null
    branch_id: bigint | null
    code: string
    course_code: string | null
    course_given: boolean
    defects: bigint[]
    recheck_files: number
    day: Day
    at: Instant
    learnt_at: Instant | null
  }
  'origination.quality_reply': {
    defect_id: bigint
    answer: string
    reason: string
    at: Instant
  }
  'origination.quality_ruling': {
    defect_id: bigint
    upheld: boolean
    reason: string
    by_id: bigint
    by_name: string
    at: Instant
  }
  'origination.shadow_decision': {
    id: Generated<bigint>
    application_id: bigint
    seen_event: bigint
    owner_id: bigint
    owner_name: string
    group_id: bigint | null
    branch_id: bigint | null
    verdict: string
    reason: string | null
    principal: bigint | null
    note: string
    at: Instant
  }
  'origination.sitting': {
    id: Generated<bigint>
    application_id: bigint
    committee: string
    rule_number: number
    state: string
    chair_id: bigint
    chair_name: string
    convened_by: bigint
    convened_by_name: string
    convened_at: Instant
    closed_at: Instant | null
    closing_note: Generated<string>
    version: Generated<number>
  }
  'origination.sitting_member': {
    sitting_id: bigint
    person_id: bigint
    person_name: string
  }
  'origination.sitting_vote': {
    sitting_id: bigint
    person_id: bigint
    vote: string
    opinion: string
    at: Instant
  }
  'origination.vehicle': {
    id: Generated<bigint>
    application_id: bigint
    vin: string | null
    brand: string | null
    model: string | null
    energy: string | null
    use: string | null
    condition: string | null
    price: bigint | null
    guide_price: bigint | null
    appraised_value: bigint | null
    plate: string | null
  }
  'party.blacklist': {
    id: Generated<bigint>
    id_number_fingerprint: Buffer
    masked: string
    listed: boolean
    reason: string
    source: string
    recorded_by: bigint | null
    recorded_at: Instant
  }
  'party.consent': {
    id: Generated<bigint>
    customer_id: bigint
    kind: string
    given: boolean
    wording_version: string
    channel: string
    recorded_by: bigint | null
    recorded_at: Instant
  }
  'party.customer': {
    id: Generated<bigint>
    kind: string
    display_name: string
    name_sealed: Buffer
    name_fingerprint: Buffer
    id_number_sealed: Buffer
    id_number_fingerprint: Buffer
    id_number_masked: string
    phone_sealed: Buffer
    phone_fingerprint: Buffer
    phone_masked: string
    address_sealed: Buffer | null
    address_masked: string | null
    bank_card_sealed: Buffer | null
    bank_card_masked: string | null
    birth_date: Day | null
    business_code: string | null
    business_name: string | null
    contact_name_sealed: Buffer | null
    contact_name_masked: string | null
    occupation: string | null
    employer: string | null
    years_employed: number | null
    monthly_income: Generated<bigint>
    monthly_debt: Generated<bigint>
    contact_channel: Generated<string>
    contact_time: Generated<string>
    offers_welcome: Generated<boolean>
    owner_id: bigint
    group_id: bigint
    branch_id: bigint
    created_at: Instant
    version: Generated<number>
  }
  'party.dealer': {
    id: Generated<bigint>
    name: string
    credit_code: string
    grade: string
    state: Generated<string>
    frozen_reason: string | null
    contact: string
    contact_phone_sealed: Buffer | null
    contact_phone_masked: string | null
    account_name: string
    account_sealed: Buffer
    account_masked: string
    bank_name: string
    owner_id: bigint | null
    group_id: bigint | null
    branch_id: bigint
    created_at: Instant
    version: Generated<number>
    account_changed_at: Instant | null
    dealer_group: string | null
  }
  'party.relation': {
    id: Generated<bigint>
    customer_id: bigint
    other_id: bigint
    kind: string
    holds: boolean
    recorded_by: bigint | null
    recorded_at: Instant
  }
  'party.survey_refusal': {
    customer_id: bigint
    how: string
    note: Generated<string>
    recorded_by: bigint | null
    recorded_at: Instant
  }
  'performance.appraisal': {
    id: Generated<bigint>
    cycle_id: bigint
    person_id: bigint
    post: string
    group_id: bigint | null
    branch_id: bigint | null
    manager_id: bigint | null
    goals: Generated<Json>
    goals_by_person: Generated<boolean>
    goals_by_manager: Generated<boolean>
    self: Json | null
    manager: Json | null
    result: Json | null
    score: string | null
    grade: string | null
    signed_by_person: Instant | null
    signed_by_manager: Instant | null
    appeal: string | null
    appeal_answer: string | null
    version: Generated<number>
  }
  'performance.calibration': {
    id: Generated<bigint>
    appraisal_id: bigint
    before: string
    after: string
    on_appeal: boolean
    reason: string
    by_id: bigint
    by_name: string
    at: Instant
    sitting_id: bigint | null
  }
  'performance.calibration_sitting': {
    id: Generated<bigint>
    cycle_id: bigint
    attended: Json
    by_id: bigint
    by_name: string
    at: Instant
  }
  'performance.choice': {
    person_id: bigint
    unlisted: Generated<boolean>
    no_digest: Generated<boolean>
    at: Instant
  }
  'performance.cycle': {
    id: Generated<bigint>
    name: string
    from_day: Day
    to_day: Day
    due_day: Day
    state: string
    body: Json
    rules: Json | null
    appeal_until: Day | null
    version: Generated<number>
  }
  'performance.development_need': {
    id: Generated<bigint>
    appraisal_id: bigint
    text: string
    course_code: string
    due_on: Day
    by_id: bigint
    by_name: string
    at: Instant
  }
  'performance.digest': {
    person_id: bigint
    week: Day
    body: Json
    at: Instant
  }
  'performance.dispute': {
    id: Generated<bigint>
    line_id: bigint
    person_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    state: string
    reason: string
    text: string
    raised_at: Instant
    answer_by: Day
    answer: string | null
    correction: bigint | null
    answered_by: bigint | null
    answered_by_name: string | null
    answered_at: Instant | null
    version: Generated<number>
  }
  'performance.fault_case': {
    id: Generated<bigint>
    loan_id: bigint
    person_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    opened_day: Day
    trigger: string
    duty: string
    state: string
    evidence: Generated<Json>
    outcome: string | null
    share: string | null
    reason: string | null
    decided_by: bigint | null
    decided_by_name: string | null
    decided_at: Instant | null
    appeal_until: Day | null
    appeal: string | null
    appealed_at: Instant | null
    appeal_outcome: string | null
    appeal_share: string | null
    appeal_reason: string | null
    appeal_by: bigint | null
    appeal_by_name: string | null
    closed_at: Instant | null
    version: Generated<number>
  }
  'performance.frozen_figure': {
    month: Day
    code: string
    level: string
    subject_id: bigint
    rows: number
    total: string | null
    part: string | null
    median: string | null
  }
  'performance.frozen_metric': {
    month: Day
    code: string
    source: string
    measure: number | null
    part: number | null
    among: number | null
    counted: number | null
  }
  'performance.frozen_month': {
    month: Day
    frozen_at: Instant
    frozen_by: bigint | null
    frozen_by_name: string
    versions: Json
  }
  'performance.frozen_row': {
    month: Day
    code: string
    person_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
    keys: bigint[]
    numbers: string[]
    days: Day[]
    measures: bigint[]
    parts: bigint[]
    counted: boolean[]
  }
  'performance.frozen_source': {
    month: Day
    source: string
    person_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
    keys: bigint[]
    numbers: string[] | null
    seqs: number[] | null
    days: Day[] | null
    measures: bigint[] | null
    measures2: bigint[] | null
    measures3: bigint[] | null
    flags: number[] | null
  }
  'performance.improvement': {
    id: Generated<bigint>
    appraisal_id: bigint
    from_day: Day
    to_day: Day
    goals: Json
    state: string
    outcome: string | null
    opened_by: bigint
    opened_at: Instant
    ended_at: Instant | null
    version: Generated<number>
  }
  'performance.improvement_check': {
    id: Generated<bigint>
    improvement_id: bigint
    day: Day
    on_track: boolean
    text: string
    by_id: bigint
    by_name: string
    at: Instant
  }
  'performance.kept_figure': {
    id: Generated<bigint>
    code: string
    version: number
    person_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    from_day: Day
    to_day: Day
    at: Instant
    keys: bigint[]
    numbers: string[]
    days: Day[]
    measures: bigint[]
    parts: bigint[]
    counted: boolean[]
    level: Generated<string>
    subject_id: bigint | null
  }
  'performance.metric_version': {
    id: Generated<bigint>
    code: string
    number: number
    state: Generated<string>
    body: Json
    reason: string
    from_day: Day
    made_by: bigint | null
    made_by_name: string
    made_at: Instant
    decided_by: bigint | null
    decided_by_name: string | null
    decided_at: Instant | null
  }
  'performance.paid_loan': {
    loan_id: bigint
    at: Instant
  }
  'performance.pay_account': {
    id: Generated<bigint>
    person_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    bank: string
    number_sealed: Buffer
    tail: string
    state: Generated<string>
    given_at: Instant
    decided_by: bigint | null
    decided_by_name: string | null
    decided_at: Instant | null
    reason: Generated<string>
    version: Generated<number>
  }
  'performance.pay_line': {
    id: Generated<bigint>
    person_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    loan_id: bigint | null
    month: Day
    plan_version_id: bigint | null
    component: string
    part: string
    step: string
    amount: bigint
    vests_on: Day | null
    parent_id: bigint | null
    case_id: bigint | null
    why: Generated<Json>
    value_day: Day
    posted_at: Instant
    posted_by: string
    appraisal_id: bigint | null
    pool_id: bigint | null
  }
  'performance.pay_month': {
    month: Day
    state: string
    frozen_at: Instant
    frozen_by: bigint | null
    frozen_by_name: string
    approved_at: Instant | null
    approved_by: bigint | null
    approved_by_name: string | null
    paid_at: Instant | null
    journal_id: string | null
    version: Generated<number>
  }
  'performance.pay_pool': {
    id: Generated<bigint>
    month: Day
    plan_version_id: bigint
    group_id: bigint
    branch_id: bigint | null
    commission: bigint
    share: string
    amount: bigint
    points: string
    people: number
    posted_at: Instant
  }
  'performance.peer_answer': {
    id: Generated<string>
    appraisal_id: bigint
    score: number
  }
  'performance.peer_ask': {
    id: Generated<bigint>
    appraisal_id: bigint
    reviewer_id: bigint
    files: number
    answered: Generated<boolean>
  }
  'performance.plan': {
    id: Generated<bigint>
    code: string
    name: string
  }
  'performance.plan_version': {
    id: Generated<bigint>
    plan_id: bigint
    number: number
    state: string
    body: Json
    reason: string
    from_day: Day | null
    to_day: Day | null
    made_by: bigint | null
    made_by_name: string
    made_at: Instant
    approved_by: bigint | null
    approved_by_name: string | null
    approved_at: Instant | null
    findings: Generated<Json>
    accepted_because: string | null
    version: Generated<number>
  }
  'performance.pulse_answer': {
    id: Generated<string>
    week: Day
    group_id: bigint
    branch_id: bigint
    score: number
  }
  'performance.pulse_given': {
    week: Day
    person_id: bigint
  }
  'performance.recovery_step': {
    case_id: bigint
    person_id: bigint
    month: Day
    amount: bigint
  }
  'performance.talk': {
    id: Generated<bigint>
    manager_id: bigint
    person_id: bigint
    held_on: Day
    next_on: Day | null
    by_id: bigint
    at: Instant
  }
  'performance.talk_note': {
    id: Generated<bigint>
    talk_id: bigint
    manager_id: bigint
    person_id: bigint
    by_id: bigint
    by_name: string
    body_sealed: Buffer
    at: Instant
  }
  'performance.target': {
    id: Generated<bigint>
    code: string
    level: string
    branch_id: bigint | null
    group_id: bigint | null
    person_id: bigint | null
    from_day: Day
    to_day: Day
    number: number
    value: string
    upper: string | null
    origin: string
    parent_id: bigint | null
    reason: string
    made_by: bigint | null
    made_by_name: string
    made_on: Day
    made_at: Instant
  }
  'performance.target_counter': {
    id: Generated<bigint>
    target_id: bigint
    value: string
    reason: string
    made_by: bigint
    made_by_name: string
    made_at: Instant
    state: Generated<string>
    answer: string | null
    answered_by: bigint | null
    answered_by_name: string | null
    answered_at: Instant | null
  }
  'performance.thanks': {
    id: Generated<bigint>
    person_id: bigint
    group_id: bigint
    branch_id: bigint
    by_id: bigint
    by_name: string
    reason: string
    body: string
    record: string | null
    day: Day
    at: Instant
  }
  'performance.voice_answer': {
    ask_id: bigint
    score: number
    day: Day
    at: Instant
  }
  'performance.voice_ask': {
    id: Generated<bigint>
    appraisal_id: bigint
    person_id: bigint
    group_id: bigint | null
    branch_id: bigint | null
    customer_id: bigint
    application_id: bigint
    number: string
    asked_on: Day
    asked_at: Instant
  }
  'performance.wage': {
    id: Generated<bigint>
    person_id: bigint
    from_day: Day
    monthly: bigint
    reason: string
    set_by: bigint | null
    set_at: Instant
  }
  'platform.audit': {
    id: Generated<bigint>
    at: Instant
    business_day: Day
    actor: string
    actor_name: string
    operation: string
    outcome: string
    refusal: string | null
    about: Generated<string[]>
    detail: Generated<Json>
    request_id: string
    address: string | null
    actor_key: bigint | null
    actor_group_id: bigint | null
    actor_branch_id: bigint | null
  }
  'platform.business_day': {
    day: Day
    opened_at: Instant
    closed_at: Instant | null
  }
  'platform.file': {
    sha256: string
    media_type: string
    size: number
    sealed: boolean
    content: Buffer
    created_at: Instant
  }
  'platform.idempotency': {
    actor: string
    key: string
    operation: string
    body_hash: string
    answer: Buffer | null
    created_at: Instant
  }
  'platform.installation': {
    name: string
    value: Json
  }
  'platform.read_use': {
    person_id: bigint
    permission: string
    first_day: Day
    last_day: Day
  }
  'platform.watcher': {
    id: string
    until: Instant
  }
  'product.product': {
    id: Generated<bigint>
    code: string
    created_by: bigint | null
    created_at: Instant
  }
  'product.product_version': {
    id: Generated<bigint>
    product_id: bigint
    number: number
    state: string
    note: string
    definition: Json
    drafted_by: bigint | null
    drafted_by_name: string
    drafted_at: Instant
    editors: Generated<bigint[]>
    published_by: bigint | null
    published_by_name: string | null
    published_at: Instant | null
    effective_from: Day | null
    last_day: Day | null
    version: Generated<number>
  }
  'reference.parameter': {
    id: Generated<bigint>
    code: string
    value: Json
    from_day: Day
    source: string
    mark: string
    reason: string
    proposed_by: bigint | null
    proposed_at: Instant
  }
  'reference.parameter_decision': {
    parameter_id: bigint
    approved: boolean
    decided_by: bigint | null
    decided_at: Instant
    reason: string
  }
  'reference.series': {
    id: Generated<bigint>
    code: string
    day: Day
    value: string
    source: string
    mark: string
    recorded_by: bigint | null
    recorded_at: Instant
  }
  'servicing.books_check': {
    day: Day
    checked_at: Instant
    agree: boolean
    loan_differences: number
    ledger_differences: number
  }
  'servicing.correction': {
    loan_id: bigint
    id: Generated<bigint>
    base: string
    from_day: Day
    noted_on: Day
    difference: bigint | null
    obstacle: string | null
  }
  'servicing.correction_decision': {
    loan_id: bigint
    correction_id: bigint
    outcome: string
    amount: bigint
    reason: string
    decided_on: Day
    decided_by: string
    decided_at: Instant
  }
  'servicing.day_close': {
    day: Day
    started_at: Instant
    finished_at: Instant | null
    loans: bigint | null
    counts: Generated<Json>
  }
  'servicing.day_close_range': {
    day: Day
    seq: number
    from_id: bigint
    to_id: bigint
    completed_at: Instant | null
    counts: Generated<Json>
  }
  'servicing.day_total': {
    day: Day
    branch_id: bigint
    product_id: bigint
    bucket: string
    class: string
    stage: number
    loans: bigint
    outstanding: bigint
    overdue: bigint
    accrued: bigint
    expected_loss: bigint | null
  }
  'servicing.debit_file': {
    day: Day
    direction: string
    protocol: string
    sha256: string
    rows: number
    amount: bigint
    by_name: string
    at: Instant
  }
  'servicing.debit_order': {
    day: Day
    loan_id: bigint
    amount: bigint
    outcome: string | null
    reason: string | null
    reference: string | null
  }
  'servicing.figure_change': {
    loan_id: bigint
    id: Generated<bigint>
    kind: string
    day: Day
    person_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
    n: bigint
    amount: bigint
    part: Generated<bigint>
  }
  'servicing.figure_kept': {
    kind: string
    month_end: Day | null
  }
  'servicing.figure_sum': {
    kind: string
    day: Day
    person_id: bigint | null
    group_id: bigint | null
    branch_id: bigint | null
    flags: Generated<number>
    n: bigint
    amount: bigint
    part: Generated<bigint>
    other: Generated<bigint>
    keys: bigint[] | null
    amounts: bigint[] | null
    parts: bigint[] | null
  }
  'servicing.installment': {
    loan_id: bigint
    seq: number
    due_on: Day
    principal: bigint
    interest: bigint
    fee: bigint
    principal_paid: Generated<bigint>
    interest_paid: Generated<bigint>
    fee_paid: Generated<bigint>
    penalty_paid: bigint | null
    compound_paid: bigint | null
    penalty_posted: bigint | null
    compound_posted: bigint | null
    principal_product: bigint | null
    interest_product: bigint | null
    product_through: Day | null
    penalty_before: bigint | null
    compound_before: bigint | null
  }
  'servicing.loan': {
    loan_id: bigint
    number: string
    application_id: bigint | null
    contract_id: bigint | null
    customer_id: bigint
    product_id: bigint
    product_version: number
    dealer_id: bigint | null
    owner_id: bigint | null
    group_id: bigint | null
    branch_id: bigint
    principal: bigint
    annual_rate: string
    penalty_rate: string
    grace_days: number
    allocation_order: string[]
    late_orders: Json | null
    allocation_version: string | null
    settlement_fee_rate: Generated<string>
    settlement_free_after: Generated<number>
    disbursed_on: Day
    matures_on: Day
    periods: number
    opened_at: Instant
    state: string
    outstanding: bigint
    overdue_principal: Generated<bigint>
    overdue_interest: Generated<bigint>
    overdue_fee: Generated<bigint>
    next_seq: Generated<number>
    next_due_on: Day | null
    next_interest: bigint
    period_from: Day
    oldest_unpaid_due: Day | null
    bucket: string
    class: string
    closed_on: Day | null
    advance: Generated<bigint>
    claim: Generated<bigint>
    commitment: bigint | null
    original_rate: string | null
    restructured_on: Day | null
    first_repayment_on: Day | null
    observation_ends_on: Day | null
    restructured_again: boolean | null
    originated_on: Day | null
    vehicle_brand: string | null
    vehicle_model: string | null
    vehicle_condition: string | null
    region: string | null
    stage: Generated<number>
    non_retail: Generated<boolean>
    contagion: Generated<string>
    watched: Generated<boolean>
    class_until: Day | null
    stage_until: Day | null
    observed_until: Day | null
    observed_class: string | null
    recheck_on: Day | null
    final_principal: Generated<bigint>
    floating: Json | null
    reset_on: Day | null
    upfront_fee: Generated<bigint>
    claim_bearing: Generated<bigint>
    claim_product: Generated<string>
    claim_through: Day | null
    claim_grown_paid: Generated<bigint>
    original_penalty_rate: string | null
    day_count: Generated<string>
    reset_from: Day | null
    originator_id: bigint | null
    originator_group_id: bigint | null
    rounding: string | null
    scale: number | null
    penalty_multiple: string | null
    decider_id: bigint | null
    decider_group_id: bigint | null
    decider_branch_id: bigint | null
    payable_from: Day | null
  }
  'servicing.loan_entry': {
    loan_id: bigint
    transaction_id: bigint
    debit: string
    credit: string
    amount: bigint
    posted_on: Day
    branch_id: bigint
    product_id: bigint
  }
  'servicing.loan_month': {
    loan_id: bigint
    month_end: Day
    branch_id: bigint
    product_id: bigint
    state: string
    bucket: string
    class: string
    stage: number
    oldest_unpaid_due: Day | null
    outstanding: bigint
    overdue: bigint
    expected_loss: bigint
    originator_id: bigint | null
    originator_group_id: bigint | null
  }
  'servicing.loan_share': {
    loan_id: bigint
    transaction_id: bigint
    seq: number
    fee: bigint
    penalty: bigint
    compound: bigint
    interest: bigint
    principal: bigint
  }
  'servicing.loan_state': {
    loan_id: bigint
    from_day: Day
    state: string
    bucket: string
    class: string
    outstanding: bigint
    stage: Generated<number>
  }
  'servicing.loan_transaction': {
    loan_id: bigint
    id: bigint
    kind: string
    value_date: Day
    posted_on: Day
    amount: bigint
    fee: Generated<bigint>
    penalty: Generated<bigint>
    compound: Generated<bigint>
    interest: Generated<bigint>
    principal: Generated<bigint>
    settlement_fee: Generated<bigint>
    advance: Generated<bigint>
    recovered: Generated<bigint>
    terms: Json | null
    parent_id: bigint | null
    channel: string | null
    reference: string | null
    note: string | null
    import_id: bigint | null
    recorded_by: string
    recorded_at: Instant
    charged: Generated<bigint>
    grown: Generated<bigint>
  }
  'servicing.loan_watch': {
    loan_id: bigint
    id: bigint
    watched: boolean
    reason: string
    review_on: Day | null
    recorded_on: Day
    recorded_by: string
    recorded_at: Instant
  }
  'servicing.notice': {
    day: Day
    loan_id: bigint
    transaction_id: bigint
    template: string
    facts: Json
    outcome: string | null
  }
  'servicing.original_installment': {
    loan_id: bigint
    seq: number
    due_on: Day
    principal: bigint
    interest: bigint
    fee: bigint
  }
  'servicing.plan_line': {
    loan_id: bigint
    transaction_id: bigint
    seq: number
    replaces: bigint | null
    due_on: Day | null
    principal: bigint | null
    interest: bigint | null
    fee: bigint | null
  }
  'servicing.reminder': {
    day: Day
    loan_id: bigint
    seq: number
    days: number
    outcome: string | null
  }
  'servicing.repayment_import': {
    id: bigint
    file_name: string
    sha256: string
    imported_by: string
    imported_by_name: string
    imported_on: Day
    imported_at: Instant
  }
  'servicing.repayment_import_row': {
    import_id: bigint
    line: number
    number: string
    amount_text: string
    value_date_text: string
    reference: string
    outcome: string
    refusal: string | null
    facts: Generated<Json>
    loan_id: bigint | null
    transaction_id: bigint | null
    amount: bigint | null
  }
  'servicing.set_aside': {
    loan_id: bigint
    day: Day
    reason: string
    at: Instant
    resolved_at: Instant | null
  }
  'servicing.settlement_quote': {
    loan_id: bigint
    id: bigint
    settles_on: Day
    valid_until: Day
    total: bigint
    fee_waived: boolean
    quoted_on: Day
    quoted_by: string
    quoted_at: Instant
  }
  'servicing.signal': {
    from_day: Day
    loan_id: bigint
    was_state: string
    state: string
    was_bucket: string
    bucket: string
    was_class: string
    class: string
    was_stage: number
    stage: number
    outstanding: bigint
    first_payment_days: number | null
  }
  'servicing.subsidy': {
    loan_id: bigint
    seq: number
    payer: string
    at_once: boolean
    lost_after: number | null
    claw_back: boolean
    agreed: Json
    lost_on: Day | null
    due_posted: Generated<bigint>
    earned_posted: Generated<bigint>
    received: Generated<bigint>
    next_on: Day | null
    last_on: Day | null
    dealer_id: bigint | null
    brand: string | null
    branch_id: bigint
  }
  'servicing.subsidy_line': {
    loan_id: bigint
    seq: number
    on_day: Day
    due: bigint
    earned: bigint
  }
  'servicing.subsidy_receipt': {
    id: Generated<bigint>
    payer: string
    dealer_id: bigint | null
    brand: string | null
    amount: bigint
    claims: number
    received_on: Day
    posted_on: Day
    reference: string
    note: string | null
    parent_id: bigint | null
    recorded_by: string
    recorded_at: Instant
  }
  'servicing.subsidy_receipt_line': {
    loan_id: bigint
    receipt_id: bigint
    seq: number
    amount: bigint
  }
  'team.assignment': {
    id: Generated<bigint>
    person_id: bigint
    post: string
    group_id: bigint
    reports_to: bigint | null
    from_day: Day
    to_day: Day | null
    reason: string | null
    made_by_name: string | null
    made_on: Day | null
  }
  'team.branch': {
    id: Generated<bigint>
    code: string
    name: string
    city: string
  }
  'team.delegation': {
    id: Generated<bigint>
    from_person_id: bigint
    to_person_id: bigint
    permissions: string[]
    approval_cap: bigint | null
    from_day: Day
    to_day: Day
    reason: string
    leave_id: bigint | null
    given_at: Instant
  }
  'team.delegation_end': {
    delegation_id: bigint
    on_day: Day
    ended_by: bigint | null
    ended_by_name: string
    reason: string
    ended_at: Instant
  }
  'team.dotted_line': {
    id: Generated<bigint>
    person_id: bigint
    manager_id: bigint
    purpose: string
    from_day: Day
    to_day: Day | null
    made_by_name: string
    made_at: Instant
  }
  'team.group_change': {
    id: Generated<bigint>
    group_id: bigint
    from_day: Day
    change: Json
    reason: string
    changed_by: bigint | null
    changed_by_name: string
    changed_at: Instant
  }
  'team.group_period': {
    group_id: bigint
    branch_id: bigint
    name: string
    parent_id: bigint | null
    leader_id: bigint | null
    from_day: Day
    to_day: Day | null
  }
  'team.hand_over_line': {
    id: Generated<bigint>
    kind: string
    record_key: bigint
    from_person_id: bigint
    to_person_id: bigint | null
    on_day: Day
    made_by: bigint | null
    made_at: Instant
  }
  'team.leave': {
    id: Generated<bigint>
    person_id: bigint
    kind: string
    from_day: Day
    to_day: Day
    stand_in_id: bigint | null
    reason: string
    cancelled_at: Instant | null
  }
  'team.list_choice': {
    person_id: bigint
    list: string
    views: Json
    columns: Json | null
  }
  'team.person': {
    id: Generated<bigint>
    user_id: string
    username: string
    name: string
    joined_on: Day
    left_on: Day | null
    version: Generated<number>
  }
  'team.planned_hand_over': {
    id: Generated<bigint>
    person_id: bigint
    from_day: Day
    plan: Json
    state: Generated<string>
    made_by: bigint | null
    made_at: Instant
  }
  'team.post': {
    code: string
    founding: Generated<boolean>
  }
  'team.post_version': {
    post: string
    number: number
    from_day: Day
    name_zh: string
    name_en: string
    function: string
    level: number
    head_office: boolean
    duties_zh: string[]
    duties_en: string[]
    certificates: Generated<string[]>
    retired: Generated<boolean>
    reason: string
    made_by: bigint | null
    made_by_name: string
    made_at: Instant
  }
  'team.seats': {
    id: Generated<bigint>
    group_id: bigint
    post: string
    from_day: Day
    seats: number
    reason: string
    made_by: bigint | null
    made_by_name: string
    made_at: Instant
  }
  'team.team_group': {
    id: Generated<bigint>
    branch_id: bigint
    function: string
    version: Generated<number>
  }
  'team.transition': {
    id: Generated<bigint>
    person_id: bigint
    kind: string
    from_day: Day
    reason: string | null
    made_by: bigint | null
    made_by_name: string
    made_at: Instant
  }
  'team.transition_item': {
    transition_id: bigint
    item: string
    done_at: Instant | null
    done_by_name: string | null
    note: string | null
  }
  'training.attempt': {
    id: Generated<bigint>
    person_id: bigint
    version_id: bigint
    number: number
    token_hash: string
    windows: Generated<number>
    started_at: Instant
    ends_at: Instant
    closed_at: Instant | null
    closed_by: string | null
    score: number | null
    passed: boolean | null
  }
  'training.attempt_item': {
    attempt_id: bigint
    position: number
    question_id: bigint | null
    case_id: bigint | null
    shown: Generated<number[]>
    answer: Json | null
    answered_at: Instant | null
    points: number | null
    detail: Json | null
  }
  'training.budget': {
    id: Generated<bigint>
    group_id: bigint | null
    year: number
    amount: bigint
    reason: string
    set_by: bigint | null
    set_at: Instant
  }
  'training.bulletin': {
    id: Generated<bigint>
    title: string
    body: string
    source: string
    posts: Generated<string[]>
    must_read_by: Day | null
    published_by: bigint | null
    published_at: Instant
    withdrawn_at: Instant | null
  }
  'training.bulletin_read': {
    bulletin_id: bigint
    person_id: bigint
    read_at: Instant
  }
  'training.career_proposal': {
    id: Generated<bigint>
    kind: string
    owner_id: bigint
    group_id: bigint
    branch_id: bigint
    ladder_version_id: bigint
    step: string
    from_post: string
    from_level: string
    to_post: string
    to_level: string
    to_group_id: bigint
    reports_to: bigint | null
    from_day: Day
    reason: string
    evidence: Json
    lacking: number
    exception_reason: string
    state: Generated<string>
    made_by: bigint
    made_at: Instant
    decided_by: bigint | null
    decided_at: Instant | null
    decision_reason: Generated<string>
  }
  'training.case_study': {
    id: Generated<bigint>
    title: string
    topic: string
    story: string
    facts: Json
    policy_verdict: string
    policy_reasons: string[]
    policy_note: string
    outcome: string
    outcome_note: Generated<string>
    source: Generated<string>
    added_by: bigint | null
    added_at: Instant
    retired_at: Instant | null
  }
  'training.certificate': {
    id: Generated<bigint>
    kind_id: bigint
    person_id: bigint
    number: string
    basis: string
    evidence: string
    course_version: number | null
    attempt_id: bigint | null
    issued_at: Instant
    valid_until: Instant
    grace_until: Instant
    issued_by: bigint | null
  }
  'training.certificate_kind': {
    id: Generated<bigint>
    code: string
    name: string
    name_en: string
    validity_months: number
    grace_days: Generated<number>
    refresher_days: Generated<number>
    version: Generated<number>
  }
  'training.certificate_revocation': {
    certificate_id: bigint
    revoked_at: Instant
    revoked_by: bigint | null
    reason: string
  }
  'training.certificate_told': {
    certificate_id: bigint
    what: string
    told_at: Instant
  }
  'training.completion': {
    id: Generated<bigint>
    person_id: bigint
    course_id: bigint
    version_number: number
    attempt_id: bigint | null
    completed_at: Instant
  }
  'training.contest': {
    id: Generated<bigint>
    attempt_id: bigint
    position: number
    question_id: bigint
    person_id: bigint
    reason: string
    made_at: Instant
  }
  'training.contest_ruling': {
    contest_id: bigint
    upheld: boolean
    reason: string
    ruled_by: bigint
    ruled_at: Instant
  }
  'training.course': {
    id: Generated<bigint>
    code: string
    kind: string
    topic: string
    certificate_kind_id: bigint | null
    retired_at: Instant | null
  }
  'training.course_duty': {
    id: Generated<bigint>
    person_id: bigint
    course_id: bigint
    source: string
    reason: string
    due_on: Day
    given_by: bigint | null
    given_at: Instant
    withdrawn_at: Instant | null
    about: string | null
    once: string | null
  }
  'training.course_version': {
    id: Generated<bigint>
    course_id: bigint
    number: number
    state: string
    title: string
    title_en: string
    summary: string
    exam: Json | null
    change_note: Generated<string>
    revision: Generated<number>
    written_by: bigint | null
    published_by: bigint | null
    published_at: Instant | null
  }
  'training.credit': {
    id: Generated<bigint>
    person_id: bigint
    kind: string
    minutes: number
    day: Day
    source_id: bigint
    title: string
    credited_at: Instant
  }
  'training.feedback': {
    session_id: bigint
    person_id: bigint
    rating: number
    comment: Generated<string>
    given_at: Instant
  }
  'training.first_days_plan': {
    id: Generated<bigint>
    post: string
    number: number
    from_day: Day
    items: Json
    review_days: number[]
    change_note: string
    made_by: bigint | null
    made_at: Instant
  }
  'training.key_post': {
    id: Generated<bigint>
    post: string
    owner_id: bigint | null
    group_id: bigint
    branch_id: bigint
    note: string
    added_by: bigint | null
    added_at: Instant
    ended_at: Instant | null
  }
  'training.ladder_decision': {
    ladder_version_id: bigint
    approved: boolean
    reason: string
    decided_by: bigint | null
    decided_at: Instant
  }
  'training.ladder_version': {
    id: Generated<bigint>
    code: string
    number: number
    function: string
    name: string
    name_en: string
    steps: Json
    from_day: Day
    change_note: string
    made_by: bigint | null
    made_at: Instant
  }
  'training.lesson': {
    id: Generated<bigint>
    version_id: bigint
    position: number
    kind: string
    title: string
    body: Generated<string>
    minutes: number
    sha256: string | null
    file_name: string | null
    media_type: string | null
    case_id: bigint | null
  }
  'training.lesson_read': {
    person_id: bigint
    lesson_id: bigint
    read_at: Instant
    seconds: number
  }
  'training.newcomer': {
    id: Generated<bigint>
    owner_id: bigint
    group_id: bigint
    branch_id: bigint
    post: string
    plan_id: bigint
    mentor_id: bigint
    from_day: Day
    state: Generated<string>
    started_by: bigint | null
    started_at: Instant
    ended_by: bigint | null
    ended_at: Instant | null
    ended_reason: Generated<string>
  }
  'training.newcomer_review': {
    newcomer_id: bigint
    day: number
    role: string
    verdict: string
    good: string
    better: string
    said_by: bigint
    said_at: Instant
  }
  'training.newcomer_tick': {
    newcomer_id: bigint
    item: string
    done_by: bigint
    done_at: Instant
    note: string
  }
  'training.path': {
    id: Generated<bigint>
    post: string
    level: string
    name: string
    name_en: string
    since: Instant
    revision: Generated<number>
  }
  'training.path_course': {
    path_id: bigint
    course_id: bigint
    position: number
    within_days: number
  }
  'training.person_level': {
    id: Generated<bigint>
    person_id: bigint
    level: string
    reason: string
    set_by: bigint | null
    set_at: Instant
  }
  'training.plan_item': {
    id: Generated<bigint>
    person_id: bigint
    year: number
    kind: string
    course_id: bigint | null
    target_minutes: number | null
    title: string
    due_on: Day
    added_by: bigint | null
    added_at: Instant
    done_at: Instant | null
    dropped_at: Instant | null
  }
  'training.post_certificate': {
    post: string
    certificate_kind_id: bigint
  }
  'training.proof': {
    id: Generated<bigint>
    owner_id: bigint
    group_id: bigint
    branch_id: bigint
    kind_id: bigint
    issuer: string
    issued_on: Day
    valid_until: Day | null
    sha256: string
    file_name: string
    media_type: string
    sent_at: Instant
    state: Generated<string>
    decided_by: bigint | null
    decided_at: Instant | null
    reason: Generated<string>
    certificate_id: bigint | null
  }
  'training.question': {
    id: Generated<bigint>
    topic: string
    kind: string
    difficulty: number
    stem: string
    options: string[]
    answer: Json
    explanation: string
    source: Generated<string>
    replaces: bigint | null
    added_by: bigint | null
    added_at: Instant
    retired_at: Instant | null
  }
  'training.registration': {
    session_id: bigint
    person_id: bigint
    state: string
    asked_at: Instant
    place_in_line: Generated<bigint>
    attended_at: Instant | null
    attended_by: string | null
  }
  'training.regrade': {
    contest_id: bigint
    attempt_id: bigint
    score_before: number
    score_after: number
    passed_before: boolean
    passed_after: boolean
    regraded_at: Instant
  }
  'training.renewal': {
    id: Generated<bigint>
    kind_id: bigint
    since_version: number
    renew_by: Instant
    reason: string
    decided_by: bigint | null
    decided_at: Instant
  }
  'training.session': {
    id: Generated<bigint>
    kind: string
    title: string
    summary: Generated<string>
    speaker: string | null
    speaker_from: string | null
    host_id: bigint | null
    place: string
    starts_at: Instant
    ends_at: Instant
    capacity: number
    posts: Generated<string[]>
    group_id: bigint | null
    planned_cost: Generated<bigint>
    actual_cost: bigint | null
    host_minutes: Generated<number>
    state: Generated<string>
    cancel_reason: string | null
    version: Generated<number>
    added_by: bigint | null
    added_at: Instant
  }
  'training.session_file': {
    id: Generated<bigint>
    session_id: bigint
    sha256: string
    file_name: string
    media_type: string
    size: number
    added_by: bigint | null
    added_at: Instant
  }
  'training.skill': {
    code: string
    name: string
    name_en: string
  }
  'training.skill_rating': {
    id: Generated<bigint>
    person_id: bigint
    skill: string
    rating: number
    note: string
    rated_by: bigint | null
    rated_at: Instant
  }
  'training.successor': {
    id: Generated<bigint>
    key_post_id: bigint
    person_id: bigint
    readiness: string
    note: string
    named_by: bigint | null
    named_at: Instant
    ended_at: Instant | null
  }
}
