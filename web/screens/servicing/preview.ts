import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../../client.ts'
import { useWords } from '../../settings.tsx'

/**
 * A command tried on the server's own path and rolled back: what it would come to, or why it is refused — `at` says it at the
 * field it is about, `problem` is what belongs to none of the fields shown.
 */
export function usePreview<Out>(
  key: readonly unknown[],
  run: () => Promise<Out>,
  { ready = true, fields = [] }: { ready?: boolean; fields?: readonly string[] } = {},
) {
  const t = useWords()
  const tried = useQuery({
    queryKey: ['preview', ...key],
    queryFn: run,
    enabled: ready,
    retry: false,
    staleTime: 5_000,
    placeholderData: before => before,
  })
  const refused = ready && tried.isError
  const problem = refused ? problemOf(tried.error) : null
  const told = (problem?.fields ?? []).filter(one => fields.includes(one.path))
  const message = (field: string) => told.find(one => one.path === field)?.message
  return {
    data: ready && !refused ? tried.data : undefined,
    /** While another answer is on its way, what is shown is that to what was asked before: it stands back. */
    standing: tried.isPlaceholderData ? { 'aria-busy': true, style: { opacity: 0.45 } } : { 'aria-busy': false },
    /** What a form item says of a refusal that is about it. */
    at: (field: string) => {
      const help = message(field)
      return help ? { validateStatus: 'error' as const, help } : {}
    },
    /** The refusal's code. */
    code: problem?.code ?? null,
    problem: refused && told.length === 0 ? (problem?.detail ?? t('shell.offline')) : null,
  }
}
