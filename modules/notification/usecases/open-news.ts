import type pg from 'pg'
import { newsChannel } from '../store.ts'

/** Tells who listens that a person has a new notice. It carries no content: the reader asks for that through the contract. */
export type News = {
  /** Calls back at each news for a person until the returned function is called. */
  subscribe(personKey: bigint, tell: () => void): () => void
  /**
   * A stream of server-sent events for one person: `event: news` at each new notice, a comment every 25 s so that proxies
   * keep it open. Ends when the reader goes.
   */
  stream(personKey: bigint): ReadableStream<Uint8Array>
  close(): Promise<void>
}

const keepOpenMs = 25_000

/** Listens on one connection of its own for everyone; when the connection is lost it is opened again within a second. */
export async function openNews(pool: pg.Pool): Promise<News> {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.PoolClient | undefined
  let closed = false

  async function listen(): Promise<void> {
    const opened = await pool.connect()
    client = opened
    opened.on('notification', ({ channel, payload }) => {
      if (channel !== newsChannel) return
      for (const person of (payload ?? '').split(',')) for (const tell of listeners.get(person) ?? []) tell()
    })
    opened.once('error', () => {
      opened.release(true)
      if (!closed) setTimeout(() => void listen().catch(() => {}), 1000).unref()
    })
    await opened.query(`LISTEN ${newsChannel}`)
  }
  await listen()

  function subscribe(personKey: bigint, tell: () => void): () => void {
    const person = personKey.toString()
    const those = listeners.get(person) ?? new Set()
    listeners.set(person, those.add(tell))
    return () => {
      those.delete(tell)
      if (those.size === 0) listeners.delete(person)
    }
  }

  return {
    subscribe,
    stream(personKey) {
      const text = new TextEncoder()
      let stop = () => {}
      return new ReadableStream({
        start(controller) {
          const say = (line: string) => controller.enqueue(text.encode(line))
          say(': open\n\n')
          const leave = subscribe(personKey, () => say('event: news\ndata: {}\n\n'))
          const timer = setInterval(() => say(': still here\n\n'), keepOpenMs)
          stop = () => {
            clearInterval(timer)
            leave()
          }
        },
        cancel: () => stop(),
      })
    },
    async close() {
      closed = true
      await client?.query(`UNLISTEN ${newsChannel}`).catch(() => {})
      client?.release(true)
    },
  }
}
