import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { anyChoice, pictureOf } from './pictures.ts'

/** The buckets at the last months' ends. @throws Refusal risk.day */
export async function flow(ctx: Context, input: Input<typeof api.flow>): Promise<Output<typeof api.flow>> {
  const question = await ask(ctx, input)
  const { months } = input
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, { ...anyChoice, months, picture: 'flow' }))
  return {
    ...(await headOf(ctx, question)),
    months: Array.from({ length: months }, (_, index) => pictures.monthText(question.lastMonth - months + 1 + index)),
    cells,
  }
}
