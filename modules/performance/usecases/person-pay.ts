import { must } from '#lib/assert'
import { type Id, toId, toKey } from '#lib/id'
import { fen } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { loanByKey } from '#servicing'
import { personById } from '#team'
import type { api } from '../api.ts'
import { balancesOf, paySteps } from '../pay-line.ts'
import { firstOf } from '../period.ts'
import * as months from '../store/month.ts'
import * as store from '../store/pay.ts'
import { planVersion } from '../store/plan.ts'
import { sourcesOfPool } from '../store/pool.ts'

/** My own statement of a month. */
export async function myPay(ctx: Context, { month }: Input<typeof api.myPay>): Promise<Output<typeof api.myPay>> {
  const me = toId('person', must(ctx.actor.key, 'people are paid'))
  return pastWall(ctx.sql, () => statement(ctx, me, month ? firstOf(month) : firstOf(ctx.today)))
}

/** A person's statement of a month. @throws Refusal performance.person_not_found, authority.out_of_scope */
export async function personPay(
  ctx: Context,
  { personId, month }: Input<typeof api.personPay>,
): Promise<Output<typeof api.personPay>> {
  await checkReader(ctx, personId)
  // What was earned before a move stays on the statement, and a line names its loan whoever that belongs to now.
  return pastWall(ctx.sql, () => statement(ctx, personId, firstOf(month)))
}

async function checkReader(ctx: Context, personId: Id<'person'>): Promise<void> {
  const person = await personById(ctx.sql, personId, ctx.today)
  if (!person) throw new Refusal('performance.person_not_found')
  ctx.rights.check('performance.pay.read', {
    ownerId: person.key,
    groupId: person.groupKey,
    branchId: person.branchKey,
  })
}

async function statement(ctx: Context, personId: Id<'person'>, month: ReturnType<typeof firstOf>) {
  const key = toKey(personId)
  const person = must(await personById(ctx.sql, personId, ctx.today), 'the person is there')
  const lines = await store.linesOfMonth(ctx.sql, key, month)
  const [sums] = await months.monthSums(ctx.sql, month, { personKey: key })
  const [standing] = await store.balancesOfPeople(ctx.sql, [key])
  const numbers = await loanNumbers(ctx, lines)
  const nothing = balancesOf([])
  const { cost: _, personKey: __, ...balances } = standing ?? { personKey: key, ...nothing }
  return {
    personId,
    personName: person.name,
    month,
    state: (await months.payMonth(ctx.sql, month))?.state ?? ('open' as const),
    asOf: ctx.now,
    net: sums?.net ?? fen(0),
    deferred: sums?.deferred ?? fen(0),
    held: sums?.held ?? fen(0),
    balances,
    coming: (await store.comingParts(ctx.sql, key)).map(part => ({
      month: part.month,
      amount: part.amount,
      held: part.held,
    })),
    lines: lines.map(line => lineView(line, numbers)),
  }
}

async function loanNumbers(ctx: Context, lines: readonly store.PayLineRow[]): Promise<Map<bigint, string>> {
  const keys = [...new Set(lines.flatMap(line => (line.loanKey === null ? [] : [line.loanKey])))]
  const found = await Promise.all(keys.map(key => loanByKey(ctx.sql, key)))
  return new Map(found.flatMap(loan => (loan ? [[loan.key, loan.number] as const] : [])))
}

function lineView(line: store.PayLineRow, numbers: Map<bigint, string>) {
  const [from, to] = paySteps[line.step]
  return {
    id: toId('payline', line.key),
    month: line.month,
    day: line.valueDay,
    part: line.part,
    step: line.step,
    component: line.component,
    from,
    to,
    amount: line.amount,
    vestsOn: line.vestsOn,
    loanId: line.loanKey === null ? null : toId('loan', line.loanKey),
    loanNumber: line.loanKey === null ? null : (numbers.get(line.loanKey) ?? null),
    parentId: line.parent === null ? null : toId('payline', line.parent),
    caseId: line.caseKey === null ? null : toId('case', line.caseKey),
    postedAt: line.postedAt,
  }
}

/** Every gate that was closed over a line or what it continues, once each. */
const gatesOf = (family: readonly store.PayLineRow[]) => [
  ...new Map(family.flatMap(one => one.why.gates).map(gate => [gate.code, gate])).values(),
]

/** Why a line is what it is: its five steps, and every line it comes from or that continues it. @throws Refusal performance.line_not_found */
export async function whyPay(ctx: Context, { lineId }: Input<typeof api.whyPay>): Promise<Output<typeof api.whyPay>> {
  const line = await store.lineByKey(ctx.sql, toKey(lineId))
  if (!line) throw new Refusal('performance.line_not_found')
  ctx.rights.check('performance.pay.read', { ownerId: line.personKey, groupId: line.groupId, branchId: line.branchId })
  const family = await pastWall(ctx.sql, () => store.lineage(ctx.sql, line.key))
  const root = family[0]!
  const version = root.planVersionKey === null ? null : await planVersion(ctx.sql, root.planVersionKey)
  const sources = root.poolKey === null ? [] : await sourcesOfPool(ctx, root.poolKey)
  const numbers = await pastWall(ctx.sql, () => loanNumbers(ctx, [...family, ...sources]))
  return {
    line: lineView(line, numbers),
    why: { ...(line.why.plan ? line.why : { ...root.why, anchor: line.why.anchor }), gates: gatesOf(family) },
    planVersionId: version ? toId('planversion', version.key) : null,
    planReason: version?.reason ?? null,
    family: family.map(one => lineView(one, numbers)),
    sources: sources.map(one => lineView(one, numbers)),
  }
}
