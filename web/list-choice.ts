import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, client } from './client.ts'

type Choices = Awaited<ReturnType<typeof client.team.listChoices>>
/** How a person likes one list: the views kept by name, the columns in their order and those not shown. */
export type ListChoice = Omit<Choices[number], 'list'>

const none: ListChoice = { views: [], columns: null }

/** How the reader likes a list, on whatever device: shown at once when changed, and kept by the server. */
export function useListChoice(list: string): [ListChoice, (change: Partial<ListChoice>) => void] {
  const queries = useQueryClient()
  const { data } = useQuery(api.team.listChoices.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const choice = data?.find(one => one.list === list) ?? none
  const keep = useCallback(
    (change: Partial<ListChoice>) => {
      const key = api.team.listChoices.queryKey()
      const before = queries.getQueryData<Choices>(key) ?? []
      const next = { ...none, ...before.find(one => one.list === list), ...change, list }
      queries.setQueryData(key, [...before.filter(one => one.list !== list), next])
      // What the server would not take is read again as it stands there.
      client.team
        .keepListChoice(next, { context: { key: crypto.randomUUID() } })
        .catch(() => queries.invalidateQueries({ queryKey: key }))
    },
    [list, queries],
  )
  return [choice, keep]
}
