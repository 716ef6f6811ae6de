import type pg from 'pg'
import { type Id, toId } from '#lib/id'
import type { Rights } from '#platform/context'
import { storeFile } from '#platform/files'
import type { TestHouse } from './house.ts'
import { addJudgedKinds } from './record-kinds-judged.ts'
import { addReviewedKinds } from './record-kinds-reviewed.ts'

/** Somebody of the team and where they work. */
export type There = { id: bigint; group_id: bigint; branch_id: bigint }
/** Who asks: their own key and the kernel's answers for them. */
type Asking = { me: bigint; rights: Rights }

/** A kind of record whose place is moved about, and what may be asked of it. */
export type Kind = {
  /** The field of the input that names the record, and what identifies it there. */
  field: 'id' | 'personId' | 'record' | 'lineId' | 'figureId'
  prefix: string
  key: (there: There) => bigint
  /** Puts the record where somebody works, as that person's own. */
  move: (there: There) => Promise<unknown>
  /** Whether the operation may be answered; without it, what the kernel says of its permission at the place. */
  may?: (operation: { name: string; permission: string }, place: Place, asking: Asking) => boolean
}
type Place = { ownerId: bigint; groupId: bigint; branchId: bigint }

/** How records are written and their kinds kept, past the rules of making them. */
export type Making = {
  insert(table: string, row: Record<string, unknown>): Promise<bigint>
  put(table: string, key: bigint, columns: { owner?: string; group?: string; branch?: string }): Kind['move']
  add(prefix: string, key: bigint, move: Kind['move'], may?: Kind['may'], field?: Kind['field']): unknown
}
export const ofPerson = { owner: 'person_id', group: 'group_id', branch: 'branch_id' }
const ofOwner = { owner: 'owner_id', group: 'group_id', branch: 'branch_id' }
/** Only whoever it belongs to may. */
export const ofTwo: Kind['may'] = (_, { ownerId }, { me }) => ownerId === me

/** What an operation refuses whoever may not see the record: it says no more of it than that there is none. */
export const hides = (code: string) =>
  code.startsWith('authority.') || /_not_found$|_not_own$|\.(not_yours|not_own_\w+|own_\w+|session_lead)$/.test(code)

export const when = '2026-03-01T01:00:00Z'
export const nowhere = { ownerId: null, groupId: null, branchId: null }

/**
 * One record of each kind, written past the rules of making one: here only who reaches it is tried, wherever it stands.
 * `customer` carries the thread, `application` the sitting and the checked decision; `attempt` is somebody's finished exam.
 */
