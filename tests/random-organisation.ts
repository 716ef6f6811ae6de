import type pg from 'pg'
import { permissionCatalogue } from '#app/house'
import { posts } from '#team'

/** Repeatable draws from a seed: the same seed, the same organisation and the same questions. */
export function drawsOf(seed: number) {
  let state = seed >>> 0
  const below = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  return { below, one: <T>(list: readonly T[]): T => list[below(list.length)]! }
}
export type Draws = ReturnType<typeof drawsOf>

/** Where somebody or something may stand. */
export type Place = { group: bigint; branch: bigint }
export type RandomOrganisation = { people: { key: bigint; userId: string; username: string }[]; places: Place[] }

/**
 * Fills an empty house with a random organisation: nested groups in some branches, people of every post, roles made up of
 * random permissions and scopes, grants, delegations and a certificate that a permission asks for and most people lack.
 */
export async function fillOrganisation(
  pool: pg.Pool,
  { below, one }: Draws,
  size: { people: number; groups: number; branches: number },
): Promise<RandomOrganisation> {
  const ids = async (text: string, values: unknown[]) =>
    (await pool.query<{ id: bigint }>(text, values)).rows.map(row => row.id)
  const branches = await ids(
    `INSERT INTO team.branch (code, name, city) SELECT 'R' || n, 'R' || n, 'R' || n FROM generate_series(1, $1::int) n RETURNING id`,
    [size.branches],
  )
  const places: Place[] = []
  for (let n = 0; n < size.groups; n += 1) {
    const branch = branches[n % branches.length]!
    const siblings = places.filter(place => place.branch === branch)
    const parent = siblings.length > 0 && below(2) === 0 ? one(siblings).group : null
    const [group] = await ids(`INSERT INTO team.team_group (branch_id, function) VALUES ($1, 'market') RETURNING id`, [
      branch,
    ])
    await pool.query(
      `INSERT INTO team.group_period (group_id, branch_id, name, parent_id, from_day) VALUES ($1, $2, $3, $4, '2020-01-01')`,
      [group, branch, `G${n}`, parent],
    )
    places.push({ group: group!, branch })
  }
  const catalogue = permissionCatalogue()
  const roles: string[] = []
  const approve = (kind: string, code: string, content: object) =>
    pool.query(
      `WITH made AS (INSERT INTO authority.rule_version (kind, code, number, content, from_day, reason, source, proposed_by_name, proposed_at)
         VALUES ($1, $2, 1, $3::jsonb, '2020-01-01', 'random', 'random', 'random', now()) RETURNING id)
       INSERT INTO authority.rule_decision (version_id, approved, decided_by_name, decided_at, reason) SELECT id, true, 'random', now(), 'random' FROM made`,
      [kind, code, JSON.stringify(content)],
    )
  for (let n = 0; n < 8; n += 1) {
    const permissions = Array.from({ length: 12 }, () => ({
      permission: one(catalogue),
      scope: one(['own', 'group', 'branch', 'all'] as const),
    }))
    await approve('role', `random_${n}`, { zh: `随机${n}`, en: `Random ${n}`, permissions })
    roles.push(`random_${n}`)
  }
  await approve('certificate', 'random', { target: 'permission', of: one(catalogue), certificate: 'rare' })
  const people: RandomOrganisation['people'] = []
  for (let n = 0; n < size.people; n += 1) {
    const userId = `random-${n}`
    const place = one(places)
    const [key] = await ids(
      `INSERT INTO team.person (user_id, username, name, joined_on) VALUES ($1, $2, $2, '2020-01-01') RETURNING id`,
      [userId, `random${n}`],
    )
    await pool.query(
      `INSERT INTO team.assignment (person_id, post, group_id, from_day) VALUES ($1, $2, $3, '2020-01-01')`,
      [key, posts[n % posts.length], place.group],
    )
    people.push({ key: key!, userId, username: `random${n}` })
    if (below(2) === 0)
      await approve('grant', `random.${n}`, {
        person: String(key),
        role: one(roles),
        effect: below(6) ? 'give' : 'withhold',
      })
    const giver = one(people)
    if (giver.key !== key && below(3) === 0)
      await pool.query(
        `INSERT INTO team.delegation (from_person_id, to_person_id, permissions, from_day, to_day, reason, given_at) VALUES ($1, $2, $3, '2020-01-01', '2030-01-01', 'random', now())`,
        [giver.key, key, [one(catalogue), one(catalogue)]],
      )
  }
  return { people, places }
}
