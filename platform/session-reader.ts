import { createHmac, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'

/** Who is signed in, by which session. */
export type SignedIn = { userId: string; sessionId: string; username: string; secondFactor: boolean }

/** Twelve hours without a request end a session; it is prolonged at most once an hour, so that reading seldom writes. */
export const sessionSeconds = 12 * 3600
export const prolongSeconds = 3600

const keepMs = 10_000
const keepAtMost = 10_000

export type SessionReader = {
  /** By `Authorization: Bearer`, else by cookie. A request that shows a token is never signed in by its cookie. */
  read(headers: Headers): Promise<SignedIn | null>
  /** By the signed token as it stands in the cookie and in `set-auth-token`. */
  readToken(signed: string): Promise<SignedIn | null>
  /** The value of a signed cookie, or null when it is missing or its signature is not ours. */
  signedCookie(headers: Headers, name: string): string | null
  /** After anything that may end a session: nobody is remembered. */
  forget(): void
}

/**
 * Reads sessions with one statement, which also prolongs them, and remembers the answer for ten seconds. `forget` takes
 * effect at once, also for reads under way; another process notices within the ten seconds.
 */
export function openSessionReader(pool: pg.Pool, secret: string, cookieName: string): SessionReader {
  const known = new Map<string, { who: SignedIn; readAt: number; expiresAt: number }>()
  let generation = 0

  const verified = (signed: string): string | null => {
    const plain = decoded(signed)
    const dot = plain.lastIndexOf('.')
    if (dot < 1) return null
    const token = plain.slice(0, dot)
    const given = Buffer.from(plain.slice(dot + 1), 'base64')
    const right = createHmac('sha256', secret).update(token).digest()
    return given.length === right.length && timingSafeEqual(given, right) ? token : null
  }

  const readToken = async (signed: string): Promise<SignedIn | null> => {
    const token = verified(signed)
    if (!token) return null
    const now = Date.now()
    const before = known.get(token)
    if (before && now - before.readAt < keepMs && now < before.expiresAt) return before.who
    const asked = generation
    const { rows } = await pool.query<SignedIn & { expiresAt: string }>(
      `WITH found AS (
         SELECT s.id, s."userId", s."expiresAt", u.username, u."twoFactorEnabled"
           FROM "session" s JOIN "user" u ON u.id = s."userId"
          WHERE s.token = $1 AND s."expiresAt" > $2 AND u.active
       ), prolonged AS (
         UPDATE "session" s SET "expiresAt" = $3, "updatedAt" = $2 FROM found WHERE s.id = found.id AND found."expiresAt" < $4
       )
       SELECT "userId", id AS "sessionId", username, coalesce("twoFactorEnabled", false) AS "secondFactor", "expiresAt" FROM found`,
      [
        token,
        new Date(now),
        new Date(now + sessionSeconds * 1000),
        new Date(now + (sessionSeconds - prolongSeconds) * 1000),
      ],
    )
    const row = rows[0]
    if (!row) {
      known.delete(token)
      return null
    }
    const { expiresAt, ...who } = row
    if (asked === generation) {
      if (known.size >= keepAtMost) known.clear()
      known.set(token, { who, readAt: now, expiresAt: Date.parse(expiresAt) })
    }
    return who
  }

  return {
    async read(headers) {
      if (showsToken(headers)) return readToken(headers.get('authorization')!.slice(7).trim())
      const cookie = cookieOf(headers, cookieName)
      return cookie ? readToken(cookie) : null
    },
    readToken,
    signedCookie(headers, name) {
      const cookie = cookieOf(headers, name)
      return cookie ? verified(cookie) : null
    },
    forget() {
      generation++
      known.clear()
    },
  }
}

/** Whether a request shows a bearer token, good or bad. Another scheme is a proxy's business, not ours. */
export function showsToken(headers: Headers): boolean {
  return /^bearer\s/i.test(headers.get('authorization') ?? '')
}

function cookieOf(headers: Headers, name: string): string | null {
  for (const part of headers.get('cookie')?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return null
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
