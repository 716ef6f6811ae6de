import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../client.ts'

/** Somebody who has the record open now. */
export type Present = { name: string; me: boolean }

/** Whether it names a record: by identifier, or by code as `course:credit-policy`. */
export const isRecord = (text: string) => /[_:]/.test(text)

/** The thread of a record as far as it is shown at first; no data where the record has none or the reader may not see it. */
export function useThread(record: string) {
  return useQuery({
    ...api.notification.listThread.queryOptions({ input: { record, limit: 30 } }),
    enabled: isRecord(record),
    retry: false,
    staleTime: 15_000,
  })
}

/**
 * Who has the record open now, told live; what is new in its thread is read again. Only while the page is in view: a browser
 * keeps few connections open to one address, and a page nobody looks at is not being present.
 */
export function usePresence(record: string, wanted: boolean): Present[] {
  const queries = useQueryClient()
  const [present, setPresent] = useState<Present[]>([])
  useEffect(() => {
    if (!wanted) return
    let stream: EventSource | null = null
    const close = () => {
      stream?.close()
      stream = null
    }
    const open = () => {
      close()
      if (document.visibilityState !== 'visible') return
      stream = new EventSource(`/api/notification/records/${encodeURIComponent(record)}/stream`)
      stream.addEventListener('present', event => setPresent(JSON.parse((event as MessageEvent<string>).data)))
      stream.addEventListener('thread', () => {
        void queries.invalidateQueries({ queryKey: api.notification.listThread.key() })
        void queries.invalidateQueries({ queryKey: api.notification.listHandovers.key() })
      })
    }
    open()
    document.addEventListener('visibilitychange', open)
    return () => {
      document.removeEventListener('visibilitychange', open)
      close()
    }
  }, [record, wanted, queries])
  return present
}
