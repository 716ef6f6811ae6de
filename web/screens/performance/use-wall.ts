import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, type client } from '../../client.ts'

export type Wall = Awaited<ReturnType<typeof client.performance.wall>>
/** `connecting` until the stream first speaks, `live` while it does, `stale` when it has fallen silent or broken off. */
export type WallState = 'connecting' | 'live' | 'stale'

/** The server speaks every ten seconds at least. */
const silentMs = 25_000
const reopenMs = 1500

/** The wall board as the server tells it; opens the stream again by itself for as long as the board is shown. */
export function useWall() {
  const queries = useQueryClient()
  const first = useQuery(api.performance.wall.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [asOf, setAsOf] = useState<string | null>(null)
  const [lost, setLost] = useState(false)
  const [now, setNow] = useState(Date.now)
  const heardAt = useRef<number | null>(null)

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])

  useEffect(() => {
    const key = api.performance.wall.queryKey()
    let stream: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = (moment: string) => {
      heardAt.current = Date.now()
      setNow(heardAt.current)
      setLost(false)
      setAsOf(moment)
    }
    const reopen = (ms: number) => {
      stream?.close()
      clearTimeout(timer)
      timer = setTimeout(open, ms)
    }
    function open() {
      stream = new EventSource('/api/performance/wall/stream')
      stream.addEventListener('wall', event => {
        const board = JSON.parse(event.data) as Wall
        const before = queries.getQueryData<Wall>(key)
        queries.setQueryData(key, board)
        heard(board.asOf)
        // A new day: what the header and the day's course say is read again.
        if (before && before.businessDay !== board.businessDay) {
          void queries.invalidateQueries({ queryKey: api.team.me.key() })
          void queries.invalidateQueries({ queryKey: api.performance.wallTrend.key() })
        }
      })
      stream.addEventListener('still', event => heard((JSON.parse(event.data) as { asOf: string }).asOf))
      // Signed out, or no longer permitted: asking who is signed in shows which.
      stream.addEventListener('gone', () => {
        setLost(true)
        void queries.invalidateQueries({ queryKey: api.team.me.key() })
        reopen(10 * reopenMs)
      })
      stream.onerror = () => {
        setLost(true)
        reopen(reopenMs)
      }
    }
    open()
    return () => {
      clearTimeout(timer)
      stream?.close()
    }
  }, [queries])

  const state: WallState =
    lost || (heardAt.current !== null && now - heardAt.current > silentMs)
      ? 'stale'
      : heardAt.current === null
        ? 'connecting'
        : 'live'
  return { query: first, asOf: asOf ?? first.data?.asOf ?? null, state, now }
}
