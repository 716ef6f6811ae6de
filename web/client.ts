import './zod.ts'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { contract } from '#app/contract'
import { type Problem, problemFetch, readProblem } from '#lib/problem'
import { current } from './settings.tsx'

/** What a call may carry beyond its input: the key that makes a retry harmless, and whether it is only a preview. */
export type CallContext = { key?: string; preview?: boolean }

const link = new OpenAPILink<CallContext>(contract, {
  url: `${location.origin}/api`,
  headers: ({ context }) => ({
    'x-language': current.language,
    ...(context.key ? { 'idempotency-key': context.key } : {}),
    ...(context.preview ? { 'x-dry-run': '1' } : {}),
  }),
  fetch: problemFetch(request => fetch(request)),
  customErrorResponseBodyDecoder: body => {
    const problem = readProblem(body)
    return problem && new ORPCError(problem.code, { status: problem.status, message: problem.detail, data: problem })
  },
})

/** Every operation of the program, typed by its contract. */
export const client: ContractRouterClient<typeof contract, CallContext> = createORPCClient(link)

/** The same operations as TanStack queries: `api.team.listPeople.queryOptions({ input })`. */
export const api = createTanstackQueryUtils(client)

/** The problem inside an error, or null when the server never answered. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof ORPCError ? readProblem(error.data) : null
}
