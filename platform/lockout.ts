import type pg from 'pg'

/** So many failures of one username within the window lock it for a while; an address may fail for more usernames. */
export type LockoutLimits = {
  failures: number
  windowMinutes: number
  lockMinutes: number
  /** Failures of one address within the window, over all usernames; default ten times `failures`. */
  addressFailures?: number
}

/** Who knocks: the username as typed, whether or not it exists, and the address, when known. */
export type Knock = { username: string; address: string | null }

/** Counts failed sign-ins in `identity.sign_in_failure`, so that every process sees them and a restart forgets none. */
export type Lockout = {
  /** Runs attempts of one username one after another, so that a burst of guesses cannot outrun the count. */
  inTurn<T>(username: string, attempt: () => Promise<T>): Promise<T>
  /** Whether this username is locked or this address has failed too often. */
  refuses(knock: Knock): Promise<boolean>
  /** Counts a failure; true when it is the one that locks the username. */
  fail(knock: Knock): Promise<boolean>
  /** A success, or a new password from the administrator, clears the count. */
  forget(username: string): Promise<void>
}

/** `now` is the house's clock, in milliseconds. */
export function openLockout(pool: pg.Pool, limits: LockoutLimits, now: () => number): Lockout {
  const { failures, windowMinutes, lockMinutes, addressFailures = failures * 10 } = limits
  const ago = (minutes: number) => new Date(now() - minutes * 60_000)
  const turns = new Map<string, Promise<unknown>>()

  /** The lock's state by the latest failures: when it began, or null while there are too few within the window. */
  const lockedAt = async (username: string): Promise<number | null> => {
    const { rows } = await pool.query<{ at: string }>(
      'SELECT at FROM sign_in_failure WHERE username = $1 AND at > $2 ORDER BY at DESC LIMIT $3',
      [username, ago(windowMinutes + lockMinutes), failures],
    )
    if (rows.length < failures) return null
    const last = Date.parse(rows[0]!.at)
    return last - Date.parse(rows.at(-1)!.at) <= windowMinutes * 60_000 ? last : null
  }

  const forget = async (username: string) => {
    await pool.query('DELETE FROM sign_in_failure WHERE username = $1', [username])
  }

  return {
    async inTurn(username, attempt) {
      const mine = (turns.get(username) ?? Promise.resolve()).then(attempt, attempt)
      const settled = mine.catch(() => {})
      turns.set(username, settled)
      try {
        return await mine
      } finally {
        if (turns.get(username) === settled) turns.delete(username)
      }
    },
    async refuses({ username, address }) {
      const locked = await lockedAt(username)
      if (locked !== null) {
        if (now() < locked + lockMinutes * 60_000) return true
        // The lock has been sat out: counting starts afresh, or the next slip would lock again at once.
        await forget(username)
      }
      if (!address) return false
      const { rows } = await pool.query<{ many: boolean }>(
        'SELECT count(*) >= $3 AS many FROM sign_in_failure WHERE address = $1 AND at > $2',
        [address, ago(windowMinutes), addressFailures],
      )
      return rows[0]!.many
    },
    async fail({ username, address }) {
      await pool.query(
        `WITH gone AS (DELETE FROM sign_in_failure WHERE at < $4)
         INSERT INTO sign_in_failure (username, address, at) VALUES ($1, $2, $3)`,
        [username, address, new Date(now()), ago(windowMinutes + lockMinutes)],
      )
      return (await lockedAt(username)) !== null
    },
    forget,
  }
}
