import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openPostgres } from '#platform/postgres'
import { type House, type HouseOptions, openHouse } from './house.ts'

/** Where this installation keeps its key, its database (unless DATABASE_URL says otherwise) and its papers. */
export function homeFolder(): string {
  const home = path.resolve(process.env.CHEDAI_HOME ?? '.chedai')
  // Others may pass through, so that the unprivileged database user reaches its folder; nothing in it is readable to them.
  mkdirSync(home, { recursive: true, mode: 0o711 })
  return home
}

/** The database of the installation: the team's server by DATABASE_URL, else our own. */
export async function openInstallationDatabase(home: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL
  return given ? { url: given, stop: async () => {} } : openPostgres(home)
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
