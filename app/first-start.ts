import type { Pool } from 'pg'
import { addDays, dayAt } from '#lib/day'
import { toId } from '#lib/id'
import { say, type Word } from '#lib/words'
import { steeredClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { newPassword } from '#platform/session'
import { ensureBranch, insertGroup, staffing } from '#team'
import { demoFirstDay } from './demo/days.ts'
import { demoPeople } from './demo/people.ts'
import { type House, openHouse } from './house.ts'
import { words } from './modules.ts'

/** A demo account as the sign-in page offers it. */
/** `postName` in both languages: the door is shown before the words of the modules are brought. */
export type DemoAccount = { username: string; password: string; name: string; post: string; postName: Word }

/**
 * Gives an installation without people its first ones: the demo city, or with `empty` one administrator whose password is shown
 * this once. Of two processes that start at the same time one does it. A demo whose filling was cut off is filled anew.
 * Returns the lines to print.
 */
export async function ensurePeople(
  installation: { home: string; databaseUrl: string },
  empty: boolean,
  tell: (line: string) => void,
): Promise<string[]> {
  const pool = openPool(installation.databaseUrl, 1)
  try {
    await pool.query(`SELECT pg_advisory_lock(hashtext('chedai.first-start'))`)
    const state = await stateOf(pool)
    if (state === 'half-filled') await startOver(pool)
    if (state === 'peopled') return []
    if (empty) {
      const house = await openHouse(installation)
      const lines = await firstAdministrator(house)
      await house.close()
      return lines
    }
    const clock = steeredClock()
    const house = await openHouse({
      ...installation,
      clock,
      log: silentLog,
      firstDay: demoFirstDay(dayAt(clock.now())),
      hasty: true,
    })
    const { seedDemo } = await import('./demo/seed.ts')
    await seedDemo(house, clock, tell)
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
    await house.close()
    return []
  } finally {
    await pool.end()
  }
}

/** What people print at every start of a demo: who one can be. */
export async function demoLines(house: House): Promise<string[]> {
  const accounts = await demoAccounts(house)
  if (accounts.length === 0) return []
  return [
    '演示账号 demo accounts:',
    ...accounts.map(
      one =>
        `  ${one.username.padEnd(12)} ${one.password.padEnd(18)} ${one.name} ${say(words[`team.post.${one.post}`]!, 'zh')}`,
    ),
    '',
  ]
}

async function stateOf(pool: Pool): Promise<'fresh' | 'half-filled' | 'peopled'> {
  const { rows: there } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('team.person') IS NOT NULL AND to_regclass('platform.installation') IS NOT NULL AS there`,
  )
  if (!there[0]!.there) return 'fresh'
  const { rows } = await pool.query<{ people: number; demo: string | null }>(
    `SELECT (SELECT count(*)::int FROM team.person) AS people, (SELECT value #>> '{}' FROM platform.installation WHERE name = 'demo') AS demo`,
  )
  if (rows[0]!.demo === 'filling') return 'half-filled'
  return rows[0]!.people > 0 ? 'peopled' : 'fresh'
}

/** Removes a half-filled demo; only its own filling marks it as such, so nobody's work is in it. */
async function startOver(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname NOT IN ('information_schema', 'public')`,
  )
  await pool.query(`DROP SCHEMA ${rows.map(row => `"${row.name}"`).join(', ')} CASCADE`)
  await pool.query('DROP TABLE public.migration')
}

/** The demo accounts, one a post; none where the installation is not a demo. */
export async function demoAccounts(house: House): Promise<DemoAccount[]> {
  const { rows } = await house.pool.query(`SELECT 1 FROM platform.installation WHERE name = 'demo'`)
  return rows.length > 0
    ? demoPeople
        .filter(person => person.shown)
        .map(({ username, password, name, post }) => ({
          username,
          password,
          name,
          post,
          postName: words[`team.post.${post}`]!,
        }))
    : []
}

async function firstAdministrator(house: House): Promise<string[]> {
  const password = newPassword()
  await house.system('install', async ctx => {
    const branchKey = await ensureBranch(ctx.sql, { code: 'HQ', name: '总部', city: '上海' })
    const groupKey = await insertGroup(ctx.sql, {
      branchKey,
      parentKey: null,
      name: '系统管理',
      function: 'administration',
    })
    await staffing.addPerson(ctx, {
      name: '系统管理员',
      username: 'admin',
      post: 'administrator',
      groupId: toId('group', groupKey!),
      reportsTo: null,
      joinedOn: addDays(ctx.today, -1),
      fromDay: addDays(ctx.today, -1),
      password,
    })
  })
  return ['首次启动 first start:', `  admin   ${password}   (只显示这一次 shown only this once)`, '']
}
