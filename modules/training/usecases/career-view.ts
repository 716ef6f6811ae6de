import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { boardGroups, personNames } from '#team'
import type { Line, Step } from '../career.ts'
import { type ProposalRow, skills } from '../store/career.ts'
import { listKinds } from '../store/certificate.ts'
import { type LadderRow, ladderVersions } from '../store/ladder.ts'
import { betterOf, resultSources } from './results.ts'

/** A step without what it asks for. */
export const stepHead = ({ code, name, nameEn, post, level }: Step) => ({ code, name, nameEn, post, level })
/** A ladder without its steps. */
export const ladderHead = ({ code, number, function: of, name, nameEn, fromDay }: LadderRow) => ({
  code,
  number,
  function: of,
  name,
  nameEn,
  fromDay,
})

/** Lines with the names of what they ask for, as the contract shows them. */
export async function lineViews(ctx: Context) {
  const names = new Map<string, { name: string; nameEn: string }>()
  for (const kind of await listKinds(ctx.sql)) names.set(`certificate:${kind.code}`, kind)
  for (const skill of await skills(ctx.sql)) names.set(`skill:${skill.code}`, skill)
  for (const source of resultSources())
    names.set(`result:${source.code}`, { name: source.name[0], nameEn: source.name[1] })
  const unitOf = (line: Line) =>
    line.kind === 'months'
      ? ('months' as const)
      : line.kind === 'skill'
        ? ('rating' as const)
        : line.kind === 'certificate'
          ? ('held' as const)
          : (resultSources().find(source => source.code === line.code)?.unit ?? ('count' as const))
  return (lines: readonly Line[]) =>
    lines.map(line => ({
      ...line,
      name: names.get(`${line.kind}:${line.code}`)?.name ?? line.code,
      nameEn: names.get(`${line.kind}:${line.code}`)?.nameEn ?? line.code,
      unit: unitOf(line),
      better: line.kind === 'result' ? betterOf(line.code) : ('more' as const),
    }))
}

/** Proposals as the contract shows them. */
export async function proposalViews(ctx: Context, found: readonly ProposalRow[]) {
  if (found.length === 0) return []
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => [row.ownerId, row.madeBy, row.decidedBy, row.reportsTo].filter(key => key !== null)),
  )
  const groups = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group.name]))
  const ladders = new Map((await ladderVersions(ctx.sql)).map(row => [row.key, row]))
  return found.map(row => {
    const ladder = ladders.get(row.ladderKey)
    const step = ladder?.steps.find(one => one.code === row.step)
    return {
      id: toId('proposal', row.key),
      kind: row.kind,
      personId: toId('person', row.ownerId),
      personName: names.get(row.ownerId) ?? '',
      fromPost: row.fromPost,
      fromLevel: row.fromLevel,
      toPost: row.toPost,
      toLevel: row.toLevel,
      ladderName: ladder?.name ?? '',
      ladderNameEn: ladder?.nameEn ?? '',
      stepName: step?.name ?? row.step,
      stepNameEn: step?.nameEn ?? row.step,
      groupName: groups.get(row.groupId) ?? '',
      toGroupName: groups.get(row.toGroupId) ?? '',
      reportsToName: row.reportsTo === null ? null : (names.get(row.reportsTo) ?? null),
      fromDay: row.fromDay,
      reason: row.reason,
      lacking: row.lacking,
      exceptionReason: row.exceptionReason,
      state: row.state,
      madeByName: names.get(row.madeBy) ?? '',
      madeAt: row.madeAt,
      decidedByName: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? null),
      decidedAt: row.decidedAt,
      decisionReason: row.decisionReason,
    }
  })
}
