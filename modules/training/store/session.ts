import type { Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { InLine, RegistrationState, SessionKind, SessionState } from '../session.ts'

/** A session as it is kept. */
export type SessionRow = {
  key: bigint
  kind: SessionKind
  title: string
  summary: string
  speaker: string | null
  speakerFrom: string | null
  hostKey: bigint | null
  place: string
  startsAt: Instant
  endsAt: Instant
  capacity: number
  posts: string[]
  groupKey: bigint | null
  plannedCost: bigint
  actualCost: bigint | null
  hostMinutes: number
  state: SessionState
  cancelReason: string | null
  version: number
  addedBy: bigint | null
}

/** With its counts and where one person stands in it. */
export type SessionSeen = SessionRow & {
  seated: number
  waiting: number
  attended: number
  rating: string | null
  mine: RegistrationState | null
  waitingPlace: number | null
  attendedByMe: boolean
}

const columns = sql`s.id AS key, s.kind, s.title, s.summary, s.speaker, s.speaker_from AS "speakerFrom", s.host_id AS "hostKey", s.place, s.starts_at AS "startsAt",
  s.ends_at AS "endsAt", s.capacity, s.posts, s.group_id AS "groupKey", s.planned_cost AS "plannedCost", s.actual_cost AS "actualCost", s.host_minutes AS "hostMinutes",
  s.state, s.cancel_reason AS "cancelReason", s.version, s.added_by AS "addedBy"`

const seen = (personKey: bigint | null) => sql`SELECT ${columns}, r.seated, r.waiting, r.attended,
    (SELECT round(avg(f.rating), 1)::text FROM training.feedback f WHERE f.session_id = s.id) AS rating, m.state AS mine,
    CASE WHEN m.state = 'waiting' THEN (SELECT count(*)::int FROM training.registration w WHERE w.session_id = s.id AND w.state = 'waiting' AND w.place_in_line <= m.place_in_line) END AS "waitingPlace",
    m.attended_at IS NOT NULL AS "attendedByMe"
  FROM training.session s
  LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'seated')::int AS seated, count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
                            count(*) FILTER (WHERE attended_at IS NOT NULL)::int AS attended FROM training.registration r WHERE r.session_id = s.id) r ON true
  LEFT JOIN training.registration m ON m.session_id = s.id AND m.person_id = ${personKey}`

/** A page of sessions. */
export async function listSessions(
  database: Sql,
  personKey: bigint | null,
  query: PageRequest & {
    search?: string | undefined
    from?: Instant | undefined
    to?: Instant | undefined
    kind?: SessionKind | undefined
    state?: SessionState | undefined
  },
): Promise<{ rows: SessionSeen[]; total: number; next: string | null }> {
  const where = sql`WHERE (${query.from ?? null}::timestamptz IS NULL OR s.ends_at >= ${query.from ?? null}::timestamptz)
    AND (${query.to ?? null}::timestamptz IS NULL OR s.starts_at < ${query.to ?? null}::timestamptz)
    AND (${query.kind ?? null}::text IS NULL OR s.kind = ${query.kind ?? null}) AND (${query.state ?? null}::text IS NULL OR s.state = ${query.state ?? null})
    AND (${query.search ?? null}::text IS NULL OR s.title ILIKE '%' || ${query.search ?? null} || '%' OR s.speaker ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`s.starts_at`, sql`s.id`, 'timestamptz')
  const found = await rows<SessionSeen>(sql`${seen(personKey)} ${where} AND ${beyond} ${order}`, database)
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM training.session s ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.startsAt, row.key]), total: count!.total }
}

/** One session as a person sees it. */
export async function sessionSeen(database: Sql, key: bigint, personKey: bigint | null): Promise<SessionSeen | null> {
  return oneOrNone<SessionSeen>(sql`${seen(personKey)} WHERE s.id = ${key}`, database)
}

/** One session, locked: registrations of it wait for each other. */
export async function sessionForUpdate(database: Sql, key: bigint): Promise<SessionRow | null> {
  return oneOrNone<SessionRow>(sql`SELECT ${columns} FROM training.session s WHERE s.id = ${key} FOR UPDATE`, database)
}

type Written = Omit<SessionRow, 'key' | 'actualCost' | 'state' | 'cancelReason' | 'version' | 'addedBy'>

/** Plans a session. */
export async function insertSession(database: Sql, row: Written & { by: bigint | null; at: Instant }): Promise<bigint> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.session (kind, title, summary, speaker, speaker_from, host_id, place, starts_at, ends_at, capacity, posts, group_id, planned_cost, host_minutes, added_by, added_at)
        VALUES (${row.kind}, ${row.title}, ${row.summary}, ${row.speaker}, ${row.speakerFrom}, ${row.hostKey}, ${row.place}, ${row.startsAt}, ${row.endsAt}, ${row.capacity},
                ${row.posts}::text[], ${row.groupKey}, ${row.plannedCost}, ${row.hostMinutes}, ${row.by}, ${row.at}) RETURNING id`,
    database,
  )
  return made!.id
}

