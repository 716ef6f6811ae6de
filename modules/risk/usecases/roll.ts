import type { Money } from '#lib/money'
import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { anyChoice, pictureOf } from './pictures.ts'

/** Where the loans of each bucket stood a month later, as shares of the bucket; several months are added up. @throws Refusal risk.day */
export async function roll(ctx: Context, input: Input<typeof api.roll>): Promise<Output<typeof api.roll>> {
  const question = await ask(ctx, input)
  const { months } = input
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, { ...anyChoice, months, picture: 'roll' }))
  const rows = [...Map.groupBy(cells, cell => cell.x)].map(([x, own]) => ({
    x,
    loans: own.reduce((total, cell) => total + cell.loans, 0),
    balance: own.reduce((total, cell) => total + cell.balance, 0n) as Money,
  }))
  const rowOf = new Map(rows.map(row => [row.x, row]))
  return {
    ...(await headOf(ctx, question)),
    from: pictures.monthText(question.lastMonth - months),
    to: pictures.monthText(question.lastMonth),
    places: [...question.bounds.map(bound => bound.name), 'closed', 'written-off'],
    rows,
    cells: cells.map(cell => ({
      ...cell,
      shareByBalance: shareText(cell.balance, rowOf.get(cell.x)?.balance ?? 0n),
      shareByLoans: shareText(cell.loans, rowOf.get(cell.x)?.loans ?? 0),
    })),
  }
}
