import { addDays } from '#lib/day'
import { toId } from '#lib/id'
import { say } from '#lib/words'
import type { steeredClock } from '#platform/clock'
import { newPassword } from '#platform/session'
import { addPerson, ensureBranch, insertGroup } from '#team'
import { demoPeople } from './demo/people.ts'
import type { House } from './house.ts'
import { words } from './modules.ts'

/** A demo account as the sign-in page offers it. */
export type DemoAccount = { username: string; password: string; name: string; post: string }

/**
 * Gives an installation without people its first ones: the demo city's staff, or with `empty` one administrator whose
 * password is shown this once. Returns the lines to print; an installation with people prints its demo accounts again, or nothing.
 */
export async function ensurePeople(
  house: House,
  { empty, clock, say: tell }: { empty: boolean; clock: ReturnType<typeof steeredClock>; say: (line: string) => void },
): Promise<string[]> {
  const { rows } = await house.pool.query<{ people: number; demo: boolean }>(
    `SELECT (SELECT count(*)::int FROM team.person) AS people, EXISTS (SELECT FROM platform.installation WHERE name = 'demo') AS demo`,
  )
  if (rows[0]!.people === 0) {
    if (empty) return firstAdministrator(house)
    const { seedDemo } = await import('./demo/seed.ts')
    await seedDemo(house, clock, tell)
  }
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

/** The demo accounts, one a post; none where the installation is not a demo. */
export async function demoAccounts(house: House): Promise<DemoAccount[]> {
  const { rows } = await house.pool.query(`SELECT 1 FROM platform.installation WHERE name = 'demo'`)
  return rows.length > 0
    ? demoPeople
        .filter(person => person.shown)
        .map(({ username, password, name, post }) => ({ username, password, name, post }))
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
    await addPerson(ctx, {
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
