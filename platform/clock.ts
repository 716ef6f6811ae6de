import type { Instant } from '#lib/day'

/** Where "now" comes from. The simulator and the tests own one; the program runs on the machine's. */
export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => new Date().toISOString() as Instant }

/** A clock that stands still until it is moved. */
export function heldClock(start: Instant): Clock & { set(at: Instant): void; advance(ms: number): void } {
  let current = start
  return {
    now: () => current,
    set(at) {
      current = at
    },
    advance(ms) {
      current = new Date(Date.parse(current) + ms).toISOString() as Instant
    },
  }
}

/** The machine's clock that can be held at moments of a made-up past, and let go again; what would lie ahead is held at now. */
export function steeredClock(): Clock & { set(at: Instant): void; release(): void } {
  let held: Instant | null = null
  return {
    now: () => held ?? systemClock.now(),
    set(at) {
      const now = systemClock.now()
      held = at < now ? at : now
    },
    release() {
      held = null
    },
  }
}
