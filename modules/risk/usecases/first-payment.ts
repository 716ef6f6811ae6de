import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { anyChoice, firstDayOf, pictureOf } from './pictures.ts'

/** Of the first installments due in each month, the share not paid 1, 7, 15 and 30 days later. @throws Refusal risk.day */
export async function firstPayment(
  ctx: Context,
  input: Input<typeof api.firstPayment>,
): Promise<Output<typeof api.firstPayment>> {
  const question = await ask(ctx, input)
  const { months } = input
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, { ...anyChoice, months, picture: 'first-payment' }))
  return {
    ...(await headOf(ctx, question)),
    leftOut: await pictures.firstDueElsewhere(ctx, question.about, firstDayOf(question, months), question.evening),
    cells: cells.map(cell => ({
      ...cell,
      shareByBalance: shareText(cell.badBalance, cell.balance),
      shareByLoans: shareText(cell.badLoans, cell.loans),
    })),
  }
}
