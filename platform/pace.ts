import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '#lib/refusal'

/** How many requests a minute one caller may send: a person or an API key, and an address nobody has signed in from. */
export type Pace = { perCaller: number; perStranger: number }

/** What a page, a list copied to a file and ten open windows need at most, several times over. */
export const usualPace: Pace = { perCaller: 3000, perStranger: 600 }

/** Who knocks, as far as the door knows. */
type Caller = { userId: string | null; keyId?: string | null; address: string | null }

/**
 * Counts requests within a process, so that a script gone wild slows itself and nobody else. An API key counts apart from its
 * owner, and an address only while nobody signed in stands behind it: a branch shares one address.
 *
 * @throws Refusal platform.too_many with `seconds` until the next minute begins
 */
export function openPace({ perCaller, perStranger }: Pace): (caller: Caller) => Promise<void> {
  const callers = new RateLimiterMemory({ points: perCaller, duration: 60 })
  const strangers = new RateLimiterMemory({ points: perStranger, duration: 60 })
  return async ({ userId, keyId, address }) => {
    const known = keyId ?? userId
    try {
      await (known ? callers.consume(known) : strangers.consume(address ?? 'unknown'))
    } catch (limit) {
      if (!(limit instanceof RateLimiterRes)) throw limit
      throw new Refusal('platform.too_many', { seconds: Math.ceil(limit.msBeforeNext / 1000) })
    }
  }
}
