import { useQuery } from '@tanstack/react-query'
import { api, problemOf } from './client.ts'

/** Who is signed in; null when nobody. */
export function useMe() {
  const query = useQuery(
    api.team.me.queryOptions({
      retry: (count: number, error: unknown) => !problemOf(error) && count < 2,
      staleTime: 30_000,
    }),
  )
  const signedOut = query.error !== null && problemOf(query.error)?.status === 401
  return {
    me: signedOut ? null : (query.data ?? null),
    loading: query.isPending,
    offline: query.error !== null && problemOf(query.error) === null,
    retry: () => void query.refetch(),
  }
}

/** Whether the reader's post includes a permission. */
export function useMay() {
  const { me } = useMe()
  return (permission: string) => permission === 'self' || (me?.permissions.includes(permission) ?? false)
}

type Answer = { ok: boolean; status: number; body: Record<string, unknown> }

/** Calls the identity endpoints, which speak better-auth's own small protocol. */
export async function identity(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/api/auth/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : null,
  })
  const text = await response.text()
  return { ok: response.ok, status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} }
}
