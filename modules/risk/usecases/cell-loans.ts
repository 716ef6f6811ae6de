import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { pictureOf } from './pictures.ts'

const most = 1000

/** The loans some cells of a picture are made of, the heaviest first; they come to what the cells show. @throws Refusal risk.day, risk.bucket */
export async function cellLoans(
  ctx: Context,
  input: Input<typeof api.cellLoans>,
): Promise<Output<typeof api.cellLoans>> {
  const question = await ask(ctx, input)
  const { x, y, bad } = input
  const { total, rows } = await pictures.cellLoans(ctx, pictureOf(ctx, question, input), { x, y, bad }, most)
  return {
    ...(await headOf(ctx, question)),
    ...total,
    rows: rows.map(({ key, ...row }) => ({ ...row, id: toId('loan', key) })),
  }
}
