import type { Id } from '#lib/id'
import { Refusal } from '#lib/refusal'
import { eventStream } from '#platform/event-stream'
import type { Listening } from '#platform/listening'
import { runQuery, type Spine } from '#platform/write-path'
import * as store from '../store/thread.ts'
import { checkRecord } from './record-door.ts'

/** How long somebody counts as present after the last sign of life, and how often the page gives one. */
const presentSeconds = 45
const beatMs = 20_000

/** A reader of a record's stream; `userId` is asked for again at each beat, so that signing out ends it. */
export type Visitor = { userId: string; key: bigint; name: string; stillSignedIn(): Promise<boolean> }

/**
 * What happens on one record, as server-sent events to who has it open and may see it: `thread` when its thread has something new,
 * `present` with the names of who has it open now. Being connected is being present. The right is looked at again at each beat.
 */
export function openTogether(spine: Spine, listening: Listening) {
  const mayRead = async (userId: string, record: string): Promise<boolean> => {
    const call = {
      userId,
      language: 'zh',
      idempotencyKey: null,
      dryRun: false,
      requestId: 'record-stream',
      address: null,
    } as const
    const called = { name: 'GET /notification/threads/{record}', permission: 'self' }
    try {
      await runQuery(spine, call, called, record, checkRecord)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }
  return {
    mayRead,
    stream(visitor: Visitor, record: string): ReadableStream<Uint8Array<ArrayBuffer>> {
      return eventStream(async (say, close) => {
        const { database } = spine
        const present = () =>
          store.keepPresent(database, { record, person: visitor.key, name: visitor.name, seconds: presentSeconds })
        const tell = async () => {
          const people = await store.presentOn(database, record)
          say('present', JSON.stringify(people.map(one => ({ name: one.name, me: one.person === visitor.key }))))
          say('thread', '{}')
        }
        const quietly = (work: Promise<unknown>) => void work.catch(() => close())
        const unhear = await listening.hear(store.recordChannel, {
          told: payload => void (payload === record && quietly(tell())),
          missed: () => quietly(tell()),
        })
        await present()
        await tell()
        const beat = async () => {
          if (!(await visitor.stillSignedIn()) || !(await mayRead(visitor.userId, record))) return close()
          await present()
        }
        const timer = setInterval(() => quietly(beat()), beatMs)
        timer.unref()
        return () => {
          clearInterval(timer)
          unhear()
          store.leave(database, record, visitor.key).catch(() => {})
        }
      })
    },
  }
}

/** An identifier of any record. */
export type RecordId = Id<string>
