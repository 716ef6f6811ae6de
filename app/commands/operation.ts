import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { isContractProcedure } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { os } from '@orpc/server'
import { problemFetch, readProblem } from '#lib/problem'
import { contract } from '../contract.ts'

/** The modules whose operations can be called from the command line. */
export const contractModules = Object.keys(contract)

type Callable = (input: unknown) => Promise<unknown>

/**
 * `chedai <module> <operation> [--field value]`: every operation of the contracts against a running server
 * (CHEDAI_URL, default http://127.0.0.1:$PORT) as the person who signed in with `chedai sign-in` (or CHEDAI_TOKEN).
 */
export async function runOperation(args: string[]): Promise<void> {
  const { createCli } = await import('trpc-cli')
  const client = createORPCClient(
    new OpenAPILink(contract, {
      url: `${serverUrl()}/api`,
      headers: { authorization: `Bearer ${token()}` },
      fetch: problemFetch(fetch),
      customErrorResponseBodyDecoder: body => {
        const problem = readProblem(body)
        return problem && new ORPCError(problem.code, { status: problem.status, message: problem.detail })
      },
    }),
  ) as unknown as Record<string, Record<string, Callable>>
  const router = Object.fromEntries(
    Object.entries(contract).map(([module, operations]) => [
      module,
      Object.fromEntries(
        Object.entries(operations).flatMap(([name, operation]) => {
          if (!isContractProcedure(operation)) return []
          const { inputSchema, route } = operation['~orpc']
          const builder = os.meta({ description: route.summary })
          const call: Callable = input => client[module]![name]!(input)
          return [
            [
              name,
              inputSchema
                ? builder.input(inputSchema).handler(({ input }) => call(input))
                : builder.handler(() => call(undefined)),
            ],
          ]
        }),
      ),
    ]),
  )
  await createCli({ router: router as never, name: 'chedai' }).run({
    argv: args,
    logger: { info: print, error: line => process.stderr.write(`${String(line).trimEnd()}\n`) },
  })
}

/** Answers as one JSON document on stdout, like every command's; help as the text it is. */
function print(value?: unknown): void {
  process.stdout.write(`${typeof value === 'string' ? value.trimEnd() : JSON.stringify(value ?? null, null, 2)}\n`)
}

/** The running server's address. */
export function serverUrl(): string {
  return process.env.CHEDAI_URL ?? `http://127.0.0.1:${process.env.PORT ?? '8787'}`
}

/** Where `sign-in` keeps the token. */
export function tokenFile(): string {
  return path.join(path.resolve(process.env.CHEDAI_HOME ?? '.chedai'), 'token')
}

function token(): string {
  if (process.env.CHEDAI_TOKEN) return process.env.CHEDAI_TOKEN
  try {
    return readFileSync(tokenFile(), 'utf8').trim()
  } catch {
    throw new Error('sign in first: chedai sign-in --username <name>, or set CHEDAI_TOKEN')
  }
}
