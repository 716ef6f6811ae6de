import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { eventStream, type Say } from '#platform/event-stream'
import type { Listening } from '#platform/listening'
import { keepWatching, pulseChannel, stopWatching } from '#platform/watchers'
import { runQuery, type Spine } from '#platform/write-path'
import { api } from '../api.ts'
import { scopeKey } from '../store.ts'
import { wall } from './wall.ts'

/** The wall boards that are open in this process. */
export type OpenWall = {
  /**
   * Server-sent events: `wall` with a whole board whenever something on it has changed, `still` with the moment when
   * nothing has. Ends when the reader goes or may no longer look.
   */
  stream(viewer: Viewer): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** Somebody who looks: the sign-in, and whether its session still stands. */
export type Viewer = { userId: string; stillSignedIn(): Promise<boolean> }

type Seat = { viewer: Viewer; say: Say; close(): void }
/** Everyone with the same reach sits at one desk: its board is computed once for all of them. */
type Desk = { seats: Set<Seat>; shown: { asOf: string; text: string; board: string } | null }

const called = { name: 'GET /performance/wall/stream', permission: 'performance.metric.read' }
/** Also without events: clocks run out, leases and rights are renewed. */
const beatEveryMs = 10_000
const leaseSeconds = 30
const leastPauseMs = 1000

/**
 * Follows what is committed anywhere (`platform.watchers`) and computes the board once for each different reach, at most
 * once a second and never for more than a quarter of the time, whatever happens and however many look. A running day close
 * is followed every second. Nothing runs while nobody looks.
 */
export function openWall(spine: Spine, listening: Listening, { beatMs = beatEveryMs } = {}): OpenWall {
  const desks = new Map<string, Desk>()
  const lease = randomUUID()
  let working = false
  let stale = false
  let wakeUp = () => {}

  const anyone = () => [...desks.values()].some(desk => desk.seats.size > 0)
  const wake = () => {
    stale = true
    wakeUp()
  }

  async function look<Out>(viewer: Viewer, useCase: (ctx: Context) => Promise<Out>): Promise<Out | null> {
    const call = {
      userId: viewer.userId,
      language: 'zh',
      idempotencyKey: null,
      dryRun: false,
      requestId: lease,
      address: null,
    } as const
    try {
      return await runQuery(spine, call, called, {}, useCase)
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  function deskAt(key: string): Desk {
    const desk = desks.get(key) ?? { seats: new Set(), shown: null }
    desks.set(key, desk)
    return desk
  }

  function sit(seat: Seat, key: string): void {
    for (const [other, desk] of desks) if (desk.seats.delete(seat) && desk.seats.size === 0) desks.delete(other)
    const desk = deskAt(key)
    desk.seats.add(seat)
    if (desk.shown) seat.say('wall', desk.shown.text)
    else wake()
  }

  function leave(seat: Seat): void {
    for (const [key, desk] of desks) if (desk.seats.delete(seat) && desk.seats.size === 0) desks.delete(key)
    if (!anyone()) wakeUp()
  }

  function sendAway(seat: Seat): void {
    leave(seat)
    seat.say('gone', '{}')
    seat.close()
  }

  /** Computes a desk's board as the first of those who sit there may see it. @returns whether to follow closely */
  async function refresh(key: string, desk: Desk): Promise<boolean> {
    for (const seat of [...desk.seats]) {
      const seen = await look(seat.viewer, async ctx => ({ key: scopeKey(ctx), board: await wall(ctx) }))
      if (!seen) sendAway(seat)
      else if (seen.key !== key) sit(seat, seen.key)
      else {
        const { asOf, ...rest } = seen.board
        const text = JSON.stringify(api.wall['~orpc'].outputSchema!.parse(seen.board))
        const board = JSON.stringify(rest)
        const changed = desk.shown?.board !== board
        desk.shown = { asOf, text, board }
        for (const { say } of desk.seats) changed ? say('wall', text) : say('still', JSON.stringify({ asOf }))
        return seen.board.close?.running != null
      }
    }
    return false
  }

  /** Who has signed out or may see other things now. */
  async function check(): Promise<void> {
    for (const [key, desk] of [...desks])
      for (const seat of [...desk.seats]) {
        const now = (await seat.viewer.stillSignedIn()) ? await look(seat.viewer, async ctx => scopeKey(ctx)) : null
        if (now === null) sendAway(seat)
        else if (now !== key) sit(seat, now)
      }
  }

  async function work(): Promise<void> {
    let unlisten = () => {}
    let listens = false
    let beat = 0
    while (anyone()) {
      const started = performance.now()
      let follow = false
      try {
        if (started >= beat) {
          await keepWatching(spine.database, lease, leaseSeconds)
          if (beat > 0) await check()
          beat = started + beatMs
        }
        if (!listens) {
          unlisten = await listening.hear(pulseChannel, { told: wake, missed: wake })
          listens = true
        }
        stale = false
        for (const [key, desk] of [...desks]) follow = (await refresh(key, desk)) || follow
      } catch (error) {
        // The database is away: the boards say they are old, and the next round tries again.
        spine.log.warn({ error: error instanceof Error ? error.message : String(error) }, 'wall board not computed')
        follow = true
      }
      const took = performance.now() - started
      await sleep(Math.max(leastPauseMs, 3 * took), undefined, { ref: false })
      const rest = follow || stale ? 0 : beat - performance.now()
      if (rest > 0 && anyone()) await untilWoken(rest)
    }
    unlisten()
    await stopWatching(spine.database, lease).catch(() => {})
  }

  function begin(): void {
    if (working) return
    working = true
    void work().finally(() => {
      working = false
      if (anyone()) begin()
    })
  }

  function untilWoken(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      timer.unref()
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    stream: viewer =>
      eventStream(async (say, close) => {
        const seat = { viewer, say, close }
        const key = await look(viewer, async ctx => scopeKey(ctx))
        if (key === null) {
          say('gone', '{}')
          queueMicrotask(close)
          return () => {}
        }
        sit(seat, key)
        begin()
        return () => leave(seat)
      }),
  }
}
