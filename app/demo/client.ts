import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { problemFetch, readProblem } from '#lib/problem'
import { contract } from '../contract.ts'
import type { House } from '../house.ts'
import { openServer } from '../server.ts'
import { demoNewcomer, demoPeople } from './people.ts'

export type Client = ContractRouterClient<typeof contract>

/**
 * The demo's staff at work: each a client of the program's own operations, signed in, without a socket between. With a reason,
 * every call carries it for whoever checks it.
 */
export function staffOf(house: House, reason?: string): (username: string) => Promise<Client> {
  const app = openServer(house)
  const clients = new Map<string, Promise<Client>>()
  const signIn = async (username: string): Promise<Client> => {
    const { password } = [...demoPeople, demoNewcomer].find(person => person.username === username)!
    const { token } = await house.identity.signIn(username, password)
    const link = new OpenAPILink(contract, {
      url: 'http://chedai.internal/api',
      headers: {
        authorization: `Bearer ${token}`,
        ...(reason ? { 'x-reason': encodeURIComponent(reason) } : {}),
      },
      fetch: problemFetch(request => app.fetch(request)),
      customErrorResponseBodyDecoder: body => {
        const problem = readProblem(body)
        return (
          problem &&
          new ORPCError(problem.code, {
            status: problem.status,
            message: `${problem.code}: ${problem.detail}`,
            data: problem,
          })
        )
      },
    })
    return createORPCClient(link) as Client
  }
  return username => {
    const known = clients.get(username) ?? signIn(username)
    clients.set(username, known)
    return known
  }
}
