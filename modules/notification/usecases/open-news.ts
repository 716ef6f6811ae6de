import pg from 'pg'
import { newsChannel } from '../store.ts'

/** Tells who listens that a person has a new notice. It carries no content: the reader asks for that through the contract. */
export type News = {
  /** Calls back at each news for a person until the returned function is called. */
  subscribe(personKey: bigint, tell: () => void): Promise<() => void>
  /**
   * Server-sent events for one person: `event: news` at each new notice, a comment every 25 s so that proxies keep the
   * stream open. Ends when the reader goes.
   */
  stream(personKey: bigint): ReadableStream<Uint8Array>
}

const keepOpenMs = 25_000
const reopenMs = 1000

/**
 * Listens for everyone on one connection of its own, open only while somebody listens. A lost connection is opened again
 * within a second, and everyone is told to look, because news may have passed meanwhile.
 */
export function openNews(databaseUrl: string): News {
  const listeners = new Map<string, Set<() => void>>()
  let opening: Promise<pg.Client> | null = null

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl })
    client.on('notification', ({ payload }) => {
      for (const person of (payload ?? '').split(',')) for (const tell of listeners.get(person) ?? []) tell()
    })
    client.on('error', lost)
    client.on('end', lost)
    await client.connect()
    await client.query(`LISTEN ${newsChannel}`)
    return client
  }

  function lost(): void {
    if (!opening) return
    opening = null
    if (listeners.size > 0) setTimeout(reopen, reopenMs).unref()
  }

  function reopen(): void {
    if (opening || listeners.size === 0) return
    opening = open()
    opening.then(
      () => {
        for (const those of listeners.values()) for (const tell of those) tell()
      },
      () => lost(),
    )
  }

  function closeWhenUnheard(): void {
    if (listeners.size > 0 || !opening) return
    const closing = opening
    opening = null
    closing.then(client => client.end()).catch(() => {})
  }

  async function subscribe(personKey: bigint, tell: () => void): Promise<() => void> {
    const person = personKey.toString()
    const those = listeners.get(person) ?? new Set()
    listeners.set(person, those.add(tell))
    opening ??= open()
    const leave = () => {
      those.delete(tell)
      if (those.size === 0) listeners.delete(person)
      closeWhenUnheard()
    }
    try {
      await opening
    } catch (error) {
      opening = null
      leave()
      throw error
    }
    return leave
  }

  return {
    subscribe,
    stream(personKey) {
      const text = new TextEncoder()
      let gone = false
      let stop = () => {}
      return new ReadableStream({
        async start(controller) {
          const say = (line: string) => {
            try {
              controller.enqueue(text.encode(line))
            } catch {
              // The reader has gone; the stream's cancel ends the rest.
            }
          }
          const leave = await subscribe(personKey, () => say('event: news\ndata: {}\n\n'))
          if (gone) return leave()
          say(': open\n\n')
          const timer = setInterval(() => say(': still here\n\n'), keepOpenMs)
          timer.unref()
          stop = () => {
            clearInterval(timer)
            leave()
          }
        },
        cancel() {
          gone = true
          stop()
        },
      })
    },
  }
}
