import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { housePages, mail } from '#notification'
import { openPool } from '#platform/database'
import { openPostgres } from '#platform/postgres'
import { type House, type HouseOptions, openHouse } from './house.ts'

/** Where this installation keeps its key, its database (unless DATABASE_URL says otherwise) and its papers. */
export function homeFolder(): string {
  const home = path.resolve(process.env.CHEDAI_HOME ?? '.chedai')
  // Others may pass through, so that the unprivileged database user reaches its folder; nothing in it is readable to them.
  try {
    mkdirSync(home, { recursive: true, mode: 0o711 })
  } catch (error) {
    throw new Error(`CHEDAI_HOME ${home} cannot be made: ${(error as Error).message}`)
  }
  return home
}

/**
 * The database of the installation: the team's server by DATABASE_URL, else our own.
 * @throws Error in one sentence when the given one does not answer, is too old, or lets us make no tables.
 */
export async function openInstallationDatabase(home: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL
  if (!given) return openPostgres(home)
  const problem = await problemOf(given)
  if (problem) throw new Error(`the database that DATABASE_URL names cannot be used: ${problem}`)
  return { url: given, stop: async () => {} }
}

/** The oldest PostgreSQL that knows a role one may only change into (row security), as the server numbers it. */
const oldestServer = 160_000

async function problemOf(url: string): Promise<string | null> {
  if (!/^postgres(ql)?:\/\//.test(url)) return 'it must look like postgres://user:password@host:5432/database'
  const pool = openPool(url, 1)
  try {
    const { rows } = await pool.query<{ number: number; version: string; may: boolean }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
              has_database_privilege(current_database(), 'CREATE') AS may`,
    )
    const { number, version, may } = rows[0]!
    if (number < oldestServer) return `its server is PostgreSQL ${version}, and 16 or newer is needed`
    return may ? null : 'its user may not create schemas in it: GRANT CREATE ON DATABASE … TO …'
  } catch (error) {
    return (error as Error).message || String((error as { code?: string }).code)
  } finally {
    await pool.end()
  }
}

/** Opens the installation's house; `close` also ends our use of its database. */
export async function openInstallation(
  options: Partial<HouseOptions> = {},
): Promise<House & { home: string; databaseUrl: string }> {
  const home = homeFolder()
  const database = await openInstallationDatabase(home)
  const {
    CHEDAI_URL: baseUrl,
    CHEDAI_OIDC_ISSUER: issuer,
    CHEDAI_OIDC_CLIENT_ID: clientId,
    CHEDAI_OIDC_CLIENT_SECRET: clientSecret,
  } = process.env
  const pages = (baseUrl ?? `http://127.0.0.1:${process.env.PORT ?? '8787'}`).replace(/\/$/, '')
  housePages.useBase(pages)
  mail.useMailRoom(mailRoomOf(process.env, pages))
  const oidc = issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined
  const house = await openHouse({ home, databaseUrl: database.url, baseUrl, oidc, ...options })
  return {
    ...house,
    home,
    databaseUrl: database.url,
    async close() {
      await house.close()
      await database.stop()
    },
  }
}

/** How the house sends mail, as its environment says: a server and an address to send from; null: it sends none. */
function mailRoomOf({ CHEDAI_SMTP: smtp, CHEDAI_MAIL_FROM: from }: NodeJS.ProcessEnv, baseUrl: string) {
  return smtp && from ? { smtp, from, baseUrl } : null
}
