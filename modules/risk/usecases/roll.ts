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
  const rowsOf = (x: string) => cells.filter(cell => cell.x === x)
  return {
    ...(await headOf(ctx, question)),
    from: pictures.monthText(question.lastMonth - months),
    to: pictures.monthText(question.lastMonth),
    places: [...question.bounds.map(bound => bound.name), 'closed', 'written-off'],
    cells: cells.map(cell => ({
      ...cell,
      shareByBalance: shareText(
        cell.balance,
        rowsOf(cell.x).reduce((total, other) => total + other.balance, 0n),
      ),
      shareByLoans: shareText(
        cell.loans,
        rowsOf(cell.x).reduce((total, other) => total + other.loans, 0),
      ),
    })),
  }
}
