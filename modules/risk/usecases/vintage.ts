import type { Money } from '#lib/money'
import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { curveOf } from '../maturity.ts'
import { ask, headOf } from './ask.ts'
import { anyChoice, pictureOf } from './pictures.ts'

/** The curve of each cohort at the ages it has reached as a whole. @throws Refusal risk.day, risk.bucket */
export async function vintage(ctx: Context, input: Input<typeof api.vintage>): Promise<Output<typeof api.vintage>> {
  const question = await ask(ctx, input)
  const { bucket, ever, grain } = input
  const choice = { ...anyChoice, bucket, ever, grain, picture: 'vintage' as const }
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, choice))
  const cohorts = await pictures.cohorts(ctx, question.about, grain)
  return {
    ...(await headOf(ctx, question)),
    bucket,
    cohorts: cohorts.map(cohort => {
      const points = cells
        .filter(cell => cell.x === cohort.cohort)
        .map(cell => ({ age: Number(cell.y), loans: cell.loans, balance: cell.balance }))
      return {
        cohort: cohort.cohort,
        loans: cohort.loans,
        principal: cohort.principal,
        curve: curveOf(cohort, points, question.lastMonth, ever).map(point => ({
          age: point.age,
          loans: point.loans,
          balance: point.balance as Money,
          shareByBalance: shareText(point.balance, cohort.principal),
          shareByLoans: shareText(point.loans, cohort.loans),
        })),
      }
    }),
  }
}
