import type { House } from '#app/house'
import { addDays, type Day } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { type NewLoan, openLoan } from '#servicing'
import { ensureBranch, insertGroup, staffing } from '#team'

/** A house for measuring: one branch, one of finance, and loans of no product in particular. */

/** Takes in somebody of finance; with a password where they sign in. */
export async function hireFinance(house: House, day: Day, password?: string): Promise<void> {
  await house.system('bench.staff', async ctx => {
    const branchKey = await ensureBranch(ctx.sql, { code: 'HQ', name: 'HQ', city: 'HQ' })
    const groupKey = await insertGroup(ctx.sql, { branchKey, parentKey: null, name: 'finance', function: 'finance' })
    await staffing.addPerson(ctx, {
      name: 'finance',
      username: 'finance',
      post: 'finance_officer',
      groupId: toId('group', groupKey!),
      reportsTo: null,
      joinedOn: addDays(day, -1),
      fromDay: addDays(day, -1),
      ...(password ? { password } : {}),
    })
  })
}

type Plan = NewLoan['plan']

/** Opens loans of one plan in one transaction, in the branch of the house. */
export async function lendAll(
  house: House,
  numbers: readonly string[],
  disbursedOn: Day,
  plan: Plan,
): Promise<Id<'loan'>[]> {
  const { rows } = await house.pool.query<{ id: bigint }>('SELECT id FROM team.branch')
  return house.system('bench.lend', async ctx => {
    const ids: Id<'loan'>[] = []
    for (const number of numbers)
      ids.push(
        await openLoan(ctx, {
          number,
          applicationKey: null,
          contractKey: null,
          customerKey: 1n,
          productKey: 1n,
          productVersion: 1,
          dealerKey: 1n,
          ownerKey: null,
          groupKey: null,
          branchKey: rows[0]!.id,
          principal: sum(plan.installments.map(row => row.principal)),
          annualRate: '0.048' as Rate,
          penaltyRate: '0.072' as Rate,
          plan,
          disbursedOn,
          payee: { dealerKey: 1n },
        }),
      )
    return ids
  })
}
