import type { Money } from '#lib/money'
import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { anyChoice, pictureOf } from './pictures.ts'

/** The buckets at the last months' ends, and what of each month was non-performing. @throws Refusal risk.day */
export async function flow(ctx: Context, input: Input<typeof api.flow>): Promise<Output<typeof api.flow>> {
  const question = await ask(ctx, input)
  const { months } = input
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, { ...anyChoice, months, picture: 'flow' }))
  const names = Array.from({ length: months }, (_, index) =>
    pictures.monthText(question.lastMonth - months + 1 + index),
  )
  const totals = names.map(x => {
    const own = cells.filter(cell => cell.x === x)
    const count = (measure: (cell: pictures.Cell) => number) => own.reduce((total, cell) => total + measure(cell), 0)
    const add = (measure: (cell: pictures.Cell) => bigint) =>
      own.reduce((total, cell) => total + measure(cell), 0n) as Money
    const [balance, badBalance] = [add(cell => cell.balance), add(cell => cell.badBalance)]
    return {
      x,
      loans: count(cell => cell.loans),
      balance,
      badLoans: count(cell => cell.badLoans),
      badBalance,
      badShare: shareText(badBalance, balance),
    }
  })
  const whole = new Map(totals.map(({ x, balance }) => [x, balance]))
  return {
    ...(await headOf(ctx, question)),
    months: names,
    totals,
    cells: cells.map(cell => ({ ...cell, share: shareText(cell.balance, whole.get(cell.x) ?? 0n) })),
  }
}