/** Changes a planned session. */
export async function updateSession(database: Sql, key: bigint, row: Written): Promise<void> {
  await sql`UPDATE training.session SET kind = ${row.kind}, title = ${row.title}, summary = ${row.summary}, speaker = ${row.speaker}, speaker_from = ${row.speakerFrom},
      host_id = ${row.hostKey}, place = ${row.place}, starts_at = ${row.startsAt}, ends_at = ${row.endsAt}, capacity = ${row.capacity}, posts = ${row.posts}::text[],
      group_id = ${row.groupKey}, planned_cost = ${row.plannedCost}, host_minutes = ${row.hostMinutes}, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Ends a session: held with its cost, or cancelled with the reason. */
export async function endSession(
  database: Sql,
  key: bigint,
  end: { state: 'held'; actualCost: bigint } | { state: 'cancelled'; reason: string },
): Promise<void> {
  await sql`UPDATE training.session SET state = ${end.state}, actual_cost = ${end.state === 'held' ? end.actualCost : null}::bigint,
      cancel_reason = ${end.state === 'cancelled' ? end.reason : null}, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** A registration as the people's list shows it. */
export type RegistrationRow = InLine & {
  askedAt: Instant
  attendedAt: Instant | null
  attendedBy: 'qr' | 'host' | null
}

/** Everybody registered, in the order of asking. */
export async function registrationsOf(database: Sql, sessionKey: bigint): Promise<RegistrationRow[]> {
  return rows<RegistrationRow>(
    sql`SELECT person_id AS "personKey", state, asked_at AS "askedAt", attended_at AS "attendedAt", attended_by AS "attendedBy"
          FROM training.registration WHERE session_id = ${sessionKey} ORDER BY place_in_line`,
    database,
  )
}

/** Puts a person into a session's list, at its end also when they had withdrawn before. */
export async function register(
  database: Sql,
  row: { sessionKey: bigint; personKey: bigint; state: RegistrationState; at: Instant },
): Promise<void> {
  await sql`INSERT INTO training.registration (session_id, person_id, state, asked_at) VALUES (${row.sessionKey}, ${row.personKey}, ${row.state}, ${row.at})
            ON CONFLICT (session_id, person_id) DO UPDATE SET state = excluded.state, asked_at = excluded.asked_at, place_in_line = excluded.place_in_line`.execute(
    database,
  )
}

/** Moves people to another state. */
export async function setRegistrations(
  database: Sql,
  sessionKey: bigint,
  personKeys: readonly bigint[],
  state: RegistrationState,
): Promise<void> {
  await sql`UPDATE training.registration SET state = ${state} WHERE session_id = ${sessionKey} AND person_id = ANY(${personKeys}::bigint[])`.execute(
    database,
  )
}

/** Notes that a seated person was there; the first time counts. Returns when. */
export async function attend(
  database: Sql,
  row: { sessionKey: bigint; personKey: bigint; at: Instant; by: 'qr' | 'host' },
): Promise<Instant> {
  const made = await oneOrNone<{ at: Instant }>(
    sql`UPDATE training.registration SET attended_at = coalesce(attended_at, ${row.at}), attended_by = coalesce(attended_by, ${row.by})
         WHERE session_id = ${row.sessionKey} AND person_id = ${row.personKey} RETURNING attended_at AS at`,
    database,
  )
  return made!.at
}

/** Writes a rating; false when the person has given one. */
export async function insertFeedback(
  database: Sql,
  row: { sessionKey: bigint; personKey: bigint; rating: number; comment: string; at: Instant },
): Promise<boolean> {
  const done = await sql`INSERT INTO training.feedback (session_id, person_id, rating, comment, given_at)
            VALUES (${row.sessionKey}, ${row.personKey}, ${row.rating}, ${row.comment}, ${row.at}) ON CONFLICT DO NOTHING`.execute(
    database,
  )
  return done.numAffectedRows === 1n
}

/** The ratings of a session, without who gave them: in the order of the rating, so that the order tells nothing. */
export async function feedbackOf(database: Sql, sessionKey: bigint) {
  return rows<{ rating: number; comment: string }>(
    sql`SELECT rating, comment FROM training.feedback WHERE session_id = ${sessionKey} ORDER BY rating DESC, comment`,
    database,
  )
}

/** The rating a person gave, or null. */
export async function feedbackBy(database: Sql, sessionKey: bigint, personKey: bigint | null): Promise<number | null> {
  const row = await oneOrNone<{ rating: number }>(
    sql`SELECT rating FROM training.feedback WHERE session_id = ${sessionKey} AND person_id = ${personKey}`,
    database,
  )
  return row?.rating ?? null
}

/** Adds material to a session. */
export async function insertSessionFile(
  database: Sql,
  row: {
    sessionKey: bigint
    sha256: string
    fileName: string
    mediaType: string
    size: number
    by: bigint | null
    at: Instant
  },
): Promise<bigint> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.session_file (session_id, sha256, file_name, media_type, size, added_by, added_at)
        VALUES (${row.sessionKey}, ${row.sha256}, ${row.fileName}, ${row.mediaType}, ${row.size}, ${row.by}, ${row.at}) RETURNING id`,
    database,
  )
  return made!.id
}

/** The material of a session. */
export async function sessionFiles(database: Sql, sessionKey: bigint) {
  return rows<{ key: bigint; fileName: string; mediaType: string; size: number }>(
    sql`SELECT id AS key, file_name AS "fileName", media_type AS "mediaType", size FROM training.session_file WHERE session_id = ${sessionKey} ORDER BY id`,
    database,
  )
}

/** The stored bytes behind a lesson of a published course or a file of a session; null when there is none. */
export async function storedFile(database: Sql, of: 'lesson' | 'session', key: bigint) {
  return oneOrNone<{ sha256: string; fileName: string }>(
    of === 'lesson'
      ? sql`SELECT l.sha256, l.file_name AS "fileName" FROM training.lesson l JOIN training.course_version v ON v.id = l.version_id AND v.state = 'published' WHERE l.id = ${key} AND l.sha256 IS NOT NULL`
      : sql`SELECT sha256, file_name AS "fileName" FROM training.session_file WHERE id = ${key}`,
    database,
  )
}

/** Sessions a person is in or may still join, soonest first. */
export async function comingSessions(
  database: Sql,
  person: { key: bigint; post: string },
  now: Instant,
): Promise<SessionSeen[]> {
  return rows<SessionSeen>(
    sql`${seen(person.key)} WHERE s.state = 'planned' AND s.ends_at > ${now} AND (m.state IN ('seated', 'waiting') OR s.posts = '{}' OR ${person.post} = ANY(s.posts))
        ORDER BY (m.state IN ('seated', 'waiting')) DESC NULLS LAST, s.starts_at LIMIT 12`,
    database,
  )
}