export async function recordKinds(
  house: TestHouse,
  given: { customer: bigint; application: bigint; attempt: bigint; maker: There; stranger: There },
): Promise<{ kinds: Kind[]; close(): void }> {
  const { maker, stranger } = given
  const past = await house.pool.connect()
  // Neither keys of other tables nor triggers of facts hold on this connection.
  await past.query(`SET session_replication_role = replica`)
  const kinds: Kind[] = []
  const seal = (text: string, purpose: string) => house.system('test.seal', async ctx => ctx.vault.seal(text, purpose))
  // A row that does not fit must not keep the connection, which closing the house waits for.
  const insert = (table: string, row: Record<string, unknown>) =>
    insertRow(past, table, row).catch(error => {
      past.release(true)
      throw new Error(`${table}: ${error}`)
    })
  const put =
    (table: string, key: bigint, columns: { owner?: string; group?: string; branch?: string }) => (there: There) => {
      const set = Object.entries(columns).map(([part, column], at) => ({ part, text: `${column} = $${at + 2}` }))
      const of = { owner: there.id, group: there.group_id, branch: there.branch_id }
      return past.query(`UPDATE ${table} SET ${set.map(one => one.text).join(', ')} WHERE id = $1`, [
        key,
        ...set.map(one => of[one.part as keyof typeof of]),
      ])
    }
  const add = (prefix: string, key: bigint, move: Kind['move'], may?: Kind['may'], field: Kind['field'] = 'id') =>
    kinds.push({ field, prefix, key: () => key, move, ...(may ? { may } : {}) })

  // People: the record is whoever stands there.
  for (const field of ['id', 'personId'] as const)
    kinds.push({ field, prefix: 'person', key: there => there.id, move: async () => undefined })

  await addJudgedKinds({ insert, put, add }, given)
  await addReviewedKinds({ insert, put, add }, given)

  // Exams, plans, proposals and first days.
  add(
    'attempt',
    given.attempt,
    put('training.attempt', given.attempt, { owner: 'person_id' }),
    ({ name }, place, { me, rights }) =>
      place.ownerId === me || (name === 'training.getAttempt' && rights.verdict('training.report.read', place).allow),
  )
  const item = await insert('training.plan_item', {
    person_id: stranger.id,
    year: 2026,
    kind: 'other',
    title: '旁听',
    due_on: '2026-12-01',
    added_at: when,
  })
  add('planitem', item, put('training.plan_item', item, { owner: 'person_id' }))
  const proposal = await insert('training.career_proposal', {
    kind: 'promotion',
    owner_id: stranger.id,
    group_id: 1,
    branch_id: 1,
    ladder_version_id: 1,
    step: 'x',
    from_post: 'collector',
    from_level: 'regular',
    to_post: 'collector',
    to_level: 'senior',
    to_group_id: 1,
    from_day: '2026-04-01',
    reason: '稳',
    evidence: '[]',
    lacking: 0,
    exception_reason: '',
    state: 'refused',
    made_by: maker.id,
    made_at: when,
    decided_by: stranger.id,
    decided_at: when,
  })
  add('proposal', proposal, put('training.career_proposal', proposal, ofOwner))
  const newcomer = await insert('training.newcomer', {
    owner_id: stranger.id,
    group_id: 1,
    branch_id: 1,
    post: 'collector',
    plan_id: 1,
    mentor_id: maker.id,
    from_day: '2026-03-01',
    started_at: when,
  })
  add('newcomer', newcomer, put('training.newcomer', newcomer, ofOwner), ({ permission }, place, { me, rights }) =>
    permission === 'training.course.learn'
      ? place.ownerId === me || rights.verdict('training.newcomer.write', place).allow
      : rights.verdict(permission, place).allow,
  )
  const proof = await insert('training.proof', {
    owner_id: stranger.id,
    group_id: 1,
    branch_id: 1,
    kind_id: 1,
    issuer: '协会',
    issued_on: '2026-02-01',
    sha256: '0',
    file_name: '证.png',
    media_type: 'image/png',
    sent_at: when,
  })
  const notOwn: Kind['may'] = ({ permission }, place, { me, rights }) =>
    place.ownerId !== me && rights.verdict(permission, place).allow
  add('proof', proof, put('training.proof', proof, ofOwner), notOwn)
  const contest = await insert('training.contest', {
    attempt_id: given.attempt,
    position: 1,
    question_id: 1,
    person_id: stranger.id,
    reason: '两个答案都对',
    made_at: when,
  })
  add('contest', contest, put('training.contest', contest, { owner: 'person_id' }), notOwn)
  const session = await insert('training.session', {
    kind: 'sharing',
    title: '分享',
    host_id: stranger.id,
    place: '会议室',
    starts_at: '2026-03-09T01:00:00Z',
    ends_at: '2026-03-09T02:00:00Z',
    capacity: 10,
    added_by: maker.id,
    added_at: when,
  })
  // Everybody sees and joins a session; its code and its material are its host's and of whoever runs sessions.
  add(
    'session',
    session,
    put('training.session', session, { owner: 'host_id' }),
    ({ name, permission }, place, { me, rights }) =>
      ['training.signInCode', 'training.addSessionFile'].includes(name)
        ? place.ownerId === me || rights.verdict('training.session.write').allow
        : rights.verdict(permission).allow,
  )
  const post = await insert('training.key_post', {
    post: 'collector',
    group_id: 1,
    branch_id: 1,
    note: '',
    added_at: when,
  })
  add(
    'keypost',
    post,
    put('training.key_post', post, { group: 'group_id', branch: 'branch_id' }),
    ({ permission }, place, { rights }) => rights.verdict(permission, { ...place, ownerId: null }).allow,
  )
  const leave = await insert('team.leave', {
    person_id: stranger.id,
    kind: 'annual',
    from_day: '2026-06-01',
    to_day: '2026-06-02',
    reason: '休假',
  })
  add('leave', leave, put('team.leave', leave, { owner: 'person_id' }))

  // Over already: whoever it is no business of does not even hear that.
  const delegation = await insert('team.delegation', {
    from_person_id: stranger.id,
    to_person_id: maker.id,
    permissions: '{party.customer.read}',
    from_day: '2026-01-01',
    to_day: '2026-01-31',
    reason: '代办',
    given_at: when,
  })
  add(
    'delegation',
    delegation,
    put('team.delegation', delegation, { owner: 'from_person_id' }),
    (_, place, { me, rights }) =>
      place.ownerId === me || rights.verdict('team.person.write', { ...place, ownerId: null }).allow,
  )

  // What hangs on an application.
  const check = await insert('origination.quality_check', {
    event_id: 1,
    application_id: given.application,
    occasion: 'decision',
    reasons: '{random}',
    owner_id: stranger.id,
    owner_name: '某',
    decision: 'approve',
    decided_at: when,
    drawn_at: when,
  })
  add('check', check, put('origination.quality_check', check, ofOwner))
  const sitting = await insert('origination.sitting', {
    application_id: given.application,
    committee: 'credit',
    rule_number: 1,
    state: 'open',
    chair_id: maker.id,
    chair_name: '主席',
    convened_by: maker.id,
    convened_by_name: '主席',
    convened_at: when,
  })
  add('sitting', sitting, put('origination.application', given.application, ofOwner))

  // Threads: the rights to a thread are the rights to its record.
  const record = toId('customer', given.customer)
  const text = await insert('notification.thread_message', {
    record,
    kind: 'message',
    author_id: maker.id,
    author_name: '某',
    body_sealed: await seal('一句', 'notification.thread'),
    created_at: when,
  })
  const picture = { mediaType: 'image/png', content: Buffer.from('x') }
  const stored = await house.system('test.file', ctx => storeFile(ctx.sql, ctx.vault, ctx.now, picture))
  const file = await insert('notification.thread_file', {
    message_id: text,
    name: '图.png',
    media_type: 'image/png',
    size: 1,
    sha256: stored,
  })
  const moved = put('party.customer', given.customer, ofOwner)
  const ofRecord: Kind['may'] = (_, place, { rights }) => rights.verdict('party.customer.read', place).allow
  add('line', text, moved, ofRecord)
  add('threadfile', file, moved, ofRecord)
  add('customer', given.customer, moved, ofRecord, 'record')

  // Minutes are the group's own; nobody asks from the group of another, or from one above it.
  const minutes = await insert('notification.minutes', {
    group_id: 1,
    held_on: '2026-03-01',
    title: '例会',
    body: '',
    attendees: '{}',
    author_id: maker.id,
    author_name: '某',
    created_at: when,
  })
  add('minutes', minutes, put('notification.minutes', minutes, { group: 'group_id' }), ofTwo)
  const task = await insert('notification.task', {
    title: '回访',
    owner_id: stranger.id,
    due_on: '2026-03-09',
    author_id: maker.id,
    author_name: '某',
    created_at: when,
  })
  add('task', task, put('notification.task', task, { owner: 'owner_id' }), ofTwo)

  // An announcement to a group, by whoever stands there: the group reads it, its author follows who has.
  const announcement = await insert('notification.announcement', {
    title: '通知',
    body: '',
    confirms: true,
    author_id: maker.id,
    author_name: '某',
    created_at: when,
  })
  add(
    'announcement',
    announcement,
    put('notification.announcement', announcement, { owner: 'author_id', group: 'group_id' }),
    ofTwo,
  )

  // A change that waits for its checker, about the customer's place.
  const nothing = { record: null, title: null, version: null, fields: [], asked: [], cut: false }
  const held = await insert('authority.held_change', {
    operation: 'POST /none',
    rule_id: 1,
    check_permission: 'party.customer.write',
    same_branch: false,
    maker_id: maker.id,
    maker_name: '某',
    input_sealed: await seal('{}', 'authority.held.input'),
    picture_sealed: await seal(JSON.stringify(nothing), 'authority.held.picture'),
    fingerprint: 'x',
    about: '{}',
    held_at: when,
    business_day: '2026-03-01',
    deadline_at: '2026-12-01',
    expires_at: '2026-12-02',
  })
  await past.query(`INSERT INTO authority.held_place (held_id, number) VALUES ($1, 1)`, [held])
  add(
    'held',
    held,
    ({ id, group_id, branch_id }) =>
      past.query(`UPDATE authority.held_place SET owner_id = $2, group_id = $3, branch_id = $4 WHERE held_id = $1`, [
        held,
        id,
        group_id,
        branch_id,
      ]),
    (_, place, { rights }) =>
      rights.verdict('party.customer.write', place).allow || rights.verdict('authority.audit.read', nowhere).allow,
  )
  return { kinds, close: () => past.release(true) }
}

async function insertRow(client: pg.PoolClient, table: string, row: Record<string, unknown>): Promise<bigint> {
  const columns = Object.keys(row)
  const { rows } = await client.query(
    `INSERT INTO ${table} (${columns}) VALUES (${columns.map((_, at) => `$${at + 1}`)}) RETURNING id`,
    Object.values(row),
  )
  return rows[0].id
}

/** The record as an input names it. */
export const named = (kind: Kind, there: There) => toId(kind.prefix as never, kind.key(there)) as Id<string>
