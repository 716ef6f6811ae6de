import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../client.ts'

/** How often to look where no stream comes through. */
const lookEveryMs = 60_000

/** How many notices are unread: told by the server as they come, looked up now and then where the stream is cut off. */
export function useUnread() {
  const queries = useQueryClient()
  const count = useQuery(
    api.notification.countNotices.queryOptions({ refetchInterval: lookEveryMs, staleTime: lookEveryMs / 2 }),
  )
  useEffect(() => {
    const stream = new EventSource('/api/notification/stream')
    stream.addEventListener('news', () => void queries.invalidateQueries({ queryKey: api.notification.key() }))
    return () => stream.close()
  }, [queries])
  return count.data?.unread ?? 0
}
