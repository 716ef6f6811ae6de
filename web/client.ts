import operations from 'virtual:operations'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { contract } from '#app/contract'
import { type Problem, problemFetch, readProblem } from '#lib/problem'
import { current } from './settings.tsx'

/**
 * What a call may carry beyond its input: the key that makes a retry harmless, whether it is only a preview, and why it is asked
 * for where a second person will look at it.
 */
export type CallContext = { key?: string; preview?: boolean; reason?: string }

/** A command that was taken but waits for a second person: neither an answer nor a refusal. */
export class HeldForCheck extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** Fetches as the contract client wants it; an answer 202 is no output of the operation and must not be taken for one. */
async function fetchAnswer(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (response.status === 202) {
    const problem = readProblem(await response.clone().json())
    if (problem) throw new HeldForCheck(problem)
  }
  return response
}

const link = new OpenAPILink<CallContext>(operations, {
  url: `${location.origin}/api`,
  headers: ({ context }) => ({
    'x-language': current.language,
    ...(context.key ? { 'idempotency-key': context.key } : {}),
    ...(context.preview ? { 'x-dry-run': '1' } : {}),
    ...(context.reason ? { 'x-reason': encodeURIComponent(context.reason) } : {}),
  }),
  fetch: problemFetch(fetchAnswer),
  customErrorResponseBodyDecoder: body => {
    const problem = readProblem(body)
    return problem && new ORPCError(problem.code, { status: problem.status, message: problem.detail, data: problem })
  },
})

/** Every operation of the program, typed by its contract. */
export const client: ContractRouterClient<typeof contract, CallContext> = createORPCClient(link)

/** The same operations as TanStack queries: `api.team.listPeople.queryOptions({ input })`. */
export const api = createTanstackQueryUtils(client)

/** The problem inside an error, "it waits" among them, or null when the server never answered. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof HeldForCheck) return error.problem
  return error instanceof ORPCError ? readProblem(error.data) : null
}
