/** The body of every refusal, RFC 9457 (`application/problem+json`), in the reader's language. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  facts: Record<string, unknown>
  fields: { path: string; label: string; message: string }[]
}

/** A response body as a problem, or null when it is none. */
export function readProblem(body: unknown): Problem | null {
  const problem = body as Partial<Problem> | null
  return typeof problem?.code === 'string' && typeof problem.status === 'number' ? (problem as Problem) : null
}

/** A fetch for contract clients: they parse `application/json` only, and a problem is JSON under its own media type. */
export function problemFetch(fetch: (request: Request) => Promise<Response> | Response) {
  return async (request: Request): Promise<Response> => {
    const response = await fetch(request)
    if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
    const headers = new Headers(response.headers)
    headers.set('content-type', 'application/json')
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
  }
}
