import { toId } from '#lib/id'
import { say } from '#lib/words'
import type { Context, Placed, Rights } from '#platform/context'
import { boardPeople, delegationsTo, personById } from '#team'
import { type CheckAsked, type CheckerFacts, checkerFault, type HeldCheckers } from '../held.ts'
import { covers } from '../scope.ts'
import { samePersonLines } from '../store/held.ts'
import { words } from '../words.ts'
import { actorOf } from './actor-of.ts'
import { systemRights } from './rights-of.ts'
import { roleHolders } from './role-holders.ts'

/** Somebody who might check, and why not when they may not now. */
export type Candidate = { key: bigint; name: string; fault: string | null }
export type Maker = { key: bigint; name: string }

/** The most people looked at one by one; more than these hold no permission in practice. */
const mostCandidates = 200

/** The accounts that count as the maker's own: said to be, or of the same name and not said to be another's. */
async function ownAccounts(ctx: Context, maker: Maker) {
  const lines = await samePersonLines(ctx.sql, maker.key)
  const said = new Map(lines.map(line => [line.person === maker.key ? line.other : line.person, line.same]))
  return (key: bigint, name: string) => said.get(key) ?? name === maker.name
}

/** Why the kernel says no: the permission does not reach every place; null when it does. */
function kernelFault(rights: Rights, permission: string, places: readonly Placed[]): string | null {
  const asked = places.length === 0 ? [undefined] : places
  for (const place of asked) {
    const verdict = rights.verdict(permission, place)
    if (!verdict.allow) return verdict.reason
  }
  return null
}

async function lentBy(ctx: Context, maker: Maker, key: bigint, permission: string): Promise<boolean> {
  const lent = await delegationsTo(ctx.sql, key, ctx.today)
  return lent.some(line => line.fromKey === maker.key && line.permissions.some(one => covers(one, permission)))
}

/**
 * Everybody who holds the permission and could check but for something: leave, a certificate, a conflict. People whose scope does
 * not reach the record, or who are of another role or branch, are no candidates.
 */
export async function candidatesOf(
  ctx: Context,
  asked: Omit<CheckAsked, 'makerKey'>,
  maker: Maker,
  places: readonly Placed[],
): Promise<Candidate[]> {
  const everybody = await boardPeople({ ...ctx, rights: systemRights }, 'team.person.read')
  const holders = await roleHolders(ctx.sql, everybody, ctx.today)
  const roles = new Map<bigint, string[]>()
  const able = new Set<bigint>()
  for (const { key, role, permissions } of holders) {
    roles.set(key, [...(roles.get(key) ?? []), role])
    if (permissions.some(one => covers(one, asked.check.permission))) able.add(key)
  }
  const own = await ownAccounts(ctx, maker)
  const found: Candidate[] = []
  for (const person of everybody.filter(one => able.has(one.key)).slice(0, mostCandidates)) {
    const known = await actorOf(ctx.sql, person.userId, ctx.now, [])
    if (!known) continue
    const fault = checkerFault(
      { ...asked, makerKey: maker.key },
      {
        personKey: person.key,
        onLeave: person.onLeave,
        branchKey: person.branchKey,
        roles: roles.get(person.key) ?? [],
        kernelSays: kernelFault(known.rights, asked.check.permission, places),
        sameAsMaker: own(person.key, person.name),
        lentByMaker: await lentBy(ctx, maker, person.key, asked.check.permission),
      },
    )
    if (!elsewhere.has(fault ?? '')) found.push({ key: person.key, name: person.name, fault })
  }
  return found
}

const elsewhere = new Set(['authority.out_of_scope', 'authority.held_role', 'authority.held_branch'])

/** The roles the actor holds today. */
export async function ownRoles(ctx: Context): Promise<string[]> {
  if (ctx.actor.key === null) return []
  const person = await personById(ctx.sql, toId('person', ctx.actor.key), ctx.today)
  if (!person) return []
  return (await roleHolders(ctx.sql, [person], ctx.today)).map(line => line.role)
}

/** Why the actor may not check a change under any of the ways that are open; null when one of them lets them. */
export async function ownFault(
  ctx: Context,
  held: { sameBranch: boolean; makerBranchKey: bigint | null },
  maker: Maker,
  ways: readonly HeldCheckers[],
  places: readonly Placed[],
): Promise<string | null> {
  if (ctx.actor.key === null) return 'authority.held_own'
  const person = await personById(ctx.sql, toId('person', ctx.actor.key), ctx.today)
  const facts: Omit<CheckerFacts, 'kernelSays' | 'lentByMaker'> = {
    personKey: ctx.actor.key,
    onLeave: person?.onLeave ?? false,
    branchKey: ctx.actor.branchKey,
    roles: await ownRoles(ctx),
    sameAsMaker: (await ownAccounts(ctx, maker))(ctx.actor.key, ctx.actor.name),
  }
  let first: string | null = null
  for (const check of ways) {
    const fault = checkerFault(
      { makerKey: maker.key, makerBranchKey: held.makerBranchKey, sameBranch: held.sameBranch, check },
      {
        ...facts,
        kernelSays: kernelFault(ctx.rights, check.permission, places),
        lentByMaker: await lentBy(ctx, maker, ctx.actor.key, check.permission),
      },
    )
    if (fault === null) return null
    first ??= fault
  }
  return first ?? 'authority.not_permitted'
}

/** Candidates as a line for people: names alone, or each with why not. */
export function spokenCandidates(ctx: Context, candidates: readonly Candidate[]): string[] {
  return candidates.map(({ name, fault }) => (fault === null ? name : `${name}（${whyNot(ctx, fault)}）`))
}

/** The short reason, else the kernel's own sentence. */
export function whyNot(ctx: Context, fault: string): string {
  const known = words as Readonly<Record<string, readonly [string, string]>>
  const word = known[`authority.held.why.${fault.slice(fault.indexOf('.') + 1)}`] ?? known[`refusal.${fault}`]
  return word ? say(word, ctx.language) : fault
}
