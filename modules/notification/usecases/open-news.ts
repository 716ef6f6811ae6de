import { eventStream } from '#platform/event-stream'
import type { Listening } from '#platform/listening'
import { newsChannel } from '../store.ts'

/** Tells who listens that a person has a new notice. It carries no content: the reader asks for that through the contract. */
export type News = {
  /** Calls back at each news for a person until the returned function is called. */
  subscribe(personKey: bigint, tell: () => void): Promise<() => void>
  /** Server-sent events for one person: `event: news` at each new notice. Ends when the reader goes. */
  stream(personKey: bigint): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** News heard on the house's one listening connection; after a gap in hearing everyone is told to look. */
export function openNews(listening: Listening): News {
  const subscribe: News['subscribe'] = (personKey, tell) => {
    const person = personKey.toString()
    return listening.hear(newsChannel, {
      told: payload => void (payload.split(',').includes(person) && tell()),
      missed: tell,
    })
  }
  return {
    subscribe,
    stream: personKey => eventStream(say => subscribe(personKey, () => say('news', '{}'))),
  }
}
