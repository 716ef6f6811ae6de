import { type AddressInfo, createServer } from 'node:net'
import { serve } from '@hono/node-server'
import { usualPace } from '#platform/pace'
import { demoLines, ensurePeople } from '../first-start.ts'
import { homeFolder, openInstallation, openInstallationDatabase } from '../home.ts'
import { openServer } from '../server.ts'
import { ensureWeb, webFiles } from '../web.ts'
import { options } from './arguments.ts'

const defaultPort = 8787

/**
 * `npm start [-- --empty]`: opens the database, builds the web when it changed, serves, works off the queue, and on the
 * first start fills the demo city (or, with --empty, makes the administrator and prints the password once).
 */
export async function run(args: string[]): Promise<undefined> {
  const { empty } = options(args, [], ['empty'])
  const wanted = Number(process.env.PORT ?? defaultPort)
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535)
    throw new Error(`PORT must be a number up to 65535, not "${process.env.PORT}"`)
  const host = process.env.HOST ?? '127.0.0.1'
  if (await isChedai(`http://${host}:${wanted}`)) {
    process.stdout.write(`chedai is already running at http://${host}:${wanted}\n`)
    return
  }
  // Asked before the long work, and once more when the door opens.
  if (await isTaken(host, wanted)) throw takenBySomebody(wanted)
  const dist = ensureWeb()
  // Nothing else of the start is worth waiting for then; a filling that is cut off here is done anew by the next start.
  dist.catch(error => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  const home = homeFolder()
  const database = await openInstallationDatabase(home)
  // Whoever stops the start before the door is open must not leave the database behind.
  let leave = () => database.stop()
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    // What is under way loses its connections now, which is no news.
    process.on('uncaughtException', () => {})
    await leave()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const first = await ensurePeople({ home, databaseUrl: database.url }, empty === true, line =>
    process.stderr.write(`${line}\n`),
  )
  const house = await openInstallation()
  const app = openServer(house, { pace: usualPace })
  app.route('/', webFiles(await dist))

  const server = await listen(app, host, wanted)
  if (server === 'taken') {
    await house.close()
    await database.stop()
    throw takenBySomebody(wanted)
  }
  await house.jobs.work(house.spine)

  const { port } = server.address() as AddressInfo
  process.stdout.write(`\nchedai 车贷   http://${host}:${port}\n\n`)
  for (const line of [...first, ...(await demoLines(house))]) process.stdout.write(`${line}\n`)

  leave = async () => {
    // The door closes first, then running jobs finish; what is queued stays in the database for the next start.
    server.close()
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    await house.close()
    await database.stop()
  }
  return undefined
}

function listen(app: { fetch: (request: Request) => Response | Promise<Response> }, hostname: string, port: number) {
  return new Promise<ReturnType<typeof serve> | 'taken'>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, () => resolve(server))
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve('taken') : reject(error),
    )
  })
}

function takenBySomebody(port: number): Error {
  return new Error(
    `port ${port} is taken by another program; choose one: PORT=${port === 8788 ? 8789 : 8788} npm start`,
  )
}

function isTaken(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(false)))
  })
}

async function isChedai(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(3000) })
    return response.ok && ((await response.json()) as { program?: string }).program === 'chedai'
  } catch {
    return false
  }
}
