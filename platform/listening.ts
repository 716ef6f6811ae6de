import pg from 'pg'

/** Hears what transactions tell a channel of PostgreSQL when they commit. */
export type Listening = {
  /** Calls `told` at each word on the channel until the returned function is called; `missed` after a gap in hearing. */
  hear(channel: string, hearer: Hearer): Promise<() => void>
}
export type Hearer = { told(payload: string): void; missed(): void }

const reopenMs = 1000

/**
 * Listens for the whole process on one connection of its own, open only while somebody listens. A lost connection is
 * opened again within a second, and everyone is told of the gap, because words may have passed meanwhile.
 */
export function openListening(databaseUrl: string): Listening {
  const channels = new Map<string, Set<Hearer>>()
  let opening: Promise<pg.Client> | null = null

  function open(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl })
    const opened = client.connect().then(async () => {
      for (const channel of channels.keys()) await client.query(`LISTEN ${channel}`)
      return client
    })
    const lost = () => {
      if (opening !== opened) return
      opening = null
      if (channels.size > 0) setTimeout(reopen, reopenMs).unref()
    }
    client.on('notification', ({ channel, payload }) => {
      for (const hearer of channels.get(channel) ?? []) hearer.told(payload ?? '')
    })
    client.on('error', lost)
    client.on('end', lost)
    opened.catch(lost)
    return opened
  }

  function reopen(): void {
    if (opening || channels.size === 0) return
    opening = open()
    opening.then(
      () => {
        for (const hearers of channels.values()) for (const hearer of hearers) hearer.missed()
      },
      () => {},
    )
  }

  function closeWhenUnheard(): void {
    if (channels.size > 0 || !opening) return
    const closing = opening
    opening = null
    closing.then(client => client.end()).catch(() => {})
  }

  return {
    async hear(channel, hearer) {
      const hearers = channels.get(channel) ?? new Set()
      channels.set(channel, hearers.add(hearer))
      const leave = () => {
        hearers.delete(hearer)
        if (hearers.size === 0 && channels.get(channel) === hearers) channels.delete(channel)
        closeWhenUnheard()
      }
      try {
        opening ??= open()
        const client = await opening
        await client.query(`LISTEN ${channel}`)
      } catch (error) {
        leave()
        throw error
      }
      return leave
    },
  }
}
