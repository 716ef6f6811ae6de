import type { Day } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { ensureBranch, insertGroup, staffing } from '#team'
import type { House } from '../house.ts'
import { demoBranches, demoGroups, demoPeople } from './people.ts'

/** Hires the demo city's staff, sign-ins included, and marks the installation as a demo. Returns who is who. */
export async function seedStaff(house: House, since: Day): Promise<Map<string, Id<'person'>>> {
  await house.pool.query(
    `INSERT INTO platform.installation (name, value) VALUES ('demo', '"filling"') ON CONFLICT DO NOTHING`,
  )
  return house.system('demo.staff', async ctx => {
    const branches = new Map<string, bigint>()
    for (const branch of demoBranches) branches.set(branch.code, await ensureBranch(ctx.sql, branch))
    const groups = new Map<string, bigint>()
    for (const group of demoGroups) {
      const key = await insertGroup(ctx.sql, {
        branchKey: branches.get(group.branch)!,
        parentKey: group.parent === null ? null : groups.get(`${group.branch}/${group.parent}`)!,
        name: group.name,
        function: group.function,
      })
      groups.set(`${group.branch}/${group.name}`, key!)
    }
    // Hashing a password takes a moment on purpose; all of them at once use every core.
    await Promise.all(demoPeople.map(({ username, name, password }) => ctx.signIns.open(username, name, password)))
    const people = new Map<string, Id<'person'>>()
    for (const person of demoPeople) {
      const { id } = await staffing.addPerson(
        {
          ...ctx,
          signIns: {
            ...ctx.signIns,
            open: async username => ({ userId: await userIdOf(house, username), password: person.password }),
          },
        },
        {
          name: person.name,
          username: person.username,
          post: person.post,
          joinedOn: since,
          fromDay: since,
          groupId: toId('group', groups.get(`${person.branch}/${person.group}`)!),
          reportsTo: person.reportsTo === null ? null : people.get(person.reportsTo)!,
        },
      )
      people.set(person.username, id)
    }
    return people
  })
}

async function userIdOf(house: House, username: string): Promise<string> {
  const { rows } = await house.pool.query<{ id: string }>('SELECT id FROM identity."user" WHERE username = $1', [
    username,
  ])
  return rows[0]!.id
}
